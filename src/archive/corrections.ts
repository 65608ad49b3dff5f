import type { Release, ReleaseId } from "../domain/release.ts";
import type { Span } from "../domain/span.ts";
import { type DayOfMonth, daysIn } from "../text/dates.ts";
import { readingText } from "../text/reading-text.ts";
import { words } from "../text/words.ts";
import { newestFirst } from "./validity.ts";

/** A title that calls its text a correction. */
const TITLE_CUE =
  /^\W*(?:correction|corrected|corrigendum|erratum|rectification|rectificatif|communiqué\s+rectificatif|replacement|ការកែតម្រូវ|កែតម្រូវ|សេចក្តីកែតម្រូវ)(?![\p{L}\p{M}])[\s:–—-]*(?:(?:to|of|du|au|de)\s+(?:the\s+)?)?|[\s(–—-]+(?:correction|corrected|corrigé|rectificatif)\)?\W*$/iu;
/** Sentences that say so, near the words for a release. */
const RELEASE =
  "(?:(?:press|news|media)\\s+)?(?:release|statement|notice|communiqué|text|version|one|bulletin|avis)";
const CORRECTS =
  "(?:correct(?:s|ed|ion)|replac\\w+|supersed\\w+|amend\\w+|rectifi\\w+|corrig\\w+|remplac\\w+|annul\\w+|wrong|error|mistake|errone\\w+|erreur|too\\s+(?:high|low))";
/** What such a sentence has for certain, or a broken word that may be it: most texts need no closer look. */
const MAY_CORRECT = new RegExp(
  `${CORRECTS}|កែតម្រូវ|ជំនួស|កំហុស|\\p{L}[-\u2010\u00ad]\\s|[\u00ad\u200b]`,
  "iu",
);
const BODY_CUE = new RegExp(
  `${CORRECTS}[^.]{0,120}\\b${RELEASE}\\b|\\b${RELEASE}\\b[^.]{0,160}${CORRECTS}|(?:កែតម្រូវ|ជំនួស)[^។]{0,160}(?:សេចក្[តដ]ីប្រកាស|អត្ថបទ|សេចក្[តដ]ីជូនដំណឹង)|(?:សេចក្[តដ]ីប្រកាស|សេចក្[តដ]ីជូនដំណឹង)[^។]{0,200}(?:កែតម្រូវ|ជំនួស|កំហុស)`,
  "iu",
);
/** A correction that only mentions another text is told from one that replaces it by how near the day or number stands. */
const MENTION = new RegExp(`\\b${RELEASE}\\b|សេចក្[តដ]ីប្រកាស|អត្ថបទ|សេចក្[តដ]ីជូនដំណឹង`, "giu");
const NEAR_CHARACTERS = 120;
/** What is corrected is said within so many characters of a paragraph. */
const HEAD_CHARACTERS = 1500;
/** Corrections come within this time; later texts on the same subject are news. */
const WITHIN_DAYS = 400;
/** Share of the shorter title's words that two titles must have in common to name one text. */
const SAME_TITLE = 0.6;
/** Without a word on which release is meant, it must be this near in time. */
const UNNAMED_WITHIN_DAYS = 60;

const DAY_MS = 86_400_000;
/** A candidate's number is looked for in the text when it is longer than this. */
const SHORTEST_NUMBER = 3;

/** A release among those of its issuer and language. */
interface Entry {
  readonly release: Release;
  /** Days since 1970. */
  readonly day: number;
  /** What it says of correcting something; null when it says nothing or states what it corrects. */
  readonly speech: Speech | null;
  /** Stems of its title and of its first paragraphs; read when they are first compared. */
  title?: ReadonlySet<string>;
  head?: ReadonlySet<string>;
}

/** Releases of one issuer in one language that have a date. */
interface Group {
  readonly byDay: Map<number, Set<Entry>>;
  readonly speakers: Set<Entry>;
}

interface Speech {
  readonly texts: readonly string[];
  /** Days that stand near the words for a release. */
  readonly days: readonly DayOfMonth[];
  readonly isInTitle: boolean;
}

/** What corrections were read and found, without the releases themselves; releases by their place in a list of ids. */
export interface StoredCorrections {
  /** Language and issuer together, each once. */
  readonly groups: readonly string[];
  /** For each release its group, from 1; 0 for one without a date. */
  readonly groupOf: Uint32Array;
  /** For each release its day. */
  readonly days: Int32Array;
  readonly speeches: readonly (readonly [number, Speech])[];
  readonly found: readonly (readonly [number, ReleaseId])[];
}

/**
 * For each release that says it corrects or replaces an earlier one of the same issuer and language: which. Only what can be
 * told for certain. Kept up as releases come and go; the result depends on the set of them alone.
 */
export class Corrections {
  readonly #groups = new Map<string, Group>();
  readonly #entries = new Map<ReleaseId, Entry>();
  readonly #found = new Map<ReleaseId, ReleaseId>();
  readonly #open = new Set<ReleaseId>();

  put(release: Release): void {
    this.delete(release.id);
    if (release.date === null) return;
    const speech = isStated(release) ? null : speechOf(release);
    const entry: Entry = { release, day: dayOf(release.date), speech };
    const group = this.#enter(entry);
    if (speech) this.#open.add(release.id);
    this.#reopen(entry, group);
  }

  delete(id: ReleaseId): void {
    const entry = this.#entries.get(id);
    const group = entry && this.#groups.get(issuerKey(entry.release));
    if (!entry || !group) return;
    this.#reopen(entry, group);
    this.#entries.delete(id);
    this.#found.delete(id);
    this.#open.delete(id);
    group.speakers.delete(entry);
    const sameDay = group.byDay.get(entry.day);
    sameDay?.delete(entry);
    if (sameDay?.size === 0) group.byDay.delete(entry.day);
  }

  /** As of the last {@link settle}, for these releases. */
  store(ids: readonly ReleaseId[]): StoredCorrections {
    const groups = new Map([...this.#groups.keys()].map((key, i) => [key, i + 1]));
    const entries = ids.map((id) => this.#entries.get(id));
    return {
      groups: [...groups.keys()],
      groupOf: Uint32Array.from(entries, (one) =>
        one ? (groups.get(issuerKey(one.release)) ?? 0) : 0,
      ),
      days: Int32Array.from(entries, (one) => one?.day ?? 0),
      speeches: entries.flatMap((one, i) => (one?.speech ? [[i, one.speech] as const] : [])),
      found: ids.flatMap((id, i) => {
        const target = this.#found.get(id);
        return target === undefined ? [] : [[i, target] as const];
      }),
    };
  }

  /** Takes up what was stored, into an empty one: `releases` are those of the list that are the same still. */
  restore(stored: StoredCorrections, releases: readonly (Release | null)[]): void {
    const speeches = new Map(stored.speeches);
    for (const [i, release] of releases.entries()) {
      if (stored.groupOf[i] === 0 || release === null) continue;
      this.#enter({ release, day: stored.days[i] ?? 0, speech: speeches.get(i) ?? null });
    }
    for (const [i, target] of stored.found) {
      const release = releases[i];
      if (release) this.#found.set(release.id, target);
    }
    for (const [i, release] of releases.entries()) {
      const group = this.#groups.get(stored.groups[(stored.groupOf[i] ?? 0) - 1] ?? "");
      if (release === null && group) this.#reopenAfter(stored.days[i] ?? 0, group);
    }
  }

  /** What a release was found to correct, as of the last {@link settle}. */
  get(id: ReleaseId): ReleaseId | null {
    return this.#found.get(id) ?? null;
  }

  /** What a release would be found to correct if it were put. */
  of(release: Release): ReleaseId | null {
    const speech = isStated(release) ? null : speechOf(release);
    const group = this.#groups.get(issuerKey(release));
    if (!speech || !group || release.date === null) return null;
    return targetOf({ release, day: dayOf(release.date), speech }, group);
  }

  /** Looks again at what may have changed; the releases of which it did. */
  settle(): ReleaseId[] {
    const changed: ReleaseId[] = [];
    for (const id of this.#open) {
      const entry = this.#entries.get(id);
      const group = entry && this.#groups.get(issuerKey(entry.release));
      const target = group ? targetOf(entry, group) : null;
      if (target === this.get(id)) continue;
      if (target === null) this.#found.delete(id);
      else this.#found.set(id, target);
      changed.push(id);
    }
    this.#open.clear();
    return changed;
  }

  #enter(entry: Entry): Group {
    const key = issuerKey(entry.release);
    const group = this.#groups.get(key) ?? { byDay: new Map(), speakers: new Set() };
    this.#groups.set(key, group);
    this.#entries.set(entry.release.id, entry);
    group.byDay.set(entry.day, (group.byDay.get(entry.day) ?? new Set()).add(entry));
    if (entry.speech) group.speakers.add(entry);
    return group;
  }

  /** Who may mean `entry`: what others mean does not hang on it. */
  #reopen(entry: Entry, { speakers }: Group): void {
    for (const other of speakers) {
      const { id } = other.release;
      if (comesBefore(entry, other, WITHIN_DAYS) && !this.#open.has(id) && mayMean(other, entry))
        this.#open.add(id);
    }
  }

  /** Who may mean what was issued on `day` and is known no more. */
  #reopenAfter(day: number, { speakers }: Group): void {
    for (const { day: own, release } of speakers)
      if (own >= day && own - day <= WITHIN_DAYS) this.#open.add(release.id);
  }
}

/** Whether `one` is among the releases of which `speaker` means one. */
function mayMean(speaker: Entry, one: Entry): boolean {
  const { speech } = speaker;
  return speech !== null && (names(speech, one, speaker) || isUnnamed(speech, one, speaker));
}

/** Of the title of a text that calls itself a correction, and near in time. */
function isUnnamed({ isInTitle }: Speech, one: Entry, entry: Entry): boolean {
  return (
    isInTitle &&
    comesBefore(one, entry, UNNAMED_WITHIN_DAYS) &&
    overlap(titleOf(entry), titleOf(one)) >= SAME_TITLE
  );
}

function isStated({ corrects, correctsNothing }: Release): boolean {
  return corrects !== null || correctsNothing === true;
}

function targetOf(entry: Entry, { byDay }: Group): ReleaseId | null {
  if (!entry.speech) return null;
  const days = Array.from({ length: WITHIN_DAYS + 1 }, (_, i) => entry.day - i);
  const earlier = days
    .flatMap((day) => [...(byDay.get(day) ?? [])])
    .filter((one) => one.release.id !== entry.release.id);
  return correctedBy(entry, entry.speech, earlier)?.id ?? null;
}

function dayOf(date: string): number {
  return Math.floor(Date.parse(date) / DAY_MS);
}

function issuerKey({ issuer, language }: Release): string {
  return `${language} ${issuer?.toLowerCase() ?? ""}`;
}

function comesBefore(one: Entry, entry: Entry, days: number): boolean {
  const apart = entry.day - one.day;
  return one !== entry && apart >= 0 && apart <= days;
}

/** Where it says that it corrects something: the title and opening of what calls itself a correction, else the paragraphs that say so. */
function speechOf(release: Release): Speech | null {
  const heads = release.paragraphs.slice(0, 2).map(({ start, end }) => ({
    start,
    end: Math.min(end, start + HEAD_CHARACTERS),
  }));
  const isInTitle = TITLE_CUE.test(release.title);
  const mayCorrect = ({ start, end }: Span): boolean =>
    MAY_CORRECT.test(release.text.slice(start, end));
  if (!isInTitle && !heads.some(mayCorrect)) return null;
  const opening = heads.map((span) => readingText(release.text, span).text);
  const texts = isInTitle
    ? [release.title, ...opening]
    : opening.filter((paragraph) => BODY_CUE.test(paragraph));
  if (texts.length === 0) return null;
  const days = texts.flatMap((text) => daysIn(text, release.language).filter(isNearMention(text)));
  return { texts, days, isInTitle };
}

function isNearMention(text: string): (day: { start: number; end: number }) => boolean {
  return ({ start, end }) => {
    const around = text.slice(Math.max(0, start - NEAR_CHARACTERS), end + NEAR_CHARACTERS / 3);
    return around.match(MENTION) !== null;
  };
}

function correctedBy(entry: Entry, speech: Speech, earlier: readonly Entry[]): Release | null {
  const named = earlier.filter((one) => names(speech, one, entry));
  if (named.length > 0) return likest(entry, named);
  return likest(
    entry,
    earlier.filter((one) => isUnnamed(speech, one, entry)),
  );
}

/** Whether it names `one`: by its number, or by its day of issue near the words for a release. */
function names({ texts, days }: Speech, one: Entry, entry: Entry): boolean {
  const { number } = one.release;
  if (number !== null && number.length >= SHORTEST_NUMBER) {
    if (texts.some((text) => text.includes(number))) return true;
  }
  return days.some((day) => isDayOf(day, one, entry));
}

/** A day without its year is the last such day before the correction. */
function isDayOf({ year, month, day }: DayOfMonth, one: Entry, entry: Entry): boolean {
  const { date } = one.release;
  const monthAndDay = `${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  if (date?.slice(5) !== monthAndDay) return false;
  return year === null ? comesBefore(one, entry, 366) : date.startsWith(`${year}-`);
}

/** Of several that are meant perhaps, the one whose title and words are clearly nearest. */
function likest(entry: Entry, candidates: readonly Entry[]): Release | null {
  const scored = candidates
    .map((candidate) => ({
      one: candidate.release,
      score:
        overlap(titleOf(entry), titleOf(candidate)) + overlap(headOf(entry), headOf(candidate)),
    }))
    .toSorted((a, b) => b.score - a.score || newestFirst(a.one, b.one));
  const [first, second] = scored;
  if (!first || first.score < 0.2) return null;
  return second && second.score > first.score * 0.8 && second.one.date === first.one.date
    ? null
    : first.one;
}

/** Without the words that call it a correction. */
function titleOf(entry: Entry): ReadonlySet<string> {
  const { title } = entry.release;
  entry.title ??= stemsOf(entry.speech ? title.replace(TITLE_CUE, "") : title);
  return entry.title;
}

function headOf(entry: Entry): ReadonlySet<string> {
  const { text, paragraphs } = entry.release;
  const head = paragraphs.slice(0, 4).map(({ start, end }) => text.slice(start, end));
  entry.head ??= stemsOf(head.join(" "));
  return entry.head;
}

function stemsOf(text: string): ReadonlySet<string> {
  return new Set(
    words(text)
      .map(({ stem }) => stem)
      .filter((stem) => stem.length > 3),
  );
}

/** Share of the words of the one with fewer that the other has too. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  return a.intersection(b).size / Math.min(a.size, b.size);
}
