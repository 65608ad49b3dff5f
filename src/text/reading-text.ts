import type { Span } from "../domain/span.ts";
import { isBreakHyphen, partsOfCompound } from "./hyphens.ts";

/** Text as a person reads it, with the way back to the stored text. */
export interface ReadingText {
  /** One line: wraps joined, hyphenation at a line's end undone, Markdown's marks and invisible characters dropped. */
  readonly text: string;
  /** Offset in the stored text of the character at `offset`; for the end of a span ask {@link storedSpan}. */
  toStored(offset: number): number;
}

/** A word cut at a line's end: the hyphen and the break go, unless the text writes the word with it. */
const HYPHENATION = /(?<=\p{Ll})[-\u2010\u00ad]\r?\n[ \t]*(?=\p{Ll})/uy;
/** A line broken behind a hyphen that stays: Secretary-General, 2024-2027, twenty-five. */
const BREAK_AT_HYPHEN = /(?<=[\p{L}\p{N}][-\u2010])\r?\n[ \t]*(?=[\p{L}\p{N}])/uy;
const BLANK = /[\s\u00a0]+/uy;
/** Soft hyphen, zero-width space and (non-)joiners but for those that make one emoji of several, direction marks, byte order mark. */
const INVISIBLE =
  /(?:[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\u200d(?!\p{Extended_Pictographic}))+/uy;
/** Characters with which none of the other patterns begins. */
const PLAIN = /[^\s\u00a0\u00ad\u2010\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff#>*+_`![-]+/uy;
const LINE_MARK = /(?:#{1,6}|>|[-*+])[ \t]+/uy;
const LINK = /!?\[([^\][\n]*)\]\(([^()\s]*)\)/uy;
const EMPHASIS = /\*+|(?<![\p{L}\p{N}])_+(?=\S)|(?<=\S)_+(?![\p{L}\p{N}])|`+/uy;

/** What `span` of `stored` reads like. */
export function readingText(stored: string, span: Span): ReadingText {
  const { characters, offsets } = new Reading(stored, span).run();
  return {
    text: characters.join(""),
    toStored: (offset) => offsets[offset] ?? span.end,
  };
}

/** The stored span of `start` to `end` of a reading text; the last character decides the end, so nothing dropped behind it is taken in. */
export function storedSpan(reading: ReadingText, span: Span): Span {
  const start = reading.toStored(span.start);
  if (span.end <= span.start) return { start, end: start };
  return { start, end: reading.toStored(span.end - 1) + 1 };
}

class Reading {
  readonly characters: string[] = [];
  readonly offsets: number[] = [];
  readonly #stored: string;
  readonly #end: number;
  #at: number;

  constructor(stored: string, span: Span) {
    this.#stored = stored;
    this.#at = span.start;
    this.#end = span.end;
  }

  run(): this {
    let lineStart = true;
    while (this.#at < this.#end) {
      if (lineStart && this.#skip(LINE_MARK)) continue;
      lineStart = false;
      if (this.#plain()) continue;
      if (
        this.#wordBreak() ||
        this.#skip(BREAK_AT_HYPHEN) ||
        this.#skip(INVISIBLE) ||
        this.#skip(EMPHASIS)
      )
        continue;
      if (this.#link()) continue;
      const from = this.#at;
      if (this.#skip(BLANK)) {
        lineStart = this.#stored.slice(from, this.#at).includes("\n");
        if (this.characters.length > 0 && this.#at < this.#end) this.#push(" ", from);
        continue;
      }
      this.#push(this.#stored.charAt(this.#at), this.#at);
      this.#at += 1;
    }
    return this;
  }

  #push(character: string, offset: number): void {
    if (character === " " && this.characters.at(-1) === " ") return;
    this.characters.push(character);
    this.offsets.push(offset);
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#stored);
    return match && match.index + match[0].length <= this.#end ? match : null;
  }

  /** A run of characters that stand for themselves. */
  #plain(): boolean {
    const match = this.#match(PLAIN) ?? null;
    if (!match) return false;
    for (let i = 0; i < match[0].length; i += 1) this.#push(match[0].charAt(i), this.#at + i);
    this.#at += match[0].length;
    return true;
  }

  #wordBreak(): boolean {
    const match = this.#match(HYPHENATION);
    if (!match) return false;
    const [word] =
      /[\p{L}\p{M}-]+$/u.exec(this.#stored.slice(Math.max(0, match.index - 40), match.index)) ?? [];
    const end = match.index + match[0].length;
    const [rest] = /^[\p{L}\p{M}]+/u.exec(this.#stored.slice(end, end + 40)) ?? [];
    if (word !== undefined && rest !== undefined && !match[0].startsWith("\u00ad")) {
      if (!isBreakHyphen(word, rest, (one) => vocabularyOf(this.#stored).has(one))) return false;
    }
    this.#at = end;
    return true;
  }

  #skip(pattern: RegExp): boolean {
    const match = this.#match(pattern);
    if (!match) return false;
    this.#at += match[0].length;
    return true;
  }

  /** Of a Markdown link only the label is read. */
  #link(): boolean {
    const match = this.#match(LINK);
    if (!match) return false;
    const label = match[1] ?? "";
    const from = match.index + match[0].indexOf("[") + 1;
    for (const [i, character] of Array.from(label).entries()) this.#push(character, from + i);
    this.#at += match[0].length;
    return true;
  }
}

/** Texts whose words are remembered: all blocks of one text are read one after the other. */
const REMEMBERED = 4;
const vocabularies = new Map<string, ReadonlySet<string>>();

/** The words of `text` in small letters, without the halves of those that lines break. */
function vocabularyOf(text: string): ReadonlySet<string> {
  const known = vocabularies.get(text);
  if (known) return known;
  const whole = text
    .replaceAll(/[\p{L}\p{M}]+-[ \t]*\r?\n[ \t]*[\p{L}\p{M}]+/gu, " ")
    .toLowerCase();
  const found = new Set(whole.match(/[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*/gu));
  const words = new Set([...found].flatMap(partsOfCompound));
  if (vocabularies.size >= REMEMBERED) vocabularies.clear();
  vocabularies.set(text, words);
  return words;
}
