import type { Context } from "grammy";
import type { Message, UserFromGetMe } from "grammy/types";
import { catalogue } from "../../src/index.ts";
import type { Conversation } from "./conversation.ts";
import type { Asked } from "./request.ts";
import { languageOf, readMessage } from "./request.ts";
import type { TelegramSettings } from "./settings.ts";
import type { Speaker } from "./speaker.ts";
import type { UpdateHandlers } from "./updates.ts";

export interface HandlerParts {
  readonly conversation: Conversation;
  readonly speaker: Speaker;
  readonly me: UserFromGetMe;
  readonly settings: TelegramSettings;
  readonly now: () => number;
}

/** Which update is whose business. */
export function createHandlers(parts: HandlerParts): UpdateHandlers {
  const { conversation, settings, me, now } = parts;
  const oldestMs = settings.oldestMs ?? Number.POSITIVE_INFINITY;
  return {
    concerns({ message, editedMessage, callbackQuery }) {
      if (callbackQuery) return true;
      const asked = readAny(message ?? editedMessage, me);
      return asked !== null && now() - asked.at <= oldestMs;
    },
    async handle({ message, editedMessage, callbackQuery }) {
      if (message) await conversation.message(message);
      else if (editedMessage) await conversation.edited(editedMessage);
      else if (callbackQuery) await conversation.pressed(callbackQuery);
    },
    async flooded(ctx, waitSeconds) {
      const language = languageOf(ctx.from) ?? settings.language;
      const text = catalogue(language).tooManyQuestions(waitSeconds);
      await warn(parts, ctx, text);
    },
  };
}

function readAny(message: Message | undefined, me: UserFromGetMe): Asked | null {
  return message ? readMessage(message, me) : null;
}

async function warn(
  { conversation, speaker, me, settings }: HandlerParts,
  { message, callbackQuery, from }: Context,
  text: string,
): Promise<void> {
  const asked = readAny(message, me);
  const language = languageOf(from) ?? settings.language;
  if (callbackQuery) await conversation.alert(callbackQuery, text);
  else if (asked) {
    const question = asked.isPrivate ? undefined : asked.messageId;
    await speaker.say(asked.place, { blocks: [{ kind: "text", text }], language }, question);
  }
}
