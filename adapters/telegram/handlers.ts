import type { Api, Context } from "grammy";
import type { UserFromGetMe } from "grammy/types";
import type { Admission } from "../../src/index.ts";
import { catalogue, createFloodLimit } from "../../src/index.ts";
import type { Conversation } from "./conversation.ts";
import { answerInline } from "./inline.ts";
import type { Menus } from "./menus.ts";
import type { Asked } from "./request.ts";
import { languageOf, readMessage } from "./request.ts";
import type { TelegramPorts, TelegramSettings } from "./settings.ts";
import type { Speaker } from "./speaker.ts";
import type { UpdateHandlers } from "./updates.ts";

export interface HandlerParts {
  readonly conversation: Conversation;
  readonly speaker: Speaker;
  readonly menus: Menus;
  readonly api: Api;
  readonly me: UserFromGetMe;
  readonly settings: TelegramSettings;
  readonly ports: TelegramPorts;
}

/** One query comes with every key that is typed; 5 a second are answered in the long run. */
const INLINE_LIMIT = { burst: 30, refillMs: 200, pauseMs: 2000 };

/** Which update is whose business. */
export function createHandlers(parts: HandlerParts): UpdateHandlers {
  const admitQuestion = createFloodLimit();
  const admitInline = createFloodLimit(INLINE_LIMIT);
  return {
    concerns: (ctx) =>
      ctx.callbackQuery !== undefined ||
      ctx.inlineQuery !== undefined ||
      ctx.message?.migrate_to_chat_id !== undefined ||
      isTimely(parts, askedIn(ctx)),
    admit(ctx): Admission {
      const person = ctx.senderChat?.id ?? ctx.from?.id;
      if (person === undefined || ctx.message?.migrate_to_chat_id) return { kind: "admitted" };
      const admit = ctx.inlineQuery ? admitInline : admitQuestion;
      return admit(String(person), parts.ports.now());
    },
    handle: async (ctx) => {
      await handle(parts, ctx);
    },
    flooded: async (ctx, waitSeconds, isRepeated) => {
      // A button would show for a minute that somebody works on it.
      if (!isRepeated || ctx.callbackQuery) await warn(parts, ctx, waitSeconds);
    },
  };
}

/** The message of an update, when it is meant for the bot. */
function askedIn(ctx: Context): Asked | null {
  const { message, editedMessage, channelPost, me } = ctx;
  const received = message ?? editedMessage ?? channelPost;
  return received ? readMessage(received, me) : null;
}

function isTimely({ settings, ports }: HandlerParts, asked: Asked | null): boolean {
  const { oldestMs } = settings;
  return asked !== null && (oldestMs === undefined || ports.now() - asked.at <= oldestMs);
}

async function handle(parts: HandlerParts, ctx: Context): Promise<void> {
  const { conversation, settings, ports, me, api } = parts;
  const { message, editedMessage, channelPost, callbackQuery, inlineQuery } = ctx;
  if (message?.migrate_to_chat_id !== undefined) {
    await ports.moved?.(String(message.chat.id), String(message.migrate_to_chat_id));
    return;
  }
  if (inlineQuery) {
    const { share } = ports;
    await answerInline({ api, me, share, language: settings.language }, inlineQuery);
  }
  if (callbackQuery) await conversation.pressed(callbackQuery);
  const said = message ?? channelPost;
  if (said) await conversation.message(said);
  if (editedMessage) await conversation.edited(editedMessage);
  if (message?.chat.type === "private") await offerMenu(parts, message.chat.id);
}

async function offerMenu({ menus, settings }: HandlerParts, chat: number): Promise<void> {
  if (settings.officers.includes(String(chat))) await menus.setForOfficer(String(chat));
}

async function warn(parts: HandlerParts, ctx: Context, waitSeconds: number): Promise<void> {
  const { conversation, speaker, settings } = parts;
  const language = languageOf(ctx.from) ?? settings.language;
  const text = catalogue(language).tooManyQuestions(waitSeconds);
  const asked = askedIn(ctx);
  if (ctx.callbackQuery) await conversation.alert(ctx.callbackQuery, text);
  if (!asked) return;
  const question = asked.isPrivate ? undefined : asked.messageId;
  await speaker.say(asked.place, { blocks: [{ kind: "text", text }], language }, question);
}
