import type { Collection, Outcome } from "../../src/index.ts";

/** An answer as the batch contract wants it, one object a line. */
export interface BatchAnswer {
  readonly id: string;
  readonly status: "answered" | "not-found" | "small-talk" | "refused";
  readonly answer: string;
  readonly items: readonly string[];
  readonly quote: string;
  readonly release: string | null;
  readonly confidence: number;
  readonly milliseconds: number;
}

/** Puts an outcome into the batch contract's form; the quotation in the file's own words. */
export function batchAnswer(
  id: string,
  { answer }: Outcome,
  collection: Collection,
  milliseconds: number,
): BatchAnswer {
  const rounded = Math.round(milliseconds * 10) / 10;
  if (answer.status !== "answered") {
    const confidence = answer.status === "not-found" ? round(answer.confidence) : 1;
    return {
      id,
      status: answer.status,
      answer: "",
      items: [],
      quote: "",
      release: null,
      confidence,
      milliseconds: rounded,
    };
  }
  const { quote, span, items, reading } = answer;
  const isYesNo = reading?.kind === "yes" || reading?.kind === "no";
  return {
    id,
    status: "answered",
    answer: isYesNo ? reading.kind : (span ?? quote).text,
    items: items.map(({ text }) => text),
    quote: collection.stored(quote.release)?.text.slice(quote.start, quote.end) ?? "",
    release: quote.release,
    confidence: round(answer.confidence),
    milliseconds: rounded,
  };
}

function round(share: number): number {
  return Math.round(share * 1000) / 1000;
}
