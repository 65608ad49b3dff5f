import type { Span } from "../domain/span.ts";
import { isOtherKind, mentionsAround } from "./answer-type.ts";
import type { Sentence } from "./document.ts";
import type { Candidate } from "./evidence.ts";
import type { Asked } from "./features.ts";
import { covered, type Term } from "./matching.ts";
import { type HolderSearch, recordsOfOffice } from "./office-holders.ts";
import { officeQuestion } from "./office-question.ts";
import { isOfOtherOrdinal } from "./ordinals.ts";
import { isSaidByOther } from "./other-speaker.ts";
import type { Question } from "./question.ts";
import { chooseSpan } from "./span-choice.ts";
import { isOfOtherDay, isOfUnknownYear } from "./time-agreement.ts";

/** Of the question's own words, so many must be known to the archive. */
const KNOWN_LEAST = 0.4;

/**
 * Whether an answer is to be believed only when its sentence is all but certain: the question names somebody of whom its
 * release knows nothing, is about what no release has words for, asks for an office that the sentence does not name, or
 * is about another day, year or round, or would be answered by words of another kind.
 */
export function isDoubtful(
  asked: Asked,
  candidate: Candidate,
  search: Omit<HolderSearch, "today">,
): boolean {
  const { sentence, spans } = candidate;
  const span = chooseSpan(asked, sentence, spans);
  return (
    namesStranger(asked, candidate) ||
    isOfOtherWords(asked) ||
    isOfOtherDay(asked.question, candidate.found.document, sentence) ||
    isOfUnknownYear(asked.question, candidate.found.document) ||
    isOfOtherOrdinal(asked.question, candidate.found.document, sentence) ||
    isOfContrast(asked, candidate, search) ||
    namesFormer(asked, sentence, span) ||
    isSaidByOther(asked, candidate.found.document, sentence) ||
    isWrongKind(asked.question, sentence, span) ||
    lacksOffice(asked, sentence, search)
  );
}

/** The question has a name in it that no release knows, and the one at hand says it in no other way either. */
function namesStranger({ terms }: Asked, { found }: Candidate): boolean {
  return terms.some(
    (term) =>
      term.isName && !term.known && !term.fromContext && covered(term, found.document.stems) === 0,
  );
}

function isOfOtherWords({ question, terms, before }: Asked): boolean {
  const own = terms.filter(({ fromContext }) => !fromContext);
  const known = own.filter(isKnown);
  // What is taken for a follow-up for being short alone must not live on the words of the question before.
  const least = before !== null && !question.leansOnContext ? 1 : KNOWN_LEAST;
  return own.length > 1 && known.length < own.length * least;
}

function isKnown({ known, alternatives, translations }: Term): boolean {
  return known || alternatives.length > 0 || translations.length > 0;
}

/** It has what contrasts with a word of the question (`injured` for `killed`), and neither it nor its title has the word itself. */
function isOfContrast(
  { question }: Asked,
  { sentence, found }: Candidate,
  { library }: Pick<HolderSearch, "library">,
): boolean {
  const titles = found.document.sentences.filter(({ kind }) => kind === "title");
  const own = titles.some((title) => title === sentence) ? [] : titles.flatMap(stemsOf);
  const { contrasts } = library.lexicon;
  const here = stemsOf(sentence);
  return (
    contrasts.count(stemsOf(question), here) > 0 &&
    contrasts.count(stemsOf(question), [...here, ...own]) > 0
  );
}

function stemsOf({ words }: Pick<Sentence, "words">): string[] {
  return words.map(({ stem }) => stem);
}

/** Before whoever no longer holds an office. */
const FORMER =
  /\b(?:former|outgoing|previous|departing|retiring|retired|ex|late|ancienne?|sortante?|précédente?)\b(?<office>[^.;]{0,60})$/iu;
/** Asks for one who held it. */
const ASKS_FORMER =
  /\b(?:former|outgoing|previous|before|predecessor|was|were|used to|left|leaving|retir\w+|stepped|ex|ancienne?|précédente?|avant|était|sortante?)\b/iu;

/** Asks for the holder of an office, and the name is that of a former one. */
function namesFormer({ question, terms }: Asked, sentence: Sentence, { start }: Span): boolean {
  if (question.kind !== "who" || ASKS_FORMER.test(question.text)) return false;
  const office = FORMER.exec(sentence.text.slice(0, start))?.groups?.["office"];
  if (office === undefined) return false;
  const before = sentence.words.filter(
    (word) => word.start < start && word.start >= start - office.length,
  );
  const stems = new Set(before.map(({ stem }) => stem));
  return terms.some((term) => !term.isName && covered(term, stems) > 0);
}

/** Asks for a number, a date or the like by its noun. */
const ASKS_MEASURE =
  /\b(?:days?|dates?|years?|months?|times?|hours?|numbers?|figures?|rates?|amounts?|prices?|costs?|fees?|shares?|sizes?|lengths?|ages?|percent\p{L}*|temperatures?|values?|totals?|scores?|results?|deadlines?|periods?|how|jours?|années?|mois|heures?|nombres?|taux|montants?|prix|durées?|âges?|délais?)\b|ថ្ងៃ|ឆ្នាំ|ខែ|ម៉ោង|ចំនួន|ប៉ុន្មាន|អត្រា|តម្លៃ/iu;
const MEASURES: ReadonlySet<string> = new Set(
  "money percent quantity phone number date time year duration".split(" "),
);

const SHARE =
  /\b(?:rate|percent(?:age)?|per cent|share|proportion|taux|pourcentage|part)\b|ភាគរយ|អត្រា/iu;

/** Before a place. */
const AT_PLACE = /(?<!\p{L})(?:in|at|from|near|à|en|au|aux)(?: the| la| le| les)? $/iu;

function isWrongKind({ kind, text }: Question, sentence: Sentence, span: Span): boolean {
  if (kind === "who" && AT_PLACE.test(sentence.text.slice(0, span.start))) return true;
  const [fills] = mentionsAround(sentence, span);
  if ((kind === "which" || kind === "list" || kind === "what") && fills)
    return MEASURES.has(fills.kind) && !ASKS_MEASURE.test(text);
  if (kind === "how-much" && SHARE.test(text) && fills) return fills.kind === "money";
  return isOtherKind(kind, sentence, span);
}

/** Asks who holds an office, and the sentence names nobody who holds it. */
function lacksOffice(
  { question }: Asked,
  sentence: Sentence,
  search: Omit<HolderSearch, "today">,
): boolean {
  const asked = question.leansOnContext ? null : officeQuestion(question);
  const people = asked && recordsOfOffice(asked.office, search);
  return people !== null && !people.flat().some((record) => record.sentence === sentence);
}
