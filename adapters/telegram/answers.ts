import type { Place } from "./place.ts";

/** Which messages answered a question, so that an edited question is answered in the same place. */
export interface Answers {
  /** `undefined` for a question that was never answered, or too long ago. */
  find(place: Place, question: number): Answered | undefined;
  /** What was answered last in a chat. */
  latest(place: Place): Answered | undefined;
  keep(place: Place, question: number, answered: Answered): void;
}

export interface Answered {
  readonly ids: readonly number[];
  /** What was asked: an edit that leaves it as it is asks nothing new. */
  readonly asked: string;
}

/** People edit what they have just written; 5,000 questions are hours of a busy day. */
const KEPT = 5000;

export function createAnswers(): Answers {
  const answers = new Map<string, Answered>();
  return {
    find: (place, question) => answers.get(keyOf(place, question)),
    latest({ chat }) {
      const key = [...answers.keys()].findLast((each) => each.startsWith(`${chat}/`));
      return key === undefined ? undefined : answers.get(key);
    },
    keep(place, question, answered) {
      answers.set(keyOf(place, question), answered);
      if (answers.size > KEPT) answers.delete(answers.keys().next().value ?? "");
    },
  };
}

function keyOf({ chat }: Place, question: number): string {
  return `${chat}/${question}`;
}
