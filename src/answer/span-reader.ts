import type { Span } from "../domain/span.ts";

/** A stretch of a text that may answer, as a reader sees it. */
export interface ReadSpan extends Span {
  /** Log-odds of exactly this span against "the text does not say"; compares texts. */
  readonly score: number;
  /** Expected overlap with the right span, 0 to 1. */
  readonly support: number;
}

export interface ReadResult {
  /** Best first. */
  readonly spans: readonly ReadSpan[];
  /** Probability that the text does not say, 0 to 1. */
  readonly noAnswer: number;
}

/** Reads a text for an answer in other words than the question's; trained, and without any knowledge but the text. */
export interface SpanReader {
  /** What does not depend on the question; kept by the caller. */
  prepare(text: string, sentences: readonly Span[]): PreparedText;
  read(question: string, prepared: PreparedText, limit: number): ReadResult;
}

/** The reader's own; opaque to others. */
export type PreparedText = object;
