import type { ReleaseId } from "../domain/release.ts";
import type { Asked } from "./features.ts";
import { questionTerms, type WordKnowledge } from "./matching.ts";
import { analyseQuestion, type Question } from "./question.ts";
import { isElliptical, type QuestionKind } from "./question-kind.ts";

/** What was asked and answered before, in the same conversation. */
export interface Turn {
  /** What was asked, with what it leaned on itself. */
  readonly question: string;
  /** The short answer as it stood in the release; empty when there was none. */
  readonly answer: string;
  readonly release: ReleaseId | null;
  /** What kind of answer was asked for. */
  readonly kind: QuestionKind;
}

/** The turn before, when the question cannot be understood without it. */
export function leansOn(question: Question, previous: Turn | null): Turn | null {
  if (!previous) return null;
  return question.leansOnContext || question.content.length <= 2 ? previous : null;
}

/** Longest text that a next question leans on, in characters; a longer conversation begins anew. */
const LONGEST_SUBJECT = 400;

/** What the next question may lean on: what was asked, behind what that leaned on itself. */
export function subjectOf(asked: string, before: Turn | null): string {
  const whole = before ? `${before.question} ${asked}` : asked;
  return whole.length > LONGEST_SUBJECT ? asked : whole;
}

/** A question with its terms, and with those of the turn that it leans on; "and for children?" asks for the same once more. */
export function askedOf(asked: Question, before: Turn | null, knowledge: WordKnowledge): Asked {
  const context = before && analyseQuestion(`${before.question} ${before.answer}`);
  const question = before && isElliptical(asked) ? { ...asked, kind: before.kind } : asked;
  return {
    question,
    terms: questionTerms(question, context, knowledge),
    before: before && { answer: before.answer },
    wording: before ? `${question.text} ${before.answer} ${before.question}` : question.text,
  };
}
