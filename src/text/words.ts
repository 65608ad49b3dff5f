import snowball from "snowball-stemmers";
import type { Language } from "../domain/language.ts";
import type { Span } from "../domain/span.ts";

/** One word of a text: where it stands and what it is compared by. */
export interface Word extends Span {
  /** As it stands. */
  readonly surface: string;
  /** Normal form: lower case, no accents, digits of one script. */
  readonly form: string;
  /** What the index holds: {@link form} without its ending. */
  readonly stem: string;
  readonly script: "latin" | "khmer" | "number" | "other";
}

const segmenter = new Intl.Segmenter("km", { granularity: "word" });
const stemmers = { en: snowball.newStemmer("english"), fr: snowball.newStemmer("french") };

const KHMER = /\p{Script=Khmer}/u;
/** Elided article or pronoun before a vowel: l'usine, d'énergie, qu'elle. */
const ELISION = /^(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)['’](?=\p{L})/iu;
const POSSESSIVE = /['’]s?$/iu;
/** Thousands in groups of three (1,234 1 234 1.234); a decimal part is another token. */
const NUMBER = /\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?/gu;
const MARKS = /\p{M}+/gu;
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/u;

/** Khmer digits as Arabic ones; the length stays. */
export function arabicDigits(text: string): string {
  return text.replace(/[០-៩]/gu, (digit) => String((digit.codePointAt(0) ?? 0) - 0x17e0));
}

/** Lower case without accents: the form by which Latin words are compared. The length may change. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("œ", "oe")
    .normalize("NFD")
    .replace(MARKS, "")
    .normalize("NFC");
}

/**
 * The words of a text, in order. One function for what is indexed and what is asked, in every script: Latin words are
 * stemmed by `language` (Khmer texts as English ones: their Latin words are names and abbreviations), Khmer is segmented,
 * digits of both scripts are one number without separators.
 */
export function words(text: string, language: Language = "en"): Word[] {
  const stem = language === "fr" ? frenchStem : englishStem;
  const found: Word[] = [];
  let from = 0;
  const plain = arabicDigits(text);
  for (const match of plain.matchAll(NUMBER)) {
    const start = match.index;
    // "B2322", "2024-3": a digit run inside a Latin word belongs to the word.
    if (/[\p{Script=Latin}]/u.test(plain.charAt(start - 1))) continue;
    found.push(...wordsBetween(plain, { start: from, end: start }, stem));
    const end = start + match[0].length;
    found.push(numberWord(match[0], { start, end }));
    from = end;
  }
  found.push(...wordsBetween(plain, { start: from, end: plain.length }, stem));
  return found;
}

/** The normal forms of the numbers among {@link words}, without taking the rest apart. */
export function numbersIn(text: string): string[] {
  const plain = arabicDigits(text);
  return [...plain.matchAll(NUMBER)]
    .filter(({ index }) => !/\p{Script=Latin}/u.test(plain.charAt(index - 1)))
    .map(({ 0: surface, index: start }) => numberWord(surface, { start, end: start }).form);
}

function numberWord(surface: string, { start, end }: Span): Word {
  const grouped = /^\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+$/u.test(surface);
  const form = grouped ? surface.replace(/\D/gu, "") : surface.replace(",", ".");
  return { start, end, surface, form, stem: form, script: "number" };
}

function wordsBetween(text: string, span: Span, stem: Stem): Word[] {
  const found: Word[] = [];
  // Zero-width characters part Khmer words for the eye; the segmenter knows better without them.
  const { clean, offsets } = withoutInvisible(text, span);
  let from = 0;
  for (const part of clean.split(KHMER_BREAK)) {
    for (const { segment, index, isWordLike } of segmenter.segment(part)) {
      if (!isWordLike) continue;
      const at = from + index;
      const start = offsets[at] ?? span.start;
      const end = (offsets[at + segment.length - 1] ?? span.end - 1) + 1;
      found.push(...wordOf(segment, { start, end }, stem));
    }
    from += part.length;
  }
  return found;
}

/**
 * Where a Khmer word certainly ends or begins, though the segmenter may join it to its neighbour: behind the particle that
 * opens a question, around "who", before "ambassador".
 */
const KHMER_BREAK = /(?<=^\s*តើ)|(?=នរណា|អ្នកណា|ឯកអគ្គរដ្ឋទូត)|(?<=នរណា|អ្នកណា)/u;

const COENG = "\u17d2";
const DA = "\u178a";
const TA = "\u178f";

function withoutInvisible(text: string, span: Span): { clean: string; offsets: number[] } {
  const characters: string[] = [];
  const offsets: number[] = [];
  for (let at = span.start; at < span.end; at += 1) {
    const character = text.charAt(at);
    if (INVISIBLE.test(character)) continue;
    // Below another consonant both letters look the same, and both are typed.
    const isSubscriptDa = character === DA && characters.at(-1) === COENG;
    characters.push(isSubscriptDa ? TA : character);
    offsets.push(at);
  }
  return { clean: characters.join(""), offsets };
}

/** The elided word is dropped: it carries no content; `U.S.` stays one word. */
function wordOf(segment: string, { start, end }: Span, stem: Stem): Word[] {
  if (KHMER.test(segment)) {
    return [{ start, end, surface: segment, form: segment, stem: segment, script: "khmer" }];
  }
  const elided = ELISION.exec(segment)?.[0].length ?? 0;
  const surface = segment.slice(elided);
  const form = fold(surface.replace(POSSESSIVE, "")).replaceAll(/[.’']/gu, "");
  if (!form) return [];
  return [{ start: start + elided, end, surface, form, stem: stem(form), script: "latin" }];
}

type Stem = (form: string) => string;
const englishStem = remembering((form) => stemmers.en.stem(form));
const frenchStem = remembering((form) => stemmers.fr.stem(form));

/** Distinct words whose stems are remembered; a large archive's vocabulary fits. */
const REMEMBERED = 200_000;

function remembering(stem: Stem): Stem {
  const stems = new Map<string, string>();
  return (form) => {
    if (form.length <= 3) return form;
    const known = stems.get(form);
    if (known !== undefined) return known;
    const result = stem(form);
    if (stems.size >= REMEMBERED) stems.clear();
    stems.set(form, result);
    return result;
  };
}
