import type { Language } from "../domain/language.ts";
import type { Release, ReleaseId } from "../domain/release.ts";
import { daysIn } from "../text/dates.ts";
import { words } from "../text/words.ts";

/** Translations follow within this time. */
const WITHIN_DAYS = 5;
/** A day of the month or a small count says little. */
const SMALL_NUMBER = 31;
/** What two texts share, by weight and as a share of the shorter one's, to be one release in two languages. On the development archives true pairs share 5 to 13 and at least 0.83, others nothing. */
const SHARED_LEAST = 3;
const SHARE_LEAST = 0.4;
/** How far the best must be before the next. */
const CLEAR = 1.3;

interface Facts {
  readonly release: Release;
  readonly day: number;
  readonly weights: ReadonlyMap<string, number>;
}

/**
 * For each release that is another one in another language, by date, figures and names: which it translates. The original
 * is the earlier one; of one day, the English one.
 */
export function counterpartsIn(releases: readonly Release[]): ReadonlyMap<ReleaseId, ReleaseId> {
  const dated = releases.filter(({ date }) => date !== null);
  if (new Set(dated.map(({ language }) => language)).size < 2) return new Map();
  const byDay = Map.groupBy(factsOf(dated), ({ day }) => day);
  const taken = new Set(
    releases.flatMap(({ id, translationOf }) =>
      translationOf === null ? [] : [id, translationOf],
    ),
  );
  const found = new Map<ReleaseId, ReleaseId>();
  for (const facts of [...byDay.values()].flat()) {
    if (taken.has(facts.release.id)) continue;
    const near = daysAround(facts.day).flatMap((day) => byDay.get(day) ?? []);
    const original = originalOf(
      facts,
      near.filter((one) => mayBeOriginal(one, facts)),
    );
    if (original) found.set(facts.release.id, original.id);
  }
  return found;
}

function daysAround(day: number): number[] {
  return Array.from({ length: WITHIN_DAYS + 1 }, (_, i) => day - i);
}

function mayBeOriginal(one: Facts, of: Facts): boolean {
  const [a, b] = [one.release, of.release];
  if (a.language === b.language || a.translationOf !== null) return false;
  if (one.day !== of.day) return true;
  return a.language === "en" || (b.language !== "en" && a.id < b.id);
}

function originalOf(facts: Facts, candidates: readonly Facts[]): Release | null {
  // Of a release and its correction, the text that was translated is the corrected one.
  const replaced = new Set(candidates.map(({ release }) => release.corrects));
  const scored = candidates
    .filter(({ release }) => !replaced.has(release.id))
    .map((one) => ({ one, ...shared(facts, one) }))
    .filter(({ weight, share }) => weight >= SHARED_LEAST && share >= SHARE_LEAST)
    .toSorted((a, b) => b.share - a.share);
  const [first, second] = scored;
  if (!first || (second && first.share < second.share * CLEAR)) return null;
  return first.one.release;
}

function shared(a: Facts, b: Facts): { weight: number; share: number } {
  const weight = sum([...a.weights].filter(([fact]) => b.weights.has(fact)).map(([, one]) => one));
  return {
    weight,
    share: weight / Math.max(1, Math.min(sum(a.weights.values()), sum(b.weights.values()))),
  };
}

function sum(weights: Iterable<number>): number {
  return [...weights].reduce((total, weight) => total + weight, 0);
}

/** Figures and names that cross languages: numbers, and words with a capital; what most releases have (the issuer's name) counts for nothing. */
function factsOf(releases: readonly Release[]): Facts[] {
  const facts = releases.map((release) => ({ release, found: factsIn(release) }));
  const frequency = new Map<string, number>();
  for (const { found } of facts)
    for (const fact of found) frequency.set(fact, (frequency.get(fact) ?? 0) + 1);
  const common = Math.max(6, releases.length / 10);
  return facts.map(({ release, found }) => ({
    release,
    day: Math.floor(Date.parse(release.date ?? "") / 86_400_000),
    weights: new Map(
      [...found]
        .filter((fact) => (frequency.get(fact) ?? 0) <= common)
        .map((fact) => [fact, weightOf(fact)]),
    ),
  }));
}

function factsIn({ text, paragraphs, title, language, date }: Release): Set<string> {
  const body = `${title}\n${paragraphs.map(({ start, end }) => text.slice(start, end)).join("\n")}`;
  const days = daysIn(body, language).map(
    ({ month, day, year }) => `${year ?? date?.slice(0, 4)}-${month}-${day}`,
  );
  const named = words(body, language).flatMap(({ form, script, surface }) => {
    if (script === "number") return /^(?:19|20)\d\d$/u.test(form) || form.length < 2 ? [] : [form];
    return script === "latin" && /^\p{Lu}/u.test(surface) && form.length > 2 ? [form] : [];
  });
  return new Set([...days, ...named, ...countriesIn(body, language)]);
}

/** Countries by their codes, as each language names them. */
const COUNTRIES: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  en: countryNames("en"),
  km: countryNames("km"),
  fr: countryNames("fr"),
};

function countryNames(language: Language): Map<string, string> {
  const names = new Intl.DisplayNames(language, { type: "region" });
  const letters = Array.from({ length: 26 }, (_, i) => String.fromCodePoint(65 + i));
  const codes = letters.flatMap((a) => letters.map((b) => a + b));
  return new Map(
    codes.flatMap((code) => {
      const name = names.of(code) ?? code;
      return name === code || name.length < 3 ? [] : [[name, code] as const];
    }),
  );
}

function countriesIn(body: string, language: Language): string[] {
  return [...COUNTRIES[language]].flatMap(([name, code]) =>
    body.includes(name) ? [`@${code}`] : [],
  );
}

function weightOf(fact: string): number {
  return /^\d+$/u.test(fact) && Number(fact) <= SMALL_NUMBER ? 0.5 : 1;
}
