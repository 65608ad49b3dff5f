import type { Span } from "../domain/span.ts";
import { type Gloss, gloss } from "../text/gloss.ts";
import type { Lexicon } from "../text/lexicon.ts";
import { isStopWord } from "../text/stop-words.ts";
import { words } from "../text/words.ts";
import type { Document } from "./document.ts";
import type { Asked } from "./features.ts";
import type { Term } from "./matching.ts";
import type { QuestionKind } from "./question-kind.ts";
import type { PreparedText, ReadResult, ReadSpan, SpanReader } from "./span-reader.ts";

/** Spans taken from one document's reading. */
const SPANS = 20;

/** How English asks for a kind of answer. */
const ASKS: Readonly<Record<QuestionKind, string>> = {
  who: "who",
  role: "what is the role of",
  when: "when",
  "how-long": "how long",
  where: "where",
  "how-many": "how many",
  "how-much": "how much",
  what: "what",
  which: "which",
  why: "why",
  said: "what said",
  "yes-no": "what",
  list: "which",
  contact: "what number or address",
  acronym: "what",
};

/**
 * Has a release read for a question by a reader that knows English: a French or Khmer one by its gloss; a question in another
 * language than the release's in the release's own words, as far as the dictionary leads to them. Spans are of the
 * document's text; `null` when the question has nothing to do with the release.
 */
export function readFor(
  asked: Asked,
  document: Document,
  { reader, lexicon }: { readonly reader: SpanReader; readonly lexicon: Lexicon },
): ReadResult | null {
  const wording = wordingFor(asked, document, lexicon);
  if (wording === null) return null;
  const { prepared, spanIn } = preparedFor(document, reader, lexicon);
  const { spans, noAnswer } = reader.read(wording, prepared, SPANS);
  return {
    noAnswer,
    spans: spans.flatMap((span) => {
      const there = spanIn(span);
      return there ? [{ ...span, ...there }] : [];
    }),
  };
}

function wordingFor(asked: Asked, document: Document, lexicon: Lexicon): string | null {
  const { question, terms, wording } = asked;
  const { language } = question;
  if (language === "en") return wording;
  if (document.release.language === "en") {
    const forms = formsOf(document);
    const said = terms.flatMap((term) => saidIn(term, forms) ?? []);
    return said.length === 0 ? null : [ASKS[question.kind], ...new Set(said)].join(" ");
  }
  const content = words(wording, language).filter(({ form }) => !isStopWord(form));
  const said = content.map(({ surface }) => surface).join(" ");
  return `${ASKS[question.kind]} ${gloss(said, language, lexicon.glossary).text}`;
}

/** The word, or what stands for it in the other language, as the document has it. */
function saidIn({ stem, alternatives }: Term, forms: ReadonlyMap<string, string>): string[] | null {
  const run = [[stem], ...alternatives].find((each) => each.every((part) => forms.has(part)));
  return run?.map((part) => forms.get(part) ?? part) ?? null;
}

const knownForms = new WeakMap<Document, ReadonlyMap<string, string>>();

/** A word of the document for each of its stems. */
function formsOf(document: Document): ReadonlyMap<string, string> {
  const before = knownForms.get(document);
  if (before) return before;
  const forms = new Map(
    document.sentences.flatMap(({ words: found }) =>
      found.map(({ stem, surface }) => [stem, surface] as const),
    ),
  );
  knownForms.set(document, forms);
  return forms;
}

interface Prepared {
  readonly prepared: PreparedText;
  /** The stretch of the document's text that a span is of. */
  readonly spanIn: (span: ReadSpan) => Span | null;
}

const knownTexts = new WeakMap<Document, Prepared>();

function preparedFor(document: Document, reader: SpanReader, lexicon: Lexicon): Prepared {
  const before = knownTexts.get(document);
  if (before) return before;
  const ready =
    document.release.language === "en"
      ? asItStands(document, reader)
      : glossed(document, reader, lexicon);
  knownTexts.set(document, ready);
  return ready;
}

function asItStands({ text, sentences }: Document, reader: SpanReader): Prepared {
  const spans = sentences.map(({ offset, text: { length } }) => ({
    start: offset,
    end: offset + length,
  }));
  return { prepared: reader.prepare(text, spans), spanIn: (span) => span };
}

function glossed(document: Document, reader: SpanReader, lexicon: Lexicon): Prepared {
  const { language } = document.release;
  let text = "";
  const parts = document.sentences.map((sentence) => {
    const english: Gloss = gloss(sentence.text, language, lexicon.glossary);
    const start = text.length;
    text += `${english.text}\n`;
    return { sentence, english, start, end: start + english.text.length };
  });
  return {
    prepared: reader.prepare(text, parts),
    spanIn: ({ start, end }) => {
      const part = parts.find((each) => each.start <= start && end <= each.end);
      const there = part?.english.original({ start: start - part.start, end: end - part.start });
      if (!part || !there) return null;
      const { offset } = part.sentence;
      return { start: there.start + offset, end: there.end + offset };
    },
  };
}
