import type { ChatAddress } from "../domain/chat.ts";
import type { Language } from "../domain/language.ts";
import type { ReleaseId } from "../domain/release.ts";

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

/** What people say of the answer that a release gave to a question, without who said it. */
export interface Judged {
  readonly question: string;
  readonly language: Language;
  readonly release: ReleaseId;
  readonly right: number;
  readonly wrong: number;
  readonly lastAt: number;
}

/** What one person says of an answer. `wording`: equal for what counts as the same question. */
export interface Verdict extends Pick<Judged, "question" | "language" | "release"> {
  readonly wording: string;
  readonly isRight: boolean;
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
  judge(verdict: Verdict, at: number): Promise<void>;
  /** Answers that were not what was asked, most often called so first. */
  misjudged(limit: number): Promise<readonly Judged[]>;
  /** Deletes what is older than `before`. */
  expire(before: number): Promise<void>;
}
