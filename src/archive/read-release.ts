import type { Contact, Field, Problem, Release, ReleaseId } from "../domain/release.ts";
import type { Span } from "../domain/span.ts";
import { type Anatomy, anatomy } from "./anatomy.ts";
import { contactsIn } from "./contacts.ts";
import { decodeText } from "./decode-text.ts";
import { type Commands, NO_COMMANDS } from "./formats/commands.ts";
import { formatOf } from "./formats/format-of.ts";
import { readDocument } from "./formats/read-document.ts";
import type { FeedEntry } from "./formats/reading.ts";
import { type FrontMatter, frontMatter } from "./front-matter.ts";
import type { Clues, Manuscript } from "./manuscript.ts";
import { plainTextBlocks } from "./plain-text.ts";

/** A file as it was found: `name` as a person would call it, `id` of the release that it holds. */
export interface ReleaseFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** One release of a feed: `key` is the feed's own name for it, the same in every fetch. */
export interface FeedItem {
  readonly key: string;
  readonly url: string | null;
  /** When the feed says it was changed, as it prints it. */
  readonly updated: string | null;
  readonly release: Release;
  /** The feed holds a summary of it; the text is at {@link url}. */
  readonly isSummary: boolean;
}

/** An entry of a feed that has a title and an address, but no text. */
export interface FeedLink {
  readonly id: ReleaseId;
  readonly key: string;
  readonly url: string;
  readonly updated: string | null;
  readonly title: string;
  /** When the feed published it, `YYYY-MM-DD`. */
  readonly date: string | null;
}

export type ReadOutcome =
  | { readonly kind: "releases"; readonly releases: readonly Release[] }
  /** Entries without a title are left out, and of those without a text the ones that have no address. */
  | {
      readonly kind: "feed";
      readonly items: readonly FeedItem[];
      readonly links: readonly FeedLink[];
    }
  | { readonly kind: "problem"; readonly problem: Problem };

/** The release of a file, or the releases of a feed, or one sentence on why there is none. Never throws on what a file holds. */
export async function readRelease(
  file: ReleaseFile,
  commands: Commands = NO_COMMANDS,
): Promise<ReadOutcome> {
  try {
    return await outcomeOf(file, commands);
  } catch {
    // Readers of others' formats fail in ways of their own on damaged files.
    return problem(file, "it is damaged or not what it seems; save it again");
  }
}

async function outcomeOf(file: ReleaseFile, commands: Commands): Promise<ReadOutcome> {
  if (formatOf(file.bytes) === "text") {
    const text = decodeText(file.bytes);
    const front = frontMatter(text);
    if (front) return "fault" in front ? problem(file, front.fault) : headed(file, text, front);
  }
  const reading = await readDocument(file.bytes, commands);
  if (reading.kind === "refused") return problem(file, reading.reason);
  if (reading.kind === "feed") {
    const items = reading.entries.flatMap((entry) => itemOf(file, entry));
    const links = reading.entries.flatMap((entry) => linkOf(file, entry));
    return items.length > 0 || links.length > 0
      ? { kind: "feed", items, links }
      : problem(file, "no entry of the feed has a title and a text; check the feed");
  }
  return single(file, reading.manuscript, null);
}

/** A text with front matter. */
function headed(file: ReleaseFile, text: string, front: FrontMatter): ReadOutcome {
  const { title, issuer, department, date, language } = front.values;
  const clues: Clues = {
    ...(title === undefined ? {} : { title }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(department === undefined ? {} : { department }),
    ...(date === undefined ? {} : { date }),
    ...(language === undefined ? {} : { language }),
  };
  return single(file, { text, blocks: plainTextBlocks(text, front.end), clues }, front);
}

function single(file: ReleaseFile, manuscript: Manuscript, front: FrontMatter | null): ReadOutcome {
  const found = anatomy(manuscript);
  if (found.paragraphs.length === 0)
    return problem(file, "no text of a release was found in it; check the file");
  if (found.embargo === "unreadable" && front?.values.embargo === undefined)
    return problem(
      file,
      "it is under embargo, but until when can't be told; state `embargo` in its front matter, as 2026-02-19T07:00:00+01:00",
    );
  if (found.title === null)
    return problem(
      file,
      "no title was found in it; write one above the text or in its front matter",
    );
  const release = released({ ...found, title: found.title }, file.id, { manuscript, front });
  return { kind: "releases", releases: [release] };
}

function itemOf(file: ReleaseFile, entry: FeedEntry): FeedItem[] {
  const { manuscript, key, url, updated, isSummary } = entry;
  const found = anatomy(manuscript);
  const { title } = found;
  if (title === null || found.paragraphs.length === 0) return [];
  const release = released({ ...found, title }, `${file.id}/${slug(key)}`, {
    manuscript,
    front: null,
  });
  return [{ key, url, updated, release, isSummary }];
}

function linkOf(file: ReleaseFile, { manuscript, key, url, updated }: FeedEntry): FeedLink[] {
  const { title, paragraphs, date } = anatomy(manuscript);
  if (title === null || url === null || paragraphs.length > 0) return [];
  return [{ id: `${file.id}/${slug(key)}`, key, url, updated, title, date }];
}

/** The end of an address or tag, as a name that a file may have. */
function slug(key: string): string {
  const plain = key.replace(/^https?:\/\//u, "").replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, "-");
  return plain.replaceAll(/^-+|-+$/gu, "").slice(-100);
}

interface Source {
  readonly manuscript: Manuscript;
  readonly front: FrontMatter | null;
}

function released(
  { where, embargo, ...found }: Anatomy & { readonly title: string },
  id: string,
  { manuscript, front }: Source,
): Release {
  const values = front?.values;
  return {
    id,
    revision: 1,
    text: manuscript.text,
    ...found,
    number: values?.number ?? found.number,
    place: values?.place ?? found.place,
    topics: values?.topics ?? found.topics,
    contacts: values?.contacts ? values.contacts.flatMap(contactOf) : found.contacts,
    where: { ...where, ...stated(front) },
    url: values?.url ?? manuscript.clues.url ?? null,
    embargoUntil:
      values?.embargo ?? (embargo === null || embargo === "unreadable" ? null : embargo.until),
    corrects: values?.corrects || null,
    ...(values?.corrects === false ? { correctsNothing: true as const } : {}),
    translationOf: values?.translationOf ?? null,
    changeNote: values?.changeNote ?? null,
    ...(values?.urgent === undefined ? {} : { urgent: values.urgent }),
    withdrawn: values?.withdrawn ?? null,
  };
}

type StatedContact = NonNullable<FrontMatter["values"]["contacts"]>[number];

function contactOf(given: StatedContact): Contact[] {
  if (typeof given === "string") {
    const found = contactsIn(given);
    return found.length > 0 ? found : [{ name: given }];
  }
  const { name, role, phone, email } = given;
  return [
    {
      ...(name === undefined ? {} : { name }),
      ...(role === undefined ? {} : { role }),
      ...(phone === undefined ? {} : { phone }),
      ...(email === undefined ? {} : { email }),
    },
  ];
}

const STATED = [
  "title",
  "issuer",
  "department",
  "number",
  "date",
  "place",
  "language",
  "topics",
  "contacts",
] as const;

/** Fields that the front matter states are found there. */
function stated(front: FrontMatter | null): Partial<Record<Field, Span>> {
  const where: Partial<Record<Field, Span>> = {};
  for (const field of STATED) {
    const span = front?.where.get(field);
    if (span) where[field] = span;
  }
  return where;
}

function problem({ name }: ReleaseFile, reason: string): ReadOutcome {
  return { kind: "problem", problem: { file: name, reason: `${name}: ${reason}.` } };
}
