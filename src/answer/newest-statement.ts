import { kindFit } from "./evidence.ts";
import type { Judged } from "./evidence-answer.ts";
import type { Question } from "./question.ts";

/** So many of the best sentences may state the same matter anew. */
const CONTENDERS = 8;
/** From this share of the best one's probability on. */
const NEARLY = 0.4;

/**
 * The best sentence and the others behind it, unless a newer release of the same issuer states the matter almost as likely, in
 * words of the kind asked for, and the question names no time: then that one comes first, as likely as the best. Figures,
 * days and holders change, and who asks without a date asks for what holds now.
 *
 * @param judged by probability, highest first.
 */
export function withNewestFirst(question: Question, judged: readonly Judged[]): readonly Judged[] {
  const [best] = judged;
  if (!best || question.years.length > 0 || question.period !== null) return judged;
  const { issuer } = best.found.document.release;
  const [newest] = judged
    .slice(1, CONTENDERS)
    .filter(
      (each) =>
        each.probability >= NEARLY * best.probability &&
        each.found.document.release.issuer === issuer &&
        dateOf(each) > dateOf(best) &&
        kindFit(question, each.sentence, each.spans) === 1,
    )
    .toSorted((a, b) => dateOf(b).localeCompare(dateOf(a)));
  if (!newest) return judged;
  const others = judged.filter((each) => each !== newest);
  return [{ ...newest, probability: best.probability }, ...others];
}

function dateOf({ found }: Judged): string {
  return found.document.release.date ?? "";
}
