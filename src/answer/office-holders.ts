import type { Citation } from "../domain/citation.ts";
import type { Language } from "../domain/language.ts";
import type { OfficeHolder, OfficeTimeline, Standing } from "../domain/office.ts";
import type { ReleaseId } from "../domain/release.ts";
import type { Span } from "../domain/span.ts";
import { words } from "../text/words.ts";
import type { Document, Sentence } from "./document.ts";
import { nearestByWords } from "./evidence.ts";
import type { Library } from "./library.ts";
import { questionTerms, type Term } from "./matching.ts";
import { isHead, officeFit, RANKS } from "./office-answers.ts";
import { type OfficeRecord, officeRecords } from "./office-records.ts";
import { analyseQuestion } from "./question.ts";

export interface HolderSearch {
  readonly library: Library;
  /** Whether a release exists, and is valid, for the one who asks. */
  readonly allow: (id: ReleaseId) => boolean;
  /** The day of asking, `YYYY-MM-DD`: who takes office later is designate. */
  readonly today: string;
}

/** With more releases than this, those nearest to the office are read only. */
const ALL = 400;
const NEAREST = 120;
/** Of the words asked for, the share that a release has to account for, and how far below the best it may stay. */
const LEAST_FIT = 0.5;
const WITHIN = 0.2;
/** What another word before the head makes of the fit: the finance minister is not the minister. */
const OTHER_OFFICE = 0.6;

/**
 * Everybody whom the releases name as holder of an office, newest first; null when `office` names none. Names in two
 * scripts are one person where a release and its counterpart name one each.
 */
export function officeHolders(office: string, search: HolderSearch): OfficeTimeline | null {
  const { library } = search;
  const question = analyseQuestion(office);
  const terms = questionTerms(question, null, library);
  const heads = terms.filter(isHead);
  if (heads.length === 0) return null;
  const records = fittingRecords(documentsFor(office, search).flatMap(officeRecords), terms, heads);
  const people = groupedByPerson(records);
  const holders = people
    .map((own) => holderOf(own, search.today))
    .toSorted((a, b) => startOf(b).localeCompare(startOf(a)));
  return { holders };
}

function documentsFor(office: string, { library, allow }: HolderSearch): Document[] {
  const ids =
    library.size <= ALL
      ? [...library.releases()].map(({ id }) => id).filter(allow)
      : nearestByWords(office, library, allow, NEAREST);
  return ids.flatMap((id) => library.document(id) ?? []);
}

function fittingRecords(
  records: readonly OfficeRecord[],
  terms: readonly Term[],
  heads: readonly Term[],
): OfficeRecord[] {
  const fits = records
    .map((record) => {
      const { document, sentence, role, standing } = record;
      const name = nameOf(record);
      const fit = officeFit({ document, sentence, role, name, standing }, terms, heads);
      return { record, fit: isOtherOffice(record, terms) ? fit * OTHER_OFFICE : fit };
    })
    .filter(({ fit }) => fit >= LEAST_FIT);
  const best = Math.max(0, ...fits.map(({ fit }) => fit));
  return fits.filter(({ fit }) => fit >= best - WITHIN).map(({ record }) => record);
}

/** A word before the office's head that was not asked for: `Prime Minister`, `project director`. */
function isOtherOffice({ role, document }: OfficeRecord, terms: readonly Term[]): boolean {
  const found = words(role, document.release.language);
  const asked = new Set(terms.flatMap(({ stem, alternatives }) => [stem, ...alternatives.flat()]));
  const head = found.findIndex(({ stem }) => asked.has(stem));
  return found.slice(0, Math.max(0, head)).some(({ stem }) => !asked.has(stem) && !RANKS.has(stem));
}

function nameOf({ sentence, name }: Pick<OfficeRecord, "sentence" | "name">): string {
  return sentence.text.slice(name.start, name.end);
}

function groupedByPerson(records: readonly OfficeRecord[]): OfficeRecord[][] {
  const groups: OfficeRecord[][] = [];
  const byLength = records.toSorted((a, b) => nameOf(b).length - nameOf(a).length);
  for (const record of byLength) {
    const group = groups.find((own) => own.some((other) => isSamePerson(record, other)));
    if (group) group.push(record);
    else groups.push([record]);
  }
  return joinedByCounterparts(groups);
}

/** The words of one name are all in the other: a surname alone is that of the person named in full. */
function isSamePerson(a: OfficeRecord, b: OfficeRecord): boolean {
  const [short, long] = [formsOf(a), formsOf(b)].toSorted((x, y) => x.length - y.length);
  return short !== undefined && short.every((form) => long?.includes(form));
}

function formsOf(record: OfficeRecord): string[] {
  return words(nameOf(record), record.document.release.language).map(({ form }) => form);
}

/** A release and its translation that name one holder each name the same person. */
function joinedByCounterparts(groups: readonly OfficeRecord[][]): OfficeRecord[][] {
  const joined: OfficeRecord[][] = [];
  for (const group of groups) {
    const other = joined.find((each) => areCounterparts(group, each, groups));
    if (other) other.push(...group);
    else joined.push([...group]);
  }
  return joined;
}

function areCounterparts(
  a: readonly OfficeRecord[],
  b: readonly OfficeRecord[],
  all: readonly (readonly OfficeRecord[])[],
): boolean {
  return a.some((one) =>
    b.some(
      (other) => isTranslation(one, other) && isOnlyHolder(one, all) && isOnlyHolder(other, all),
    ),
  );
}

function isTranslation({ document: a }: OfficeRecord, { document: b }: OfficeRecord): boolean {
  return a.release.translationOf === b.release.id || b.release.translationOf === a.release.id;
}

function isOnlyHolder(
  { document }: OfficeRecord,
  all: readonly (readonly OfficeRecord[])[],
): boolean {
  const { id } = document.release;
  return all.filter((own) => own.some((each) => each.document.release.id === id)).length === 1;
}

function holderOf(records: readonly OfficeRecord[], today: string): OfficeHolder {
  const sorted = records.toSorted((a, b) => dateOf(b).localeCompare(dateOf(a)));
  const newest = sorted[0];
  const fullest = records[0];
  if (!newest || !fullest) throw new RangeError("A holder without a record.");
  const change = sorted.find(({ isChange }) => isChange) ?? newest;
  const dates = sorted.flatMap(({ document }) => document.release.date ?? []);
  const since = sorted.find((each) => each.since !== null)?.since ?? null;
  const left = sorted.find((each) => each.until !== null);
  const until = left && dateOf(left) >= dateOf(newest) ? left.until : null;
  const followed = sorted.find(({ predecessor }) => predecessor !== null)?.predecessor ?? null;
  const followedIn = sorted.find(({ predecessor }) => predecessor === followed)?.document;
  const named = sorted.find((each) => nameOf(each).length === nameOf(fullest).length) ?? newest;
  return {
    name: cited(named.document, named.sentence, named.name),
    role: longestRole(sorted),
    standing: standingOf(newest, { since, until, today }),
    sentence: cited(change.document, change.sentence, whole(change.sentence)),
    seen: { first: dates.at(-1) ?? null, last: dates[0] ?? null },
    since,
    until,
    predecessor:
      followed && followedIn ? cited(followedIn, followed.sentence, followed.name) : null,
  };
}

function standingOf(
  { standing }: OfficeRecord,
  dates: { readonly since: string | null; readonly until: string | null; readonly today: string },
): Standing {
  const { since, until, today } = dates;
  if (until !== null && until < today) return "former";
  // A departure that is to come: until then they hold it.
  if (standing === "former" && until !== null && until >= today) return "holder";
  if (standing === "designate" && since !== null && since <= today) return "holder";
  return standing;
}

/** In the language of the newest record. */
function longestRole(sorted: readonly OfficeRecord[]): string {
  const language: Language | undefined = sorted[0]?.document.release.language;
  return sorted
    .filter(({ document }) => document.release.language === language)
    .map(({ role }) => role)
    .reduce((longest, role) => (role.length > longest.length ? role : longest), "");
}

function dateOf({ document, sentence }: OfficeRecord): string {
  return `${document.release.date ?? ""} ${String(sentence.index).padStart(4, "0")}`;
}

function startOf({ since, seen }: OfficeHolder): string {
  // `2015` before every day of it.
  return since ?? seen.first ?? "";
}

function whole({ text }: Sentence): Span {
  return { start: 0, end: text.length };
}

function cited({ release }: Document, sentence: Sentence, span: Span): Citation {
  return {
    release: release.id,
    revision: release.revision,
    ...sentence.stored(span),
    text: sentence.text.slice(span.start, span.end),
  };
}
