import type { FindAnswers } from "../announce/announcer.ts";
import type { Engine } from "../answer/engine.ts";
import type { Collection } from "../archive/collection.ts";
import { ask } from "./ask.ts";
import type { QuestionStore } from "./question-store.ts";

export interface LateAnswersOptions {
  readonly engine: Engine;
  readonly collection: Collection;
  readonly questions: Pick<QuestionStore, "open">;
}

/** Asks every question that was left with the desk again. */
export function createLateAnswers({
  engine,
  collection,
  questions,
}: LateAnswersOptions): FindAnswers {
  return async (published, now) => {
    const fresh = new Set(published);
    const open = await questions.open(now);
    return open.flatMap(({ id, question }) => {
      const { answer } = ask(engine, collection, { question, at: now, previous: null });
      if (answer.status !== "answered" || !fresh.has(answer.quote.release)) return [];
      const { release, revision } = answer.quote;
      return [{ question: id, release, revision }];
    });
  };
}
