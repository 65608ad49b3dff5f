import type { Language } from "../domain/language.ts";
import type { Span } from "../domain/span.ts";
import { countries } from "./countries.ts";
import type { Glossary } from "./glossary.ts";
import { people } from "./names.ts";
import { type Word, words } from "./words.ts";

/** A text put into English word by word, with the way back. */
export interface Gloss {
  readonly text: string;
  /** The stretch of the original behind a stretch of {@link text}; null where there is none. */
  readonly original: (span: Span) => Span | null;
}

interface Piece extends Span {
  /** Where it stands in the original. */
  readonly from: Span;
}

/**
 * A French or Khmer text in English words, in its own order: what the glossary does not know stays, Khmer in Latin letters,
 * and the parts of a name get capitals.
 */
export function gloss(original: string, language: Language, glossary: Glossary): Gloss {
  const found = words(original, language);
  const names = people(original);
  const pieces: Piece[] = [];
  let text = "";
  let behind = 0;
  const add = (english: string, from: Span): void => {
    if (english === "") return;
    if (text !== "" && !/[\s(“"«]$/u.test(text)) text += " ";
    pieces.push({ start: text.length, end: text.length + english.length, from });
    text += english;
  };
  for (let at = 0; at < found.length; ) {
    const word = found[at];
    if (!word) break;
    text += marksBetween(original.slice(behind, word.start));
    const { english, to } = isNamed(word, names)
      ? { english: capitalised(spelled(word)), to: at + 1 }
      : glossAt({ found, at }, language, glossary);
    const last = found[to - 1] ?? word;
    add(english, { start: word.start, end: last.end });
    behind = last.end;
    at = to;
  }
  text += marksBetween(original.slice(behind));
  return {
    text,
    original: (span) => {
      const inside = pieces.filter(({ start, end }) => start < span.end && span.start < end);
      const [first] = inside;
      const last = inside.at(-1);
      return first && last ? { start: first.from.start, end: last.from.end } : null;
    },
  };
}

interface Place {
  readonly found: readonly Word[];
  readonly at: number;
}

function glossAt(
  { found, at }: Place,
  language: Language,
  glossary: Glossary,
): { english: string; to: number } {
  const word = found[at];
  if (!word) return { english: "", to: at + 1 };
  if (word.script === "number") return { english: word.form, to: at + 1 };
  if (isDateWord(word, found[at + 1])) return { english: "", to: at + 1 };
  const known = glossary.at(found, at);
  if (known) return known;
  const country = countryName(word.surface, language);
  return { english: country ?? spelled(word), to: at + 1 };
}

/** Khmer says "day 3 month May year 2025". */
const DATE_WORD = /^(?:ថ្ងៃទី|ថ្ងៃ|ទី|ខែ|ឆ្នាំ)$/u;

function isDateWord({ form }: Word, next: Word | undefined): boolean {
  return DATE_WORD.test(form) && next?.script === "number";
}

function countryName(surface: string, language: Language): string | undefined {
  const code = countries(language).get(surface);
  return code === undefined ? undefined : new Intl.DisplayNames("en", { type: "region" }).of(code);
}

function isNamed({ start, end }: Word, names: readonly { name: Span }[]): boolean {
  return names.some(({ name }) => start >= name.start && end <= name.end);
}

/** Marks that end or part sentences and clauses, as English sets them. */
function marksBetween(text: string): string {
  return text
    .replaceAll("។", ".")
    .replaceAll("៖", ":")
    .replaceAll(/[«»]/gu, '"')
    .replaceAll(/[\u200b-\u200f\ufeff]/gu, "")
    .replaceAll(/\p{L}+['’]?|\p{M}/gu, "");
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A word in Latin letters without accents, its capitals kept. */
function spelled({ surface, script }: Word): string {
  if (script === "khmer") return romanised(surface);
  return surface.normalize("NFD").replaceAll(/\p{M}/gu, "");
}

const CONSONANTS =
  "k kh k kh ng ch chh ch chh nh d th d th n t th t th n b ph p ph m y r l v s s s h l a".split(
    " ",
  );
const VOWELS: Readonly<Record<string, string>> = {
  "ា": "a",
  "ិ": "e",
  "ី": "i",
  "ឹ": "oe",
  "ឺ": "eu",
  "ុ": "o",
  "ូ": "ou",
  "ួ": "uo",
  "ើ": "aeu",
  "ឿ": "oea",
  "ៀ": "ie",
  "េ": "e",
  "ែ": "ae",
  "ៃ": "ai",
  "ោ": "ao",
  "ៅ": "au",
  "ំ": "am",
  "ះ": "ah",
};
const FIRST_CONSONANT = 0x1780;

/** Khmer letters by sound, roughly: the same word is always spelled the same. */
function romanised(text: string): string {
  return Array.from(text, (letter) => {
    const consonant = CONSONANTS[(letter.codePointAt(0) ?? 0) - FIRST_CONSONANT];
    return consonant ?? VOWELS[letter] ?? "";
  }).join("");
}
