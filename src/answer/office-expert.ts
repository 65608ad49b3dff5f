import type { Language } from "../domain/language.ts";
import type { Span } from "../domain/span.ts";
import type { Period } from "../text/dates.ts";
import type { Document, Sentence } from "./document.ts";
import { mayHaveLeft } from "./office-doubt.ts";
import { exactly, wordedOffice } from "./office-fit.ts";
import { type HolderSearch, recordsOfOffice } from "./office-holders.ts";
import { type OfficeQuestion, officeQuestion } from "./office-question.ts";
import type { OfficeRecord } from "./office-records.ts";
import {
  dateOf,
  dayNumber,
  holderDuring,
  holderOn,
  newestHolder,
  type Tenure,
  tenuresOf,
} from "./office-tenures.ts";
import type { Question } from "./question.ts";

/** Who holds, or held, the office that is asked for, with the sentence that bears it out. */
export interface HolderFound {
  readonly document: Document;
  readonly sentence: Sentence;
  readonly name: Span;
  readonly record: OfficeRecord;
}

/** The answer from the offices over time; null where it cannot be told with certainty. */
export function askHolder(question: Question, search: HolderSearch): HolderFound | null {
  const asked = officeQuestion(question);
  const people = asked && recordsOfOffice(asked.office, search);
  if (!asked || !people) return null;
  const { today } = search;
  if (asked.period && asked.period.from > today) return null;
  const to = asked.period && asked.period.to < today ? asked.period.to : today;
  const period = asked.period && asked.period.from < today ? { from: asked.period.from, to } : null;
  const office = wordedOffice(asked.office, people.flat(), search);
  const tenures = tenuresOf(exactly(people, office));
  const tenure = chosen(asked.which, tenures, { period, today });
  if (!tenure) return null;
  if (asked.which === "acting" && !tenure.records.some(({ standing }) => standing === "acting"))
    return null;
  if (!period && tenure.left === null && mayHaveLeft(tenure, tenures, office, search)) return null;
  return found(tenure, period, search.language);
}

function chosen(
  which: OfficeQuestion["which"],
  tenures: readonly Tenure[],
  { period, today }: { readonly period: Period | null; readonly today: string },
): Tenure | null {
  if (which === "new") return newestHolder(tenures, period);
  return period ? holderDuring(period, tenures) : holderOn(today, tenures);
}

/** Now: the appointment, else the newest mention; then: the mention nearest to the day. */
function found(
  { records, start }: Tenure,
  period: Period | null,
  language: Language,
): HolderFound | null {
  const own = records.filter(({ document }) => document.release.language === language);
  const shown = own.length > 0 ? own : records;
  const held = shown.filter(({ standing }) => standing !== "former");
  const from = held.length > 0 ? held : shown;
  const record = period === null ? firmest(from, start) : nearestTo(from, period);
  if (!record) return null;
  const { document, sentence, name } = record;
  return { document, sentence, name, record };
}

/** The appointment, unless it was for later and another release shows that it came to be. */
function firmest(records: readonly OfficeRecord[], start: string): OfficeRecord | undefined {
  const appointment = records.findLast(({ isChange }) => isChange);
  const isEarly = appointment !== undefined && dateOf(appointment) < start;
  const since = records.find(
    (each) => dateOf(each) >= start && (each.standing === "holder" || each.standing === "acting"),
  );
  return (isEarly ? since : undefined) ?? appointment ?? records.at(-1);
}

function nearestTo(
  records: readonly OfficeRecord[],
  { from, to }: Period,
): OfficeRecord | undefined {
  const distance = (record: OfficeRecord): number => {
    const date = dateOf(record);
    if (date >= from && date <= to) return 0;
    return Math.min(
      Math.abs(dayNumber(date) - dayNumber(from)),
      Math.abs(dayNumber(date) - dayNumber(to)),
    );
  };
  return records.toSorted((a, b) => distance(a) - distance(b))[0];
}
