import type { Engine, Outcome, Turn } from "../answer/engine.ts";
import { gated } from "../answer/gate.ts";
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
    year: new Date(request.at).getUTCFullYear(),
    previous: request.previous,
  });
  return { ...outcome, answer: gated(outcome.answer, (id) => collection.stored(id)) };
}

/** What the next question may lean on. */
export function turnOf(question: string, { answer }: Outcome): Turn {
  if (answer.status !== "answered") return { question, answer: "", release: null };
  return {
    question,
    answer: (answer.span ?? answer.quote).text,
    release: answer.quote.release,
  };
}
