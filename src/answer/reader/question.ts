/**
 * What a question asks for, from closed-class words alone. Letter case and the question mark are
 * not looked at, so `Who signed it?` and `who signed it` are the same question.
 */
import { isStopWord, stem, type Token, tokenize } from "./words.ts";

/** Order is part of the model. */
export const CLASSES = [
  "none",
  "who",
  "whose",
  "when",
  "where",
  "why",
  "how",
  "how-many",
  "how-much",
  "how-long",
  "how-old",
  "how-far",
  "how-often",
  "how-other",
  "what-noun",
  "what-be",
  "what-do",
  "what-verb",
  "what-kind",
  "what-time",
  "what-place",
  "what-person",
  "what-organisation",
  "what-number",
  "which-noun",
  "which",
] as const;

type ClassName = (typeof CLASSES)[number];

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}

const QUESTION_WORD = set("who whom whose what which when where why how");
/** Question words as people type them. */
const SPELLING: [string, string][] = Object.entries({
  what: "whats wat waht wht",
  who: "whos hwo whoes",
  when: "whens wen whne",
  where: "wheres wher",
  which: "wich whitch whcih",
  how: "hows",
  why: "whys wy",
}).flatMap(([word, others]) => others.split(" ").map((other): [string, string] => [other, word]));
const spelling = new Map(SPELLING);
const BE = set("is are was were be 's");
const AUXILIARY = set(
  "is are was were be 's do does did has have had will would can could should may might must",
);
const BREAK = set(
  "of in on at to for from by with about as into during after before between that who " +
    "which when where and or but than since until through under over against among within",
);
const SKIP = set("the a an this that these those its his her their our your my of");
const KIND = set("type kind sort name names types kinds form forms example part group");
const FOCUS: readonly (readonly [ClassName, ReadonlySet<string>])[] = [
  ["what-time", set("year date month day century decade time era period season years")],
  [
    "what-number",
    set(
      "number amount population total cost price age length height rate size speed " +
        "temperature distance percentage percent proportion fraction budget value",
    ),
  ],
  [
    "what-place",
    set(
      "city country state place location region county town continent area nation village " +
        "province district street river mountain island venue building capital territory",
    ),
  ],
  [
    "what-person",
    set(
      "person man woman author president king queen leader scientist actor singer minister " +
        "ambassador player architect director founder emperor philosopher general official secretary",
    ),
  ],
  [
    "what-organisation",
    set(
      "company organization organisation group team party agency university school " +
        "college institution network corporation department committee council church government ministry",
    ),
  ],
];

/** Longest question read, in tokens. */
export const QUESTION_TOKENS = 40;

export interface Question {
  /** At most {@link QUESTION_TOKENS}, closing marks dropped. */
  readonly tokens: readonly Token[];
  /** Index into {@link CLASSES}. */
  readonly classId: number;
  /** Token of the question word, -1 if none. */
  readonly wh: number;
  /** Token of the noun asked for ("which MINISTER", "how many DAYS"), -1 if none. */
  readonly focus: number;
  /** Tokens that carry content, each stem once. */
  readonly terms: readonly number[];
}

/**
 */
export function analyseQuestion(text: string): Question {
  const tokens = tokenize(text).slice(0, QUESTION_TOKENS).map(respell);
  while (tokens.length > 1 && tokens.at(-1)?.word === false) tokens.pop();
  const wh = tokens.findIndex((token) => QUESTION_WORD.has(token.lower));
  const focus = findFocus(tokens, wh);
  const seen = new Set<string>();
  const terms: number[] = [];
  for (const [i, token] of tokens.entries()) {
    if (!token.word || i === wh || isStopWord(token.lower) || seen.has(token.stem)) continue;
    seen.add(token.stem);
    terms.push(i);
  }
  return { tokens, classId: CLASSES.indexOf(className(tokens, wh, focus)), wh, focus, terms };
}

function respell(token: Token): Token {
  const lower = spelling.get(token.lower);
  return lower === undefined ? token : { ...token, lower, stem: stem(lower) };
}

function findFocus(tokens: readonly Token[], wh: number): number {
  if (wh < 0) return AUXILIARY.has(tokens[0]?.lower ?? "") ? -1 : nounAfter(tokens, 0);
  const word = tokens[wh]?.lower;
  const next = tokens[wh + 1]?.lower ?? "";
  if (word === "how" && (next === "many" || next === "much")) return nounAfter(tokens, wh + 2);
  if (word !== "what" && word !== "which") return -1;
  if (!AUXILIARY.has(next)) return nounAfter(tokens, wh + 1);
  return BE.has(next) ? nounAfter(tokens, wh + 2) : -1;
}

/** Last word of the noun phrase that starts at `start`; "kind of X" gives X. */
function nounAfter(tokens: readonly Token[], start: number): number {
  let from = start;
  while (SKIP.has(tokens[from]?.lower ?? "")) from += 1;
  let noun = -1;
  for (let i = from; i < tokens.length && i < start + 7; i += 1) {
    const { lower = "", word = false } = tokens[i] ?? {};
    if (lower === "'s" || lower === "-") continue;
    const ends = !word || BREAK.has(lower) || AUXILIARY.has(lower);
    if (ends || (noun >= 0 && /(?:ed|ly)$/u.test(lower))) break;
    noun = i;
  }
  if (KIND.has(tokens[noun]?.lower ?? "") && tokens[noun + 1]?.lower === "of") {
    const inner = nounAfter(tokens, noun + 2);
    return inner < 0 ? noun : inner;
  }
  return noun;
}

function className(tokens: readonly Token[], wh: number, focus: number): ClassName {
  const word = tokens[wh]?.lower;
  const next = tokens[wh + 1]?.lower ?? "";
  if (word === "whom") return "who";
  if (word === "how") return howClass(next);
  if (word !== undefined && word !== "what" && word !== "which") {
    return CLASSES.find((name) => name === word) ?? "none";
  }
  const noun = tokens[focus]?.lower ?? "";
  const group = FOCUS.find(([, words]) => words.has(noun));
  if (group) return group[0];
  if (word === undefined) return "none";
  if (word === "which") return focus >= 0 ? "which-noun" : "which";
  if (KIND.has(next)) return "what-kind";
  if (BE.has(next)) return "what-be";
  if (AUXILIARY.has(next)) return "what-do";
  return focus >= 0 ? "what-noun" : "what-verb";
}

const HOW_OTHER =
  /^(?:tall|large|big|high|deep|fast|wide|late|early|soon|close|heavy|strong|successful)$/u;

function howClass(next: string): ClassName {
  if (next === "come") return "why";
  const known = CLASSES.find((name) => name === `how-${next}`);
  if (known !== undefined && known !== "how-other") return known;
  return HOW_OTHER.test(next) ? "how-other" : "how";
}
