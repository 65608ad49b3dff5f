import { type Contact, FIELDS, type Field, type Release } from "../domain/release.ts";
import { readingText } from "../text/reading-text.ts";

/** What was understood of a release, as `inspect --json` prints it. */
export interface Inspection {
  readonly title: string;
  readonly issuer: string | null;
  readonly department: string | null;
  readonly number: string | null;
  readonly date: string | null;
  readonly place: string | null;
  readonly language: string;
  readonly topics: readonly string[];
  readonly contacts: readonly Contact[];
  /** Paragraphs parted by a blank line, as a person reads them. */
  readonly body: string;
  /** Fields that were not found; a list without entries is one. */
  readonly missing: readonly Field[];
}

export function inspectionOf(release: Release): Inspection {
  const { title, issuer, department, number, date, place, language, topics, contacts } = release;
  const body = release.paragraphs.map((span) => readingText(release.text, span).text).join("\n\n");
  const found = {
    title,
    issuer,
    department,
    number,
    date,
    place,
    language,
    topics,
    contacts,
    body,
  };
  return {
    ...found,
    missing: FIELDS.filter((field) => found[field] === null || found[field].length === 0),
  };
}
