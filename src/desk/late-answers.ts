import type { Engine } from "../answer/engine.ts";
import type { Collection } from "../archive/collection.ts";
import type { ReleaseId } from "../domain/release.ts";
import { ask } from "./ask.ts";
import type { QuestionStore } from "./question-store.ts";

export interface LateAnswersOptions {
  readonly engine: Engine;
  readonly collection: Collection;
  readonly questions: Pick<QuestionStore, "open" | "tell">;
}

/** Tells who left a question that one of these releases, just become public, answers; how many. */
export async function tellLateAnswers(
  { engine, collection, questions }: LateAnswersOptions,
  published: readonly ReleaseId[],
  now: number,
): Promise<number> {
  const fresh = new Set(published);
  let told = 0;
  for (const left of await questions.open(now)) {
    const { answer } = ask(engine, collection, {
      question: left.question,
      at: now,
      previous: null,
    });
    if (answer.status !== "answered" || !fresh.has(answer.quote.release)) continue;
    const { release, revision } = answer.quote;
    await questions.tell(left, { release, revision }, now);
    told += 1;
  }
  return told;
}
