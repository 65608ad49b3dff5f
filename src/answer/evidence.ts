import type { ReleaseId } from "../domain/release.ts";
import type { Document, Sentence } from "./document.ts";
import {
  type Asked,
  type FoundDocument,
  matchDocument,
  type ReadingOfSentence,
  sentenceFeatures,
} from "./features.ts";
import type { Library } from "./library.ts";
import { queryTerms, questionTerms } from "./matching.ts";
import { analyseQuestion } from "./question.ts";
import type { PreparedText, ReadResult, ReadSpan, SpanReader } from "./span-reader.ts";

/** A sentence that may answer, with the numbers by which it is judged. */
export interface Candidate {
  readonly found: FoundDocument;
  readonly sentence: Sentence;
  readonly features: readonly number[];
  /** Spans that the reader sees in this sentence, best first; offsets into the sentence's text. */
  readonly spans: readonly ReadSpan[];
}

/** Releases looked at for one question. */
const DOCUMENTS = 12;
/** Of these, read by the trained reader: it costs most. */
const READ_DOCUMENTS = 8;
/** Spans taken from one document's reading. */
const SPANS = 20;

/** The releases nearest to a question, best first. */
export function nearestReleases(
  { question, terms }: Asked,
  { library, allow }: Pick<Search, "library" | "allow">,
  limit: number,
): ReleaseId[] {
  return library.index.search(queryTerms(terms, question.words), limit, allow).map(({ id }) => id);
}

/** The releases nearest to some words, best first. */
export function nearestByWords(
  text: string,
  library: Library,
  allow: (id: ReleaseId) => boolean,
  limit: number,
): ReleaseId[] {
  const question = analyseQuestion(text);
  return nearestReleases(
    { question, terms: questionTerms(question, null, library) },
    { library, allow },
    limit,
  );
}

/** What a search for evidence goes by. */
export interface Search {
  readonly library: Library;
  readonly reader: SpanReader | null;
  /** Whether a release exists for the one who asks. */
  readonly allow: (id: ReleaseId) => boolean;
  /** The release that the answer before came from. */
  readonly contextRelease: ReleaseId | null;
}

/** Every sentence of the nearest releases, judged. */
export function gatherEvidence(asked: Asked, search: Search): Candidate[] {
  const found = findDocuments(asked, search);
  const readings = found.map(({ document, rank }) =>
    search.reader && rank < READ_DOCUMENTS
      ? read(search.reader, asked.question.text, document)
      : null,
  );
  const best = Math.max(...readings.map((reading) => reading?.spans[0]?.score ?? -Infinity));
  return found.flatMap((each, i) => {
    const reading = readings[i] ?? null;
    const match = matchDocument(asked, each);
    return each.document.sentences.map((sentence) => {
      const spans = reading ? spansIn(sentence, reading) : [];
      return {
        found: each,
        sentence,
        spans,
        features: sentenceFeatures(
          asked,
          match,
          sentence,
          reading && summary(reading, spans, best),
        ),
      };
    });
  });
}

function findDocuments({ question, terms }: Asked, search: Search): FoundDocument[] {
  const { library, allow, contextRelease } = search;
  const hits = library.index.search(queryTerms(terms, question.words), DOCUMENTS, allow);
  if (
    contextRelease !== null &&
    allow(contextRelease) &&
    !hits.some(({ id }) => id === contextRelease)
  ) {
    hits.push({ id: contextRelease, score: 0 });
  }
  const best = hits[0]?.score ?? 1;
  const full = terms.reduce((sum, { stem }) => sum + library.index.rarity(stem), 0) || 1;
  const documents = hits.flatMap(({ id, score }, rank) => {
    const document = library.document(id);
    return document ? [{ document, rank, score }] : [];
  });
  const newestFirst = documents
    .map(({ document }) => document)
    .toSorted((a, b) => (b.release.date ?? "").localeCompare(a.release.date ?? ""));
  return documents.map(({ document, rank, score }) => ({
    document,
    rank,
    relative: score / best,
    absolute: Math.min(8, score / full),
    recency: newestFirst.indexOf(document),
    isContext: document.release.id === contextRelease,
  }));
}

const prepared = new WeakMap<Document, PreparedText>();

function read(reader: SpanReader, question: string, document: Document): ReadResult {
  let ready = prepared.get(document);
  if (!ready) {
    const sentences = document.sentences.map(({ offset, text }) => ({
      start: offset,
      end: offset + text.length,
    }));
    ready = reader.prepare(document.text, sentences);
    prepared.set(document, ready);
  }
  return reader.read(question, ready, SPANS);
}

function spansIn({ offset, text }: Sentence, { spans }: ReadResult): ReadSpan[] {
  return spans
    .filter(({ start, end }) => start >= offset && end <= offset + text.length)
    .map((span) => ({ ...span, start: span.start - offset, end: span.end - offset }));
}

/** Log-odds of a sentence in which the reader sees nothing at all. */
const NOTHING = -12;

function summary(
  { noAnswer }: ReadResult,
  spans: readonly ReadSpan[],
  best: number,
): ReadingOfSentence & { readonly lead: number } {
  const score = spans[0]?.score ?? NOTHING;
  return { score, support: spans[0]?.support ?? 0, noAnswer, lead: score - best };
}
