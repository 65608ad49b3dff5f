import type { InlineKeyboardButton, InlineKeyboardMarkup } from "grammy/types";
import type { Action, Block, ListItem, Reply } from "../../src/index.ts";
import { ACTION_DATA_BYTES, choicesOf, packPieces, rowsBelow, shorten } from "../../src/index.ts";
import {
  BUTTON_LIMIT,
  CHOICES_IN_ROW,
  ENTITY_LIMIT,
  FOLD_FROM,
  LABEL_LIMIT,
  ROW_LIMIT,
  TEXT_LIMIT,
} from "./limits.ts";
import type { StyledText } from "./styled-text.ts";
import { cutStyled, inStyle, joined, linked, plain, withMarks } from "./styled-text.ts";

/** One message of a reply; the keyboard stands under the last. */
export interface RenderedMessage extends StyledText {
  readonly keyboard: InlineKeyboardMarkup | undefined;
}

/** Between two blocks of one message. */
const GAP = "\n\n";
/** What Telegram takes for an empty message. */
const VISIBLE = /[^\s\u180e\u200b-\u200f\u202e\u2800\ufffc]/u;

/** What must not be the last of a message while another follows. */
const LEADING: ReadonlySet<Block["kind"]> = new Set(["heading", "head", "answer", "quote"]);

/** The number of each item that can be chosen. */
type Choices = ReturnType<typeof choicesOf>;

interface Piece extends StyledText {
  readonly leads: boolean;
}

/** A reply as Telegram messages, each within the limits; none for a reply without visible text. */
export function render(reply: Reply): RenderedMessage[] {
  const choices = choicesOf(reply);
  const pieces = reply.blocks
    .flatMap((block) => piecesOf(block, choices))
    .filter(({ text }) => VISIBLE.test(text));
  const messages = packPieces(pieces, {
    fits: (message) => isWithinLimits(joined(message, GAP)),
    leads: (piece) => piece.leads,
  });
  const keyboard = keyboardOf(rowsBelow(reply, CHOICES_IN_ROW));
  return messages.map((message, i) => ({
    ...joined(message, GAP),
    keyboard: i === messages.length - 1 ? keyboard : undefined,
  }));
}

function isWithinLimits({ text, entities }: StyledText): boolean {
  return text.length <= TEXT_LIMIT && entities.length <= ENTITY_LIMIT;
}

/** A block whole where it fits into one message, else cut. A list is cut between its items. */
function piecesOf(block: Block, choices: Choices): Piece[] {
  const leads = LEADING.has(block.kind);
  const lines = block.kind === "list" ? packedItems(block.items, choices) : [styledBlock(block)];
  return lines.flatMap((line) => cutStyled(line, TEXT_LIMIT)).map((piece) => ({ ...piece, leads }));
}

function packedItems(items: readonly ListItem[], choices: Choices): StyledText[] {
  const styled = items.map((item) => styledItem(item, choices.get(item)));
  return packPieces(styled, {
    fits: (message) => isWithinLimits(joined(message, "\n")),
  }).map((message) => joined(message, "\n"));
}

function styledItem({ text, detail }: ListItem, number: number | undefined): StyledText {
  const line = joined([plain(number === undefined ? "• " : `${number}. `), plain(text)]);
  return detail ? joined([line, inStyle(plain(detail), "italic")], "\n") : line;
}

function styledBlock(block: Exclude<Block, { kind: "list" }>): StyledText {
  if ("title" in block) return styledSource(block);
  if (block.kind === "quote") return styledQuote(block);
  const text = plain(block.text);
  if (block.kind === "note") return inStyle(text, "italic");
  if (block.kind === "copy") return inStyle(text, "code");
  const isBold = block.kind === "heading" || block.kind === "answer";
  return isBold ? inStyle(text, "bold") : text;
}

function styledQuote({ text, marks }: Extract<Block, { kind: "quote" }>): StyledText {
  const style = text.length > FOLD_FROM ? "expandable_blockquote" : "blockquote";
  return inStyle(withMarks(text, marks), style);
}

function styledSource({
  kind,
  title,
  line,
  url,
  note,
}: Extract<Block, { title: string }>): StyledText {
  const name = kind === "head" ? inStyle(plain(title), "bold") : plain(title);
  const heading = url === null ? name : linked(name, url);
  return joined([heading, plain(line), inStyle(plain(note ?? ""), "italic")], "\n");
}

/** The buttons, or `undefined` for none; a button that Telegram would refuse is left out, for it would refuse the message. */
export function keyboardOf(
  actions: readonly (readonly Action[])[],
): InlineKeyboardMarkup | undefined {
  const rows: InlineKeyboardButton[][] = [];
  for (const row of actions) {
    const room = BUTTON_LIMIT - rows.flat().length;
    rows.push(...chunks(row.filter(isSendable).slice(0, room).map(buttonOf), ROW_LIMIT));
  }
  return rows.length > 0 ? { inline_keyboard: rows } : undefined;
}

function isSendable({ label, data }: Action): boolean {
  return VISIBLE.test(label) && data !== "" && Buffer.byteLength(data) <= ACTION_DATA_BYTES;
}

function buttonOf({ label, data }: Action): InlineKeyboardButton {
  return { text: shorten(label, LABEL_LIMIT), callback_data: data };
}

function chunks<T>(row: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let from = 0; from < row.length; from += size) parts.push(row.slice(from, from + size));
  return parts;
}
