import type { Citation } from "./citation.ts";
import type { ReleaseId } from "./release.ts";

/** How the words of a release come to be there: in quotation marks, as reported speech, or as the release's own. */
export type Attribution = "quoted" | "reported" | "own";

/** A place in a release that has the words, or those nearest to them. */
export interface QuotedPlace {
  /** The words themselves. */
  readonly words: Citation;
  /** The whole sentence or sentences around them. */
  readonly passage: Citation;
  readonly attribution: Attribution;
  /** Who says the words, as the release names them; null when they are the release's own or it does not say. */
  readonly speaker: Citation | null;
}

/** `kept` and `left-out` are the release's words, in order and without a gap; `put-in` are the asker's. */
export interface DifferencePart {
  readonly kind: "kept" | "left-out" | "put-in";
  /** With the white space and the marks behind the words. */
  readonly text: string;
}

/** Whether the organisation said what somebody says it said. */
export type QuotationCheck =
  /**
   * Word for word; `exact-but-marks`: marks, white space, or the case of letters differ. `unsettled` is whom the asker names
   * where the release does not settle who speaks.
   */
  | {
      readonly verdict: "exact" | "exact-but-marks";
      readonly place: QuotedPlace;
      readonly unsettled: string | null;
    }
  /** The words are there, but the one who is named is not the one who said them. */
  | { readonly verdict: "said-by-another"; readonly place: QuotedPlace; readonly named: string }
  | {
      readonly verdict: "altered";
      readonly place: QuotedPlace;
      readonly difference: readonly DifferencePart[];
    }
  /** Joined from places that do not follow one another; in the order of the quotation. */
  | { readonly verdict: "stitched"; readonly places: readonly QuotedPlace[] }
  | { readonly verdict: "not-found"; readonly nearest: readonly ReleaseId[] }
  /** Too few words to say that no release has them. */
  | { readonly verdict: "too-short" };
