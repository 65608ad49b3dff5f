import type { Span } from "../domain/span.ts";
import { words as wordsOf } from "../text/words.ts";
import { contentsOf, fittingSpans } from "./answer-type.ts";
import { COMPARED } from "./comparison.ts";
import type { Document, Sentence } from "./document.ts";
import { enumerated, listBlocks } from "./list-items.ts";
import { associated, covered, type Term } from "./matching.ts";
import { asksForOther, isHead, type OfficeStanding } from "./office-answers.ts";
import { givesReason } from "./pointed-span.ts";
import type { Question } from "./question.ts";
import { QUESTION_KINDS } from "./question-kind.ts";
import { references } from "./references.ts";
import { type Statement, statements } from "./statements.ts";
import {
  isOfOtherDay,
  isOfOtherYear,
  issueAgainst,
  yearsOf,
  yearsOfRelease,
} from "./time-agreement.ts";

/** A question with its terms weighed by the archive. */
export interface Asked {
  readonly question: Question;
  readonly terms: readonly Term[];
  /**
   * The question as the reader gets it: before the answer and the question that it leans on. In this order the reader finds
   * the sentence of 74 % of follow-ups, with the earlier question first of 58 % (751 of them, the right release given).
   */
  readonly wording: string;
  /** What it leans on: the answer as it stood in the release, empty when there was none; null when it leans on nothing. */
  readonly before: { readonly answer: string } | null;
}

/** What the reader thinks of a sentence. */
export interface ReadingOfSentence {
  /** Log-odds of the best span in it against "the text does not say". */
  readonly score: number;
  /** Expected overlap of that span with the right one, 0 to 1. */
  readonly support: number;
  /** Probability that the whole text does not say, 0 to 1. */
  readonly noAnswer: number;
  /** Whether that span is of the kind asked for: 1, or 0; 0.5 where none is asked for or seen. */
  readonly fits: number;
  /** Whether it is of another kind: a date for "where". */
  readonly misfits: number;
}

/** A release that may answer, among the others found. */
export interface FoundDocument {
  readonly document: Document;
  /** From 0, best first. */
  readonly rank: number;
  /** BM25 as a share of the best one's. */
  readonly relative: number;
  /** BM25 as a share of what a release with every term of the question in its title would get. */
  readonly absolute: number;
  /** From 0, the newest of those found first. */
  readonly recency: number;
  /** The answer before came from it. */
  readonly isContext: boolean;
}

/** Names of the numbers that {@link sentenceFeatures} gives, in its order. */
export const SENTENCE_FEATURES = [
  "coverage",
  "coverageOwn",
  "coverageWithNeighbours",
  "coverageNext",
  "coveragePrevious",
  "coverageParagraph",
  "coverageDocument",
  "coverageTitle",
  "nameCoverage",
  "nameCoverageDocument",
  "worstMissing",
  "worstMissingDocument",
  "worstMissingReferred",
  "worstMissingName",
  "strangers",
  "coverageExact",
  "coverageExactAround",
  "coverageReferred",
  "coverageReferredAround",
  "coverageReferredOrTitle",
  "associated",
  "associatedAround",
  "associatedReferredOrTitle",
  "worstUnassociated",
  "focus",
  "focusAround",
  "sole",
  "isStatement",
  "speakerAgreement",
  "pairs",
  "matched",
  "terms",
  "documentRank",
  "documentRelative",
  "documentAbsolute",
  "recency",
  "isContext",
  "leansOn",
  "isUnanchored",
  "coverageContext",
  "behindAnswer",
  "fits",
  "fitting",
  "besideFitting",
  "aroundFitting",
  "enumerated",
  "numberAgreement",
  "yearAgreement",
  "yearConflict",
  "otherYear",
  "otherDay",
  "issuedInPeriod",
  "issuedAfterPeriod",
  "monthsBeforePeriod",
  "position",
  "length",
  "isTitle",
  "isItem",
  "isAside",
  "givesReason",
  "hasQuotation",
  "hasPerson",
  "readerScore",
  "readerSupport",
  "readerNoAnswer",
  "readerLead",
  "hasReader",
  "readerFits",
  "readerMisfits",
  "wantsLatest",
  "known",
  "officeFit",
  "officeRank",
  "asksForOther",
  "isKhmer",
  "isFrench",
  "isOtherLanguage",
  ...QUESTION_KINDS.map((kind) => `kind:${kind}`),
] as const;

/** All by which a sentence is judged: of its own, and beside the other candidates. */
export const FEATURES: readonly string[] = [...SENTENCE_FEATURES, ...COMPARED];

/** What is the same for every sentence of a document. */
export interface DocumentMatch {
  readonly found: FoundDocument;
  /** How well each sentence covers each term, by sentence and term; 0 to 1. */
  readonly bySentence: readonly Float64Array[];
  /** The same with what goes with a term, which counts half. */
  readonly associated: readonly Float64Array[];
  readonly byParagraph: ReadonlyMap<string, Float64Array>;
  /** The same with what each sentence refers to, and for the parts of a statement with all of it and its speaker. */
  readonly referred: readonly Float64Array[];
  readonly document: Float64Array;
  readonly title: Float64Array;
  /** How much each term tells the document's sentences apart: its weight, less when many of them have it. */
  readonly focus: Float64Array;
  readonly statements: readonly (Statement & { readonly speakerStems: ReadonlySet<string> })[];
  readonly years: ReadonlySet<number>;
  /** Sentences that hold the answer before. */
  readonly answersBefore: readonly number[];
  /** How the day of issue lies to the period that the question names. */
  readonly issue: readonly [inPeriod: number, after: number, monthsBefore: number];
}

/** Compares a document with a question once, for all of its sentences. */
export function matchDocument(
  { question, terms, before }: Asked,
  found: FoundDocument,
): DocumentMatch {
  const { sentences, release } = found.document;
  const bySentence = sentences.map(({ stems }) =>
    Float64Array.from(terms, (term) => covered(term, stems)),
  );
  const { referred, spoken } = referredRows(terms, found.document);
  const byParagraph = new Map<string, Float64Array>();
  for (const [i, sentence] of sentences.entries()) {
    const key = paragraphOf(sentence);
    byParagraph.set(key, most(terms.length, [byParagraph.get(key), bySentence[i]]));
  }
  const associations = terms.map((term) => associated(term, found.document));
  return {
    found,
    bySentence,
    associated: bySentence.map((row, at) =>
      row.map((value, i) => Math.max(value, ASSOCIATED * (associations[i]?.[at] ?? 0))),
    ),
    byParagraph,
    referred,
    focus: focusOf(terms, referred),
    statements: spoken,
    document: most(terms.length, bySentence),
    title: byParagraph.get("title") ?? new Float64Array(terms.length),
    years: yearsOfRelease(found.document),
    answersBefore: sentences
      .filter((sentence) => before !== null && holds(sentence, before.answer))
      .map(({ index }) => index),
    issue: issueAgainst(question, release.date),
  };
}

/** What goes with a word counts so much against the word itself. */
const ASSOCIATED = 0.5;

/** The answer's words stand in the sentence, or the sentence is a part of it. */
function holds({ text }: Sentence, answer: string): boolean {
  if (answer === "") return false;
  const [here, there] = [text.toLowerCase(), answer.toLowerCase()];
  return here.includes(there) || there.includes(here);
}

function referredRows(
  terms: readonly Term[],
  document: Document,
): { referred: Float64Array[]; spoken: DocumentMatch["statements"] } {
  const { sentences, text, release } = document;
  const byReference = references(document);
  const referred = sentences.map(({ stems, index }) => {
    const meant = byReference[index];
    return Float64Array.from(terms, (term) =>
      Math.max(covered(term, stems), meant ? covered(term, meant) : 0),
    );
  });
  const spoken = statements(document).map((statement) => {
    const { speaker } = statement;
    const label = speaker ? text.slice(speaker.start, speaker.end) : "";
    return {
      ...statement,
      speakerStems: new Set(wordsOf(label, release.language).map(({ stem }) => stem)),
    };
  });
  for (const { first, last, speakerStems } of spoken) {
    const whole = most(terms.length, [
      ...referred.slice(first, last + 1),
      Float64Array.from(terms, (term) => covered(term, speakerStems)),
    ]);
    for (let at = first; at <= last; at += 1) referred[at] = whole;
  }
  for (const { intro, first, last } of listBlocks(document)) {
    if (intro === null) continue;
    const above = referred[intro];
    referred[intro] = most(terms.length, referred.slice(intro, last + 1));
    for (let at = first; at <= last; at += 1) {
      referred[at] = most(terms.length, [above, referred[at]]);
    }
  }
  return { referred, spoken };
}

function focusOf(terms: readonly Term[], rows: readonly Float64Array[]): Float64Array {
  return Float64Array.from(terms, ({ weight }, i) => {
    const count = rows.filter((row) => (row[i] ?? 0) > 0).length;
    return count === 0
      ? weight
      : (weight * Math.log(1 + rows.length / count)) / Math.log(1 + rows.length);
  });
}

/** In the same paragraph, or in the same block of lines outside the body. */
function paragraphOf({ paragraph, kind }: Sentence): string {
  return paragraph >= 0 ? String(paragraph) : kind;
}

/** For each term the best of several rows. */
function most(
  length: number,
  rows: readonly (Float64Array | undefined)[],
): Float64Array<ArrayBuffer> {
  const best = new Float64Array(length);
  for (const row of rows) {
    row?.forEach((value, i) => {
      if (value > (best[i] ?? 0)) best[i] = value;
    });
  }
  return best;
}

/** Share of the weight of the terms that `counts` lets in which a row covers; 0.5 when there are none. */
function share(
  terms: readonly Term[],
  row: Float64Array,
  counts: (term: Term) => boolean = () => true,
  weights?: Float64Array,
): number {
  let sum = 0;
  let found = 0;
  for (const [i, term] of terms.entries()) {
    if (!counts(term)) continue;
    const weight = weights?.[i] ?? term.weight;
    sum += weight;
    found += weight * (row[i] ?? 0);
  }
  return sum === 0 ? 0.5 : found / sum;
}

/** The same by the words as typed alone, without synonyms and spellings. */
function exactShare(terms: readonly Term[], sentences: readonly (Sentence | undefined)[]): number {
  let sum = 0;
  let found = 0;
  for (const { stem, weight } of terms) {
    sum += weight;
    if (sentences.some((sentence) => sentence?.stems.has(stem))) found += weight;
  }
  return sum === 0 ? 0.5 : found / sum;
}

const isOwn = ({ fromContext }: Term): boolean => !fromContext;
const isContext = ({ fromContext }: Term): boolean => fromContext;
const isName = (term: Term): boolean => term.isName;

/** The numbers by which a sentence is judged as the one that answers; as many as {@link SENTENCE_FEATURES}. */
export function sentenceFeatures(
  { question, terms, before }: Asked,
  match: DocumentMatch,
  sentence: Sentence,
  {
    reading,
    office,
  }: {
    readonly reading: (ReadingOfSentence & { readonly lead: number }) | null;
    /** Where the sentence names a holder of the office that is asked for. */
    readonly office: OfficeStanding | undefined;
  },
): number[] {
  const { found, bySentence } = match;
  const { sentences } = found.document;
  const none = new Float64Array(terms.length);
  const here = bySentence[sentence.index] ?? none;
  const previous = isText(sentences[sentence.index - 1], sentence)
    ? (bySentence[sentence.index - 1] ?? none)
    : none;
  const next = isText(sentences[sentence.index + 1], sentence)
    ? (bySentence[sentence.index + 1] ?? none)
    : none;
  const around = most(terms.length, [previous, here, next]);
  const referred = match.referred[sentence.index] ?? none;
  const referredAround = most(terms.length, [
    previous === none ? none : match.referred[sentence.index - 1],
    referred,
    next === none ? none : match.referred[sentence.index + 1],
  ]);
  const loose = (at: number): Float64Array => match.associated[at] ?? none;
  const looseAround = most(terms.length, [
    previous === none ? none : loose(sentence.index - 1),
    loose(sentence.index),
    next === none ? none : loose(sentence.index + 1),
  ]);
  const statement = match.statements.find(
    ({ first, last }) => first <= sentence.index && sentence.index <= last,
  );
  const fitting = fittingSpans(question.kind, sentence);
  const contents = contentsOf(sentence);
  const years = yearsOf(sentence.text);
  const own = terms.filter(isOwn);
  return [
    share(terms, here),
    share(terms, here, isOwn),
    share(terms, around),
    share(terms, next),
    share(terms, previous),
    share(terms, match.byParagraph.get(paragraphOf(sentence)) ?? none),
    share(terms, match.document),
    share(terms, match.title),
    share(terms, here, isName),
    share(terms, match.document, isName),
    worstMissing(terms, around),
    worstMissing(terms, match.document),
    worstMissing(terms, most(terms.length, [referredAround, match.title])),
    worstMissing(terms, most(terms.length, [referredAround, match.title]), isName),
    Math.min(4, own.filter(isStranger).length),
    exactShare(own, [sentence]),
    exactShare(own, [sentences[sentence.index - 1], sentence, sentences[sentence.index + 1]]),
    share(terms, referred),
    share(terms, referredAround),
    share(terms, most(terms.length, [referred, match.title])),
    share(terms, loose(sentence.index)),
    share(terms, looseAround),
    share(terms, most(terms.length, [referred, match.title, loose(sentence.index)])),
    worstMissing(terms, most(terms.length, [referredAround, match.title, looseAround])),
    share(terms, referred, undefined, match.focus),
    share(terms, referredAround, undefined, match.focus),
    sole(terms, match.referred, sentence),
    Number(statement !== undefined),
    speakerAgreement(terms, statement?.speakerStems),
    pairs(question, sentence),
    here.reduce((sum, value) => sum + Number(value > 0), 0),
    own.length,
    Math.min(found.rank, 12),
    found.relative,
    found.absolute,
    Math.min(found.recency, 12),
    Number(found.isContext),
    Number(before !== null),
    Number(before?.answer === ""),
    share(terms, most(terms.length, [referred, match.title]), isContext),
    behindAnswer(match, sentence),
    fitting === undefined ? 0.5 : Number(fitting.length > 0),
    fitting?.length ?? 0,
    besideSpans(terms, sentence, fitting ?? [], BESIDE),
    besideSpans(terms, sentence, fitting ?? [], AROUND),
    Math.min(8, enumerated(sentence)),
    numberAgreement(question, sentence),
    question.years.length === 0 ? 0.5 : Number(question.years.every((year) => years.has(year))),
    Number(!question.years.every((year) => match.years.has(year))),
    Number(isOfOtherYear(question, years)),
    Number(isOfOtherDay(question, found.document, sentence)),
    ...match.issue,
    sentence.index / Math.max(1, sentences.length),
    Math.min(60, sentence.words.length),
    Number(sentence.kind === "title"),
    Number(sentence.kind === "item"),
    Number(sentence.kind === "aside"),
    Number(givesReason(sentence.text)),
    Number(contents.quotations.length > 0),
    Number(contents.people.length > 0),
    reading?.score ?? 0,
    reading?.support ?? 0,
    reading?.noAnswer ?? 0.5,
    reading?.lead ?? 0,
    Number(reading !== null),
    reading?.fits ?? 0.5,
    reading?.misfits ?? 0,
    Number(question.wantsLatest),
    own.length === 0 ? 0 : own.filter(({ known }) => known).length / own.length,
    office?.fit ?? 0,
    office ? Math.min(4, office.holderRank) : -1,
    Number(asksForOther(question.text)),
    Number(question.language === "km"),
    Number(question.language === "fr"),
    Number(question.language !== found.document.release.language),
    ...QUESTION_KINDS.map((kind) => Number(kind === question.kind)),
  ];
}

/** Sentences from the nearest that holds the answer before to this one, to either side; one more than any where none does. */
function behindAnswer({ answersBefore }: DocumentMatch, { index }: Sentence): number {
  return answersBefore.reduce((nearest, at) => {
    const distance = Math.max(-FAR, Math.min(FAR, index - at));
    return Math.abs(distance) < Math.abs(nearest) ? distance : nearest;
  }, FAR + 1);
}

const FAR = 6;
/** Words to either side of a span. */
const BESIDE = 2;
const AROUND = 7;

/** The largest share of the terms' weight that stands within so many words of one of the spans; 0 without any. */
function besideSpans(
  terms: readonly Term[],
  { words, stems }: Sentence,
  spans: readonly Span[],
  reach: number,
): number {
  if (spans.length === 0) return 0;
  const here = terms.filter((term) => covered(term, stems) > 0);
  if (here.length === 0) return 0;
  const total = terms.reduce((sum, { weight }) => sum + weight, 0);
  return Math.max(
    ...spans.map((span) => {
      const first = words.findIndex(({ end }) => end > span.start);
      const last = words.findLastIndex(({ start }) => start < span.end);
      const near = new Set(
        words.slice(Math.max(0, first - reach), last + 1 + reach).map(({ stem }) => stem),
      );
      return here.reduce((sum, term) => sum + term.weight * covered(term, near), 0) / total;
    }),
  );
}

/** Running text beside running text; a title says nothing about its neighbour. */
function isText(other: Sentence | undefined, { kind }: Sentence): boolean {
  return other !== undefined && other.kind !== "title" && kind !== "title";
}

function worstMissing(
  terms: readonly Term[],
  row: Float64Array,
  counts: (term: Term) => boolean = () => true,
): number {
  return terms.reduce(
    (worst, term, i) =>
      isOwn(term) && counts(term) ? Math.max(worst, term.weight * (1 - (row[i] ?? 0))) : worst,
    0,
  );
}

/** A word that neither the archive nor the lexicon knows: of things that no release is about. */
function isStranger({ known, alternatives, associated: runs, translations }: Term): boolean {
  return !known && alternatives.length + runs.length + translations.length === 0;
}

/** Share of the weight of the terms that this sentence alone has in its document, statements apart. */
function sole(terms: readonly Term[], rows: readonly Float64Array[], { index }: Sentence): number {
  const here = rows[index];
  let sum = 0;
  let found = 0;
  for (const [i, { weight }] of terms.entries()) {
    sum += weight;
    if ((here?.[i] ?? 0) > 0 && rows.every((row) => row === here || (row[i] ?? 0) === 0)) {
      found += weight;
    }
  }
  return sum === 0 ? 0 : found / sum;
}

/** Share of the question's names and offices that the speaker's label has; -1 where nobody speaks. */
function speakerAgreement(
  terms: readonly Term[],
  speaker: ReadonlySet<string> | undefined,
): number {
  if (!speaker || speaker.size === 0) return -1;
  return terms.filter((term) => (term.isName || isHead(term)) && covered(term, speaker) > 0).length;
}

/** Neighbouring content words of the question that are neighbours in the sentence, too; share of all. */
function pairs({ content }: Question, { words }: Sentence): number {
  if (content.length < 2) return 0;
  const following = new Map<string, Set<string>>();
  for (const [i, { stem }] of words.entries()) {
    const after = following.get(stem) ?? new Set();
    for (const other of words.slice(i + 1, i + 4)) after.add(other.stem);
    following.set(stem, after);
  }
  let found = 0;
  for (let i = 1; i < content.length; i += 1) {
    if (following.get(content[i - 1]?.stem ?? "")?.has(content[i]?.stem ?? "")) found += 1;
  }
  return found / (content.length - 1);
}

/** Share of the question's numbers (years apart) that the sentence has; 0.5 without any. */
function numberAgreement({ words }: Question, { stems }: Sentence): number {
  const numbers = words.filter(({ script, form }) => script === "number" && !isYear(form));
  if (numbers.length === 0) return 0.5;
  return numbers.filter(({ stem }) => stems.has(stem)).length / numbers.length;
}

function isYear(form: string): boolean {
  return /^(?:19|20)\d\d$/u.test(form);
}
