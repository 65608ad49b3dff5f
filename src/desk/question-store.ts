import type { ChatAddress } from "../domain/chat.ts";
import type { Language } from "../domain/language.ts";

/** A question that a person left with the desk, to be told when a release answers it. */
export interface LeftQuestion {
  readonly id: number;
  readonly address: ChatAddress;
  readonly question: string;
  readonly language: Language;
}

/** A question that no release answered, without who asked. */
export interface Unanswered {
  readonly question: string;
  readonly language: Language;
  readonly times: number;
  readonly lastAt: number;
}

export interface NewQuestion {
  readonly address: ChatAddress;
  readonly person: string;
  readonly question: string;
  readonly language: Language;
  readonly at: number;
  /** Forgotten after this instant. */
  readonly expiresAt: number;
}

export interface QuestionStore {
  /** `false` when this person has left the same question in this chat already. */
  leave(question: NewQuestion): Promise<boolean>;
  /** Those that have been neither told nor forgotten. */
  open(now: number): Promise<readonly LeftQuestion[]>;
  find(id: number): Promise<LeftQuestion | null>;
  /** Counts a question that no release answered. `wording`: equal for what counts as the same question. */
  note(
    unanswered: {
      readonly wording: string;
      readonly question: string;
      readonly language: Language;
    },
    at: number,
  ): Promise<void>;
  /** Most asked first. */
  unanswered(limit: number): Promise<readonly Unanswered[]>;
  /** Deletes what is older than `before`. */
  expire(before: number): Promise<void>;
}
