import type { Opposites } from "../text/opposites.ts";
import { arabicDigits } from "../text/words.ts";
import type { Sentence } from "./document.ts";
import type { Asked } from "./features.ts";
import type { Forest } from "./forest.ts";
import { probability } from "./forest.ts";
import { covered } from "./matching.ts";

const NEGATION =
  /\b(?:not|no|never|none|nobody|neither|nor|without|cannot|can['’]t|won['’]t|isn['’]t|wasn['’]t|didn['’]t|doesn['’]t|hasn['’]t|haven['’]t|nothing|refus\w+|reject\w+|den(?:y|ied|ies)|fail(?:ed|s)?|declin\w+|abolish\w*|cancel\w*|ceas\w+|drop(?:ped|s)|lapse[ds]?|ban(?:ned)?|forbid\w*|forbidden|prohibit\w*|instead of|rather than|no longer|ne|n['’]|pas|aucune?|jamais|sans|interdit\w*|supprim\w+|set aside|ruled out|against|leaves? the|forgo\w*|give up|waive[ds]?|exempt\w*)\b|មិន|ពុំ|គ្មាន|ឥត|ហាម|បដិសេធ/giu;
/** Words of a question that themselves ask about an absence. */
const QUESTION_NEGATION =
  /\b(?:not|n['’]t|never|no longer|without|ban(?:ned)?|forbidden|refuse[ds]?|reject(?:ed)?|cancel(?:led|ed)?|abolish(?:ed)?|no one|nobody|pas|jamais|interdit\w*|supprim\w+)\b|មិន(?!ទាន់)|ហាម/iu;
const ALL =
  /\b(?:all|every\w*|each|whole|entire|unanimous\w*|fully|completely|any|tous|toutes|entière?s?)\b|ទាំងអស់|គ្រប់/iu;
const SOME =
  /\b(?:some|several|partly|only|except|apart from|half|most|others|two|three|one|seulement|sauf|certain\w*|quelques)\b|ខ្លះ|លើកលែង|ប៉ុណ្ណោះ/iu;
const ONLY =
  /\b(?:only|just|alone|solely|exclusively|sole|seulement|uniquement|ne .{2,40} que)\b|តែ|ប៉ុណ្ណោះ/iu;
const UNCHANGED =
  /\b(?:remains?|remained|unchanged|stays?|stayed|keeps?|kept|continues?|still|same|retains?|reste(?:nt)?|inchangée?s?|maintenue?s?|demeure)\b|ដដែល|រក្សា|នៅតែ/iu;
const CHANGE =
  /\b(?:chang\w+|rais\w+|rise|rose|increas\w+|go(?:ne)? up|went up|higher|lower\w*|cut|reduc\w+|more|less|again|move[ds]?|augment\w+|baiss\w+)\b|ឡើង|ចុះ|ប្តូរ|កើន/iu;
const STILL = /\b(?:still|nowadays|keep\w*|remain\w*|continue\w*|encore|toujours)\b|នៅតែ|នៅឡើយ/iu;
const ENDING =
  /\b(?:end(?:s|ed)?|abolish\w*|clos\w+|leav\w+|left|replac\w+|no longer|ceas\w+|stopp?\w*|discontinu\w+|cut|expir\w+|supprim\w+|ferm\w+)\b|បញ្ចប់|ឈប់|បិទ/iu;
const FIRST = /\b(?:first|for the first time|never before|première?|pour la première fois)\b|ដំបូង/iu;
const BEFORE = /\b(?:ever|before|already|previous\w*|earlier|déjà|avant)\b|ធ្លាប់|មុន/iu;
const MAY = /^\W*(?:can|could|may|am|is it possible|are|puis-je|peut-on)\b|បានទេ/iu;
const DID = /^\W*(?:did|was|were|has|have|had)\b/iu;
const DOES = /^\W*(?:do|does|is|are|will|must)\b/iu;

/** Names of the numbers that {@link polarityFeatures} gives, in its order. */
export const POLARITY_FEATURES = [
  "negations",
  "isNegated",
  "asksForAbsence",
  "opposites",
  "oppositesReversed",
  "agreements",
  "allAgainstSome",
  "onlyAsked",
  "onlySaid",
  "unchanged",
  "changeAsked",
  "stillAsked",
  "ending",
  "firstAgainstBefore",
  "outOfBounds",
  "withinBounds",
  "missingNames",
  "covered",
  "enumerates",
  "asksMay",
  "asksDid",
  "asksDoes",
  "numbersDiffer",
  "length",
] as const;

/** The numbers by which it is judged whether a sentence says yes or no to a question. */
export function polarityFeatures(
  { question, terms }: Asked,
  sentence: Sentence,
  opposites: Opposites,
): number[] {
  const { text } = sentence;
  const asked = question.text;
  const own = terms.filter(({ fromContext }) => !fromContext);
  const negations = text.match(NEGATION)?.length ?? 0;
  const questionStems = question.words.map(({ stem }) => stem);
  const sentenceStems = sentence.words.map(({ stem }) => stem);
  const bounds = boundsOf(asked, text);
  return [
    Math.min(3, negations),
    negations % 2,
    Number(QUESTION_NEGATION.test(asked)),
    opposites.count(questionStems, sentenceStems),
    opposites.count(sentenceStems, questionStems),
    own.filter((term) => !term.isName && covered(term, sentence.stems) > 0).length,
    Number(ALL.test(asked) && SOME.test(text)),
    Number(ONLY.test(asked)),
    Number(ONLY.test(text)),
    Number(UNCHANGED.test(text)),
    Number(CHANGE.test(asked)),
    Number(STILL.test(asked)),
    Number(ENDING.test(text)),
    Number(FIRST.test(text) && BEFORE.test(asked)),
    Number(bounds === false),
    Number(bounds === true),
    own.filter((term) => term.isName && covered(term, sentence.stems) === 0).length,
    own.length === 0
      ? 0
      : own.filter((term) => covered(term, sentence.stems) > 0).length / own.length,
    Number((text.match(/,/gu)?.length ?? 0) >= 2),
    Number(MAY.test(asked)),
    Number(DID.test(asked)),
    Number(DOES.test(asked)),
    Number(numbersDiffer(asked, text)),
    Math.min(40, sentence.words.length),
  ];
}

/** What tells yes from no: learned trees, and words that deny one another. */
export interface Polarity {
  readonly trees: Forest;
  readonly opposites: Opposites;
}

/** Whether a sentence says yes or no to a question, and how probable that is, 0.5 to 1. */
export function readYesNo(
  asked: Asked,
  sentence: Sentence,
  { trees, opposites }: Polarity,
): { readonly kind: "yes" | "no"; readonly probability: number } {
  const yes = probability(trees, polarityFeatures(asked, sentence, opposites));
  return yes >= 0.5 ? { kind: "yes", probability: yes } : { kind: "no", probability: 1 - yes };
}

const NUMBER = String.raw`(\d+(?:[.,]\d+)?)`;
const AT_LEAST = new RegExp(
  String.raw`(?:over|above|(?<!(?:no|not) )more than|at least|from|(?<!(?:no|not) )older than|aged|minimum(?: age)?(?: of)?|no(?:t)? (?:younger|less|fewer) than|plus de|au moins|à partir de|dès)\s+(?:the age of\s+)?${NUMBER}`,
  "giu",
);
const AT_MOST = new RegExp(
  String.raw`(?:under|below|(?<!(?:no|not) )(?:less|fewer|younger) than|up to|at most|no(?:t)? (?:older|more) than|until|maximum(?: of)?|moins de|jusqu['’]à|au plus)\s+(?:the age of\s+)?${NUMBER}`,
  "giu",
);
const BETWEEN = new RegExp(
  String.raw`(?:between|aged|from|entre|de)\s+${NUMBER}\s*(?:and|to|–|-|et|à)\s*${NUMBER}`,
  "giu",
);

/** Whether a number of the question lies within the bounds that a sentence gives; `null` when there is nothing to compare. */
function boundsOf(question: string, sentence: string): boolean | null {
  const value = numbersIn(question).find((each) => each < 1900 || each > 2100);
  if (value === undefined) return null;
  const text = spelled(sentence);
  for (const [, low, high] of text.matchAll(BETWEEN)) {
    return value >= Number(low) && value <= Number(high);
  }
  const [least] = [...text.matchAll(AT_LEAST)].map(([, bound]) => Number(bound));
  const [most] = [...text.matchAll(AT_MOST)].map(([, bound]) => Number(bound));
  if (least === undefined && most === undefined) return null;
  return value >= (least ?? -Infinity) && value <= (most ?? Infinity);
}

/** Both give numbers, and none is the same. */
function numbersDiffer(question: string, sentence: string): boolean {
  const asked = numbersIn(question);
  const said = new Set(numbersIn(sentence));
  return asked.length > 0 && said.size > 0 && !asked.some((value) => said.has(value));
}

const SMALL: Readonly<Record<string, number>> = Object.fromEntries(
  "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
    .split(" ")
    .map((word, i) => [word, i + 1]),
);

function spelled(text: string): string {
  return arabicDigits(text).replaceAll(/\p{L}+/gu, (word) => {
    const value = SMALL[word.toLowerCase()];
    return value === undefined ? word : String(value);
  });
}

function numbersIn(text: string): number[] {
  return [...spelled(text).matchAll(/\d+(?:[.,]\d+)*/gu)].map(([digits]) =>
    Number(digits.replaceAll(",", "")),
  );
}
