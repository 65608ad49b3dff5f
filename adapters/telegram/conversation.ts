import type { CallbackQuery, Message, UserFromGetMe } from "grammy/types";
import type { Catalogue, Intent, Language, Reply } from "../../src/index.ts";
import { catalogue, findCommand } from "../../src/index.ts";
import type { Answers } from "./answers.ts";
import type { ConsultParts } from "./consult.ts";
import { consult } from "./consult.ts";
import type { Download } from "./download.ts";
import { ALERT_LIMIT } from "./limits.ts";
import type { Asked, Pressed } from "./request.ts";
import { languageOf, readMessage, readPress } from "./request.ts";
import type { Speaker } from "./speaker.ts";

export interface ConversationParts extends ConsultParts {
  readonly me: UserFromGetMe;
  readonly speaker: Speaker;
  readonly answers: Answers;
  readonly download: Download;
  readonly now: () => number;
}

/** What people do in chats, and what the bot says to it. */
export interface Conversation {
  message(message: Message): Promise<void>;
  edited(message: Message): Promise<void>;
  pressed(query: CallbackQuery): Promise<void>;
  /** Says something to whoever pressed a button, and to nobody else. */
  alert(query: CallbackQuery, text: string): Promise<void>;
}

export function createConversation(parts: ConversationParts): Conversation {
  return {
    async message(message) {
      const asked = readMessage(message, parts.me);
      if (asked) await answerAnew(parts, asked);
    },
    async edited(message) {
      const asked = readMessage(message, parts.me);
      if (asked) await answerAgain(parts, asked);
    },
    async pressed(query) {
      const pressed = readPress(query, parts.now());
      if (pressed) await answerPress(parts, query, pressed);
      else await endPress(parts, query, wordsFor(parts, query).staleButton);
    },
    alert: async (query, text) => {
      await endPress(parts, query, text);
    },
  };
}

function wordsFor(parts: ConversationParts, { from }: CallbackQuery): Catalogue {
  return catalogue(languageOf(from) ?? parts.language);
}

async function answerAnew(parts: ConversationParts, asked: Asked): Promise<void> {
  if (!asked.isPrivate && isForOfficersEyes(parts, asked)) {
    await answerInPrivate(parts, asked);
    return;
  }
  const reply = await replyTo(parts, asked);
  if (!reply) return;
  const question = asked.isPrivate ? undefined : asked.messageId;
  const before = reply.continues ? parts.answers.latest(asked.place) : undefined;
  const ids = before
    ? await parts.speaker.replace(asked.place, before.ids, reply)
    : await parts.speaker.say(asked.place, reply, question);
  parts.answers.keep(asked.place, asked.messageId, { ids, asked: wordsOf(asked) });
}

/** What is not published yet, and how things stand, is shown to nobody else. */
function isForOfficersEyes({ isOfficer }: ConversationParts, { intent, person }: Asked): boolean {
  const isTheirs =
    intent.kind === "file" ||
    (intent.kind === "command" && findCommand(intent.name)?.audience === "officers");
  return isTheirs && isOfficer(person);
}

/** In the officer's own chat with the bot; nothing is done while there is none. */
async function answerInPrivate(parts: ConversationParts, asked: Asked): Promise<void> {
  const place = { chat: Number(asked.person), topic: undefined };
  try {
    await parts.api.sendChatAction(place.chat, "typing");
  } catch {
    const language = asked.language ?? parts.language;
    const text = catalogue(language).officers.inPrivate;
    const reply: Reply = { blocks: [{ kind: "text", text }], language };
    await parts.speaker.say(asked.place, reply, asked.messageId);
    return;
  }
  const reply = await replyTo(parts, { ...asked, place, isPrivate: true });
  if (reply) await parts.speaker.say(place, reply);
}

/** An edited question has its answer edited; one that had none is answered now. */
async function answerAgain(parts: ConversationParts, asked: Asked): Promise<void> {
  const earlier = parts.answers.find(asked.place, asked.messageId);
  if (earlier?.asked === wordsOf(asked) || !mayRepeat(asked)) return;
  if (!earlier || earlier.ids.length === 0) {
    await answerAnew(parts, asked);
    return;
  }
  const reply = await replyTo(parts, asked);
  if (!reply) return;
  const ids = await parts.speaker.replace(asked.place, earlier.ids, reply);
  parts.answers.keep(asked.place, asked.messageId, { ids, asked: wordsOf(asked) });
}

function wordsOf({ intent }: Asked): string {
  return JSON.stringify(intent);
}

/** What officers do is done once, by a message of its own. */
function mayRepeat({ intent }: Asked): boolean {
  if (intent.kind === "command") return findCommand(intent.name)?.audience !== "officers";
  return intent.kind === "text";
}

async function replyTo(parts: ConversationParts, asked: Asked): Promise<Reply | null> {
  const intent = await intentOf(parts, asked);
  if (intent === "nothing") return null;
  if (intent === "out of reach") return apology(asked.language ?? parts.language);
  return await consult(parts, asked, intent);
}

/** A file of an officer's is fetched; of anybody else's only the words beside it are taken. */
async function intentOf(
  parts: ConversationParts,
  { intent, person, isPrivate }: Asked,
): Promise<Intent | "nothing" | "out of reach"> {
  if (intent.kind !== "file") return intent;
  if (!parts.isOfficer(person))
    return intent.beside ?? (isPrivate ? { kind: "text", text: "" } : "nothing");
  const bytes = await parts.download(intent);
  if (bytes === null) return "out of reach";
  return { kind: "document", name: intent.name, bytes, caption: intent.caption };
}

function apology(language: Language): Reply {
  return { blocks: [{ kind: "text", text: catalogue(language).failed }], language };
}

async function answerPress(
  parts: ConversationParts,
  query: CallbackQuery,
  pressed: Pressed,
): Promise<void> {
  const reply = await consult(parts, pressed, pressed.intent);
  const alert = reply ? alertOf(reply, pressed) : undefined;
  if (reply && alert === undefined && pressed.isChannel && reply.inPlace !== true) {
    await openInPrivate(parts, query);
    return;
  }
  await endPress(parts, query, alert);
  if (!reply || alert !== undefined) return;
  if (reply.inPlace) await parts.speaker.replace(pressed.place, [pressed.messageId], reply);
  else
    await parts.speaker.say(
      pressed.place,
      reply,
      pressed.isPrivate ? undefined : pressed.messageId,
    );
}

/** What is for the presser's eyes only is shown as an alert, where it is short and plain enough for one. */
function alertOf(
  { blocks, actions = [], onlyAsker }: Reply,
  { isPrivate }: Pressed,
): string | undefined {
  if (!onlyAsker || isPrivate || actions.length > 0) return undefined;
  const lines = blocks.map((block) =>
    block.kind === "text" || block.kind === "note" ? block.text : null,
  );
  const text = lines.join("\n");
  return lines.includes(null) || text.length > ALERT_LIMIT ? undefined : text;
}

/** A reader's press must not post into the channel: the same is asked in the reader's own chat with the bot. */
async function openInPrivate(
  { api, me }: ConversationParts,
  { id, data = "" }: CallbackQuery,
): Promise<void> {
  const url = `https://t.me/${me.username}?start=${encodeURIComponent(data)}`;
  await api.answerCallbackQuery(id, { url }).catch(() => undefined);
}

/** Stops the button's spinner; a press that Telegram has forgotten meanwhile is no matter. */
async function endPress(
  { api }: ConversationParts,
  { id }: CallbackQuery,
  alert: string | undefined,
): Promise<void> {
  const shown = alert === undefined ? {} : { text: alert, show_alert: true };
  await api.answerCallbackQuery(id, shown).catch(() => undefined);
}
