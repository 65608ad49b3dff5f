import { loadPlatform } from "../../_support/platforms.ts";

export interface ShownMessage {
  readonly id: string;
  readonly content: string;
  readonly author: { readonly id: string; readonly bot?: boolean };
  readonly embeds: readonly { readonly description?: string }[];
  readonly components?: readonly {
    readonly components: readonly { readonly label?: string; readonly custom_id?: string }[];
  }[];
}

export interface DiscordPerson {
  readonly id: string;
  command(args: object): string;
  autocomplete(args: object): string;
  press(args: object): string;
  say(args: object): { readonly id: string };
  dm(args?: object): { readonly id: string };
}

export interface Settled {
  readonly original?: ShownMessage;
  readonly messages: readonly ShownMessage[];
  readonly choices?: readonly { readonly name: string; readonly value: string }[];
}

/** The parts of the stand-in that the tests use. */
export interface FakeDiscord {
  readonly api: string;
  readonly token: string;
  readonly app: { readonly id: string };
  readonly violations: readonly unknown[];
  readonly log: readonly { readonly op?: string; readonly status?: number }[];
  person(data: object): DiscordPerson;
  act(
    name: "guild",
    args: object,
  ): { readonly id: string; readonly channels: readonly { readonly id: string }[] };
  act(
    name: "view",
    args: object,
  ): { readonly messages: readonly ShownMessage[] } | readonly ShownMessage[];
  act(name: "erase" | "setChannel", args: object): void;
  fault(fault: object): void;
  trouble(args: object): void;
  ready(): Promise<void>;
  settled(id: unknown): Promise<Settled>;
  stop(): Promise<void>;
}

interface FakeDiscordClass {
  start(options: object): Promise<FakeDiscord>;
}

/** `options` of the stand-in, see its README. */
export async function startFakeDiscord(options: object = {}): Promise<FakeDiscord> {
  const main = await loadPlatform("fake-discord");
  const server = main["FakeDiscord"] as FakeDiscordClass;
  return await server.start(options);
}

/** What a person reads of a message: Markdown's escapes and the guards against pings taken out. */
export function asRead({ content, embeds }: ShownMessage): string {
  const text = [content, ...embeds.map(({ description = "" }) => description)].join("");
  return text.replaceAll("\u200b", "").replaceAll(/\\([\p{P}\p{S}])/gu, "$1");
}
