import type { Answered, Reading } from "../domain/answer.ts";
import type { Citation } from "../domain/citation.ts";
import type { Span } from "../domain/span.ts";
import type { Document, Sentence } from "./document.ts";

/** What an answer shows besides its sentence. */
interface Parts {
  /** The sentence, where nothing else is given. */
  readonly quote?: Citation;
  readonly span?: Span;
  /** The short answer, where it runs over several sentences. */
  readonly cited?: Citation | null;
  readonly items?: readonly Citation[];
  readonly reading?: Reading;
  readonly confidence: number;
  readonly more?: readonly Citation[];
}

export function answered(document: Document, sentence: Sentence, parts: Parts): Answered {
  return {
    status: "answered",
    span: parts.cited ?? (parts.span ? citation(document, sentence, parts.span) : null),
    quote: parts.quote ?? citation(document, sentence, whole(sentence)),
    items: parts.items ?? [],
    reading: parts.reading ?? null,
    confidence: parts.confidence,
    more: parts.more ?? [],
  };
}

/** Sentences that follow one another, as one quotation. */
export function passage(document: Document, first: number, last: number): Citation {
  const sentences = document.sentences.slice(first, last + 1);
  const [from] = sentences;
  const to = sentences.at(-1);
  if (!from || !to) throw new RangeError(`No sentences from ${first} to ${last}.`);
  const { release } = document;
  return {
    release: release.id,
    revision: release.revision,
    start: from.stored(whole(from)).start,
    end: to.stored(whole(to)).end,
    text: sentences.map(({ text }) => text).join(" "),
  };
}

export function whole({ text }: Sentence): Span {
  return { start: 0, end: text.length };
}

export function citation({ release }: Document, sentence: Sentence, span: Span): Citation {
  return {
    release: release.id,
    revision: release.revision,
    ...sentence.stored(span),
    text: sentence.text.slice(span.start, span.end),
  };
}
