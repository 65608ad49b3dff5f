import type { Span } from "../domain/span.ts";
import { type MentionKind, mentions, quotations } from "../text/mentions.ts";
import { people } from "../text/names.ts";
import type { Sentence } from "./document.ts";
import type { QuestionKind } from "./question-kind.ts";

/** What a sentence holds, by kind; computed once a sentence. */
export interface Contents {
  readonly mentions: readonly (Span & { readonly kind: MentionKind })[];
  readonly people: readonly { readonly span: Span; readonly name: Span }[];
  readonly quotations: readonly Span[];
}

const known = new WeakMap<Sentence, Contents>();

/** Dates, amounts, people and quotations of a sentence. */
export function contentsOf(sentence: Sentence): Contents {
  const before = known.get(sentence);
  if (before) return before;
  const contents = {
    mentions: mentions(sentence.text),
    people: people(sentence.text).map(({ start, end, name }) => ({ span: { start, end }, name })),
    quotations: quotations(sentence.text),
  };
  known.set(sentence, contents);
  return contents;
}

/** Kinds of mention that answer a kind of question, the fittest first. */
const WANTED: Readonly<Partial<Record<QuestionKind, readonly MentionKind[]>>> = {
  when: ["date", "time", "year"],
  "how-long": ["duration"],
  "how-much": ["money", "percent", "quantity"],
  "how-many": ["number", "quantity", "percent"],
  contact: ["phone", "email", "url"],
};

/** The spans of a sentence that are of the kind a question asks for; `undefined` when any words may answer it. */
export function fittingSpans(kind: QuestionKind, sentence: Sentence): readonly Span[] | undefined {
  const contents = contentsOf(sentence);
  if (kind === "who") return contents.people.map(({ name }) => name);
  if (kind === "said") return contents.quotations;
  const wanted = WANTED[kind];
  if (!wanted) return undefined;
  return wanted.flatMap((each) => contents.mentions.filter((mention) => mention.kind === each));
}

const MEASURES: readonly MentionKind[] = [
  "date",
  "time",
  "year",
  "money",
  "percent",
  "quantity",
  "duration",
];
/** Kinds of mention that never answer a kind of question. */
const UNWANTED: Readonly<Partial<Record<QuestionKind, readonly MentionKind[]>>> = {
  who: [...MEASURES, "phone", "email", "url"],
  role: [...MEASURES, "phone", "email", "url"],
  where: [...MEASURES, "phone", "email"],
  when: ["money", "percent", "quantity", "phone", "email"],
  "how-many": ["date", "time", "year", "phone", "email"],
  "how-much": ["date", "time", "year", "phone", "email"],
  why: ["phone", "email", "time"],
};

/** Whether a span is all of a kind that does not answer the question: a date for "where"; false without one. */
export function isOtherKind(
  kind: QuestionKind,
  sentence: Sentence,
  span: Span | undefined,
): boolean {
  const unwanted = UNWANTED[kind] ?? [];
  return (
    span !== undefined &&
    mentionsAround(sentence, span).some((each) => unwanted.includes(each.kind))
  );
}

/** The dates, amounts and the like that a span lies in. */
export function mentionsAround(sentence: Sentence, span: Span): Contents["mentions"] {
  return contentsOf(sentence).mentions.filter(
    ({ start, end }) => start <= span.start + SLACK && span.end <= end + SLACK,
  );
}

/** Characters by which a span may go beyond its mention, as by an article. */
const SLACK = 4;
