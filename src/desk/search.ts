import { nearestByWords } from "../answer/evidence.ts";
import type { Library } from "../answer/library.ts";
import type { View } from "../archive/collection.ts";
import { isLanguage, type Language } from "../domain/language.ts";
import type { Release } from "../domain/release.ts";
import { impossibleDatesIn, isDay, type Period, periodIn } from "../text/dates.ts";
import { fold } from "../text/words.ts";

/** What a search is narrowed down to. */
export interface Filters {
  /** Words of the issuer's or department's name. */
  readonly issuer?: string;
  readonly topic?: string;
  readonly language?: Language;
  /** Issued on or after, on or before: `YYYY-MM-DD`. */
  readonly from?: string;
  readonly to?: string;
}

export type FiltersRead =
  | { readonly kind: "filters"; readonly filters: Filters }
  /** A day that was written in no way we know. */
  | { readonly kind: "bad-date"; readonly text: string };

/** Releases that one search finds; more than anybody turns pages for. */
const SEARCHED = 50;

/** Filters from a command's options; a day, month or year may be written out in any of our languages. */
export function readFilters(
  options: Readonly<Record<string, string>>,
  language: Language,
): FiltersRead {
  const { issuer = "", topic = "", language: wanted } = options;
  const days: { from?: string; to?: string } = {};
  for (const name of ["from", "to"] as const) {
    const text = options[name]?.trim() ?? "";
    if (text === "") continue;
    const day = periodNamed(text, language)?.[name];
    if (day === undefined) return { kind: "bad-date", text };
    days[name] = day;
  }
  return {
    kind: "filters",
    filters: {
      ...(issuer.trim() === "" ? {} : { issuer: issuer.trim() }),
      ...(topic.trim() === "" ? {} : { topic: topic.trim() }),
      ...(isLanguage(wanted) ? { language: wanted } : {}),
      ...days,
    },
  };
}

function periodNamed(text: string, language: Language): Period | null {
  if (isDay(text)) return { from: text, to: text };
  if (isDay(`${text}-01`)) return { from: `${text}-01`, to: `${text}-31` };
  return impossibleDatesIn(text, language).length > 0 ? null : periodIn(text, language);
}

/** Valid releases that come near to the words and pass the filters, best first. */
export function searchReleases(
  { words, filters }: { readonly words: string; readonly filters: Filters },
  library: Library,
  view: View,
): Release[] {
  const allow = (id: string): boolean => {
    const release = view.isValid(id) ? view.find(id)?.release : undefined;
    return release !== undefined && passes(release, filters);
  };
  return nearestByWords(words, library, allow, SEARCHED).flatMap(
    (id) => view.find(id)?.release ?? [],
  );
}

function passes(release: Release, { issuer, topic, language, from, to }: Filters): boolean {
  const { date } = release;
  return (
    (issuer === undefined || holds([release.issuer, release.department], issuer)) &&
    (topic === undefined || holds(release.topics, topic)) &&
    (language === undefined || release.language === language) &&
    (from === undefined || (date !== null && date >= from)) &&
    (to === undefined || (date !== null && date <= to))
  );
}

/** Whether one of the names has the words in it, capitals and accents apart. */
export function holds(names: readonly (string | null)[], wanted: string): boolean {
  return names.some((name) => name !== null && fold(name).includes(fold(wanted)));
}
