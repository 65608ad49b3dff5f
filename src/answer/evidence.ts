import type { ReleaseId } from "../domain/release.ts";
import { fittingSpans, isOtherKind } from "./answer-type.ts";
import { compare } from "./comparison.ts";
import type { Document, Sentence } from "./document.ts";
import {
  type Asked,
  type FoundDocument,
  matchDocument,
  type ReadingOfSentence,
  SENTENCE_FEATURES,
  sentenceFeatures,
} from "./features.ts";
import { askedOf } from "./follow-up.ts";
import type { Library } from "./library.ts";
import { queryTerms, translated } from "./matching.ts";
import { type OfficeStanding, officeStandings } from "./office-answers.ts";
import { analyseQuestion } from "./question.ts";
import { readFor } from "./release-reading.ts";
import type { ReadResult, ReadSpan, SpanReader } from "./span-reader.ts";

/** A sentence that may answer, with the numbers by which it is judged. */
export interface Candidate {
  readonly found: FoundDocument;
  readonly sentence: Sentence;
  readonly features: readonly number[];
  /** Spans that the reader sees in this sentence, best first; offsets into the sentence's text. */
  readonly spans: readonly ReadSpan[];
  /** Set where the sentence names a holder of the office that is asked for. */
  readonly office: OfficeStanding | null;
}

/** Releases looked at for one question. */
const DOCUMENTS = 12;
/** Releases in other languages than the question's that are looked at besides. */
const FOREIGN_DOCUMENTS = 4;
/** Of these, read by the trained reader: it costs most. */
const READ_DOCUMENTS = 5;
/** And of those in another language so many, wherever they rank. */
const READ_FOREIGN = 2;
/** With more releases than this, offices are looked up in the releases nearest to the question only. */
const ALL_OFFICES = 400;
/** Releases added for the holders of the office that is asked for. */
const HOLDERS = 3;

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
  return nearestReleases(askedOf(question, null, library), { library, allow }, limit);
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

/** Every sentence of the nearest releases that has a word of the question, or a span that the reader sees, judged. */
export function gatherEvidence(asked: Asked, search: Search): Candidate[] {
  const offices = officeStandings(asked, () => documentsFor(asked, search));
  const found = findDocuments(asked, search, newestHolders(offices));
  const across = { ...asked, terms: translated(asked.terms) };
  const isForeign = ({ document }: FoundDocument): boolean =>
    document.release.language !== asked.question.language;
  const foreign = new Set(found.filter(isForeign).slice(0, READ_FOREIGN));
  const readings = found.map((each) => {
    const { document, rank, isContext } = each;
    const isRead = rank < READ_DOCUMENTS || isContext || foreign.has(each);
    const { reader, library } = search;
    return reader && isRead
      ? readFor(across, document, { reader, lexicon: library.lexicon })
      : null;
  });
  const best = Math.max(...readings.map((reading) => reading?.spans[0]?.score ?? -Infinity));
  const candidates = found.flatMap((each, i) => {
    const reading = readings[i] ?? null;
    const own = isForeign(each) ? across : asked;
    const match = matchDocument(own, each);
    return each.document.sentences.map((sentence) => {
      const spans = reading ? spansIn(sentence, reading) : [];
      return {
        found: each,
        sentence,
        spans,
        office: offices.get(sentence) ?? null,
        features: sentenceFeatures(own, match, sentence, {
          reading: reading && {
            ...summary(reading, spans, best),
            fits: kindFit(asked.question, sentence, spans),
            misfits: Number(isOtherKind(asked.question.kind, sentence, spans[0])),
          },
          office: offices.get(sentence),
        }),
      };
    });
  });
  // The others never answer; what was learnt says nothing about them.
  return withComparison(candidates).filter(
    ({ features, spans }) => (features[COVERAGE] ?? 0) > 0 || spans.length > 0,
  );
}

function withComparison(candidates: readonly Candidate[]): Candidate[] {
  const compared = compare(
    candidates.map(({ found, features, spans }) => ({
      document: found.document,
      coverage: features[COVERAGE] ?? 0,
      focus: features[FOCUS] ?? 0,
      referred: features[REFERRED] ?? 0,
      associated: features[ASSOCIATED] ?? 0,
      reader: spans[0]?.score ?? NOTHING,
    })),
  );
  return candidates.map((candidate, i) => ({
    ...candidate,
    features: [...candidate.features, ...(compared[i] ?? [])],
  }));
}

const COVERAGE = SENTENCE_FEATURES.indexOf("coverage");
const FOCUS = SENTENCE_FEATURES.indexOf("focus");
const ASSOCIATED = SENTENCE_FEATURES.indexOf("associatedReferredOrTitle");
const REFERRED = SENTENCE_FEATURES.indexOf("coverageReferredOrTitle");

/** Every release that exists for the one who asks, or the nearest in a large archive. */
export function documentsFor(
  asked: Asked,
  { library, allow }: Pick<Search, "library" | "allow">,
): Document[] {
  const ids =
    library.size <= ALL_OFFICES
      ? [...library.releases()].map(({ id }) => id).filter(allow)
      : nearestReleases(asked, { library, allow }, ALL_OFFICES / 4);
  return ids.flatMap((id) => library.document(id) ?? []);
}

/** The releases that name the newest holder of the office, whatever else their words are. */
function newestHolders(offices: ReadonlyMap<Sentence, OfficeStanding>): ReleaseId[] {
  const fits = [...offices.values()].toSorted(
    (a, b) => a.holderRank - b.holderRank || b.fit - a.fit,
  );
  return [...new Set(fits.map(({ fact }) => fact.document.release.id))].slice(0, HOLDERS);
}

function findDocuments(
  { question, terms }: Asked,
  search: Search,
  further: readonly ReleaseId[],
): FoundDocument[] {
  const { library, allow, contextRelease } = search;
  const hits = library.index.search(queryTerms(terms, question.words), DOCUMENTS, allow);
  const foreign = library.index.search(
    queryTerms(translated(terms), question.words),
    FOREIGN_DOCUMENTS,
    (id) => allow(id) && library.release(id)?.language !== question.language,
  );
  const wanted = [
    ...(contextRelease === null ? [] : [contextRelease]),
    ...further,
    ...foreign.map(({ id }) => id),
  ];
  for (const id of wanted) {
    if (allow(id) && !hits.some((hit) => hit.id === id)) hits.push({ id, score: 0 });
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
): Omit<ReadingOfSentence, "fits" | "misfits"> & { readonly lead: number } {
  const score = spans[0]?.score ?? NOTHING;
  return { score, support: spans[0]?.support ?? 0, noAnswer, lead: score - best };
}

/** Whether the reader's first span is of the kind asked for, a date for "when", a person for "who": 1, 0, or 0.5 for neither. */
export function kindFit(
  { kind }: Pick<Asked["question"], "kind">,
  sentence: Sentence,
  [first]: readonly ReadSpan[],
): number {
  const fitting = fittingSpans(kind, sentence);
  if (!first || !fitting) return 0.5;
  return Number(fitting.some(({ start, end }) => start < first.end && first.start < end));
}
