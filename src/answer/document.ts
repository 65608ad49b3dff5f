import type { Release } from "../domain/release.ts";
import type { Span } from "../domain/span.ts";
import { type ReadingText, readingText, storedSpan } from "../text/reading-text.ts";
import { splitSentences } from "../text/sentences.ts";
import { type Word, words } from "../text/words.ts";

/** A sentence, a heading or a line of a release: the smallest thing that is quoted. */
export interface Sentence {
  /** Place among the document's sentences. */
  readonly index: number;
  /** `item`: of a list; `aside`: a line outside the body, such as a press contact or an address. */
  readonly kind: "title" | "body" | "item" | "aside";
  /** Paragraph of the body, -1 outside it. */
  readonly paragraph: number;
  /** Which line of the release's lists it belongs to, from 0; -1 outside them. */
  readonly line: number;
  /** Reading text. */
  readonly text: string;
  readonly words: readonly Word[];
  readonly stems: ReadonlySet<string>;
  /** Where it stands in {@link Document.text}. */
  readonly offset: number;
  /** Span of the stored text behind a span of {@link text}. */
  stored(span: Span): Span;
}

/** A release as the answer engine reads it. */
export interface Document {
  readonly release: Release;
  readonly sentences: readonly Sentence[];
  /** The sentences' texts, one a line. */
  readonly text: string;
  /** Stems of all sentences, with how often each stands in them. */
  readonly stems: ReadonlyMap<string, number>;
}

const FRONT_MATTER = /^\ufeff?---\r?\n[\s\S]*?\r?\n---[ \t]*(?:\r?\n|$)/u;
/** Before a line of a list: a dash, a bullet, or a number with a dot or bracket. */
const MARK = /^[ \t]*(?:[-*•–—·]|\(?\d{1,2}[.)])[ \t]+/u;

/** Takes a release apart into what may be quoted from it. */
export function readDocument(release: Release): Document {
  const sentences: Sentence[] = [];
  const stems = new Map<string, number>();
  let offset = 0;
  let lines = -1;
  const add = (kind: Sentence["kind"], paragraph: number, part: Piece): void => {
    const { reading, span } = part;
    const text = reading.text.slice(span.start, span.end);
    const found = words(text, release.language);
    if (found.length === 0) return;
    for (const { stem } of found) stems.set(stem, (stems.get(stem) ?? 0) + 1);
    sentences.push({
      index: sentences.length,
      kind,
      paragraph,
      line: kind === "item" ? lines : -1,
      text,
      words: found,
      stems: new Set(found.map(({ stem }) => stem)),
      offset,
      stored: ({ start, end }) =>
        storedSpan(reading, { start: span.start + start, end: span.start + end }),
    });
    offset += text.length + 1;
  };

  const title = release.where.title;
  if (title) for (const piece of pieces(release.text, title, false)) add("title", -1, piece);
  for (const [number, paragraph] of release.paragraphs.entries()) {
    for (const block of blocks(release.text, paragraph)) {
      if (block.isItem) lines += 1;
      for (const piece of pieces(release.text, block.span, true)) {
        add(block.isItem ? "item" : "body", number, piece);
      }
    }
  }
  for (const line of asides(release)) {
    for (const piece of pieces(release.text, line, false)) add("aside", -1, piece);
  }
  return { release, sentences, text: sentences.map(({ text }) => text).join("\n"), stems };
}

interface Piece {
  readonly reading: ReadingText;
  /** Of the reading's text. */
  readonly span: Span;
}

function pieces(stored: string, span: Span, split: boolean): Piece[] {
  const reading = readingText(stored, span);
  const spans = split ? splitSentences(reading.text) : [trimmed(reading.text)];
  return spans.map((part) => ({ reading, span: part }));
}

function trimmed(text: string): Span {
  return { start: text.length - text.trimStart().length, end: text.trimEnd().length };
}

/** A line without a mark is one of a list when it stands so many columns further in than its paragraph. */
const INDENT = 2;

interface Block {
  readonly span: Span;
  readonly isItem: boolean;
}

/** The parts of a paragraph that are set as lines of a list, and what stands between them. */
function blocks(stored: string, { start, end }: Span): Block[] {
  const lines = linesOf(stored, { start, end });
  const margin = Math.min(...lines.map(({ text }) => indentOf(text)));
  const hasMarks = lines.some(({ text }) => MARK.test(text));
  const beginsItem = ({ text }: Line): boolean =>
    hasMarks ? MARK.test(text) : indentOf(text) >= margin + INDENT;
  const parts: Block[] = [];
  for (const [number, line] of lines.entries()) {
    const isItem = beginsItem(line);
    const before = parts.at(-1);
    if (before && !isItem) {
      parts[parts.length - 1] = { ...before, span: { start: before.span.start, end: line.end } };
      continue;
    }
    // The first line may be further in for being the first.
    const isListed = isItem && (hasMarks || number > 0);
    const mark = isListed ? (MARK.exec(line.text)?.[0].length ?? 0) : 0;
    parts.push({
      span: { start: Math.max(start, line.start + mark), end: line.end },
      isItem: isListed,
    });
  }
  return parts;
}

interface Line extends Span {
  readonly text: string;
}

/** The lines that a span touches, the first one from its beginning; none ends behind the span. */
function linesOf(stored: string, span: Span): Line[] {
  const lines: Line[] = [];
  let start = stored.lastIndexOf("\n", span.start - 1) + 1;
  while (start < span.end) {
    const at = stored.indexOf("\n", start);
    const end = at < 0 ? span.end : Math.min(at, span.end);
    lines.push({ start, end, text: stored.slice(start, end) });
    start = end + 1;
  }
  return lines;
}

function indentOf(line: string): number {
  return /^[ \t]*/u.exec(line)?.[0].length ?? 0;
}

function plainLine(line: string): string {
  return line.replaceAll(/[#*]/gu, "").replaceAll(/\s+/gu, " ").trim();
}

/** Lines that stand outside title and body: press contacts, addresses, letterheads. */
function asides(release: Release): Span[] {
  const taken = [...release.paragraphs];
  if (release.where.title) taken.push(release.where.title);
  // A title in front matter mostly stands above the body once more.
  const title = plainLine(release.title);
  const lines: Span[] = [];
  let at = FRONT_MATTER.exec(release.text)?.[0].length ?? 0;
  for (const line of release.text.slice(at).split("\n")) {
    const span = { start: at, end: at + line.length };
    at += line.length + 1;
    if (
      line.trim() &&
      plainLine(line) !== title &&
      !taken.some((other) => other.start < span.end && span.start < other.end)
    ) {
      lines.push(span);
    }
  }
  return lines;
}
