import type { Language } from "../domain/language.ts";
import type { Span } from "../domain/span.ts";
import { arabicDigits, words } from "../text/words.ts";

/** The smallest thing that a quotation may have right or wrong: a word, a number, a sign such as `%`, a Khmer cluster. */
export interface QuotedWord extends Span {
  /** What makes two of them the same: no case of the first letter, no kind of apostrophe, no invisible character. */
  readonly key: string;
  /** {@link key} without any case. */
  readonly folded: string;
  /** How many words it counts for: 1, or the share of a word that a Khmer cluster is on average. */
  readonly weight: number;
  /** Equal for all that belong to one word of a script without spaces. */
  readonly word: number;
}

/** A Khmer word of press releases has two to three clusters (2.4 on average in the sample releases). */
const CLUSTER_WEIGHT = 0.4;

const APOSTROPHE = "['’‘ʼ´`′]";
const OTHER = String.raw`(?!\p{Script=Khmer})`;
const LETTERS = String.raw`${OTHER}\p{L}(?:${OTHER}[\p{L}\p{M}])*`;
const BLANK = String.raw`[ \u00a0\u2009\u202f]`;
/** Group by group; what is in none of them is a mark and does not count. */
const WORD = new RegExp(
  [
    String.raw`(?<number>(?<![\p{L}\p{N}])[-−]?(?<!\d)\d{1,3}(?:${BLANK}\d{3})+(?!\d)(?:[.,]\d+)?|(?<![\p{L}\p{N}])[-−](?=\d)\d+(?:[.,:]\d+)*|\d+(?:[.,:]\d+)*)`,
    String.raw`(?<dotted>(?<![\p{L}\p{M}])\p{L}(?:\.\p{L}(?![\p{L}\p{M}]))+)`,
    String.raw`(?<cluster>[\u1780-\u17b3](?:\u17d2[\u1780-\u17b3]|[\u17b6-\u17d1\u17d3\u17dd])*|[\u17d7\u17dc])`,
    // French elision: the article or the negation is a word of its own.
    String.raw`(?<elided>(?<![\p{L}\p{M}])(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)${APOSTROPHE}(?=\p{L}))`,
    `(?<letters>${LETTERS}(?:${APOSTROPHE}${LETTERS})*)`,
    String.raw`(?<sign>[\p{Sc}\p{Sm}\p{So}%‰&@§#])`,
  ].join("|"),
  "giu",
);
/** Characters that are not seen: format characters, variation selectors, Khmer's inherent vowels. */
const INVISIBLE = /[\p{Cf}\ufe00-\ufe0f\u17b4\u17b5]/gu;
const ENGLISH_THOUSANDS = /^[-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u;
const LIGATURES: Readonly<Record<string, string>> = {
  ﬀ: "ff",
  ﬁ: "fi",
  ﬂ: "fl",
  ﬃ: "ffi",
  ﬄ: "ffl",
  œ: "oe",
  Œ: "Oe",
};

/** Without characters that are not seen, accents joined to their letters, runs of white space as one blank. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, "").normalize("NFC").replaceAll(/\s+/gu, " ").trim();
}

/**
 * What of a text a quotation must keep, in order. White space, marks and their kinds are passed over, also within numbers
 * where they only part thousands (by `language`); a decimal mark, a sign before a number and an apostrophe are kept.
 */
export function quotedWords(text: string, language: Language): QuotedWord[] {
  const plain = arabicDigits(text);
  const wordAt = khmerWords(plain, language);
  const found: QuotedWord[] = [];
  for (const match of plain.matchAll(WORD)) {
    const [surface] = match;
    const start = match.index;
    const isCluster = match.groups?.["cluster"] !== undefined;
    const key = keyOf(match, language);
    found.push({
      start,
      end: start + surface.length,
      key,
      folded: key.toLowerCase(),
      weight: isCluster ? CLUSTER_WEIGHT : 1,
      word: (isCluster ? wordAt.get(start) : undefined) ?? start,
    });
  }
  return found;
}

/** Where the word begins to which a Khmer character belongs. */
function khmerWords(text: string, language: Language): Map<number, number> {
  const starts = new Map<number, number>();
  for (const { script, start, end } of words(text, language)) {
    if (script !== "khmer") continue;
    for (let at = start; at < end; at += 1) starts.set(at, start);
  }
  return starts;
}

function keyOf({ 0: surface, groups }: RegExpExecArray, language: Language): string {
  if (groups?.["number"] !== undefined) return numberKey(surface, language);
  const text = surface.replace(INVISIBLE, "").normalize("NFC");
  if (groups?.["dotted"] !== undefined) return firstSmall(text.replaceAll(".", ""));
  // Subscript da and ta look the same in Khmer, and keyboards give either.
  if (groups?.["cluster"] !== undefined) return text.replaceAll("\u17d2\u178a", "\u17d2\u178f");
  return firstSmall(
    text
      .replaceAll(/[’‘ʼ´`′]/gu, "'")
      .replaceAll(/[ﬀﬁﬂﬃﬄœŒ]/gu, (ligature) => LIGATURES[ligature] ?? ligature),
  );
}

function numberKey(surface: string, language: Language): string {
  const whole = surface.replaceAll(/[\s\u00a0]/gu, "").replace("−", "-");
  return language === "en" && ENGLISH_THOUSANDS.test(whole) ? whole.replaceAll(",", "") : whole;
}

function firstSmall(text: string): string {
  const [first = ""] = text;
  return first.toLowerCase() + text.slice(first.length);
}
