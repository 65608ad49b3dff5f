import type { Citation } from "../domain/citation.ts";
import type { Language } from "../domain/language.ts";
import type { OfficeHolder, OfficeTimeline, Standing } from "../domain/office.ts";
import type { ReleaseId } from "../domain/release.ts";
import type { Span } from "../domain/span.ts";
import { isStopWord } from "../text/stop-words.ts";
import { words } from "../text/words.ts";
import { longForms } from "./abbreviation-answers.ts";
import type { Document, Sentence } from "./document.ts";
import { nearestByWords } from "./evidence.ts";
import type { Library } from "./library.ts";
import { questionTerms, type Term } from "./matching.ts";
import { isHead, officeFit, RANKS } from "./office-answers.ts";
import { type OfficeRecord, officeRecords } from "./office-records.ts";
import { HEAD } from "./offices.ts";
import { analyseQuestion } from "./question.ts";

const OFFICE = new RegExp(`(?<![\\p{L}\\p{M}])${HEAD}(?![\\p{L}\\p{M}])`, "iu");

export interface HolderSearch {
  readonly library: Library;
  /** Whether a release exists, and is valid, for the one who asks. */
  readonly allow: (id: ReleaseId) => boolean;
  /** In which releases name people best for the one who asks. */
  readonly language: Language;
  /** The day of asking, `YYYY-MM-DD`: who takes office later is designate. */
  readonly today: string;
}

/** With more releases than this, those nearest to the office are read only. */
const ALL = 400;
const NEAREST = 120;
/** Of the words asked for, the share that a release has to account for, and how far below the best it may stay. */
const LEAST_FIT = 0.65;
const WITHIN = 0.2;
/** What another word before the head makes of the fit: the finance minister is not the minister. */
const OTHER_OFFICE = 0.6;

/**
 * Everybody whom the releases name as holder of an office, newest first; null when `office` names none. Names in two
 * scripts are one person where a release and its counterpart name one each.
 */
export function officeHolders(office: string, search: HolderSearch): OfficeTimeline | null {
  const people = recordsOfOffice(office, search);
  if (!people) return null;
  const holders = people
    .map((records) => holderOf(records, search))
    .toSorted((a, b) => startOf(b).localeCompare(startOf(a)));
  return { holders };
}

/** What the releases say of the holders of an office, by person; null when `office` names none. */
export function recordsOfOffice(
  office: string,
  search: Omit<HolderSearch, "today">,
): OfficeRecord[][] | null {
  const all = releasesFor(office, search).flatMap(officeRecords);
  const found = spellingsOf(office, all).map((each) => fittingRecords(each, all, search.library));
  if (found.every((each) => each === null)) return null;
  const own = [...new Set(found.flatMap((each) => each ?? []))];
  const translated = [...translatedRoles(own, all)].flatMap((role) =>
    (fittingRecords(role, all, search.library) ?? []).filter(
      ({ document }) =>
        !own.some((each) => each.document.release.language === document.release.language),
    ),
  );
  return groupedByPerson([...new Set([...own, ...translated])]);
}

/** The office as typed, and with its abbreviations in full. */
export function spellingsOf(office: string, records: readonly OfficeRecord[]): string[] {
  // In small letters it is the word; as typed it is the country.
  const spelt = office
    .replaceAll(/(?<![\p{L}.])U\.?S\.?(?:A\.?)?(?![\p{L}])/gu, "United States")
    .replaceAll(/(?<![\p{L}.])E\.?U\.?(?![\p{L}])/gu, "European Union");
  return [...new Set([spelt, longForm(spelt, records)])];
}

/** The offices that releases name, as they word them, in no order and with repetitions. */
export function officeNames(documents: readonly Document[]): string[] {
  return documents.flatMap(officeRecords).map(({ role }) => role);
}

/** Abbreviations as the releases that introduce them have them in full. */
function longForm(office: string, records: readonly OfficeRecord[]): string {
  const documents = [...new Set(records.map(({ document }) => document))];
  const issuers = documents.flatMap(({ release }) => release.issuer ?? []);
  const issuerOf = (short: string): string | undefined =>
    issuers.find((issuer) => initialsOf(issuer) === short);
  return office
    .replaceAll(/(?<!\p{L})\p{Lu}{2,8}(?!\p{L})/gu, (short) => {
      const [found] = longForms(short, documents);
      if (found) return found.sentence.text.slice(found.long.start, found.long.end);
      return issuerOf(short) ?? short;
    })
    .replaceAll(/(?<!\p{L})\p{Ll}{3,8}(?!\p{L})/gu, (word) => issuerOf(word.toUpperCase()) ?? word);
}

export function initialsOf(name: string): string {
  return (name.match(/(?<!\p{L})\p{Lu}/gu) ?? []).join("");
}

/** What the counterparts of releases call the office of the records: the office in the same place of the first sentence. */
function translatedRoles(
  records: readonly OfficeRecord[],
  all: readonly OfficeRecord[],
): ReadonlySet<string> {
  const roles = records.flatMap((record) => {
    const others = all.filter((other) => isTranslation(record, other));
    const place = opening(all.filter(({ document }) => document === record.document));
    const there = opening(others);
    const at = place.indexOf(record);
    return at >= 0 && place.length === there.length ? withoutState(there[at]?.role ?? "") : [];
  });
  return new Set(roles);
}

/** `Minister of X of the Kingdom of Y` is elsewhere called the Minister of X. */
export function withoutState(role: string): string {
  return role
    .replace(
      /\s+(?:of|de|du)\s+(?:the\s+|la\s+|l['’])?(?:Kingdom|Republic|Royaume|République)\b.*$/iu,
      "",
    )
    .replace(/\s*នៃ.*$/u, "");
}

/** Of the first sentence that names any office. */
function opening(records: readonly OfficeRecord[]): OfficeRecord[] {
  return records.filter(({ sentence }) => sentence === records[0]?.sentence);
}

export function releasesFor(
  office: string,
  { library, allow }: Pick<HolderSearch, "library" | "allow">,
): Document[] {
  const ids =
    library.size <= ALL
      ? [...library.releases()].map(({ id }) => id).filter(allow)
      : nearestByWords(office, library, allow, NEAREST);
  return ids.flatMap((id) => library.document(id) ?? []);
}

/** The records of the office asked for; null when nothing that is asked for is an office. */
function fittingRecords(
  office: string,
  records: readonly OfficeRecord[],
  library: Library,
): OfficeRecord[] | null {
  const terms = questionTerms(analyseQuestion(office), null, library);
  const heads = headsOf(office, terms);
  if (heads.length === 0) return null;
  const ranks = terms.filter(({ stem }) => RANKS.has(stem) && !/^(?:act|interim)/u.test(stem));
  const fits = records.flatMap((record) => {
    const { document, sentence, role, standing } = record;
    const name = nameOf(record);
    const there = new Set(stemsOf(record));
    if (!ranks.every((term) => isThere(term, there))) return [];
    const share = differenceOf(record, terms);
    const fit = officeFit({ document, sentence, role, name, standing }, terms, heads) * share;
    const isLiteral = heads.some(({ stem }) => there.has(stem));
    return fit >= LEAST_FIT ? [{ record, fit, isLiteral, isFirm: isFirm(record, terms) }] : [];
  });
  const best = Math.max(0, ...fits.map(({ fit }) => fit));
  const good = fits.filter(({ fit }) => fit >= best - WITHIN);
  // A head of something is no chair where there is one in the same language.
  const languages = new Set(
    good
      .filter(({ isLiteral }) => isLiteral)
      .map(({ record: { document } }) => document.release.language),
  );
  const kept = good.filter(
    ({ isLiteral, record }) => isLiteral || !languages.has(record.document.release.language),
  );
  // An `Ambassador` who stands in a sentence about Japan is Japan's where another release says so.
  const firm = kept.filter((each) => each.isFirm).map(({ record }) => record);
  return kept
    .filter(({ record, isFirm: own }) => own || firm.some((other) => isSamePerson(record, other)))
    .map(({ record }) => record);
}

/** The office itself, or who issues the release, accounts for all that is asked for. */
function isFirm(record: OfficeRecord, terms: readonly Term[]): boolean {
  const there = new Set([...stemsOf(record), ...issuerStems(record)]);
  return terms.every((term) => !term.known || isThere(term, there));
}

/**
 * What is left of the fit for words of the office that were not asked for: nothing where in their place something else was
 * asked for (the Director of Operations is no Director-General), less where they come before the head.
 */
function differenceOf(record: OfficeRecord, terms: readonly Term[]): number {
  const { role, document } = record;
  const asked = new Set(terms.flatMap(({ stem, alternatives }) => [stem, ...alternatives.flat()]));
  const issuer = new Set(issuerStems(record));
  const found = words(withoutState(role), document.release.language).filter(
    ({ form }) => !isStopWord(form),
  );
  const isExtra = (stem: string): boolean =>
    !asked.has(stem) && !issuer.has(stem) && !RANKS.has(stem);
  const there = new Set(found.map(({ stem }) => stem));
  const isMissing = terms.some((term) => !isThere(term, there));
  if (isMissing && found.some(({ stem }) => isExtra(stem))) return 0;
  const head = found.findIndex(({ stem }) => asked.has(stem));
  return found.slice(0, Math.max(0, head)).some(({ stem }) => isExtra(stem)) ? OTHER_OFFICE : 1;
}

/** By itself or by another name that is not of stop words alone (`us` for the United States). */
function isThere({ stem, alternatives }: Term, there: ReadonlySet<string>): boolean {
  const said = alternatives.filter((run) => !run.every(isStopWord));
  return (
    there.has(stem) ||
    said.some((run) => run.every((other) => there.has(other) || isStopWord(other)))
  );
}

function issuerStems({ document: { release } }: OfficeRecord): string[] {
  const { issuer, department } = release;
  const about = `${issuer ?? ""} · ${department ?? ""} · ${initialsOf(issuer ?? "")}`;
  return words(about, release.language).map(({ stem }) => stem);
}

/** The terms that name an office by themselves (`ambassador`), else those of one of several words (`harbour master`). */
function headsOf(office: string, terms: readonly Term[]): Term[] {
  const single = terms.filter(isHead);
  if (single.length > 0) return single;
  const named = new Set(words(OFFICE.exec(office)?.[0] ?? "").map(({ stem }) => stem));
  return terms.filter(({ stem }) => named.has(stem));
}

function stemsOf({ role, document }: OfficeRecord): string[] {
  return words(role, document.release.language).map(({ stem }) => stem);
}

function nameOf({ sentence, name }: Pick<OfficeRecord, "sentence" | "name">): string {
  return sentence.text.slice(name.start, name.end);
}

/** The records of each person. */
export function groupedByPerson(records: readonly OfficeRecord[]): OfficeRecord[][] {
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
export function isSamePerson(a: OfficeRecord, b: OfficeRecord): boolean {
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
  const isOne = (one: OfficeRecord, other: OfficeRecord): boolean =>
    isSameChange(one, other) ||
    (isTranslation(one, other) && isOnlyHolder(one, all) && isOnlyHolder(other, all));
  return a.some((one) => b.some((other) => isOne(one, other)));
}

/** Two releases in two languages about one taking of office, by its day. */
function isSameChange(a: OfficeRecord, b: OfficeRecord): boolean {
  const isOtherLanguage = a.document.release.language !== b.document.release.language;
  const isOneDay = a.since !== null && a.since === b.since;
  return isOtherLanguage && a.isChange && b.isChange && isOneDay && a.standing === b.standing;
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

function holderOf(records: readonly OfficeRecord[], search: HolderSearch): OfficeHolder {
  const sorted = records.toSorted((a, b) => dateOf(b).localeCompare(dateOf(a)));
  const readable = sorted.filter(({ document }) => document.release.language === search.language);
  const shown = readable.length > 0 ? readable : sorted;
  const [newest] = sorted;
  const [first] = shown;
  if (!newest || !first) throw new RangeError("A holder without a record.");
  const change =
    shown.find(({ isChange }) => isChange) ?? sorted.find(({ isChange }) => isChange) ?? first;
  const named = longest(shown, nameOf);
  const dates = sorted.flatMap(({ document }) => document.release.date ?? []);
  const since = sorted.find((each) => each.since !== null)?.since ?? null;
  const left = sorted.find((each) => each.until !== null);
  const until = left && dateOf(left) >= dateOf(newest) ? left.until : null;
  const follower = sorted.find(({ predecessor }) => predecessor !== null);
  const { predecessor = null } = follower ?? {};
  return {
    name: cited(named.document, named.sentence, named.name),
    role: longest(shown, ({ role }) => role).role,
    standing: standingOf(newest, { since, until, today: search.today }),
    sentence: cited(change.document, change.sentence, whole(change.sentence)),
    seen: { first: dates.at(-1) ?? null, last: dates[0] ?? null },
    since,
    until,
    predecessor:
      follower && predecessor
        ? cited(follower.document, predecessor.sentence, predecessor.name)
        : null,
  };
}

/** The newest of those whose text is longest; `records` is not empty. */
function longest(
  records: readonly OfficeRecord[],
  textOf: (record: OfficeRecord) => string,
): OfficeRecord {
  return records.reduce((best, each) => (textOf(each).length > textOf(best).length ? each : best));
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
