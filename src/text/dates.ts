import type { Language } from "../domain/language.ts";
import type { Span } from "../domain/span.ts";
import { skeleton } from "./look-alikes.ts";
import { arabicDigits } from "./words.ts";

/** A full day as a text prints it. */
export interface PrintedDate extends Span {
  /** `YYYY-MM-DD` */
  readonly date: string;
}

/** Month names, January first, in every language and abbreviation that a dateline has. */
const MONTHS: readonly (readonly string[])[] = [
  ["january", "jan", "janvier", "janv", "មករា"],
  ["february", "feb", "fevrier", "fevr", "fev", "កុម្ភៈ", "កុម្ភះ", "កុម្ភ"],
  ["march", "mar", "mars", "មីនា", "មិនា"],
  ["april", "apr", "avril", "avr", "មេសា"],
  ["may", "mai", "ឧសភា"],
  ["june", "jun", "juin", "មិថុនា"],
  ["july", "jul", "juillet", "juil", "កក្កដា"],
  ["august", "aug", "aout", "សីហា"],
  ["september", "sep", "sept", "septembre", "កញ្ញា"],
  ["october", "oct", "octobre", "តុលា"],
  ["november", "nov", "novembre", "វិច្ឆិកា"],
  ["december", "dec", "decembre", "ធ្នូ"],
];
const MONTH_OF: ReadonlyMap<string, number> = new Map(
  MONTHS.flatMap((names, i) => names.map((name) => [skeleton(name), i + 1] as const)),
);
const KHMER_MONTHS = MONTHS.flat()
  .filter((name) => /\p{Script=Khmer}/u.test(name))
  .toSorted((a, b) => b.length - a.length)
  .join("|");

/** Digits and what scanners make of them. */
const D = "[\\dOolI]";
const DAY = `(?<day>${D}{1,2})`;
const YEAR = `(?<year>[12]${D}{3})`;
const WORD = "(?<month>[\\p{L}\\p{M}01|]{3,12})";
const ORDINAL = "(?:\\s?(?:st|nd|rd|th|er|e|ème))?";
const BEFORE = "(?<![\\p{L}\\p{N}.,/-])";
const AFTER = "(?![\\p{L}\\p{N}]|[.,/-]\\d)";
/** White space and what Khmer puts between words. */
const GAP = "[\\s\\u200b-\\u200d]*";
const PATTERNS: readonly RegExp[] = [
  new RegExp(
    `${BEFORE}${DAY}${ORDINAL}(?:\\s+(?:day\\s+)?of)?\\s{0,20}[./-]?\\s{0,20}(?<=[\\s./-])${WORD}\\.?\\s{0,20}[,./-]?\\s{0,20}(?<=[\\s,./-])${YEAR}${AFTER}`,
    "giu",
  ),
  new RegExp(
    `${BEFORE}${WORD}\\.?\\s{1,20}${DAY}${ORDINAL}\\s?,?\\s{0,20}(?<=[\\s,])${YEAR}${AFTER}`,
    "giu",
  ),
  new RegExp(
    `${BEFORE}(?<year>\\d{4})([-/])(?<month>\\d{2})\\2(?<day>\\d{2})(?![\\p{L}\\p{N}/-])(?!T\\d)`,
    "gu",
  ),
  new RegExp(
    `${BEFORE}(?<first>\\d{1,2})([./-])(?<second>\\d{1,2})\\2(?<year>\\d{4})${AFTER}`,
    "gu",
  ),
  new RegExp(
    `(?:ថ្ងៃ)?${GAP}ទី${GAP}(?<day>\\d{1,2})${GAP}ខែ${GAP}(?<month>${KHMER_MONTHS})${GAP}ឆ្នាំ${GAP}(?<year>\\d{4})(?!\\d)`,
    "gu",
  ),
];

const YEARLESS: readonly RegExp[] = [
  new RegExp(`${BEFORE}(?<day>\\d{1,2})${ORDINAL}(?:\\s+of)?\\s{1,20}${WORD}${AFTER}`, "giu"),
  new RegExp(`${BEFORE}${WORD}\\s{1,20}(?<day>\\d{1,2})${ORDINAL}${AFTER}`, "giu"),
  new RegExp(`ទី${GAP}(?<day>\\d{1,2})${GAP}ខែ${GAP}(?<month>${KHMER_MONTHS})`, "gu"),
];

/**
 * The full days that `text` prints, in order: `10 April 2024`, `April 10, 2024`, `le 3 avril 2025`,
 * `ថ្ងៃទី១ ខែមីនា ឆ្នាំ២០២៤`, `2024-04-10`, `10/04/2024`, also with a scanner's slips (`28 Apri1 2O26`). A day that the
 * calendar lacks is no date. Figures alone that may be read both ways (`03/04/2025`) are a date in French and Khmer only,
 * where the day comes first.
 */
export function datesIn(text: string, language: Language = "en"): PrintedDate[] {
  return scan(text, language).flatMap(({ start, end, date }) =>
    date === null ? [] : [{ start, end, date }],
  );
}

/** Where `text` prints a day that the calendar lacks: `31 February 2025`, `ថ្ងៃទី៣១ ខែមិថុនា`. */
export function impossibleDatesIn(text: string, language: Language = "en"): Span[] {
  return scan(text, language).flatMap(({ start, end, date }) =>
    date === null ? [{ start, end }] : [],
  );
}

/** A day of a month as a text prints it, with the year where it does. */
export interface DayOfMonth extends Span {
  readonly month: number;
  readonly day: number;
  readonly year: number | null;
}

/** The days that `text` prints with or without a year (`the release of 4 June`), in order. */
export function daysIn(text: string, language: Language = "en"): DayOfMonth[] {
  const full = datesIn(text, language);
  const plain = arabicDigits(text);
  const bare = YEARLESS.flatMap((pattern) => [...plain.matchAll(pattern)]).flatMap((match) => {
    const { day = "", month = "" } = match.groups ?? {};
    const span = { start: match.index, end: match.index + match[0].length };
    const number = MONTH_OF.get(skeleton(month));
    const known = full.some(({ start, end }) => start < span.end && span.start < end);
    if (known || number === undefined || !exists(2024, number, Number(day))) return [];
    return [{ ...span, month: number, day: Number(day), year: null }];
  });
  const dated = full.map(({ start, end, date }) => {
    const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
    return { start, end, year, month, day };
  });
  return [...dated, ...bare].toSorted((a, b) => a.start - b.start);
}

/** A stretch of days, both ends included; `YYYY-MM-DD`, to be compared with days: every month ends on its 31st. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

const MONTH_AND_YEAR = new RegExp(
  `${BEFORE}(?:${WORD}\\.?,?|ខែ${GAP}(?<khmer>${KHMER_MONTHS})${GAP}(?:ឆ្នាំ)?)${GAP}(?<year>(?:19|20)\\d\\d)(?!\\d)`,
  "giu",
);

/** From the first to the last day, month or year that `text` names; null where it names none with its year. */
export function periodIn(text: string, language: Language = "en"): Period | null {
  const days = datesIn(text, language);
  let rest = arabicDigits(text);
  for (const { start, end } of days)
    rest = rest.slice(0, start) + " ".repeat(end - start) + rest.slice(end);
  const periods: Period[] = days.map(({ date }) => ({ from: date, to: date }));
  for (const match of rest.matchAll(MONTH_AND_YEAR)) {
    const { month = "", khmer = "", year = "" } = match.groups ?? {};
    const number = MONTH_OF.get(skeleton(khmer || month));
    if (number === undefined) continue;
    const of = `${year}-${String(number).padStart(2, "0")}`;
    periods.push({ from: `${of}-01`, to: `${of}-31` });
  }
  if (periods.length === 0) {
    for (const [year] of rest.matchAll(/(?<![\d.,])(?:19|20)\d\d(?![\d%]|[.,]\d)/gu))
      periods.push({ from: `${year}-01-01`, to: `${year}-12-31` });
  }
  const from = periods.map((each) => each.from).toSorted()[0];
  const to = periods
    .map((each) => each.to)
    .toSorted()
    .at(-1);
  return from === undefined || to === undefined ? null : { from, to };
}

/** Whether `YYYY-MM-DD` names a day of the calendar. */
export function isDay(date: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(date) ?? [];
  return year !== undefined && exists(Number(year), Number(month), Number(day));
}

interface Found extends Span {
  readonly date: string | null;
}

function scan(text: string, language: Language): Found[] {
  const plain = arabicDigits(text);
  const found = PATTERNS.flatMap((pattern) =>
    [...plain.matchAll(pattern)].flatMap((match) => foundIn(match, language)),
  );
  const sorted = found.toSorted((a, b) => a.start - b.start || b.end - a.end);
  return sorted.filter((one, i) => i === 0 || one.start >= (sorted[i - 1]?.end ?? 0));
}

function foundIn(match: RegExpExecArray, language: Language): Found[] {
  const { day, month, year, first, second } = match.groups ?? {};
  const span = { start: match.index, end: match.index + match[0].length };
  if (year === undefined || !/\d{2}/u.test(year.replaceAll(/\D/gu, ""))) return [];
  if (first !== undefined && second !== undefined) {
    const order = dayAndMonth(
      Number(first),
      Number(second),
      language === "en" && !match[0].includes("."),
    );
    return order ? [{ ...span, date: iso(digits(year), order.month, order.day) }] : [];
  }
  if (day === undefined || month === undefined || !/\d/u.test(day)) return [];
  const number = /^\d+$/u.test(month) ? Number(month) : MONTH_OF.get(skeleton(month));
  if (number === undefined) return [];
  return [{ ...span, date: iso(digits(year), number, digits(day)) }];
}

function dayAndMonth(
  first: number,
  second: number,
  ambiguous: boolean,
): { day: number; month: number } | null {
  if (first > 12 || first === second) return { day: first, month: second };
  if (second > 12) return { day: second, month: first };
  return ambiguous ? null : { day: first, month: second };
}

function digits(text: string): number {
  return Number(text.replaceAll(/[Oo]/gu, "0").replaceAll(/[lI]/gu, "1"));
}

function exists(year: number, month: number, day: number): boolean {
  if (year < 1500 || year > 2200 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function iso(year: number, month: number, day: number): string | null {
  if (!exists(year, month, day)) return null;
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
