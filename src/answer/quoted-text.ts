import type { Citation } from "../domain/citation.ts";
import type { Span } from "../domain/span.ts";
import type { Document, Sentence } from "./document.ts";
import { type QuotedWord, quotedWords } from "./quoted-words.ts";

/** A release's words, ready to be compared with a quotation. */
export interface QuotedText {
  readonly document: Document;
  /** Of {@link Document.text}; between parts that do not read on, such as title and body, stands a word that equals no other. */
  readonly words: readonly QuotedWord[];
  /** Where each word stands in {@link words}, by its `folded`. */
  readonly positions: ReadonlyMap<string, readonly number[]>;
}

const known = new WeakMap<Document, QuotedText>();

/** Computed once a document. */
export function quotedText(document: Document): QuotedText {
  const before = known.get(document);
  if (before) return before;
  const found: QuotedWord[] = [];
  let last: Sentence | undefined;
  const all = quotedWords(document.text, document.release.language);
  let at = 0;
  for (const sentence of document.sentences) {
    if (last && !readsOn(last, sentence)) found.push(gap(sentence.offset));
    const end = sentence.offset + sentence.text.length;
    while (at < all.length && (all[at]?.start ?? end) < end) {
      const word = all[at];
      if (word) found.push(word);
      at += 1;
    }
    last = sentence;
  }
  const text = { document, words: found, positions: positionsOf(found) };
  known.set(document, text);
  return text;
}

function readsOn(before: Sentence, after: Sentence): boolean {
  return before.paragraph >= 0 && after.paragraph >= 0;
}

function gap(offset: number): QuotedWord {
  const key = `\n${offset}`;
  return { start: offset, end: offset, key, folded: key, weight: 1, word: offset };
}

function positionsOf(found: readonly QuotedWord[]): Map<string, number[]> {
  const positions = new Map<string, number[]>();
  for (const [at, { folded }] of found.entries()) {
    const places = positions.get(folded);
    if (places) places.push(at);
    else positions.set(folded, [at]);
  }
  return positions;
}

/** The sentences of a document into which a span of its text falls. */
export function sentencesIn({ sentences }: Document, { start, end }: Span): Sentence[] {
  return sentences.filter(({ offset, text }) => offset < end && start < offset + text.length);
}

/** A span of a document's text as a citation; null for an empty one. */
export function citationAt(document: Document, span: Span): Citation | null {
  const within = sentencesIn(document, span);
  const [first] = within;
  const last = within.at(-1);
  if (!first || !last) return null;
  const { release } = document;
  return {
    release: release.id,
    revision: release.revision,
    start: first.stored(inside(first, span)).start,
    end: last.stored(inside(last, span)).end,
    text: document.text.slice(span.start, span.end).replaceAll("\n", " "),
  };
}

function inside({ offset, text }: Sentence, { start, end }: Span): Span {
  return { start: Math.max(0, start - offset), end: Math.min(text.length, end - offset) };
}

/** The whole sentences around a span of a document's text, also where a letterhead's lines cut them. */
export function passageAround(document: Document, span: Span): Span {
  const { sentences } = document;
  const within = sentencesIn(document, span);
  let first = within[0];
  let last = within.at(-1);
  if (!first || !last) return span;
  while (goesOn(document, sentences[first.index - 1], first)) {
    first = sentences[first.index - 1] ?? first;
  }
  while (goesOn(document, last, sentences[last.index + 1])) {
    last = sentences[last.index + 1] ?? last;
  }
  return { start: first.offset, end: last.offset + last.text.length };
}

const END = /[.!?…:;។៕]["”’»)\]\s]*$/u;
/** A bullet, a dash or a number at the beginning of a stored line. */
const BULLET = /(?:^|\n)[ \t]*(?:[-*+•–—·]|\(?\d{1,2}[.)])[ \t]+$/u;

/** Whether one line of a sentence is continued by the next. */
function goesOn({ release }: Document, before?: Sentence, after?: Sentence): boolean {
  if (!before || !after || before.paragraph < 0 || before.paragraph !== after.paragraph) {
    return false;
  }
  if (END.test(before.text)) return false;
  const { start } = after.stored({ start: 0, end: 1 });
  return !BULLET.test(release.text.slice(Math.max(0, start - 24), start));
}
