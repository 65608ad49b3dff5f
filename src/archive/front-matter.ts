import { type Document, isMap, isNode, isScalar, parseDocument, type YAMLMap } from "yaml";
import { z } from "zod";
import { LANGUAGES } from "../domain/language.ts";
import type { Span } from "../domain/span.ts";
import { isDay } from "../text/dates.ts";

const words = z.string({ error: "must be text" }).trim().min(1, { error: "must not be empty" });
const day = words.refine(isDay, { error: "must be a day of the calendar, written YYYY-MM-DD" });
const instant = words
  .regex(/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2})$/u, {
    error: "must be an instant with its offset, such as 2026-02-19T07:00:00+01:00",
  })
  .transform((value) => Date.parse(value.replace(" ", "T")))
  .refine((value) => !Number.isNaN(value), { error: "must be an instant that exists" });
const contact = z.union(
  [
    words,
    z.object({
      name: words.optional(),
      role: words.optional(),
      phone: words.optional(),
      email: words.optional(),
    }),
  ],
  { error: "must be text, or name, role, phone and email" },
);

/** What a release's front matter may hold; keys that are not listed are passed over. */
const Schema = z.object({
  title: words.optional(),
  issuer: words.optional(),
  department: words.optional(),
  number: words.optional(),
  date: day.optional(),
  place: words.optional(),
  language: z.enum(LANGUAGES, { error: `must be one of ${LANGUAGES.join(", ")}` }).optional(),
  url: z.url({ protocol: /^https?$/u, error: "must be an http or https address" }).optional(),
  topics: z
    .union([z.array(words), words.transform((value) => [value])], {
      error: "must be a list of words",
    })
    .optional(),
  contacts: z
    .union([z.array(contact), contact.transform((value) => [value])], {
      error: "must be a list of contacts",
    })
    .optional(),
  embargo: instant.optional(),
  corrects: z
    .union([words, z.literal(false)], { error: "must be a release's id, or false" })
    .optional(),
  translationOf: words.optional(),
  changeNote: words.optional(),
  urgent: z.boolean({ error: "must be true or false" }).optional(),
  withdrawn: words.optional(),
});

export interface FrontMatter {
  readonly values: z.infer<typeof Schema>;
  /** Offsets of each value in the text. */
  readonly where: ReadonlyMap<string, Span>;
  /** Where the text behind it begins. */
  readonly end: number;
}

/** The key that is wrong and what it must be. */
export interface FrontMatterFault {
  readonly fault: string;
}

/** Longer front matter is refused. */
const LIMIT_CHARACTERS = 64 * 1024;
const OPENING = /^\s*---[ \t]*\r?\n/u;
const CLOSING = /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/mu;

/** The YAML between the two lines of three hyphens at the head of `text`: null when there is none, a fault when it cannot be understood. */
export function frontMatter(text: string): FrontMatter | FrontMatterFault | null {
  const opening = OPENING.exec(text)?.[0].length;
  if (opening === undefined || !/^[ \t]*[\w-]+[ \t]*:/mu.test(text.slice(opening, opening + 2000)))
    return null;
  const closing = CLOSING.exec(text.slice(opening));
  if (!closing) return { fault: "the front matter has no closing line `---`; add it" };
  if (closing.index > LIMIT_CHARACTERS)
    return { fault: "the front matter is longer than 64 KB; shorten it" };
  return parsed(text.slice(opening, opening + closing.index), {
    start: opening,
    end: opening + closing.index + closing[0].length,
  });
}

/** `title: Storm Warning: All Ferries Cancelled` is no YAML, and the way in which people write it. */
const SECOND_COLON =
  /(?<=^(?:title|issuer|department|place|changeNote|withdrawn):[ \t]+[^\s"'|>[\]{}&*!%@`#].*):(?=[ \t]|\r?$)/gmu;
/** Stands for such a colon while the rest is read, so that every offset stays: no character. */
const STAND_IN = "\ufdd0";

function parsed(yaml: string, { start, end }: Span): FrontMatter | FrontMatterFault {
  const document = parseDocument(yaml.replaceAll(SECOND_COLON, STAND_IN), {
    prettyErrors: true,
    logLevel: "silent",
  });
  const [error] = document.errors;
  if (error) {
    const line = (error.linePos?.[0].line ?? 1) + 1;
    return {
      fault: `line ${line} of the front matter is not valid YAML; put the value in quotes or correct the line`,
    };
  }
  if (!isMap(document.contents))
    return { fault: "the front matter must be lines of `key: value`; correct it" };
  const plain = plainly(document);
  if (plain === undefined)
    return { fault: "the front matter uses YAML aliases (`*name`); write the values out" };
  const { values, where } = printed(document.contents, plain, start);
  const result = Schema.safeParse(values);
  if (result.success) return { values: result.data, where, end };
  const [issue] = result.error.issues;
  const key = String(issue?.path[0] ?? "");
  return {
    fault: `the key \`${key}\` ${issue?.message ?? "is wrong"}${shown(key, values[key])}; correct it`,
  };
}

/** Without aliases, which may stand for endless text. */
function plainly(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    return undefined;
  }
}

/** Days and instants are shown as they were found; other values are not, they may be under embargo. */
function shown(key: string, value: unknown): string {
  return (key === "date" || key === "embargo" || key === "language") && typeof value === "string"
    ? `, not \`${value.slice(0, 40)}\``
    : "";
}

/** Values as they are printed: a number is the text that stands there, an empty value is an absent one. */
function printed(
  map: YAMLMap,
  plain: unknown,
  offset: number,
): { values: Record<string, unknown>; where: Map<string, Span> } {
  const values: Record<string, unknown> = {};
  const where = new Map<string, Span>();
  const given = new Map(Object.entries(z.record(z.string(), z.unknown()).parse(plain)));
  for (const { key, value } of map.items) {
    const name = isScalar(key) ? String(key.value) : "";
    const known = given.get(name);
    if (known === null || known === undefined || !isNode(value)) continue;
    const number = isScalar(value) && typeof known === "number" ? value.source : undefined;
    const text = typeof known === "string" ? known.replaceAll(STAND_IN, ":") : known;
    values[name] = number ?? text;
    const [from, to] = value.range ?? [0, 0];
    where.set(name, { start: offset + from, end: offset + to });
  }
  return { values, where };
}
