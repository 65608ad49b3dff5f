import type { CallbackQuery, Message, User } from "grammy/types";
import type { Intent, Language } from "../../src/index.ts";
import { findCommand, isLanguage } from "../../src/index.ts";
import type { Place } from "./place.ts";

/** A file that a person sent; it is fetched only from those who may publish. */
export interface SentFile {
  readonly kind: "file";
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly caption: string;
  /** What the words beside it ask, when the file itself counts for nothing. */
  readonly beside: Intent | null;
}

/** Who does something where. */
export interface Scene {
  readonly place: Place;
  readonly isPrivate: boolean;
  readonly isChannel: boolean;
  /** The person, or the chat in whose name an anonymous administrator or a channel speaks. */
  readonly person: string;
  /** Speaks in the name of the group or channel, which only its administrators can. */
  readonly isAnonymousAdmin: boolean;
  /** The language of the person's app, when it is one of ours. */
  readonly language: Language | null;
  /** When it was said or last changed, in milliseconds since 1970. */
  readonly at: number;
}

/** A message that is meant for the bot. */
export interface Asked extends Scene {
  readonly messageId: number;
  readonly intent: Intent | SentFile;
}

/** A pressed button. */
export interface Pressed extends Scene {
  readonly messageId: number;
  readonly intent: Extract<Intent, { kind: "action" }>;
}

type Me = Pick<User, "id"> & { readonly username: string };

const COMMAND = /^\/(?<name>\w{1,32})(?:@(?<bot>\w+))?(?:\s+(?<argument>[\s\S]*))?$/u;
/** Messages that say something, though not in words. */
const WORDLESS = [
  "photo",
  "voice",
  "video",
  "video_note",
  "audio",
  "animation",
  "sticker",
  "location",
  "contact",
  "poll",
  "dice",
  "document",
] as const;

/** What a message asks of the bot, or `null` for one that is none of its business. */
export function readMessage(message: Message, me: Me): Asked | null {
  const { chat, from, sender_chat: sender } = message;
  const isAnonymousAdmin = sender?.id === chat.id;
  if (message.is_automatic_forward || message.via_bot) return null;
  if (from?.is_bot && sender === undefined) return null;
  const intent = intentOf(message, me);
  if (intent === null) return null;
  return {
    place: {
      chat: chat.id,
      topic: message.is_topic_message ? message.message_thread_id : undefined,
    },
    messageId: message.message_id,
    isPrivate: chat.type === "private",
    isChannel: chat.type === "channel",
    person: String(sender?.id ?? from?.id ?? chat.id),
    isAnonymousAdmin,
    intent,
    language: languageOf(from),
    at: (message.edit_date ?? message.date) * 1000,
  };
}

/** What a pressed button asks, or `null` when its message is out of reach (shared in another chat). */
export function readPress({ message, from, data }: CallbackQuery, at: number): Pressed | null {
  if (!message || data === undefined) return null;
  const topic = "is_topic_message" in message && message.is_topic_message;
  return {
    place: { chat: message.chat.id, topic: topic ? message.message_thread_id : undefined },
    messageId: message.message_id,
    isPrivate: message.chat.type === "private",
    isChannel: message.chat.type === "channel",
    person: String(from.id),
    isAnonymousAdmin: false,
    intent: { kind: "action", data },
    language: languageOf(from),
    at,
  };
}

export function languageOf(user: User | undefined): Language | null {
  const code = user?.language_code?.split("-")[0];
  return isLanguage(code) ? code : null;
}

function intentOf(message: Message, me: Me): Intent | SentFile | null {
  const said = (message.text ?? message.caption ?? "").trim();
  const mention = new RegExp(`(?<![\\w@])@${me.username}(?!\\w)`, "giu");
  const words = said.replace(mention, " ").trim();
  const isPrivate = message.chat.type === "private";
  const command = commandOf(message, { said: COMMAND.test(said) ? said : words, me });
  if (command === "another bot's") return null;
  // A channel's posts are for its readers, unless they call the bot by name.
  if (message.chat.type === "channel") return command?.isByName ? command.intent : null;
  const isAddressed = isPrivate || said.search(mention) >= 0 || repliesTo(message, me);
  if (command === null && !isAddressed) return null;
  if (command?.isKnown === false && !isAddressed) return null;
  const asked = command?.intent ?? (words ? ({ kind: "text", text: words } as const) : null);
  if (message.document) return fileOf(message.document, said, asked);
  if (asked) return asked;
  const quoted = isPrivate ? "" : quotedText(message, me);
  const isWordless = WORDLESS.some((kind) => kind in message);
  return quoted || isWordless || said ? { kind: "text", text: quoted } : null;
}

function fileOf(
  document: NonNullable<Message["document"]>,
  caption: string,
  beside: Intent | null,
): SentFile {
  return {
    kind: "file",
    id: document.file_id,
    name: document.file_name ?? "",
    sizeBytes: document.file_size ?? 0,
    caption,
    beside,
  };
}

interface GivenCommand {
  readonly intent: Intent;
  /** One of the desk's, so meant for this bot wherever it is given without a name. */
  readonly isKnown: boolean;
  /** Given as `/command@bot`. */
  readonly isByName: boolean;
}

function commandOf(
  message: Message,
  { said, me }: { said: string; me: Me },
): GivenCommand | "another bot's" | null {
  const match = COMMAND.exec(said)?.groups;
  if (!match) return null;
  const bot = match["bot"]?.toLowerCase();
  if (bot !== undefined && bot !== me.username.toLowerCase()) return "another bot's";
  const name = (match["name"] ?? "").toLowerCase();
  const typed = (match["argument"] ?? "").trim();
  const isByName = bot !== undefined;
  if (name === "start") return { intent: startIntent(typed), isKnown: true, isByName };
  const command = findCommand(name);
  const argument = typed || (takesText(command?.options[0]) ? quotedText(message, me) : "");
  return {
    intent: { kind: "command", name, argument, options: {} },
    isKnown: command !== undefined || isByName,
    isByName,
  };
}

/** Behind a deep link (`t.me/bot?start=payload`) stands what a button could hold as well. */
function startIntent(payload: string): Intent {
  return payload
    ? { kind: "action", data: payload }
    : { kind: "command", name: "help", argument: "", options: {} };
}

function takesText(option: { kind: string; required: boolean } | undefined): boolean {
  return option?.kind === "text" && option.required;
}

/** The words of somebody else's message to which this one replies: `/quote` and `/ask` in a reply are about it. */
function quotedText(message: Message, me: Me): string {
  const replied = message.reply_to_message;
  if (!replied || replied.from?.id === me.id) return "";
  return (message.quote?.text ?? replied.text ?? replied.caption ?? "").trim();
}

/** In a topic, a message that replies to nothing replies to the topic's first message. */
function repliesTo(message: Message, me: Me): boolean {
  const replied = message.reply_to_message;
  return replied?.from?.id === me.id && replied.forum_topic_created === undefined;
}
