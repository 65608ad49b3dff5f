import type { Language } from "../domain/language.ts";
import type { Release } from "../domain/release.ts";
import { catalogue } from "../messages/catalogue.ts";
import { khmerDigits } from "../messages/khmer-digits.ts";

const LOCALES: Readonly<Record<Language, string>> = {
  en: "en-GB",
  km: "km-KH-u-nu-khmr",
  fr: "fr-FR",
};

/** Kept: one takes longer to make than a whole announcement takes to word. */
const DAYS: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  en: longDays("en"),
  km: longDays("km"),
  fr: longDays("fr"),
};

function longDays(language: Language, timeZone = "UTC"): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: "long", timeZone });
}

/** A `YYYY-MM-DD` as a person writes it, 10 April 2024; a year stands for itself. */
export function wordDate(date: string, language: Language): string {
  if (date.length === 4) return language === "km" ? `ឆ្នាំ${khmerDigits(date)}` : date;
  return wordDay(Date.parse(`${date}T00:00:00Z`), DAYS[language], language);
}

/** Khmer offices write what each number is: ថ្ងៃទី១០ ខែមេសា ឆ្នាំ២០២៤; the first of a month is the 1er in French. */
function wordDay(instantMs: number, format: Intl.DateTimeFormat, language: Language): string {
  if (language === "fr") return format.format(instantMs).replace(/^1(?= )/u, "1er");
  if (language === "en") return format.format(instantMs);
  const parts = new Map(format.formatToParts(instantMs).map(({ type, value }) => [type, value]));
  return `ថ្ងៃទី${parts.get("day")} ខែ${parts.get("month")} ឆ្នាំ${parts.get("year")}`;
}

/** A language as `language` calls it. */
export function wordLanguage(named: Language, language: Language): string {
  return new Intl.DisplayNames(LOCALES[language], { type: "language" }).of(named) ?? named;
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

/** Minutes from midnight as `HH:MM`, in the language's digits. */
export function wordTime(minutes: number, language: Language): string {
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
  const time = [hour, minute].map((part) => String(part).padStart(2, "0")).join(":");
  return language === "km" ? khmerDigits(time) : time;
}

/** 1 is Monday. */
export function wordWeekday(weekday: number, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { weekday: "long", timeZone: "UTC" }).format(
    Date.UTC(2024, 0, weekday),
  );
}

/** An instant's day and minute in an IANA time zone. */
export function wordInstant(instantMs: number, language: Language, timeZone: string): string {
  const locale = LOCALES[language];
  if (language !== "km") {
    const dayAndTime = { dateStyle: "long", timeStyle: "short", timeZone } as const;
    return wordDay(instantMs, new Intl.DateTimeFormat(locale, dayAndTime), language);
  }
  const time = new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  });
  return `${wordDay(instantMs, longDays(language, timeZone), language)} ម៉ោង ${time.format(instantMs)}`;
}
