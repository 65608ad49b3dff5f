import type { Period } from "../text/dates.ts";
import type { OfficeRecord } from "./office-records.ts";

/** Days after which somebody who was to take or to leave an office, on no day that is named, has done so. */
const TAKEN_AFTER_DAYS = 60;
/** Days by which a holder who is only mentioned may have held the office before. */
const HELD_BEFORE_DAYS = 400;

/** Days after the last mention for which a holder is taken to be one still, when a time is asked for. */
const SEEN_DAYS = 400;

/** Days after the last mention for which a holder is taken to be one still, though another is named later. */
const SURELY_DAYS = 150;

/** So many times as often as another the holder must be named, where both are. */
const SELDOM = 3;

/** One person's time in an office. */
export interface Tenure {
  readonly records: readonly OfficeRecord[];
  /** First day, as a release says or as it is first mentioned. */
  readonly start: string;
  /** The first day is told, not only that of the first mention. */
  readonly isStartTold: boolean;
  /** First day on which it is over; null when no release says so. */
  readonly left: string | null;
  readonly seen: { readonly first: string; readonly last: string };
}

/** Everybody's time in an office, by what releases say of each. */
export function tenuresOf(people: readonly OfficeRecord[][]): Tenure[] {
  return inTurn(people.flatMap((records) => tenureOf(records) ?? []));
}

/** Who took the office last, or during a time. */
export function newestHolder(tenures: readonly Tenure[], period: Period | null): Tenure | null {
  const taken = tenures.filter(({ records, start }) => {
    const changes = records.filter(({ isChange, standing }) => isChange && standing !== "former");
    if (!period) return changes.length > 0;
    return [start, ...changes.map(dateOf)].some((date) => date >= period.from && date <= period.to);
  });
  const sorted = taken.toSorted((a, b) => b.start.localeCompare(a.start));
  return period && sorted.length > 1 ? null : (sorted[0] ?? null);
}

/** Of an envoy who has just come, or somebody who has just begun, a mention is the beginning. */
const BEGINS =
  /\b(?:letters? of (?:credence|credentials|accreditation)|credentials|lettres? de créance|sworn in|takes? office|took office|prise de fonctions)\b|សារតាំង/iu;

function tenureOf(records: readonly OfficeRecord[]): Tenure | null {
  const sorted = records.toSorted((a, b) => dateOf(a).localeCompare(dateOf(b)));
  const announced = new Set(
    sorted.filter(({ standing }) => standing === "designate").map(({ document }) => document),
  );
  const held = sorted.filter(
    ({ standing, document, isChange }) =>
      (standing === "holder" || standing === "acting") && !(isChange && announced.has(document)),
  );
  const former = sorted.filter(({ standing }) => standing === "former");
  const told = sorted.find(({ since, standing }) => since !== null && standing !== "former");
  const toCome = sorted.find(({ document }) => announced.has(document));
  const isBefore = (record: OfficeRecord): boolean => !told || dateOf(record) < dateOf(told);
  const mentioned = held.find((each) => (told === undefined || !each.isChange) && isBefore(each));
  const first = mentioned ?? (told ? undefined : held[0]);
  const starts = [
    ...(told?.since == null ? [] : [told.since]),
    ...(first ? [dateOf(first)] : []),
    ...(!told && !first && toCome ? [later(dateOf(toCome), TAKEN_AFTER_DAYS)] : []),
  ].toSorted();
  const [start] = starts;
  const seen = { first: dateOf(sorted[0]), last: dateOf(held.at(-1) ?? sorted[0]) };
  const leaving = sorted.filter(({ standing, until }) => standing === "former" || until !== null);
  const left = leaving.map(leftOn).toSorted().at(-1) ?? null;
  if (start === undefined) {
    // Named only as one who leaves it: until then.
    const isLeaving = former.some(({ isChange }) => isChange);
    return left === null || !isLeaving
      ? null
      : { records: sorted, start: later(left, -HELD_BEFORE_DAYS), isStartTold: false, left, seen };
  }
  const isOver = left !== null && (left >= seen.last || leaving.some(({ isChange }) => isChange));
  const isStartTold =
    start === told?.since ||
    sorted.some(
      (each) =>
        each.standing !== "former" &&
        dateOf(each) === start &&
        (each.isChange || each.document.sentences.some(({ text }) => BEGINS.test(text))),
    );
  return { records: sorted, start, isStartTold, left: isOver ? left : null, seen };
}

/** Who is to follow somebody whose last day the same release tells begins after it. */
function inTurn(tenures: readonly Tenure[]): Tenure[] {
  return tenures.map((tenure) => {
    const announced = tenure.records.find(
      ({ isChange, standing }) => isChange && standing !== "former",
    );
    if (!announced || tenure.records.some(({ since }) => since !== null)) return tenure;
    const before = tenures.find(
      (other) =>
        other !== tenure &&
        other.left !== null &&
        other.left > tenure.start &&
        other.records.some(
          ({ document, until }) => document === announced.document && until !== null,
        ),
    );
    return before?.left ? { ...tenure, start: before.left, isStartTold: true } : tenure;
  });
}

/** The day after which they no longer hold it. */
function leftOn(record: OfficeRecord): string {
  if (record.until !== null) return later(record.until, 1);
  return record.isChange ? later(dateOf(record), TAKEN_AFTER_DAYS) : dateOf(record);
}

/** Who holds the office on the day of asking; null where nobody can tell. */
export function holderOn(day: string, tenures: readonly Tenure[]): Tenure | null {
  const held = tenures
    .filter(({ start, left }) => start <= day && (left === null || left > day))
    .toSorted((a, b) => b.start.localeCompare(a.start));
  const [last, ...others] = held;
  if (!last) return null;
  const from = last.start > last.seen.first ? last.start : last.seen.first;
  const named = (tenure: Tenure): number =>
    tenure.records.filter((record) => record.standing !== "former" && dateOf(record) > from).length;
  // Two who are named in turn hold two offices of one name; one slip among many mentions is none.
  return others.some((other) => named(other) * SELDOM > named(last)) ? null : last;
}

/** Who held it during a time. */
export function holderDuring({ from, to }: Period, all: readonly Tenure[]): Tenure | null {
  // Nobody says who has held it since.
  const tenures = all.filter(
    ({ seen, start }) => later(seen.last, SEEN_DAYS) >= from || start >= from,
  );
  const atEnd = holderAt(to, tenures);
  if (from === to || atEnd === null) return atEnd ?? null;
  const atStart = holderAt(from, tenures);
  return atStart === null || atStart === atEnd ? atEnd : null;
}

function holderAt(day: string, tenures: readonly Tenure[]): Tenure | null {
  const sorted = tenures.toSorted((a, b) => a.start.localeCompare(b.start));
  const at = sorted.findLastIndex(({ start }) => start <= day);
  const own = sorted[at];
  const next = sorted[at + 1];
  if (own && (own.left === null || own.left > day)) {
    const isOpen = next !== undefined && !next.isStartTold && own.seen.last < day;
    if (!isOpen || own.left !== null) return own;
    const sinceOwn = dayNumber(day) - dayNumber(own.seen.last);
    const untilNext = dayNumber(next.start) - dayNumber(day);
    return sinceOwn <= SURELY_DAYS && sinceOwn < untilNext ? own : null;
  }
  const follows =
    next && !next.isStartTold && later(day, HELD_BEFORE_DAYS) >= next.start ? next : null;
  return follows;
}

/** When a release says so. */
export function dateOf(record: OfficeRecord | undefined): string {
  return record?.document.release.date ?? "";
}

/** Days since 1970; a year stands for its first day. */
export function dayNumber(date: string): number {
  return Math.floor(
    Date.parse(date.length === 4 ? `${date}-01-01` : date.replace(/-31$/u, "-28")) / 86_400_000,
  );
}

/** A day some days later. */
export function later(date: string, days: number): string {
  const number = dayNumber(date);
  if (Number.isNaN(number)) return date;
  return new Date((number + days) * 86_400_000).toISOString().slice(0, 10);
}
