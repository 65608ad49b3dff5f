import type { Language } from "../domain/language.ts";
import { daysIn } from "../text/dates.ts";
import { arabicDigits } from "../text/words.ts";

/** A line or title that puts its text under embargo until some time. */
const EMBARGOED =
  /(?:^[^\p{L}\p{N}]*|[-–—(:|.]\s*)(?:strictly\s+)?(?:under\s+|sous\s+)?(?:embargo(?:ed)?(?=\W*$|\s*(?:[:–—-]|until|till|jusqu|au\s|to\s|\d))|not\s+(?:to\s+be\s+)?(?:for\s+)?(?:published|publication|released|release)\s+before|ne\s+pas\s+(?:publier|diffuser)\s+avant|ហាមផ្សាយ)/iu;
const UNTIL = /(?<!\p{L})(?:until|till|before|avant|jusqu|au|to|\d)|[:–—-]|រហូត|មុន/iu;
const LIFTED = /(?<![\p{L}])(?:lifted|no\s+embargo|none|levé|without|sans)(?![\p{L}])/iu;
/** `10 a.m.`, `7.00 a.m.`, `14:30`, `10 h 30`, `0700`; noon and midnight. */
const TIME =
  /(?<![\d.,])(?<hour>\d{1,2})(?:\s?[.:h]\s?(?<minute>\d{2}))?\s*(?<half>[ap]\.?\s?m\b\.?)|(?<![\d.,])(?<hour24>\d{1,2})\s?[:h.]\s?(?<minute24>\d{2})(?!\d)|(?<![\d.,])(?<hours>\d{1,2})\s?h(?:eures|ours)?(?!\p{L})|(?<noon>noon|midday|midi)|(?<midnight>midnight|minuit)/iu;
/** Offsets from UTC in minutes of the zones that press offices name. Summer time is part of the name. */
const ZONES: Readonly<Record<string, number>> = {
  utc: 0,
  gmt: 0,
  bst: 60,
  cet: 60,
  cest: 120,
  "central european time": 60,
  "central european summer time": 120,
  est: -300,
  edt: -240,
  pst: -480,
  pdt: -420,
  ict: 420,
  "indochina time": 420,
  "phnom penh time": 420,
  sgt: 480,
  jst: 540,
  aest: 600,
  aedt: 660,
};
const OFFSET = /(?:utc|gmt)\s?(?<sign>[+−-])\s?(?<hours>\d{1,2})(?::?(?<minutes>\d{2}))?/iu;
/** Where a day ends last: without a zone no place on earth is to read it early. */
const LAST_ON_EARTH = -12 * 60;
const DAY_MS = 86_400_000;

/** When an embargo that a line states ends; "unreadable" when it states one without a day that can be told. */
export type EmbargoLine = { readonly until: number } | "unreadable";

/**
 * The embargo that `line` states, null when it states none. `issued` (`YYYY-MM-DD`) completes a day without its year. What is
 * left out is read at its latest: no time means the end of the day, no zone the last one on earth.
 */
export function embargoOf(
  line: string,
  issued: string | null,
  language: Language,
): EmbargoLine | null {
  if (line.length > 250) return null;
  const text = arabicDigits(line);
  const mark = EMBARGOED.exec(text);
  if (!mark || LIFTED.test(text)) return null;
  const rest = text.slice(mark.index);
  if (!UNTIL.test(rest))
    return /^\W*(?:strictly\s+)?(?:under\s+|sous\s+)?embargo(?:ed)?\W*$/iu.test(text)
      ? "unreadable"
      : null;
  const [day] = daysIn(rest, language);
  if (!day) return "unreadable";
  const year = day.year ?? yearFor(day, issued);
  if (year === null) return "unreadable";
  const midnight = Date.UTC(year, day.month - 1, day.day);
  const minutes = minutesIn(rest.slice(0, day.start) + " ".repeat(3) + rest.slice(day.end));
  return {
    until: midnight + (minutes === null ? DAY_MS : minutes * 60_000) - offsetIn(rest) * 60_000,
  };
}

/** The next such day from the day of issue on. */
function yearFor(
  { month, day }: { readonly month: number; readonly day: number },
  issued: string | null,
): number | null {
  if (issued === null) return null;
  const [year = 0, issuedMonth = 0, issuedDay = 0] = issued.split("-").map(Number);
  return month * 100 + day < issuedMonth * 100 + issuedDay ? year + 1 : year;
}

function minutesIn(text: string): number | null {
  const found = TIME.exec(text)?.groups;
  if (!found) return null;
  if (found["noon"] !== undefined) return 12 * 60;
  if (found["midnight"] !== undefined) return 24 * 60;
  const hour = Number(found["hour"] ?? found["hour24"] ?? found["hours"]);
  const minute = Number(found["minute"] ?? found["minute24"] ?? 0);
  const half = found["half"]?.toLowerCase();
  if (half === undefined) return hour * 60 + minute;
  return ((hour % 12) + (half.startsWith("p") ? 12 : 0)) * 60 + minute;
}

function offsetIn(text: string): number {
  const offset = OFFSET.exec(text)?.groups;
  if (offset) {
    const minutes = Number(offset["hours"]) * 60 + Number(offset["minutes"] ?? 0);
    return offset["sign"] === "+" ? minutes : -minutes;
  }
  const plain = text.toLowerCase();
  const named = Object.keys(ZONES)
    .toSorted((a, b) => b.length - a.length)
    .find((name) => new RegExp(`(?<!\\p{L})${name}(?!\\p{L})`, "u").test(plain));
  return named === undefined ? LAST_ON_EARTH : (ZONES[named] ?? LAST_ON_EARTH);
}
