import type { Language } from "../domain/language.ts";
import { daysIn } from "../text/dates.ts";
import { arabicDigits } from "../text/words.ts";
import type { Document, Sentence } from "./document.ts";
import type { Question } from "./question.ts";

const MONTH_MS = 30 * 24 * 3600_000;

/** Within, after, and how many months before the period that a question names; at most 36. */
export function issueAgainst({ period }: Question, date: string | null): [number, number, number] {
  if (!period || date === null) return [0.5, 0.5, -1];
  const { from, to } = period;
  const before = date < from ? (Date.parse(from) - Date.parse(date)) / MONTH_MS : 0;
  return [Number(from <= date && date <= to), Number(date > to), Math.min(36, before)];
}

/** It names years, and none that is asked for. */
export function isOfOtherYear({ years }: Question, named: ReadonlySet<number>): boolean {
  return years.length > 0 && named.size > 0 && !years.some((year) => named.has(year));
}

/** It names days, and none that is asked for. */
export function isOfOtherDay(
  question: Question,
  { release }: Document,
  { text }: Sentence,
): boolean {
  const asked = daysOf(question.text, question.language);
  if (asked.length === 0) return false;
  const named = daysOf(text, release.language);
  return named.length > 0 && !asked.some((day) => named.includes(day));
}

/** Each as `8-19`, whatever the year. */
function daysOf(text: string, language: Language): string[] {
  return daysIn(text, language).map(({ month, day }) => `${month}-${day}`);
}

/** It names a year that the release has neither in its text nor as its date. */
export function isOfUnknownYear({ years }: Question, document: Document): boolean {
  const known = yearsOfRelease(document);
  return years.length > 0 && !years.some((year) => known.has(year));
}

/** The years of its text and of its date of issue. */
export function yearsOfRelease({ text, release }: Document): ReadonlySet<number> {
  return yearsOf(`${text} ${release.date ?? ""}`);
}

/** The years that a text names, in either script. */
export function yearsOf(text: string): Set<number> {
  const plain = arabicDigits(text);
  return new Set([...plain.matchAll(/(?<!\d)(?:19|20)\d\d(?!\d)/gu)].map(([year]) => Number(year)));
}
