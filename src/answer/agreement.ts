import type { Answered } from "../domain/answer.ts";
import { fold } from "../text/words.ts";

/** How much an answer gains from another sentence that gives it, too; from the curves of the question sets. */
const AGREEMENT = 0.7;

/**
 * The probability that the first of some answers is right, given the others: what several sentences say is likelier than
 * what one says. 0 to 1.
 */
export function agreedConfidence(best: Answered, others: readonly Answered[]): number {
  return others
    .filter((other) => saysSame(best, other))
    .reduce((sum, { confidence }) => sum + AGREEMENT * confidence * (1 - sum), best.confidence);
}

/** From the same list or statement, or in the same words. */
function saysSame(one: Answered, other: Answered): boolean {
  if (one.reading || other.reading) return false;
  const { quote } = one;
  if (
    quote.release === other.quote.release &&
    quote.start === other.quote.start &&
    quote.end === other.quote.end
  ) {
    return true;
  }
  const [here, there] = [plain(one.span?.text ?? ""), plain(other.span?.text ?? "")];
  const [short, long] = here.length <= there.length ? [here, there] : [there, here];
  return short.trim().length >= SHORTEST && long.includes(short) && long.length <= 3 * short.length;
}

/** Fewer characters stand in many answers. */
const SHORTEST = 4;

/** Its words alone, a space around each. */
function plain(text: string): string {
  return ` ${(fold(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join(" ")} `;
}
