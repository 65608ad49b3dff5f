import { type Block, block, type Clues, type Manuscript, type Role } from "../manuscript.ts";

/** A paragraph, heading or line as a format's reader took it out, in reading order. */
export interface Piece {
  readonly text: string;
  readonly role?: Role;
  /** Height of its letters in the format's own unit. */
  readonly size?: number;
  /** It stands directly under the piece before, without white space between them. */
  readonly close?: boolean;
}

/** Control characters, and the marks of a text that was cut at a line's end; ligatures of typefaces are two letters. */
const CONTROL = /(?!\s)\p{Cc}+|[\ufffe\uffff]+/gu;
/** A reader of pages may part a Khmer vowel from its letter. */
const LOOSE = / (?=[\u17b6-\u17d3])/gu;
const LIGATURE = /[\ufb00-\ufb06]/gu;

/** The stored text of a document that is no text file: its pieces, a line each, parted by blank lines where white space parts them. */
export function assemble(pieces: readonly Piece[], clues: Clues = {}): Manuscript {
  const standard = bodySize(pieces);
  const blocks: { start: number; end: number; role: Role; group: number; size: number }[] = [];
  let text = "";
  let group = -1;
  for (const { text: raw, role = "text", size, close = false } of pieces) {
    const line = cleaned(raw);
    if (line === "") continue;
    if (!close || group < 0) group += 1;
    if (text !== "") text += close ? "\n" : "\n\n";
    const start = text.length;
    text += line;
    blocks.push({
      start,
      end: text.length,
      role,
      group,
      size: size === undefined ? 1 : size / standard,
    });
  }
  return { text, blocks: blocks.map((one): Block => block(text, one)), clues };
}

function cleaned(text: string): string {
  return text
    .replace(CONTROL, "")
    .replace(LIGATURE, (letter) => letter.normalize("NFKC"))
    .replace(/\s+/gu, " ")
    .replace(LOOSE, "")
    .trim();
}

/** The size that most letters have. */
function bodySize(pieces: readonly Piece[]): number {
  const letters = new Map<number, number>();
  for (const { size, text } of pieces) {
    if (size !== undefined) letters.set(size, (letters.get(size) ?? 0) + text.length);
  }
  return [...letters].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 1;
}
