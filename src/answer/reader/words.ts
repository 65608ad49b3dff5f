/**
 * Words as the reader sees them: tokens with offsets, light stems, word classes. No dictionary, no tagger: classes come from
 * closed word lists, shapes and endings. Part of the trained model: a change here asks for a new training.
 */
export interface Token {
  /** Slice of the source. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Lower case, straight apostrophes. */
  readonly lower: string;
  readonly stem: string;
  /** Holds a letter or a digit. */
  readonly word: boolean;
  /** Begins with an upper-case letter. */
  readonly capital: boolean;
}

const TOKEN = new RegExp(
  [
    "(?:\\p{L}\\.){2,}", // U.S.  a.m.
    "(?:US|CA|AU|HK|NZ|[ACS])?\\p{Sc}", // $  US$
    "\\p{N}+(?:[.,:/]\\p{N}+)*(?:st|nd|rd|th|s)?(?!\\p{L})", // 1,200  3.5  1990s  21st
    "[\\p{L}\\p{M}\\p{N}]+(?:[’'&][\\p{L}\\p{M}\\p{N}]+)*", // words, AT&T, don't
    "\\S",
  ].join("|"),
  "gu",
);
const POSSESSIVE = /^(.+)(['’]s)$/iu;

/**
 * Cuts a text into tokens. A possessive 's is a token of its own.
 */
export function tokenize(text: string, from = 0, to = text.length): Token[] {
  const tokens: Token[] = [];
  const add = (start: number, end: number): void => {
    tokens.push(tokenOf(text.slice(start, end), start, end));
  };
  for (const match of text.slice(from, to).matchAll(TOKEN)) {
    const start = from + match.index;
    const end = start + match[0].length;
    const cut = POSSESSIVE.test(match[0]) ? end - 2 : end;
    add(start, cut);
    if (cut < end) add(cut, end);
  }
  return tokens;
}

function tokenOf(text: string, start: number, end: number): Token {
  const lower = text.toLowerCase().replaceAll("’", "'");
  const word = /[\p{L}\p{N}]/u.test(text);
  return { text, start, end, lower, stem: stem(lower), word, capital: /^\p{Lu}/u.test(text) };
}

const VOWEL = /[aeiouy]/;
const RULES: readonly (readonly [RegExp, string])[] = [
  [/sses$/, "ss"],
  [/(?:ies|ied)$/, "y"],
  [/(?<=[^su])s$/, ""],
  [/(?:ational|ation|ations)$/, "ate"],
  [/(?:ing|ingly|ed|edly)$/, ""],
  [/(?:ly|ment|ness|er|or|e)$/, ""],
];
const stems = new Map<string, string>();

/**
 * A light English stem: plural, tense and a few derivations fall off, a doubled last consonant
 * becomes single. Good for matching only; a stem need not be a word.
 */
export function stem(lower: string): string {
  const known = stems.get(lower);
  if (known !== undefined) return known;
  let result = lower.replace(/\.$/, "");
  if (/^[a-z]{4,}$/.test(result)) {
    for (const [ending, replacement] of RULES) {
      const shorter = result.replace(ending, replacement);
      if (shorter.length >= 3 && VOWEL.test(shorter)) result = shorter;
    }
    result = result.replace(/([^aeiouls])\1$/, "$1").replace(/y$/, "i");
  }
  if (stems.size > 200_000) stems.clear();
  stems.set(lower, result);
  return result;
}

function list(words: string): string[] {
  return words.split(" ");
}

/** Words of closed classes: each is a class of its own. Order is part of the model. */
const CLOSED = list(
  "the a an this that these those some any all each every both no another such other " +
    "of in on at to for from by with about as into through during after before between among " +
    "against under over within without since until upon near along across around behind above " +
    "and or but nor so because while although though if when where who whom whose which what why " +
    "how than then it its he she they we i you his her their our my your him them us me " +
    "is are was were be been being am do does did have has had will would shall should can could " +
    "may might must not also only more most many much few very just there here up out off down " +
    "'s as per via including called named known",
);
const MARKS = list(". , ; : ( ) \" “ ” ' ‘ ’ - – — / % & ? ! [ ] $ € £ ¥ # * +");
const ENDINGS = list(
  "ing ed ly ions ion ments ment ness ities ity ism ists ist ers er ors or " +
    "ans an ese ish ous ful less able ible al ic ive ant ent ary ory ies es s",
);
const OPEN = [
  ...list("number year ordinal decade time capital-first capital all-capitals mixed lower mark"),
  ...ENDINGS.map((ending) => `-${ending}`),
];
const classIds = new Map(
  [...new Set([...CLOSED, ...MARKS, ...OPEN])].map((name, i) => [name, i + 1]),
);

/** Number of word classes; 0 is padding. */
export const WORD_CLASSES = classIds.size + 1;

/**
 * Class of a token: a closed-class word or a mark itself, else a shape (number, year, capital ...)
 * or the longest known ending.
 */
export function wordClass(token: Token, { first = false, cased = true } = {}): number {
  return classIds.get(className(token, first, cased)) ?? 0;
}

function className({ text, lower, word, capital }: Token, first: boolean, cased: boolean): string {
  if (classIds.has(lower) && (CLOSED_SET.has(lower) || !word)) return lower;
  if (!word) return "mark";
  if (/^\p{N}/u.test(lower)) return numberShape(lower);
  if (cased && capital) {
    if (/^\p{Lu}[\p{Lu}.&\p{N}]+$/u.test(text)) return "all-capitals";
    if (/^\p{Lu}.*\p{Lu}/u.test(text)) return "mixed";
    return first ? "capital-first" : "capital";
  }
  if (/\p{N}/u.test(lower)) return "mixed";
  return endingClass(lower);
}
const CLOSED_SET = new Set(CLOSED);

function numberShape(lower: string): string {
  if (/^(1[0-9]|20)\d\d$/.test(lower)) return "year";
  if (/(st|nd|rd|th)$/.test(lower)) return "ordinal";
  if (lower.endsWith("s")) return "decade";
  return /:/.test(lower) ? "time" : "number";
}

function endingClass(lower: string): string {
  for (const ending of ENDINGS) {
    if (lower.length > ending.length + 2 && lower.endsWith(ending)) return `-${ending}`;
  }
  return "lower";
}

/** Number of hashed endings; 0 is padding. */
export const SUFFIXES = 1000;

/**
 * Hash of the last three letters.
 */
export function suffixId(lower: string): number {
  let hash = 7;
  for (const char of lower.slice(-3)) hash = (Math.imul(hash, 31) + (char.codePointAt(0) ?? 0)) | 0;
  return 1 + ((hash >>> 0) % (SUFFIXES - 1));
}

/**
 * The vocabulary's spelling of a word: years and numbers become one entry each.
 */
export function vocabularyKey(lower: string): string {
  if (!/^\p{N}/u.test(lower)) return lower.length > 2 ? lower.replace(/\.$/, "") : lower;
  return /^(1[0-9]|20)\d\d$/.test(lower) ? "<year>" : "<number>";
}

const STOP = new Set([
  ...CLOSED,
  ...list("own same ever himself itself themselves name type kind"),
]);

/** True for words that say nothing about the subject of a question. */
export function isStopWord(lower: string): boolean {
  return STOP.has(lower);
}
