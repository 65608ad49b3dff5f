import {
  ApplicationCommandOptionType,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  InteractionContextType,
  type Message,
  type MessageContextMenuCommandInteraction,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
} from "discord.js";
import {
  type ChatRequest,
  COMMANDS,
  findCommand,
  type Intent,
  isLanguage,
  type Language,
} from "../../src/index.ts";
import { messageCommandName, PRIVATE_OPTION } from "./commands.ts";
import type { Download } from "./download.ts";
import { fieldOf, formIntent } from "./forms.ts";
import { deskName, messageCommands } from "./names.ts";
import { readPageId } from "./pages.ts";
import type { DiscordSettings } from "./settings.ts";

const PLATFORM = "discord";

/** What people do that is answered. */
export type Answerable =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | ButtonInteraction
  | ModalSubmitInteraction;

/** A message as a question; null when it is not meant for the bot. */
export function textRequest(
  message: Message,
  { officers }: DiscordSettings,
  at: number,
): ChatRequest | null {
  const me = message.client.user;
  const isPrivate = !message.inGuild();
  if (message.author.bot || message.system) return null;
  if (!isPrivate && !message.mentions.users.has(me.id)) return null;
  return {
    address: { platform: PLATFORM, chat: message.channelId },
    person: {
      id: message.author.id,
      officer: officers.includes(message.author.id),
      manages: isPrivate || mayManage(message),
    },
    intent: { kind: "text", text: withoutMention(message.content, me.id) },
    isPrivate,
    language: null,
    at,
  };
}

/** The file that comes with a message, for the officers; others are told that it is theirs to send. */
export async function withDocument(
  request: ChatRequest,
  { attachments }: Message,
  download: Download,
): Promise<ChatRequest> {
  const [file] = attachments.values();
  const caption = request.intent.kind === "text" ? request.intent.text : "";
  if (!file || (!request.person.officer && caption !== "")) return request;
  const bytes = request.person.officer ? await download(file.url, file.size) : new Uint8Array();
  return bytes
    ? { ...request, intent: { kind: "document", name: file.name, bytes, caption } }
    : request;
}

function mayManage({ member }: Message): boolean {
  return member?.permissions.has(PermissionFlagsBits.ManageChannels) === true;
}

function withoutMention(text: string, me: string): string {
  return text.replaceAll(new RegExp(`<@!?${me}>`, "gu"), "").trim();
}

/** Only the person asking and the bot can see the chat. */
export function isPrivateChat({ context, guildId }: Answerable): boolean {
  return context === null ? guildId === null : context === InteractionContextType.BotDM;
}

/** A command, a command on a message, a pressed button or a filled-in form. */
export async function interactionRequest(
  interaction: Answerable,
  { officers }: DiscordSettings,
  { at, download }: { readonly at: number; readonly download: Download },
): Promise<ChatRequest> {
  const isPrivate = isPrivateChat(interaction);
  const isOfficer = officers.includes(interaction.user.id);
  return {
    address: { platform: PLATFORM, chat: interaction.channelId ?? interaction.user.id },
    person: {
      id: interaction.user.id,
      officer: isOfficer,
      manages:
        isPrivate ||
        interaction.memberPermissions?.has(PermissionFlagsBits.ManageChannels) === true,
    },
    intent: await intentOf(interaction, isOfficer ? download : null),
    isPrivate,
    language: languageOf(interaction.locale),
    at,
  };
}

async function intentOf(interaction: Answerable, download: Download | null): Promise<Intent> {
  if (interaction.isButton()) {
    const data = readPageId(interaction.customId)?.data ?? interaction.customId;
    return { kind: "action", data };
  }
  if (interaction.isModalSubmit()) {
    return formIntent(interaction.customId, fieldOf(interaction));
  }
  if (interaction.isMessageContextMenuCommand()) return messageIntent(interaction);
  return await commandIntent(interaction, download);
}

function messageIntent(interaction: MessageContextMenuCommandInteraction): Intent {
  const name = messageCommands(COMMANDS).find(
    (each) => messageCommandName(each) === interaction.commandName,
  );
  const argument = wordsOf(interaction);
  return name === undefined
    ? { kind: "text", text: argument }
    : { kind: "command", name, argument, options: {} };
}

/** What the message says on which a command was given; empty for a picture alone. */
export function wordsOf({ targetMessage, client }: MessageContextMenuCommandInteraction): string {
  const said = withoutMention(targetMessage.content, client.user.id);
  const shown = targetMessage.embeds.map(({ description }) => description ?? "").join("\n");
  return said || shown.trim();
}

/** Somebody other than an officer has no file fetched. */
async function commandIntent(
  interaction: ChatInputCommandInteraction,
  download: Download | null,
): Promise<Intent> {
  const name = deskName(interaction.commandName);
  const given = interaction.options.data.filter(
    (option) => option.name !== PRIVATE_OPTION && option.value !== undefined,
  );
  const options = Object.fromEntries(
    given
      .filter(({ type }) => type !== ApplicationCommandOptionType.Attachment)
      .map((option) => [option.name, String(option.value)]),
  );
  const file = given.find(({ attachment }) => attachment != null)?.attachment;
  if (file && download) {
    const caption = [`/${name}`, ...Object.values(options)].join(" ");
    const bytes = await download(file.url, file.size);
    if (bytes) return { kind: "document", name: file.name, bytes, caption };
  }
  const [first] = findCommand(name)?.options ?? [];
  return { kind: "command", name, argument: first ? (options[first.name] ?? "") : "", options };
}

/** One of ours out of Discord's locale, `en-GB`. */
export function languageOf(locale: string): Language | null {
  const [language] = locale.split("-");
  return isLanguage(language) ? language : null;
}
