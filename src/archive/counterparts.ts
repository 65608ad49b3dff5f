import type { Language } from "../domain/language.ts";
import type { Release, ReleaseId } from "../domain/release.ts";
import { countries } from "../text/countries.ts";
import { daysIn } from "../text/dates.ts";
import { fold, numbersIn } from "../text/words.ts";

/** Translations follow within this time. */
const WITHIN_DAYS = 5;
/** A day of the month or a small count says little. */
const SMALL_NUMBER = 31;
/** What two texts share, by weight and as a share of the shorter one's, to be one release in two languages. On the development archives true pairs share 5 to 13 and at least 0.83, others nothing. */
const SHARED_LEAST = 3;
const SHARE_LEAST = 0.4;
/** How far the best must be before the next. */
const CLEAR = 1.3;

const DAY_MS = 86_400_000;
/** What so many releases have in common tells them not apart, however few there are. */
const COMMON_LEAST = 6;
const COMMON_SHARE = 0.1;

interface Entry {
  readonly release: Release;
  /** Days since 1970. */
  readonly day: number;
  /** Null as long as no release in another language is near in time. */
  facts: Facts | null;
}

/** The figures and names of a release, by number and ascending, with their weight together. */
interface Facts {
  readonly numbers: Uint32Array;
  weight: number;
}

/** What counterparts were read and found, without the releases themselves; releases by their place in a list of ids. */
export interface StoredCounterparts {
  readonly languages: readonly Language[];
  /** For each release its language, from 1; 0 for one without a date. */
  readonly languageOf: Uint8Array;
  readonly days: Int32Array;
  readonly names: readonly string[];
  /** For each release how many facts it has, and one; 0 where they were not read. */
  readonly sizes: Uint32Array;
  /** The facts of each release, one release after the other. */
  readonly facts: Uint32Array;
  readonly common: readonly number[];
  /** What releases are stated to translate. */
  readonly stated: readonly (readonly [number, ReleaseId])[];
  readonly found: readonly (readonly [number, ReleaseId])[];
}

/**
 * For each release that is another one in another language, by date, figures and names: which it translates. The original
 * is the earlier one; of one day, the English one. Kept up as releases come and go; the result depends on the set of them
 * alone.
 */
export class Counterparts {
  readonly #entries = new Map<ReleaseId, Entry>();
  /** By language and day: an archive in one language has nothing to compare. */
  readonly #byDay = new Map<Language, Map<number, Set<Entry>>>();
  readonly #facts = new FactCounts();
  readonly #found = new Map<ReleaseId, ReleaseId>();
  /** Releases that are stated to be originals, with how often. */
  readonly #stated = new Map<ReleaseId, number>();
  readonly #open = new Set<ReleaseId>();
  readonly #correctedBy: (release: Release) => ReleaseId | null;
  readonly #languages = new Map<Language, number>();

  /** `correctedBy`: what a release corrects, stated or found. */
  constructor(correctedBy: (release: Release) => ReleaseId | null) {
    this.#correctedBy = correctedBy;
  }

  put(release: Release): void {
    this.delete(release.id);
    const { date, translationOf } = release;
    if (translationOf !== null) this.#state(translationOf, 1);
    const entry = { release, day: Math.floor(Date.parse(date ?? "") / DAY_MS), facts: null };
    this.#enter(entry);
    if (date !== null) this.#reopen(entry);
  }

  delete(id: ReleaseId): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    const { date, translationOf, language } = entry.release;
    this.#entries.delete(id);
    this.#found.delete(id);
    this.#open.delete(id);
    if (translationOf !== null) this.#state(translationOf, -1);
    if (date === null) return;
    count(this.#languages, language, -1);
    const days = this.#byDay.get(language);
    const sameDay = days?.get(entry.day);
    sameDay?.delete(entry);
    if (sameDay?.size === 0) days?.delete(entry.day);
    this.#forget(entry);
    this.#reopen(entry);
  }

  /** As of the last {@link settle}, for these releases. */
  store(ids: readonly ReleaseId[]): StoredCounterparts {
    const languages = [...this.#languages.keys()];
    const entries = ids.map((id) => this.#entries.get(id));
    const facts = entries.map((one) => one?.facts ?? null);
    return {
      languages,
      languageOf: Uint8Array.from(entries, (one) =>
        one && one.release.date !== null ? languages.indexOf(one.release.language) + 1 : 0,
      ),
      days: Int32Array.from(entries, (one) => one?.day ?? 0),
      ...this.#facts.store(facts),
      stated: entries.flatMap((one, i) =>
        one && one.release.translationOf !== null ? [[i, one.release.translationOf] as const] : [],
      ),
      found: ids.flatMap((id, i) => {
        const original = this.#found.get(id);
        return original === undefined ? [] : [[i, original] as const];
      }),
    };
  }

  /** Takes up what was stored, into an empty one: `releases` are those of the list that are the same still. */
  restore(stored: StoredCounterparts, releases: readonly (Release | null)[]): void {
    const facts = this.#facts.restore(
      stored,
      releases.map((one) => one !== null),
    );
    for (const [i, release] of releases.entries()) {
      if (release === null) continue;
      if (release.translationOf !== null) count(this.#stated, release.translationOf, 1);
      this.#enter({ release, day: stored.days[i] ?? 0, facts: facts[i] ?? null });
    }
    for (const [i, original] of stored.found) {
      const release = releases[i];
      if (release) this.#found.set(release.id, original);
    }
    for (const [i, release] of releases.entries()) {
      const language = stored.languages[(stored.languageOf[i] ?? 0) - 1];
      if (release === null && language !== undefined)
        for (const one of this.#near(stored.days[i] ?? 0, language)) this.#open.add(one.release.id);
    }
    for (const [i, original] of stored.stated) if (!releases[i]) this.#open.add(original);
  }

  /** What a release was found to translate, as of the last {@link settle}; never a translation itself. */
  get(id: ReleaseId): ReleaseId | null {
    let original = this.#found.get(id) ?? null;
    for (let hops = 0; hops < HOPS && original !== null; hops += 1) {
      const next = this.#found.get(original);
      if (next === undefined || next === id) break;
      original = next;
    }
    return original;
  }

  /** What a release corrects has changed. */
  touch(id: ReleaseId): void {
    const entry = this.#entries.get(id);
    if (entry) this.#reopen(entry);
  }

  /** Looks again at what may have changed; the releases of which it did. */
  settle(): ReadonlySet<ReleaseId> {
    const open = [...this.#open].flatMap((id) => this.#entries.get(id) ?? []);
    this.#open.clear();
    for (const entry of open) this.#learn(entry);
    const flipped = this.#facts.refresh();
    const looked = new Set(open);
    if (flipped.size > 0)
      for (const entry of this.#entries.values())
        if (entry.facts?.numbers.some((fact) => flipped.has(fact))) {
          this.#facts.weigh(entry.facts);
          for (const one of [entry, ...this.#around(entry)]) looked.add(one);
        }
    const changed = new Set<ReleaseId>();
    for (const entry of looked) {
      const { id } = entry.release;
      const original = this.#originalFor(entry);
      if (original === (this.#found.get(id) ?? null)) continue;
      if (original === null) this.#found.delete(id);
      else this.#found.set(id, original);
      changed.add(id);
    }
    // Who translates what has turned out to be a translation translates its original.
    for (let hops = 0; hops < HOPS && changed.size > 0; hops += 1)
      for (const [id, original] of this.#found) if (changed.has(original)) changed.add(id);
    return changed;
  }

  #state(original: ReleaseId, by: 1 | -1): void {
    count(this.#stated, original, by);
    if (this.#entries.has(original)) this.#open.add(original);
  }

  #enter(entry: Entry): void {
    const { id, date, language } = entry.release;
    this.#entries.set(id, entry);
    if (date === null) return;
    count(this.#languages, language, 1);
    const days = this.#byDay.get(language) ?? new Map<number, Set<Entry>>();
    this.#byDay.set(language, days);
    days.set(entry.day, (days.get(entry.day) ?? new Set<Entry>()).add(entry));
  }

  /** The entry itself and whatever may have it for an original, or for a neighbour. */
  #reopen(entry: Entry): void {
    if (this.#entries.has(entry.release.id)) this.#open.add(entry.release.id);
    if (this.#languages.size < 2) return;
    for (const { release } of this.#around(entry)) this.#open.add(release.id);
  }

  /** Releases in other languages, near in time. */
  #around({ day, release }: Entry): Generator<Entry> {
    return this.#near(day, release.language);
  }

  *#near(day: number, otherThan: Language): Generator<Entry> {
    for (const [language, days] of this.#byDay) {
      if (language === otherThan) continue;
      for (let one = day - WITHIN_DAYS; one <= day + WITHIN_DAYS; one += 1)
        yield* days.get(one) ?? [];
    }
  }

  /** Facts are read where they may be compared: most archives have most releases in one language. */
  #learn(entry: Entry): void {
    const isCompared =
      entry.release.date !== null &&
      this.#languages.size > 1 &&
      this.#around(entry).next().done !== true;
    if (!isCompared) this.#forget(entry);
    else if (entry.facts === null) entry.facts = this.#facts.add(factsIn(entry.release));
  }

  #forget(entry: Entry): void {
    if (entry.facts) this.#facts.remove(entry.facts);
    entry.facts = null;
  }

  #originalFor(entry: Entry): ReleaseId | null {
    const { id, translationOf } = entry.release;
    const { facts } = entry;
    if (facts === null || translationOf !== null || this.#stated.has(id)) return null;
    const near = [...this.#around(entry)].filter((one) => mayBeOriginal(one, entry));
    // Of a release and its correction, the text that was translated is the corrected one.
    const replaced = new Set(near.map(({ release }) => this.#correctedBy(release)));
    const scored = near
      .filter(({ release }) => !replaced.has(release.id))
      .flatMap((one) => (one.facts ? [{ one, ...this.#facts.shared(facts, one.facts) }] : []))
      .filter(({ weight, share }) => weight >= SHARED_LEAST && share >= SHARE_LEAST)
      .toSorted((a, b) => b.share - a.share);
    const [first, second] = scored;
    if (!first || (second && first.share < second.share * CLEAR)) return null;
    return first.one.release.id;
  }
}

/** There are three languages. */
const HOPS = 2;

function mayBeOriginal(one: Entry, of: Entry): boolean {
  const [a, b] = [one.release, of.release];
  if (one.day > of.day || a.translationOf !== null) return false;
  if (one.day !== of.day) return true;
  return a.language === "en" || (b.language !== "en" && a.id < b.id);
}

function count<K>(counts: Map<K, number>, key: K, by: 1 | -1): void {
  const sum = (counts.get(key) ?? 0) + by;
  if (sum > 0) counts.set(key, sum);
  else counts.delete(key);
}

type StoredFacts = Pick<StoredCounterparts, "names" | "sizes" | "facts" | "common">;

/** Facts by number, with how many releases have each; what most have (the issuer's name) counts for nothing. */
class FactCounts {
  readonly #numbers = new Map<string, number>();
  /** By number; 0 for what is common. */
  readonly #weights: number[] = [];
  readonly #names: string[] = [];
  readonly #frequency: number[] = [];
  /** Facts of more than {@link COMMON_LEAST} releases: only these can be common. */
  readonly #frequent = new Set<number>();
  #common = new Set<number>();
  #releases = 0;

  add(names: ReadonlySet<string>): Facts {
    this.#releases += 1;
    const numbers = Uint32Array.from(names, (name) => this.#numberOf(name)).toSorted();
    for (const number of numbers) this.#count(number, 1);
    const facts = { numbers, weight: 0 };
    this.weigh(facts);
    return facts;
  }

  remove({ numbers }: Facts): void {
    this.#releases -= 1;
    for (const number of numbers) this.#count(number, -1);
  }

  store(all: readonly (Facts | null)[]): StoredFacts {
    const facts = new Uint32Array(all.reduce((sum, one) => sum + (one?.numbers.length ?? 0), 0));
    let at = 0;
    for (const one of all) {
      if (!one) continue;
      facts.set(one.numbers, at);
      at += one.numbers.length;
    }
    return {
      names: this.#names,
      sizes: Uint32Array.from(all, (one) => (one ? one.numbers.length + 1 : 0)),
      facts,
      common: [...this.#common],
    };
  }

  /** The facts of each release as stored, counted where `keeps` says so; what is common now is told by the next {@link refresh}. */
  restore(
    { names, sizes, facts, common }: StoredFacts,
    keeps: readonly boolean[],
  ): (Facts | null)[] {
    for (const name of names) this.#numberOf(name);
    this.#common = new Set(common);
    for (const fact of common) this.#weights[fact] = 0;
    let at = 0;
    return keeps.map((isKept, i) => {
      const size = sizes[i] ?? 0;
      if (size === 0) return null;
      const numbers = facts.slice(at, at + size - 1);
      at += size - 1;
      if (!isKept) return null;
      this.#releases += 1;
      for (const number of numbers) this.#count(number, 1);
      const own = { numbers, weight: 0 };
      this.weigh(own);
      return own;
    });
  }

  /** Sums up anew what has been weighed otherwise before. */
  weigh(facts: Facts): void {
    facts.weight = facts.numbers.reduce((sum, fact) => sum + (this.#weights[fact] ?? 0), 0);
  }

  /** Works out what is common now; the facts of which that has changed. */
  refresh(): ReadonlySet<number> {
    const most = Math.max(COMMON_LEAST, this.#releases * COMMON_SHARE);
    const common = new Set(
      [...this.#frequent].filter((fact) => (this.#frequency[fact] ?? 0) > most),
    );
    const flipped = common.symmetricDifference(this.#common);
    for (const fact of flipped)
      this.#weights[fact] = common.has(fact) ? 0 : weightOf(this.#names[fact] ?? "");
    this.#common = common;
    return flipped;
  }

  /** What two releases have in common, by weight and as a share of the shorter one's. */
  shared({ numbers: a, weight: whole }: Facts, other: Facts): { weight: number; share: number } {
    const { numbers: b } = other;
    let weight = 0;
    for (let i = 0, j = 0; i < a.length && j < b.length; ) {
      const [x, y] = [a[i] ?? 0, b[j] ?? 0];
      if (x === y) weight += this.#weights[x] ?? 0;
      if (x <= y) i += 1;
      if (y <= x) j += 1;
    }
    return { weight, share: weight / Math.max(1, Math.min(whole, other.weight)) };
  }

  #numberOf(fact: string): number {
    const known = this.#numbers.get(fact);
    if (known !== undefined) return known;
    const number = this.#weights.push(weightOf(fact)) - 1;
    this.#names.push(fact);
    this.#frequency.push(0);
    this.#numbers.set(fact, number);
    return number;
  }

  #count(fact: number, by: 1 | -1): void {
    const frequency = (this.#frequency[fact] ?? 0) + by;
    this.#frequency[fact] = frequency;
    if (frequency > COMMON_LEAST) this.#frequent.add(fact);
    else this.#frequent.delete(fact);
  }
}

/** A word with a capital, without an article that is elided before it. */
const NAME = /(?<![\p{L}\p{M}\p{N}])\p{Lu}[\p{L}\p{M}\p{N}]{2,}/gu;

function factsIn({ text, paragraphs, title, language, date }: Release): Set<string> {
  const body = `${title}\n${paragraphs.map(({ start, end }) => text.slice(start, end)).join("\n")}`;
  const days = daysIn(body, language).map(
    ({ month, day, year }) => `${year ?? date?.slice(0, 4)}-${month}-${day}`,
  );
  const named = [...body.matchAll(NAME)].map(([name]) => fold(name));
  const numbers = numbersIn(body).filter((one) => one.length > 1 && !/^(?:19|20)\d\d$/u.test(one));
  return new Set([...days, ...named, ...numbers, ...countriesIn(body, language)]);
}

/** Country names by their first word, where it is one that {@link NAME} finds; the others under "". */
const BY_FIRST_WORD: Readonly<Record<Language, ReadonlyMap<string, readonly Country[]>>> = {
  en: byFirstWord(countries("en")),
  km: byFirstWord(countries("km")),
  fr: byFirstWord(countries("fr")),
};

interface Country {
  readonly name: string;
  readonly code: string;
}

function byFirstWord(names: ReadonlyMap<string, string>): Map<string, Country[]> {
  return Map.groupBy(
    [...names].map(([name, code]) => ({ name, code })),
    ({ name }) => {
      const [first] = name.matchAll(NAME);
      return first?.index === 0 ? first[0] : "";
    },
  );
}

function countriesIn(body: string, language: Language): string[] {
  const byWord = BY_FIRST_WORD[language];
  const found = [...body.matchAll(NAME)].flatMap((word) =>
    (byWord.get(word[0]) ?? []).filter(({ name }) => body.startsWith(name, word.index)),
  );
  const others = (byWord.get("") ?? []).filter(({ name }) => body.includes(name));
  return [...found, ...others].map(({ code }) => `@${code}`);
}

function weightOf(fact: string): number {
  return /^\d+$/u.test(fact) && Number(fact) <= SMALL_NUMBER ? 0.5 : 1;
}
