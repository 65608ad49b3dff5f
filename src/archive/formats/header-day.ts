import { datesIn } from "../../text/dates.ts";

/** The day of a mail's or feed's date (`Tue, 21 Oct 2025 23:15:00 +0700`, also `21 Oct 25 23:15 EST`) as it is printed, so in the sender's own zone; null when there is none. */
export function dayOfHeader(date: string): string | null {
  const day = date.replace(/\d{1,2}:\d{2}.*$/u, "").replace(SHORT_YEAR, "$<month> 20$<year>");
  return datesIn(day)[0]?.date ?? null;
}

/** RFC 822 prints two digits of the year. */
const SHORT_YEAR = /(?<=\b\d{1,2}[\s-])(?<month>\p{L}{3})[\s-](?<year>\d{2})(?=\s*$)/u;
