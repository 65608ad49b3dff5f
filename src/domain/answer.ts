import type { Citation } from "./citation.ts";
import type { ReleaseId } from "./release.ts";

/** What a span means beyond its words; ours, never the organisation's, and shown as such. */
export type Reading =
  | { readonly kind: "yes" }
  | { readonly kind: "no" }
  /** The day or month of the text completed from its release's date of issue; `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  | { readonly kind: "date"; readonly value: string };

/** A short answer with the sentence that bears it out. */
export interface Answered {
  readonly status: "answered";
  /** The short answer; absent for yes-or-no questions, whose answer is the reading. */
  readonly span: Citation | null;
  /** The whole sentence or sentences around the span. */
  readonly quote: Citation;
  /** For a list: every item, in the text's order; otherwise empty. */
  readonly items: readonly Citation[];
  readonly reading: Reading | null;
  /** Calibrated share of such answers that are right, 0 to 1. */
  readonly confidence: number;
  /** Further passages that bear the answer out or add to it, best first. */
  readonly more: readonly Citation[];
}

/** No valid release says so; the nearest are named by title and date only. */
export interface NotFound {
  readonly status: "not-found";
  readonly nearest: readonly ReleaseId[];
  readonly confidence: number;
}

export type SmallTalkKind = "greeting" | "thanks" | "goodbye" | "about" | "how-are-you";

export interface SmallTalk {
  readonly status: "small-talk";
  readonly kind: SmallTalkKind;
}

export interface Refused {
  readonly status: "refused";
  readonly reason: "too-long" | "no-question";
}

export type Answer = Answered | NotFound | SmallTalk | Refused;
