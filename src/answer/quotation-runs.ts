import type { Span } from "../domain/span.ts";
import type { QuotedText } from "./quoted-text.ts";
import type { QuotedWord } from "./quoted-words.ts";

/** A quotation's words, with what makes two words the same in it. */
export interface SaidWords {
  readonly words: readonly QuotedWord[];
  /** Typed in capitals or in small letters throughout: then case says nothing. */
  readonly caseless: boolean;
}

/** Words of a quotation that stand in a release without a gap. Both spans count words. */
export interface Run {
  readonly text: QuotedText;
  readonly said: Span;
  readonly there: Span;
}

export function isSame({ caseless }: SaidWords, a: QuotedWord, b: QuotedWord): boolean {
  return caseless ? a.folded === b.folded : a.key === b.key;
}

export function weightOf(words: readonly QuotedWord[], { start, end }: Span): number {
  return words.slice(start, end).reduce((sum, { weight }) => sum + weight, 0);
}

/** The places where the whole quotation stands in a release, word for word. */
export function exactRuns(said: SaidWords, text: QuotedText): Run[] {
  const length = said.words.length;
  // The word with the fewest places decides where it may stand.
  const rarest = said.words
    .map(({ folded }, at) => ({ at, places: text.positions.get(folded) ?? [] }))
    .reduce((best, each) => (each.places.length < best.places.length ? each : best));
  return rarest.places
    .map((place) => place - rarest.at)
    .filter((start) => start >= 0 && runLength(said, text, { said: 0, there: start }) === length)
    .map((start) => ({
      text,
      said: { start: 0, end: length },
      there: { start, end: start + length },
    }));
}

function runLength(
  said: SaidWords,
  { words }: QuotedText,
  from: { readonly said: number; readonly there: number },
): number {
  let length = 0;
  for (;;) {
    const mine = said.words[from.said + length];
    const theirs = words[from.there + length];
    if (!mine || !theirs || !isSame(said, mine, theirs)) return length;
    length += 1;
  }
}

/** How a quotation is read beside a text: numbers are written differently in each language, but the words are as many. */
export type SaidFor = (text: QuotedText) => SaidWords;

/** The longest run that begins with the quotation's word `at`; of equals the first text's. */
function longestRun(saidFor: SaidFor, texts: readonly QuotedText[], at: number): Run | null {
  let best: Run | null = null;
  for (const text of texts) {
    const said = saidFor(text);
    for (const place of text.positions.get(said.words[at]?.folded ?? "") ?? []) {
      const length = runLength(said, text, { said: at, there: place });
      if (length > (best ? best.said.end - best.said.start : 0)) {
        best = {
          text,
          said: { start: at, end: at + length },
          there: { start: place, end: place + length },
        };
      }
    }
  }
  return best;
}

/** Words that must follow one another to be a run, not a coincidence of common words. */
const SHORTEST_RUN = 4;

/** A quotation taken apart into runs, and how many of its words are in none. */
export interface Cover {
  readonly runs: readonly Run[];
  readonly uncovered: number;
}

/** From left to right the longest runs that the texts have. */
export function coverByRuns(saidFor: SaidFor, texts: readonly QuotedText[]): Cover {
  const runs: Run[] = [];
  let uncovered = 0;
  const words = texts[0] ? saidFor(texts[0]).words : [];
  let at = 0;
  while (at < words.length) {
    const lastText = runs.at(-1)?.text;
    const run = longestRun(saidFor, lastText ? [lastText, ...texts] : texts, at);
    if (run && weightOf(words, run.said) >= SHORTEST_RUN) {
      runs.push(run);
      at = run.said.end;
    } else {
      uncovered += words[at]?.weight ?? 0;
      at += 1;
    }
  }
  return { runs, uncovered };
}
