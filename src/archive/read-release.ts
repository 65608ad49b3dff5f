import type { Contact, Field, Problem, Release } from "../domain/release.ts";
import type { Span } from "../domain/span.ts";
import { type Anatomy, anatomy } from "./anatomy.ts";
import { contactsIn } from "./contacts.ts";
import { decodeText } from "./decode-text.ts";
import { type FrontMatter, frontMatter } from "./front-matter.ts";
import { plainTextBlocks } from "./plain-text.ts";

/** A file as it was found: `name` as a person would call it, `id` of the release that it holds. */
export interface ReleaseFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type ReadOutcome =
  | { readonly kind: "releases"; readonly releases: readonly Release[] }
  | { readonly kind: "problem"; readonly problem: Problem };

/** The releases of a file (one, but for feeds), or one sentence on why there is none. Never throws on what a file holds. */
export async function readRelease(file: ReleaseFile): Promise<ReadOutcome> {
  return await Promise.resolve(readText(file, decodeText(file.bytes)));
}

function readText(file: ReleaseFile, text: string): ReadOutcome {
  const front = frontMatter(text);
  if (front && "fault" in front) return problem(file, front.fault);
  const end = front?.end ?? 0;
  const values = front?.values ?? {};
  const found = anatomy({
    text,
    blocks: plainTextBlocks(text, end),
    clues: {
      ...(values.title === undefined ? {} : { title: values.title }),
      ...(values.issuer === undefined ? {} : { issuer: values.issuer }),
      ...(values.department === undefined ? {} : { department: values.department }),
      ...(values.date === undefined ? {} : { date: values.date }),
      ...(values.language === undefined ? {} : { language: values.language }),
    },
  });
  if (found.paragraphs.length === 0)
    return problem(file, "no text of a release was found in it; check the file");
  const title = found.title;
  if (title === null)
    return problem(
      file,
      "no title was found in it; write one above the text or in its front matter",
    );
  return { kind: "releases", releases: [release(file, text, { ...found, title }, front)] };
}

function release(
  file: ReleaseFile,
  text: string,
  found: Anatomy & { readonly title: string },
  front: FrontMatter | null,
): Release {
  const values = front?.values;
  const { where, ...fields } = found;
  return {
    id: file.id,
    revision: 1,
    text,
    ...fields,
    number: values?.number ?? found.number,
    place: values?.place ?? found.place,
    topics: values?.topics ?? [],
    contacts: values?.contacts ? values.contacts.flatMap(contactOf) : found.contacts,
    where: { ...where, ...stated(front) },
    url: values?.url ?? null,
    embargoUntil: values?.embargo ?? null,
    corrects: values?.corrects ?? null,
    translationOf: values?.translationOf ?? null,
    changeNote: values?.changeNote ?? null,
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
