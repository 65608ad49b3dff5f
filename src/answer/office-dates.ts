import type { Release } from "../domain/release.ts";
import { type DayOfMonth, daysIn } from "../text/dates.ts";
import { arabicDigits } from "../text/words.ts";

const FROM =
  /(?:since|with effect from|effective(?: from| on)?|as (?:of|from)|from|on|depuis(?: le)?|à (?:partir|compter) du|dès le|le|ចាប់ពី(?:ថ្ងៃ(?:\p{Script=Khmer}{2,12})?)?|តាំងពី(?:ថ្ងៃ)?|នៅ(?:ព្រឹក)?ថ្ងៃ)\s*(?:\p{L}+day,?\s+|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?$/iu;
/** Words that date the beginning also where nobody is appointed. */
const SINCE = /(?:since|with effect from|depuis(?: le)?|តាំងពី(?:ថ្ងៃ)?)\s*(?:\p{L}+day,?\s+)?$/iu;
const UNTIL = /(?:until|till|on|to|jusqu['’]au|le|រហូតដល់(?:ថ្ងៃ)?|ដល់ថ្ងៃ)\s*$/iu;
/** `since 2019`; a date with a day is found by itself. */
const SINCE_YEAR = /(?:since|depuis|តាំងពីឆ្នាំ|ចាប់ពីឆ្នាំ)\s*((?:19|20)\d\d)(?!\d)/iu;

/**
 * The day or year from which something holds, by a stretch of a release's text; null when it does not say. `isChange`: the
 * text is about the beginning, so that `on` and `from` date it, too.
 */
export function startIn(text: string, release: Release, isChange: boolean): string | null {
  return (
    dayBehind(text, isChange ? FROM : SINCE, release) ??
    SINCE_YEAR.exec(arabicDigits(text))?.[1] ??
    null
  );
}

/** The day on which something ends. */
export function endIn(text: string, release: Release): string | null {
  return dayBehind(text, UNTIL, release);
}

function dayBehind(text: string, lead: RegExp, release: Release): string | null {
  const found = daysIn(text, release.language).find(({ start }) => lead.test(text.slice(0, start)));
  return found ? completed(found, release.date) : null;
}

/** A day without a year is the one nearest to the day of issue. */
function completed({ year, month, day }: DayOfMonth, issued: string | null): string | null {
  const of = (each: number): string =>
    `${each}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  if (year !== null) return of(year);
  if (issued === null) return null;
  const near = Number(issued.slice(0, 4));
  const distance = (each: number): number => Math.abs(Date.parse(of(each)) - Date.parse(issued));
  const [best = near] = [near - 1, near, near + 1].toSorted((a, b) => distance(a) - distance(b));
  return of(best);
}
