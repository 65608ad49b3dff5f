import type { Span } from "../domain/span.ts";
import { storedSpan } from "../text/reading-text.ts";
import type { Block } from "./manuscript.ts";

/** A field's value and where the stored text says so. */
export interface Finding {
  readonly value: string;
  readonly span: Span;
}

/** What a block reads between two offsets of its reading text. */
export function finding(one: Block, span: Span): Finding {
  return {
    value: one.reading.text.slice(span.start, span.end),
    span: storedSpan(one.reading, span),
  };
}
