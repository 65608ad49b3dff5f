import type { MessageEntity } from "grammy/types";
import type { Span } from "../../src/index.ts";
import { clipSpans, splitText } from "../../src/index.ts";

/** A text with its formatting, offsets in UTF-16 units as Telegram counts them: nothing is ever escaped. */
export interface StyledText {
  readonly text: string;
  readonly entities: readonly MessageEntity[];
}

export type Style = "bold" | "italic" | "code" | "blockquote" | "expandable_blockquote";

/** Telegram deletes the combining ring from texts: "Åse" in decomposed form would arrive as "Ase". */
const RING = /\P{M}\p{M}*\u030a\p{M}*/gu;

export function plain(text: string): StyledText {
  return { text: text.replace(RING, (cluster) => cluster.normalize("NFC")), entities: [] };
}

/** The whole of `styled` in one more style. */
export function inStyle({ text, entities }: StyledText, type: Style): StyledText {
  return text
    ? { text, entities: [{ type, offset: 0, length: text.length }, ...entities] }
    : plain("");
}

/** The whole of `styled` as a link. */
export function linked({ text, entities }: StyledText, url: string): StyledText {
  const link: MessageEntity = { type: "text_link", offset: 0, length: text.length, url };
  return text ? { text, entities: [link, ...entities] } : plain("");
}

export function joined(parts: readonly StyledText[], separator = ""): StyledText {
  let text = "";
  const entities: MessageEntity[] = [];
  for (const part of parts) {
    if (text && part.text) text += separator;
    for (const entity of part.entities)
      entities.push({ ...entity, offset: entity.offset + text.length });
    text += part.text;
  }
  return { text, entities };
}

/** `text` with the spans in bold; the spans are in order and do not overlap. */
export function withMarks(text: string, marks: readonly Span[]): StyledText {
  const parts: StyledText[] = [];
  let from = 0;
  for (const { start, end } of marks) {
    parts.push(plain(text.slice(from, start)), inStyle(plain(text.slice(start, end)), "bold"));
    from = end;
  }
  return joined([...parts, plain(text.slice(from))]);
}

/** Pieces of at most `limit` UTF-16 units with the formatting that falls on each. */
export function cutStyled({ text, entities }: StyledText, limit: number): StyledText[] {
  return splitText(text, limit).map((piece) => ({
    text: text.slice(piece.start, piece.end),
    entities: entities.flatMap((entity) => clipEntity(entity, piece)),
  }));
}

function clipEntity(entity: MessageEntity, piece: Span): MessageEntity[] {
  const whole = { start: entity.offset, end: entity.offset + entity.length };
  return clipSpans([whole], piece).map(({ start, end }) => ({
    ...entity,
    offset: start,
    length: end - start,
  }));
}
