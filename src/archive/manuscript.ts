import type { Language } from "../domain/language.ts";
import type { Span } from "../domain/span.ts";
import { type ReadingText, readingText } from "../text/reading-text.ts";

/** What the file's format says that a block is; `text` when it says nothing. */
export type Role =
  | "text"
  | "title"
  | "heading"
  | "subtitle"
  | "author"
  | "date"
  | "item"
  | "letterhead"
  | "footer";

/** One paragraph, heading or line of a document, in reading order; a span of its stored text. */
export interface Block extends Span {
  readonly reading: ReadingText;
  readonly role: Role;
  /** Blocks that stand together, without white space between them, have one number. */
  readonly group: number;
  /** Height of its letters; 1 is the body's. */
  readonly size: number;
}

/** What a file says about itself beside its text, stated for a reader's eyes: front matter, a feed's title. It outweighs what is printed. */
export interface Clues {
  readonly title?: string;
  readonly issuer?: string;
  readonly department?: string;
  readonly date?: string;
  readonly language?: Language;
  readonly topics?: readonly string[];
  readonly url?: string;
  readonly fallback?: Fallback;
}

/** What counts where nothing is printed: HTML's head, a mail's headers, when a feed published it. */
export interface Fallback {
  readonly title?: string;
  readonly issuer?: string;
  /** `YYYY-MM-DD`; null when it should have said and did not: then the text is not searched for a day either. */
  readonly date?: string | null;
}

/** A document as its format's reader understood it. */
export interface Manuscript {
  /** The stored text. */
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly clues: Clues;
}

interface BlockSketch extends Span {
  readonly role?: Role;
  readonly group: number;
  readonly size?: number;
}

/** A block of `text`, with its reading. */
export function block(
  text: string,
  { start, end, role = "text", group, size = 1 }: BlockSketch,
): Block {
  return { start, end, reading: readingText(text, { start, end }), role, group, size };
}
