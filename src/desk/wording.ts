import type { Language } from "../domain/language.ts";
import type { Release } from "../domain/release.ts";
import { catalogue } from "../messages/catalogue.ts";

const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", km: "km-KH", fr: "fr-FR" };

/** Kept: one takes longer to make than a whole announcement takes to word. */
const DAYS: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  en: longDays("en"),
  km: longDays("km"),
  fr: longDays("fr"),
};

function longDays(language: Language): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: "long", timeZone: "UTC" });
}

/** A `YYYY-MM-DD` as a person writes it: 10 April 2024. */
export function wordDate(date: string, language: Language): string {
  return DAYS[language].format(Date.parse(`${date}T00:00:00Z`));
}

/** Who issued a release, and when: the line below its title. */
export function sourceLine(release: Release, language: Language): string {
  const date =
    release.date === null ? catalogue(language).noDate : wordDate(release.date, language);
  return [release.issuer, release.department, date].filter((part) => part !== null).join(" · ");
}

/** How to cite a release, ready to copy: issuer, title, number, date, link. */
export function citationLine(release: Release, language: Language): string {
  const words = catalogue(language);
  const parts = [
    release.issuer,
    words.quoted(release.title),
    release.number === null ? words.pressRelease : `${words.pressRelease} ${release.number}`,
    release.date === null ? words.noDate : wordDate(release.date, language),
    release.url,
  ];
  return parts.filter((part) => part !== null).join(", ");
}

/** Minutes from midnight as `HH:MM`. */
export function wordTime(minutes: number): string {
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
  return [hour, minute].map((part) => String(part).padStart(2, "0")).join(":");
}

/** 1 is Monday. */
export function wordWeekday(weekday: number, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { weekday: "long", timeZone: "UTC" }).format(
    Date.UTC(2024, 0, weekday),
  );
}

/** An instant's day and minute in an IANA time zone. */
export function wordInstant(instantMs: number, language: Language, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    dateStyle: "long",
    timeStyle: "short",
    timeZone,
  }).format(instantMs);
}
