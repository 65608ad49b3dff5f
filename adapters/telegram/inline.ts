import type { Api } from "grammy";
import type {
  InlineKeyboardMarkup,
  InlineQuery,
  InlineQueryResultArticle,
  UserFromGetMe,
} from "grammy/types";
import type { Action, Desk, Language, Reply, Shareable } from "../../src/index.ts";
import { shorten } from "../../src/index.ts";
import { LABEL_LIMIT, RESULT_LIMIT, RESULT_LINE_LIMIT } from "./limits.ts";
import type { RenderedMessage } from "./render.ts";
import { render } from "./render.ts";
import { languageOf } from "./request.ts";

/** For how long Telegram may show the same results for the same words: a withdrawal must show soon. */
const CACHE_SECONDS = 10;
/** What Telegram takes behind `?start=` (Bot API, deep linking). */
const PAYLOAD = /^[\w-]{1,64}$/u;

export interface InlineParts {
  readonly api: Api;
  readonly me: UserFromGetMe;
  readonly share: Desk["share"];
  readonly language: Language;
}

/** Answers `@bot words` typed in any chat with what may be shared there. */
export async function answerInline(parts: InlineParts, query: InlineQuery): Promise<void> {
  const { api, me, share } = parts;
  const language = languageOf(query.from) ?? parts.language;
  const results = share(query.query, language).flatMap((shareable) => resultOf(shareable, me));
  await api
    .answerInlineQuery(query.id, results.slice(0, RESULT_LIMIT), {
      cache_time: CACHE_SECONDS,
      // The same words may find something else in another person's language.
      is_personal: true,
    })
    // Too late: the person has typed on.
    .catch(() => undefined);
}

/** A result whose message does not fit into one is left out: nothing is ever cut in what is shared. */
function resultOf(
  { id, title, description, reply }: Shareable,
  me: UserFromGetMe,
): InlineQueryResultArticle[] {
  const message = wholeMessage(reply);
  if (!message) return [];
  const keyboard = linksOf(reply.actions ?? [], me);
  return [
    {
      type: "article",
      id,
      title: shorten(title, RESULT_LINE_LIMIT),
      description: shorten(description, RESULT_LINE_LIMIT),
      input_message_content: {
        message_text: message.text,
        entities: [...message.entities],
        link_preview_options: { is_disabled: true },
      },
      ...(keyboard && { reply_markup: keyboard }),
    },
  ];
}

/** Without the paragraphs of the release, should it be too long with them; title and source stay. */
function wholeMessage(reply: Reply): RenderedMessage | undefined {
  const short = { ...reply, blocks: reply.blocks.filter(({ kind }) => kind !== "paragraph") };
  const [message] = [render(reply), render(short)].find(({ length }) => length === 1) ?? [];
  return message;
}

/** In another chat the bot answers no buttons: they lead into the chat with it. */
function linksOf(
  actions: readonly (readonly Action[])[],
  { username }: UserFromGetMe,
): InlineKeyboardMarkup | undefined {
  const rows = actions
    .map((row) => row.filter(({ data, label }) => PAYLOAD.test(data) && label.trim() !== ""))
    .filter(({ length }) => length > 0)
    .map((row) =>
      row.map(({ label, data }) => ({
        text: shorten(label, LABEL_LIMIT),
        url: `https://t.me/${username}?start=${data}`,
      })),
    );
  return rows.length > 0 ? { inline_keyboard: rows } : undefined;
}
