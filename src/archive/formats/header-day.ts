import { datesIn } from "../../text/dates.ts";

/** The day of a mail's or feed's date (`Tue, 21 Oct 2025 23:15:00 +0700`) as it is printed, so in the sender's own zone; null when there is none. */
export function dayOfHeader(date: string): string | null {
  return datesIn(date.replace(/\d{1,2}:\d{2}.*$/u, ""))[0]?.date ?? null;
}
