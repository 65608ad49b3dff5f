import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Message,
  PermissionFlagsBits,
} from "discord.js";
import {
  type ChatRequest,
  findCommand,
  type Intent,
  isLanguage,
  type Language,
  type Person,
} from "../../src/index.ts";
import type { DiscordSettings } from "./discord-adapter.ts";

const PLATFORM = "discord";

/** A message as a question; null when it is not meant for the bot. */
export function textRequest(
  message: Message,
  { officers }: DiscordSettings,
  at: number,
): ChatRequest | null {
  const me = message.client.user;
  const isPrivate = !message.inGuild();
  if (message.author.bot || (!isPrivate && !message.mentions.users.has(me.id))) return null;
  const text = message.content.replaceAll(new RegExp(`<@!?${me.id}>`, "gu"), "").trim();
  if (text === "") return null;
  return {
    address: { platform: PLATFORM, chat: message.channelId },
    person: {
      id: message.author.id,
      officer: officers.includes(message.author.id),
      manages: isPrivate,
    },
    intent: { kind: "text", text },
    isPrivate,
    language: null,
    at,
  };
}

/** A slash command or a pressed button. */
export function interactionRequest(
  interaction: ChatInputCommandInteraction | ButtonInteraction,
  { officers }: DiscordSettings,
  at: number,
): ChatRequest {
  const isPrivate = !interaction.inGuild();
  const person: Person = {
    id: interaction.user.id,
    officer: officers.includes(interaction.user.id),
    manages: isPrivate || interaction.memberPermissions.has(PermissionFlagsBits.ManageChannels),
  };
  return {
    address: { platform: PLATFORM, chat: interaction.channelId },
    person,
    intent: intentOf(interaction),
    isPrivate,
    language: languageOf(interaction.locale),
    at,
  };
}

function intentOf(interaction: ChatInputCommandInteraction | ButtonInteraction): Intent {
  if (interaction.isButton()) return { kind: "action", data: interaction.customId };
  const name = interaction.commandName;
  const options = Object.fromEntries(
    interaction.options.data.map((option) => [option.name, String(option.value ?? "")]),
  );
  const [first] = findCommand(name)?.options ?? [];
  return { kind: "command", name, argument: first ? (options[first.name] ?? "") : "", options };
}

/** One of ours out of Discord's locale, `en-GB`. */
export function languageOf(locale: string): Language | null {
  const [language] = locale.split("-");
  return isLanguage(language) ? language : null;
}
