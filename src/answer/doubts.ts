import type { Span } from "../domain/span.ts";
import { isOtherKind, mentionsAround } from "./answer-type.ts";
import type { Sentence } from "./document.ts";
import type { Candidate } from "./evidence.ts";
import type { Asked } from "./features.ts";
import { covered, type Term } from "./matching.ts";
import { type HolderSearch, recordsOfOffice } from "./office-holders.ts";
import { officeQuestion } from "./office-question.ts";
import { isOfOtherOrdinal } from "./ordinals.ts";
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
  return (
    namesStranger(asked, candidate) ||
    isOfOtherWords(asked) ||
    isOfOtherDay(asked.question, candidate.found.document, sentence) ||
    isOfUnknownYear(asked.question, candidate.found.document) ||
    isOfOtherOrdinal(asked.question, candidate.found.document, sentence) ||
    isWrongKind(asked.question, sentence, chooseSpan(asked, sentence, spans)) ||
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

const SHARE =
  /\b(?:rate|percent(?:age)?|per cent|share|proportion|taux|pourcentage|part)\b|ភាគរយ|អត្រា/iu;

/** Before a place. */
const AT_PLACE = /(?<!\p{L})(?:in|at|from|near|à|en|au|aux)(?: the| la| le| les)? $/iu;

function isWrongKind({ kind, text }: Question, sentence: Sentence, span: Span): boolean {
  if (kind === "who" && AT_PLACE.test(sentence.text.slice(0, span.start))) return true;
  const [fills] = mentionsAround(sentence, span);
  if (kind === "which" && fills)
    return ["money", "percent", "quantity", "phone"].includes(fills.kind);
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
