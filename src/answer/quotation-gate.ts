import type { Citation } from "../domain/citation.ts";
import type { QuotationCheck, QuotedPlace } from "../domain/quotation.ts";
import { type FindStored, isVerbatim } from "./gate.ts";

/**
 * The last check before a verdict leaves: every place that it cites is compared with the stored text, and the difference's
 * own words with the cited ones. A verdict with one place that differs becomes `not-found`.
 */
export function gatedQuotation(check: QuotationCheck, find: FindStored): QuotationCheck {
  if (check.verdict === "not-found" || check.verdict === "too-short") return check;
  const places = check.verdict === "stitched" ? check.places : [check.place];
  const isTrue = places.flatMap(citationsOf).every((citation) => isVerbatim(citation, find));
  if (isTrue && (check.verdict !== "altered" || isWhole(check))) return check;
  return { verdict: "not-found", nearest: [] };
}

function citationsOf({ words, passage, speaker }: QuotedPlace): Citation[] {
  return [words, passage, ...(speaker ? [speaker] : [])];
}

/** What the difference keeps and leaves out is the cited text, without a gap. */
function isWhole(check: Extract<QuotationCheck, { verdict: "altered" }>): boolean {
  const own = check.difference
    .filter(({ kind }) => kind !== "put-in")
    .map(({ text }) => text)
    .join("");
  return squeezed(own) === squeezed(check.place.words.text);
}

function squeezed(text: string): string {
  return text.replaceAll(/\s+/gu, " ").trim();
}
