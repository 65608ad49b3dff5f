import { COMMANDS, type Command, type Reply } from "../../src/index.ts";

/** The desk's commands that Discord knows under a word of its own: to subscribe there is something else. */
const DISCORD_NAMES: Readonly<Record<string, string>> = {
  subscribe: "follow",
  subscriptions: "following",
  unsubscribe: "unfollow",
};
const DESK_NAMES = new Map(Object.entries(DISCORD_NAMES).map(([desk, discord]) => [discord, desk]));
const MENTIONED = new RegExp(`(?<![\\w/])/(${Object.keys(DISCORD_NAMES).join("|")})(?!\\w)`, "gu");

/** What Discord calls a command of the desk's. */
export function discordName(name: string): string {
  return DISCORD_NAMES[name] ?? name;
}

/** What the desk calls a command of Discord's. */
export function deskName(name: string): string {
  return DESK_NAMES.get(name) ?? name;
}

/** Commands on a message, with the desk's command that takes the message's text. */
export const MESSAGE_COMMANDS = ["quote", "ask"] as const;

export type MessageCommand = (typeof MESSAGE_COMMANDS)[number];

/** The message commands whose command the desk has. */
export function messageCommands(commands: readonly Command[] = COMMANDS): MessageCommand[] {
  return MESSAGE_COMMANDS.filter((name) => commands.some((command) => command.name === name));
}

/** A reply that names commands as Discord does; only our own words are touched, never a release's. */
export function inDiscordWords(reply: Reply): Reply {
  return {
    ...reply,
    blocks: reply.blocks.map((block) => {
      if (block.kind === "text" || block.kind === "note") {
        return { ...block, text: renamed(block.text) };
      }
      if (block.kind !== "list") return block;
      const items = block.items.map((item) =>
        item.text.startsWith("/") ? { ...item, text: renamed(item.text) } : item,
      );
      return { ...block, items };
    }),
  };
}

function renamed(text: string): string {
  return text.replaceAll(MENTIONED, (_, name: string) => `/${discordName(name)}`);
}
