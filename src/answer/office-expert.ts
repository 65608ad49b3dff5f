import type { Language } from "../domain/language.ts";
import type { Span } from "../domain/span.ts";
import type { Period } from "../text/dates.ts";
import type { Document, Sentence } from "./document.ts";
import { isLedByAnother, mayHaveLeft } from "./office-doubt.ts";
import { exactly, wordedOffice } from "./office-fit.ts";
import { type Heads, headsOf, organisationTerms } from "./office-heads.ts";
import { type HolderSearch, recordsOfOffice } from "./office-holders.ts";
import { organisationOfHead } from "./office-organisation.ts";
import { type HolderQuestion, holderQuestion } from "./office-question.ts";
import type { OfficeRecord } from "./office-records.ts";
import {
  dateOf,
  dayNumber,
  holderDuring,
  holderOn,
  later,
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
  const asked = holderQuestion(question);
  return asked && answerTo(asked, search);
}

function answerTo(asked: HolderQuestion, search: HolderSearch): HolderFound | null {
  const { today } = search;
  if (asked.period && asked.period.from > today) return null;
  const to = asked.period && asked.period.to < today ? asked.period.to : today;
  const period = asked.period && asked.period.from < today ? { from: asked.period.from, to } : null;
  const heads = eitherEnvoy(asked, search);
  if (!heads) return null;
  const { people, office, titles } = heads;
  const tenures = tenuresOf(people);
  const tenure = chosen(asked.which, tenures, { period, today });
  if (!tenure) return null;
  if (asked.which === "acting" && !tenure.records.some(({ standing }) => standing === "acting"))
    return null;
  if (isAmongOthers(tenure, tenures, titles)) return null;
  if (period && office.organisation !== null) {
    // Whoever leads in the meantime may have no title.
    const isSaid = tenure.isStartTold
      ? tenure.start <= to
      : tenure.records.some((record) => dateOf(record) <= to);
    const around = { from: later(period.from, -MEANTIME_DAYS), to };
    if (!isSaid || isLedByAnother(tenure, office, around, search)) return null;
  }
  if (!period && tenure.left === null && mayHaveLeft(tenure, tenures, office, search)) return null;
  return found(tenure, period, search.language);
}

/** Those named with the office asked for, or at the top of the organisation; null where there are none. */
function headsAsked(asked: HolderQuestion, search: HolderSearch): Heads | null {
  const { office, organisation } = asked;
  if (office === null) return organisation === null ? null : headsOf(organisation, search);
  const records = recordsOfOffice(office, search) ?? [];
  const worded = wordedOffice(office, records.flat(), search);
  const people = exactly(records, worded);
  const headed = people.length === 0 ? organisationOfHead(office) : null;
  if (headed !== null) return headsOf(headed, search);
  const led = organisation === null ? null : [organisationTerms(organisation, search)];
  return { people, office: { ...worded, organisation: led }, titles: new Map() };
}

/** `ambassador Japan`: of Japan or to it; null where the releases name both. */
function eitherEnvoy(asked: HolderQuestion, search: HolderSearch): Heads | null {
  const { office } = asked;
  if (office === null || !asked.isKeywords || !ENVOY_OF.test(office))
    return headsAsked(asked, search);
  const [of, to] = ["of", "to"].map((link) =>
    headsAsked({ ...asked, office: office.replace(ENVOY_OF, `$<envoy> ${link} `) }, search),
  );
  if (!of?.people.length) return to ?? null;
  return to?.people.length ? null : of;
}

const ENVOY_OF =
  /(?<envoy>ambassad\p{L}+|envoy|high commissioner|consul(?:[- ]general)?)\s+(?!(?:of|to|in|for|at|de|du|des|à|au|en)\s|general)(?=\p{L})/iu;

/** Somebody else is named since at the top by another title: which of the two leads nobody can tell. */
function isAmongOthers(
  tenure: Tenure,
  tenures: readonly Tenure[],
  titles: Heads["titles"],
): boolean {
  const beginningOf = (record: OfficeRecord): string =>
    (titles.get(record) ?? "").toLowerCase().slice(0, TITLE_BEGINNING);
  const own = new Set(tenure.records.map(beginningOf));
  return tenures.some(
    (other) =>
      other !== tenure &&
      other.records.some(
        (record) =>
          record.standing !== "former" &&
          dateOf(record) >= tenure.start &&
          record.document.release.language === tenure.records[0]?.document.release.language &&
          !own.has(beginningOf(record)),
      ),
  );
}

/** Days before a time in which somebody may be said to lead in the meantime. */
const MEANTIME_DAYS = 90;

/** So many letters tell titles apart, and not a chairman from a chairwoman. */
const TITLE_BEGINNING = 5;

function chosen(
  which: HolderQuestion["which"],
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
