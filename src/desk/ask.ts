import type { Engine, Outcome } from "../answer/engine.ts";
import { leansOn, subjectOf, type Turn } from "../answer/follow-up.ts";
import { gated } from "../answer/gate.ts";
import { analyseQuestion } from "../answer/question.ts";
import type { Collection } from "../archive/collection.ts";

/** A question at an instant, in the course of a conversation. */
export interface AskRequest {
  readonly question: string;
  /** When it is asked, in milliseconds since 1970: what is not public then does not exist. */
  readonly at: number;
  readonly previous: Turn | null;
}

/** Answers a question from what is public at an instant; nothing leaves that the stored text does not say to the letter. */
export function ask(engine: Engine, collection: Collection, request: AskRequest): Outcome {
  const view = collection.view(request.at);
  const outcome = engine.ask(request.question, {
    allow: (id) => view.isValid(id),
    today: new Date(request.at).toISOString().slice(0, 10),
    previous: request.previous,
  });
  return { ...outcome, answer: gated(outcome.answer, (id) => collection.stored(id)) };
}

/** What the next question may lean on: the question with what it leaned on itself, and its answer. */
export function turnOf(asked: string, { answer, trace }: Outcome, previous: Turn | null): Turn {
  const kind = trace?.question.kind ?? "what";
  const before = leansOn(analyseQuestion(asked), previous);
  const question = subjectOf(asked, before);
  if (answer.status !== "answered") {
    // The nearest releases were named: what comes next may well be about the first of them.
    const nearest = answer.status === "not-found" ? answer.nearest[0] : undefined;
    return { question, answer: "", release: before?.release ?? nearest ?? null, kind };
  }
  return {
    question,
    answer: (answer.span ?? answer.quote).text,
    release: answer.quote.release,
    kind,
  };
}
