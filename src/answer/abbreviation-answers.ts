import type { Span } from "../domain/span.ts";
import { abbreviations } from "../text/mentions.ts";
import type { Document, Sentence } from "./document.ts";

/** Where a release introduces an abbreviation. */
export interface LongForm {
  readonly document: Document;
  readonly sentence: Sentence;
  /** The long form; offsets into the sentence's text. */
  readonly long: Span;
}

/** The long forms of an abbreviation in the documents, in their order. */
export function longForms(short: string, documents: readonly Document[]): LongForm[] {
  const wanted = plain(short);
  return documents.flatMap((document) =>
    document.sentences.flatMap((sentence) =>
      abbreviations(sentence.text)
        .filter((found) => plain(found.short) === wanted)
        .map(({ long }) => ({ document, sentence, long })),
    ),
  );
}

function plain(short: string): string {
  return short
    .toUpperCase()
    .replace(/S$/u, "")
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}
