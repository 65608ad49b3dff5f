import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIEmbed,
  ButtonStyle,
  ComponentType,
} from "discord.js";
import {
  type Action,
  type Attachment,
  type Block,
  choicesOf,
  clipSpans,
  type ListItem,
  packPieces,
  type Reply,
  rowsBelow,
  type Span,
  shorten,
  splitText,
} from "../../src/index.ts";
import { CONTENT_LIMIT, DESCRIPTION_LIMIT, LABEL_LIMIT, ROW_LIMIT } from "./limits.ts";
import {
  bold,
  contained,
  fenced,
  labelText,
  link,
  oneLine,
  plain,
  quoted,
  withBold,
} from "./markdown.ts";

export type Row = APIActionRowComponent<APIButtonComponent>;

/** One message of a reply; buttons and files stand under the last. */
export interface RenderedMessage {
  /** In Discord's Markdown. */
  readonly text: string;
  readonly rows: readonly Row[];
  readonly files: readonly Attachment[];
}

/** As one embed, or as a message's content where the bot may not send embeds. */
export type Form = "embed" | "content";

const LIMITS: Readonly<Record<Form, number>> = {
  embed: DESCRIPTION_LIMIT,
  content: CONTENT_LIMIT,
};
/** What shows nothing: white space, format characters, fillers. */
const VISIBLE = /[^\s\p{C}\u115f\u1160\u3164\u2800\uffa0]/u;
/** Between blocks, and between the lines of one. */
const GAP = "\n\n";
const NEXT_LINE = "\n";

interface Piece {
  readonly text: string;
  /** Must not be the last of a message while another follows. */
  readonly leads: boolean;
  /** What parts it from the piece before. */
  readonly after: string;
}

export interface RenderOptions {
  readonly form?: Form;
  /** Characters of every message to be left free; default 0. */
  readonly reserve?: number;
}

/** A reply as Discord messages, each within the limits; none for a reply that shows nothing. */
export function render(
  reply: Reply,
  { form = "embed", reserve = 0 }: RenderOptions = {},
): RenderedMessage[] {
  const most = LIMITS[form] - reserve;
  const choices = choicesOf(reply);
  const pieces = reply.blocks.flatMap((block) => piecesOf(block, { most, choices }));
  const messages = packPieces(
    pieces.filter(({ text }) => VISIBLE.test(text)),
    {
      fits: (message) => joined(message).length <= most,
      leads: ({ leads }) => leads,
    },
  );
  const rows = rowsOf(rowsBelow(reply, ROW_LIMIT));
  const last = messages.length - 1;
  return messages.map((message, i) => ({
    text: joined(message),
    rows: i === last ? rows : [],
    files: i === last ? (reply.attachments ?? []) : [],
  }));
}

/** The text of a message as embeds, for a request's body. */
export function embedsOf({ text }: RenderedMessage): APIEmbed[] {
  return [{ description: text }];
}

function joined(pieces: readonly Piece[]): string {
  return pieces.reduce((text, piece, i) => text + (i === 0 ? "" : piece.after) + piece.text, "");
}

interface Layout {
  /** Characters of one piece. */
  readonly most: number;
  /** The number of each item that can be chosen. */
  readonly choices: ReturnType<typeof choicesOf>;
}

function piecesOf(block: Block, { most, choices }: Layout): Piece[] {
  switch (block.kind) {
    case "text":
    case "paragraph":
      return laidOut(block.text, plain, most).map((text, i) => ({
        text,
        leads: false,
        after: i > 0 ? " " : GAP,
      }));
    case "heading":
    case "answer":
      return laidOut(oneLine(block.text), bold, most).map(leading);
    case "note":
      return laidOut(oneLine(block.text), (text) => `-# ${plain(text)}`, most).map(following);
    case "copy":
      return laidOut(oneLine(block.text), fenced, most).map(following);
    case "quote":
      return quotePieces(block, most);
    case "source":
    case "head":
      return sourcePieces(block, most);
    case "list":
      return block.items.flatMap((item, i) =>
        itemPieces(item, choices.get(item), most).map((piece) =>
          i === 0 ? piece : { ...piece, after: NEXT_LINE },
        ),
      );
  }
}

function leading(text: string): Piece {
  return { text, leads: true, after: GAP };
}

function following(text: string): Piece {
  return { text, leads: false, after: GAP };
}

function quotePieces({ text, marks }: Extract<Block, { kind: "quote" }>, most: number): Piece[] {
  const show = (part: Span): string =>
    quoted(withBold(text.slice(part.start, part.end), clipSpans(marks, part)));
  return spansWithin(text, show, most).map((part) => leading(contained(show(part))));
}

function sourcePieces(block: Extract<Block, { title: string }>, most: number): Piece[] {
  const leads = block.kind === "head";
  const title = oneLine(block.title);
  const name = block.url === null ? plain(title) : link(title, block.url);
  const lines = [
    leads && title !== "" ? `**${name}**` : name,
    plain(oneLine(block.line)),
    ...(block.note === null ? [] : [`-# ${plain(oneLine(block.note))}`]),
  ];
  const whole = contained(lines.join(NEXT_LINE));
  if (whole.length <= most) return [{ text: whole, leads, after: GAP }];
  return [block.title, block.line, block.note ?? ""].flatMap((text) =>
    laidOut(oneLine(text), plain, most).map((part) => ({ text: part, leads, after: NEXT_LINE })),
  );
}

function itemPieces({ text, detail }: ListItem, number: number | undefined, most: number): Piece[] {
  const mark = number === undefined ? "- " : `${number}. `;
  const indent = " ".repeat(mark.length);
  const first = mark + plain(oneLine(text));
  const second = detail === undefined ? "" : `\n${indent}${plain(oneLine(detail))}`;
  const whole = contained(first + second);
  if (whole.length <= most) return [following(whole)];
  return [
    ...laidOut(oneLine(text), (part) => mark + plain(part), most),
    ...laidOut(oneLine(detail ?? ""), (part) => indent + plain(part), most),
  ].map(following);
}

/** A text in as few layouts as fit, cut between sentences. */
function laidOut(text: string, show: (text: string) => string, most: number): string[] {
  const showPart = ({ start, end }: Span): string => show(text.slice(start, end));
  return spansWithin(text, showPart, most).map((part) => contained(showPart(part)));
}

/** Escaping lengthens a text by what is in it: a part whose layout is too long is cut once more. */
function spansWithin(text: string, show: (part: Span) => string, most: number): Span[] {
  const within = ({ start, end }: Span, limit: number): Span[] =>
    splitText(text.slice(start, end), limit)
      .map((part) => ({ start: start + part.start, end: start + part.end }))
      .flatMap((part) => {
        const isOver = contained(show(part)).length > most && part.end - part.start > 1;
        return isOver ? within(part, Math.max(2, Math.floor((part.end - part.start) / 2))) : [part];
      });
  return within({ start: 0, end: text.length }, most);
}

/** Rows of buttons; where there are too many rows, neighbours share one. */
export function rowsOf(actions: readonly (readonly Action[])[]): Row[] {
  const known = new Set<string>();
  const rows = actions
    .map((row) => row.filter((action) => isSendable(action, known)))
    .filter((row) => row.length > 0)
    .flatMap(chunks);
  while (rows.length > ROW_LIMIT && mergeShortest(rows));
  return rows.slice(0, ROW_LIMIT).map((row) => ({
    type: ComponentType.ActionRow,
    components: row.map(({ label, data }) => ({
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      label: labelOf(label),
      custom_id: data,
    })),
  }));
}

/** Discord refuses a message with an empty label, or with two buttons of one id. */
function isSendable({ label, data }: Action, known: Set<string>): boolean {
  if (!VISIBLE.test(label) || data === "" || known.has(data)) return false;
  known.add(data);
  return true;
}

function labelOf(label: string): string {
  return shorten(labelText(label), LABEL_LIMIT);
}

function chunks(row: readonly Action[]): Action[][] {
  const parts: Action[][] = [];
  for (let from = 0; from < row.length; from += ROW_LIMIT) {
    parts.push(row.slice(from, from + ROW_LIMIT));
  }
  return parts;
}

/** Joins the two neighbours that make the shortest row; false when no two fit into one. */
function mergeShortest(rows: Action[][]): boolean {
  const lengths = rows.slice(1).map((row, i) => row.length + (rows[i]?.length ?? 0));
  const shortest = Math.min(...lengths);
  const at = lengths.indexOf(shortest);
  const [first, second] = rows.slice(at, at + 2);
  if (!first || !second || shortest > ROW_LIMIT) return false;
  rows.splice(at, 2, [...first, ...second]);
  return true;
}
