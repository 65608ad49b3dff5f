import type { Span } from "../domain/span.ts";
import { isSame, type SaidWords } from "./quotation-runs.ts";
import type { QuotedText } from "./quoted-text.ts";

/** The words of a release that are nearest to a quotation. */
export interface Stretch {
  readonly text: QuotedText;
  /** Counts words of the text. */
  readonly there: Span;
  /** Words to put in, leave out or replace. */
  readonly distance: number;
}

/**
 * Where a text comes nearest to a quotation by edits of words (Sellers 1980: an alignment that may begin and end anywhere
 * in the text). Of places equally near the longer one, so that a word replaced at an end has its counterpart.
 */
export function nearestStretch(said: SaidWords, text: QuotedText): Stretch {
  const there = text.words;
  // One column a word of the text: cost of the first i words of the quotation ending here, and where they begin.
  let cost = [0];
  let from = [0];
  for (const [i, word] of said.words.entries()) {
    cost.push((cost[i] ?? 0) + word.weight);
    from.push(0);
  }
  const size = said.words.length;
  let best: Stretch = { text, there: { start: 0, end: 0 }, distance: cost[size] ?? 0 };
  for (const [j, word] of there.entries()) {
    const nextCost = [0];
    const nextFrom = [j + 1];
    for (const [i, mine] of said.words.entries()) {
      const replaced = isSame(said, mine, word) ? 0 : Math.max(mine.weight, word.weight);
      const diagonal = (cost[i] ?? 0) + replaced;
      const leftOut = (cost[i + 1] ?? 0) + word.weight;
      const putIn = (nextCost[i] ?? 0) + mine.weight;
      const least = Math.min(diagonal, leftOut, putIn);
      nextCost.push(least);
      if (least === diagonal) nextFrom.push(from[i] ?? 0);
      else nextFrom.push((least === putIn ? nextFrom[i] : from[i + 1]) ?? 0);
    }
    cost = nextCost;
    from = nextFrom;
    const distance = cost[size] ?? 0;
    const start = from[size] ?? 0;
    const isLonger = distance === best.distance && start === best.there.start;
    if (distance < best.distance || isLonger) {
      best = { text, there: { start, end: j + 1 }, distance };
    }
  }
  return best;
}
