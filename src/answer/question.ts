import type { Language } from "../domain/language.ts";
import { type Period, periodIn } from "../text/dates.ts";
import { isStopWord } from "../text/stop-words.ts";
import { withWordBoundaries } from "../text/word-boundary.ts";
import { arabicDigits, type Word, words } from "../text/words.ts";
import { kindOf, type QuestionKind } from "./question-kind.ts";

/** Longest question taken, in characters. */
export const LONGEST_QUESTION = 1000;

/** A question, taken apart. */
export interface Question {
  readonly text: string;
  readonly language: Language;
  readonly kind: QuestionKind;
  readonly words: readonly Word[];
  /** Words that carry content, each stem once, in order. */
  readonly content: readonly Word[];
  /** Years that it names. */
  readonly years: readonly number[];
  /** The days, months or years that it is about, where it names them. */
  readonly period: Period | null;
  /** Asks for the present or newest state. */
  readonly wantsLatest: boolean;
  /** The abbreviation whose long form is asked for. */
  readonly abbreviation: string | null;
  /** Refers to what was said before: `and him?`, `how long is it?` */
  readonly leansOnContext: boolean;
}

const KHMER = /\p{Script=Khmer}/u;
const FRENCH = withWordBoundaries(
  /\b(?:qui|quel(?:le)?s?|quand|combien|pourquoi|comment|où|est-ce|qu['’](?:a|est|ont|il|elle)|c['’](?:est|etait)|une?|des|du|les|dans|pour|sur|avec|aux?|sont|était|pouvez|puis-je|peut-on|y a-t-il|quoi|donnez|s['’]il|d['’]\p{L}+|l['’]\p{L}+)\b/giu,
);
/** Where both languages have equally many words in it: the first word, or a letter that English lacks. */
const FRENCH_TELLS =
  /^\P{L}*(?:qui|que|quand|combien|pourquoi|comment|où|quel(?:le)?s?)(?!\p{L})|[àâçèêëîïôûùœé]/iu;
const ENGLISH = withWordBoundaries(
  /\b(?:who|what|when|where|why|how|which|is|are|was|were|did|does|the|of|for|and|in|to|an?|please|tell|can|give|from|on)\b/giu,
);

/** The language that a question is asked in; a few Khmer letters decide, for Khmer mixes in Latin names. */
export function questionLanguage(text: string): Language {
  if (KHMER.test(text)) return "km";
  const french = text.match(FRENCH)?.length ?? 0;
  const english = text.match(ENGLISH)?.length ?? 0;
  const isFrench = french > english || (french === english && FRENCH_TELLS.test(text));
  return isFrench ? "fr" : "en";
}

const LATEST = withWordBoundaries(
  /\b(?:now|nowadays|today|currently|current|at the moment|at present|presently|these days|latest|newest|most recent(?:ly)?|right now|as we speak|this (?:week|month|season)|so far|still|maintenant|actuel(?:le)?(?:ment)?|aujourd['’]hui|en ce moment|dernier|dernière|désormais)\b|សព្វថ្ងៃ|បច្ចុប្បន្ន|ឥឡូវ|ថ្មីបំផុត|ចុងក្រោយ|ថ្មី(?:ៗ)?នេះ/iu,
);
const LEANING = withWordBoundaries(
  /^\W*(?:and|but|so|ok|okay|then|also|what about|how about|why|et|mais|alors|ចុះ|ហើយ|អញ្ចឹង)\b|^\W*(?:ចុះ|ហើយ)|\b(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|there|that|this|these|those|one|ones|both|the same|il|elle|ils|elles|lui|leur|celui|celle|son|sa|ses|y)\b|គាត់|លោកស្រីនោះ|នោះ|គេ(?![\p{Script=Khmer}])|វា(?![\p{Script=Khmer}])/iu,
);

/** A question as it reads: without what is not seen, with single spaces. */
export function plainQuestion(typed: string): string {
  return typed
    .replaceAll(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, "")
    .replaceAll(/\s+/gu, " ")
    .trim();
}

/** Takes a question apart. */
export function analyseQuestion(typed: string): Question {
  const text = plainQuestion(typed);
  const language = questionLanguage(text);
  const found = words(text, language);
  const seen = new Set<string>();
  const content = found.filter(({ form, stem }) => {
    if (isStopWord(form) || seen.has(stem)) return false;
    seen.add(stem);
    return true;
  });
  const kind = kindOf(text, content.length);
  const plain = arabicDigits(text);
  const years = [...plain.matchAll(/(?<!\d)(?:19|20)\d\d(?!\d)/gu)].map(([year]) => Number(year));
  return {
    text,
    language,
    kind,
    words: found,
    content,
    years,
    period: periodIn(text, language),
    wantsLatest: LATEST.test(text),
    abbreviation: kind === "acronym" ? askedAbbreviation(text) : null,
    leansOnContext: LEANING.test(text),
  };
}

const CAPITALS = /(?<![\p{L}\p{N}])(?:[A-Z][A-Z0-9&+/-]{1,9}|T\+\d)(?![\p{L}\p{N}])/gu;

/** The word in capitals whose long form is asked for; the last one, when the sentence shouts more than one. */
function askedAbbreviation(text: string): string | null {
  const capitals = [...text.matchAll(CAPITALS)].map(([word]) => word);
  const close =
    /\b(?:does|is|are|do)\s+(?:the )?([A-Za-z][A-Za-z0-9&+]{1,9})\s+(?:stand|mean|short)/iu.exec(
      text,
    );
  return (
    capitals.find((word) => word.toLowerCase() === close?.[1]?.toLowerCase()) ??
    capitals.at(0) ??
    close?.[1]?.toUpperCase() ??
    null
  );
}
