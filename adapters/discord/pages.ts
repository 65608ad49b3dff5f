import { catalogue, type Reply, rowsBelow } from "../../src/index.ts";
import { ROW_LIMIT } from "./limits.ts";
import { plain } from "./markdown.ts";
import { type RenderedMessage, render, rowsOf } from "./render.ts";

/** A reply that goes over several messages is shown page by page where it can be had again. */
export interface Page {
  readonly message: RenderedMessage;
  /** From 0. */
  readonly number: number;
  readonly count: number;
}

/** For the line that says which page this is. */
const RESERVE = 80;
/** `~` begins no data of the desk's. */
const PAGE_ID = /^~p(?<number>\d{1,4})\.(?<data>.+)$/u;

/** The `custom_id` of the button that turns to a page of the reply to an action. */
function pageId(number: number, data: string): string {
  return `~p${number}.${data}`;
}

/** The page and the desk's action behind a `custom_id`; null for every other button. */
export function readPageId(
  customId: string,
): { readonly number: number; readonly data: string } | null {
  const { number, data } = PAGE_ID.exec(customId)?.groups ?? {};
  return number === undefined || data === undefined ? null : { number: Number(number), data };
}

/** One page of a long reply, with buttons to the others and the whole as a file; null when the reply needs no pages. */
export function pageOf(reply: Reply, wanted: number): Page | null {
  const { again, language, actions = [], asFile } = reply;
  if (again === undefined || render(reply).length < 2) return null;
  const words = catalogue(language);
  const messages = render({ ...reply, actions: [], attachments: [] }, { reserve: RESERVE });
  const number = Math.min(wanted, messages.length - 1);
  const message = messages[number];
  if (!message) return null;
  const turns = [
    ...(number > 0 ? [{ label: words.buttons.previous, data: pageId(number - 1, again) }] : []),
    ...(number + 1 < messages.length
      ? [{ label: words.buttons.next, data: pageId(number + 1, again) }]
      : []),
  ];
  return {
    number,
    count: messages.length,
    message: {
      text: `${message.text}\n\n-# ${plain(words.pageOf(number + 1, messages.length))}`,
      rows: rowsOf([turns, ...rowsBelow({ ...reply, actions }, ROW_LIMIT)]),
      files: asFile ? [asFile] : [],
    },
  };
}
