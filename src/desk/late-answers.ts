import type { FindAnswers } from "../announce/announcer.ts";
import type { AnsweredQuestion } from "../announce/fan-out.ts";
import type { Engine } from "../answer/engine.ts";
import type { Collection } from "../archive/collection.ts";
import { ask } from "./ask.ts";
import type { QuestionStore } from "./question-store.ts";

export interface LateAnswersOptions {
  readonly engine: Engine;
  readonly collection: Collection;
  readonly questions: Pick<QuestionStore, "open">;
  /** Works one answer out without keeping those waiting who ask now. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Asks every question that was left with the desk again. */
export function createLateAnswers({
  engine,
  collection,
  questions,
  inTurn,
}: LateAnswersOptions): FindAnswers {
  return async (published, now) => {
    const fresh = new Set(published);
    const open = await questions.open(now);
    const found: AnsweredQuestion[] = [];
    for (const { id, question } of open) {
      const { answer } = await inTurn(() =>
        Promise.resolve(ask(engine, collection, { question, at: now, previous: null })),
      );
      if (answer.status !== "answered" || !fresh.has(answer.quote.release)) continue;
      const { release, revision } = answer.quote;
      found.push({ question: id, release, revision });
    }
    return found;
  };
}
