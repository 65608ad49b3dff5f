import type { Language } from "./language.ts";
import type { Span } from "./span.ts";

/** The path below the releases folder without its extension, `/` between folders; stable over revisions. */
export type ReleaseId = string;

/** A person or office that the press may turn to, as a release prints it. */
export interface Contact {
  readonly name?: string;
  readonly role?: string;
  readonly phone?: string;
  readonly email?: string;
}

/** What a reader looks for in every release; the names that `inspect --json` and `missing` use. */
export const FIELDS = [
  "title",
  "issuer",
  "department",
  "number",
  "date",
  "place",
  "language",
  "topics",
  "contacts",
  "body",
] as const;

export type Field = (typeof FIELDS)[number];

/**
 * One official text in one state of it.
 *
 * Everything that a reader may see quoted is a slice of `text`; `paragraphs` and `where` are offsets into it.
 */
export interface Release {
  readonly id: ReleaseId;
  /** 1 for the first state of the text, one more for each change. */
  readonly revision: number;
  /** The file's text as it came (for formats that are not text: as the format's reader took it out). */
  readonly text: string;
  readonly title: string;
  readonly issuer: string | null;
  readonly department: string | null;
  /** Without "No." */
  readonly number: string | null;
  /** Printed date of issue, `YYYY-MM-DD`. */
  readonly date: string | null;
  readonly place: string | null;
  readonly language: Language;
  readonly topics: readonly string[];
  readonly contacts: readonly Contact[];
  /** The body from its first to its last sentence; letterhead, title, contacts and footers are not in it. */
  readonly paragraphs: readonly Span[];
  /** Where the text says what a field holds; absent when the field was inferred or is missing. */
  readonly where: Readonly<Partial<Record<Field, Span>>>;
  readonly url: string | null;
  /** Not public before this instant, in milliseconds since 1970. */
  readonly embargoUntil: number | null;
  /** The release that this one replaces. */
  readonly corrects: ReleaseId | null;
  /** It is stated to correct nothing, whatever its text says. */
  readonly correctsNothing?: true;
  /** Who stated what it corrects, where it was not its source: this stays until the source has other words. */
  readonly correctsBy?: "officer";
  readonly translationOf: ReleaseId | null;
  /** What the last change changed; a revision that has one is announced as a correction. */
  readonly changeNote: string | null;
  /** Announced before all others, also in quiet hours. */
  readonly urgent?: boolean;
  /** Why it is no longer valid. */
  readonly withdrawn: string | null;
}

/** A file that could not be read, or a field of it that had to be passed over: one sentence that says what to do. */
export interface Problem {
  readonly file: string;
  readonly reason: string;
}
