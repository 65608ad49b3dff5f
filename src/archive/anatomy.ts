import type { Language } from "../domain/language.ts";
import type { Contact, Field } from "../domain/release.ts";
import type { Span } from "../domain/span.ts";
import { languageOf } from "../text/language.ts";
import { likelySpelling } from "../text/look-alikes.ts";
import { storedSpan } from "../text/reading-text.ts";
import { contactsOf } from "./contact-blocks.ts";
import { datelineFor, firstDay } from "./dated.ts";
import { datelineOf, runInDateline, runInPlace } from "./dateline.ts";
import { type EmbargoLine, embargoOf } from "./embargo-line.ts";
import { type Finding, finding } from "./finding.ts";
import {
  issuerDescribedIn,
  issuerNamedIn,
  issuerStatedIn,
  unabbreviated,
} from "./issuer-in-text.ts";
import { type Letterhead, letterheadIn } from "./letterhead.ts";
import { lineKind, numberOf, topicsOf } from "./line-kinds.ts";
import type { Block, Manuscript } from "./manuscript.ts";
import { isOrganisation } from "./office-names.ts";
import { parted } from "./parts.ts";
import { inTitleCase } from "./title-case.ts";

/** What a document says of itself, read as a person reads a letterhead. */
export interface Anatomy {
  readonly title: string | null;
  readonly issuer: string | null;
  readonly department: string | null;
  readonly number: string | null;
  readonly date: string | null;
  readonly place: string | null;
  readonly language: Language;
  readonly topics: readonly string[];
  readonly contacts: readonly Contact[];
  readonly paragraphs: readonly Span[];
  readonly where: Readonly<Partial<Record<Field, Span>>>;
  /** The embargo that a line of the letterhead or footer, or the title, states. */
  readonly embargo: EmbargoLine | null;
}

/** Letterhead, body and footer of a document told apart, and their fields found. */
export function anatomy({ text, blocks, clues }: Manuscript): Anatomy {
  const language = clues.language ?? languageOf(text);
  const { fallback } = clues;
  const parts = parted(blocks, clues.title);
  const { header, body, footer } = parts;
  const head = withSite(
    letterheadIn(header, text, clues.title ?? fallback?.title),
    fallback?.issuer,
    text,
  );
  const dated = datelineFor(parts, language);
  const paragraphs = paragraphsOf(body, language);
  const lines = [...header, ...footer]
    .filter((one) => lineKind(one.reading.text) === "embargo")
    .map((one) => one.reading.text);
  const contacts = [...header, ...footer].filter(
    (one) => lineKind(one.reading.text) === "contact" && !isDated(one),
  );
  const number = head.number ?? numberIn(footer);
  const printed = head.issuer ?? issuerStatedIn(footer) ?? dated.issuer;
  const likely =
    printed === null && isLikelyIssuer(fallback?.issuer, text) ? fallback?.issuer : undefined;
  const named = printed ?? issuerNamedIn(body) ?? issuerDescribedIn(footer, body);
  const full = unabbreviated(likely ?? named?.value ?? fallback?.issuer ?? "", body);
  const issuer = full ?? named;
  const undated = dated.date === null && !dated.impossible && fallback?.date === undefined;
  const date = dated.date ?? (undated ? firstDay(body, language) : null);
  const placed = head.place ?? dated.place;
  // "Lowgate Ferries, 18 April 2024": who issues stands where a place may stand.
  const isIssuer = placed?.value.toLowerCase() === issuer?.value.toLowerCase();
  const place = isIssuer ? null : placed;
  const found: Partial<Record<Field, Span | undefined>> = {
    title: head.title?.span,
    issuer: full?.span ?? (likely === undefined ? issuer?.span : undefined),
    department: head.department?.span,
    number: number?.span,
    date: date?.span,
    place: place?.span,
    contacts: spanOver(contacts),
    body: spanOver(paragraphs),
  };
  return {
    title: clues.title ?? head.title?.value ?? fallback?.title ?? null,
    issuer: clues.issuer ?? full?.value ?? likely ?? issuer?.value ?? fallback?.issuer ?? null,
    department: clues.department ?? head.department?.value ?? null,
    // A scanner's "14/2O26".
    number: number?.value.replaceAll(/(?<=\d)[Oo](?=\d)/gu, "0") ?? null,
    date: clues.date ?? date?.value ?? (dated.impossible ? null : (fallback?.date ?? null)),
    place: place ? spelt(place.value, text) : null,
    language,
    topics: clues.topics ?? [...header, ...footer].flatMap((one) => topicsOf(one.reading.text)),
    contacts: contactsOf([...header, ...footer].filter((one) => !isDated(one))),
    paragraphs,
    where: present(found),
    embargo: embargoIn(
      [clues.title ?? head.title?.value ?? "", ...lines],
      clues.date ?? date?.value ?? fallback?.date ?? null,
      language,
    ),
  };
}

function isDated({ reading }: Block): boolean {
  return datelineOf(reading.text) !== null;
}

/** The last of the embargoes that lines state. */
function embargoIn(
  lines: readonly string[],
  issued: string | null,
  language: Language,
): EmbargoLine | null {
  const found = lines.flatMap((line) => embargoOf(line, issued, language) ?? []);
  if (found.includes("unreadable")) return "unreadable";
  const ends = found.flatMap((one) => (one === "unreadable" ? [] : [one.until]));
  return ends.length > 0 ? { until: Math.max(...ends) } : null;
}

/** Below the title of a page whose site is named, a name is a part of the issuer. */
function withSite(head: Letterhead, site: string | undefined, text: string): Letterhead {
  const { issuer, title, department } = head;
  const isBelow = issuer !== null && title !== null && issuer.span.start >= title.span.end;
  return isBelow && isLikelyIssuer(site, text)
    ? { ...head, issuer: null, department: department ?? issuer }
    : head;
}

/** A name beside the text is the issuer's when it is an organisation's or the text itself has it. */
function isLikelyIssuer(name: string | undefined, text: string): boolean {
  if (name === undefined || /\b(?:admin|webmaster|editor|redaktion)\b/iu.test(name)) return false;
  return isOrganisation(name) || text.toLowerCase().includes(name.toLowerCase());
}

function numberIn(blocks: readonly Block[]): Finding | null {
  for (const one of blocks) {
    if (lineKind(one.reading.text) !== "number") continue;
    const number = numberOf(one.reading.text);
    const start = number ? one.reading.text.indexOf(number) : -1;
    if (number && start >= 0) return finding(one, { start, end: start + number.length });
  }
  return null;
}

/** A dateline in front of the first sentence is not the body. */
function paragraphsOf(body: readonly Block[], language: Language): Span[] {
  return body.flatMap((one, i) => {
    const { text } = one.reading;
    const dateline = i === 0 ? (runInDateline(text, language) ?? runInPlace(text)) : null;
    const whole = { start: dateline?.end ?? 0, end: text.length };
    return whole.end > whole.start ? [{ ...storedSpan(one.reading, whole), end: one.end }] : [];
  });
}

function spelt(place: string, text: string): string {
  const bare = place.replace(/^(?:រាជធានី|ទីក្រុង|ខេត្ត|ក្រុង)/u, "");
  const likely = likelySpelling(bare, text);
  return likely
    .split(", ")
    .map((part) => inTitleCase(part, text))
    .join(", ");
}

function spanOver(spans: readonly Span[]): Span | undefined {
  const [first, last] = [spans[0], spans.at(-1)];
  return first && last ? { start: first.start, end: last.end } : undefined;
}

function present(found: Partial<Record<Field, Span | undefined>>): Partial<Record<Field, Span>> {
  const where: Partial<Record<Field, Span>> = {};
  for (const [field, span] of Object.entries(found)) {
    if (span) Object.assign(where, { [field]: { start: span.start, end: span.end } });
  }
  return where;
}
