import type { Language } from "../domain/language.ts";
import type { Contact, Field } from "../domain/release.ts";
import type { Span } from "../domain/span.ts";
import { datesIn } from "../text/dates.ts";
import { languageOf } from "../text/language.ts";
import { lettersForDigits, likelySpelling } from "../text/look-alikes.ts";
import { storedSpan } from "../text/reading-text.ts";
import { contactsIn } from "./contacts.ts";
import { type Dateline, datelineOf, runInDateline } from "./dateline.ts";
import { type EmbargoLine, embargoOf } from "./embargo-line.ts";
import { isSame } from "./is-same.ts";
import { type Finding, type Letterhead, letterheadIn } from "./letterhead.ts";
import { kickerOf, lineKind, numberOf, topicsOf } from "./line-kinds.ts";
import type { Block, Manuscript } from "./manuscript.ts";
import { isOfficeName, isOrganisation } from "./office-names.ts";
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
    ({ reading }) => lineKind(reading.text) === "contact",
  );
  const number = head.number ?? numberIn(footer);
  const issuer = head.issuer ?? issuerNamedIn(body);
  const likely =
    head.issuer === null && isLikelyIssuer(fallback?.issuer, text) ? fallback?.issuer : undefined;
  const undated = dated.date === null && !dated.impossible && fallback?.date === undefined;
  const date = dated.date ?? (undated ? firstDay(body, language) : null);
  const place = head.place ?? dated.place;
  const found: Partial<Record<Field, Span | undefined>> = {
    title: head.title?.span,
    issuer: likely === undefined ? issuer?.span : undefined,
    department: head.department?.span,
    number: number?.span,
    date: date?.span,
    place: place?.span,
    contacts: spanOver(contacts),
    body: spanOver(paragraphs),
  };
  return {
    title: clues.title ?? head.title?.value ?? fallback?.title ?? null,
    issuer: clues.issuer ?? likely ?? issuer?.value ?? fallback?.issuer ?? null,
    department: clues.department ?? head.department?.value ?? null,
    number: number?.value ?? null,
    date: clues.date ?? date?.value ?? (dated.impossible ? null : (fallback?.date ?? null)),
    place: place ? spelt(place.value, text) : null,
    language,
    topics: clues.topics ?? [...header, ...footer].flatMap((one) => topicsOf(one.reading.text)),
    contacts: contacts.flatMap((one) => contactsIn(lettersForDigits(one.reading.text))),
    paragraphs,
    where: present(found),
    embargo: embargoIn(
      [clues.title ?? head.title?.value ?? "", ...lines],
      clues.date ?? date?.value ?? fallback?.date ?? null,
      language,
    ),
  };
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

interface Parts {
  readonly header: readonly Block[];
  readonly body: readonly Block[];
  readonly footer: readonly Block[];
}

/** The body runs from the first to the last block of running text; where the title is known from elsewhere, from the first that is no letterhead line. */
function parted(blocks: readonly Block[], title: string | undefined): Parts {
  const opens = (one: Block): boolean => {
    if (isProse(one)) return true;
    const { text } = one.reading;
    return (
      title !== undefined &&
      isBody(one) &&
      one.role !== "heading" &&
      !isSame(title, text) &&
      !isOfficeName(text)
    );
  };
  const first = blocks.findIndex(opens);
  const start = first < 0 ? blocks.length : first;
  const closing = blocks.findIndex(
    (one, i) => i > start && (closes(one) || isClosingDateline(blocks, i)),
  );
  const limit = closing < 0 ? blocks.length : closing;
  let end = limit;
  while (end > start && (!isBody(blocks[end - 1]) || isPlaceAlone(blocks, end - 1))) end -= 1;
  return {
    header: headOf(blocks.slice(0, start)),
    body: blocks.slice(start, end),
    footer: blocks.slice(end),
  };
}

const LONGEST_HEAD = 30;
/** Letters larger than the body's by this are a heading's, also with a full stop at its end. */
const HEADING_SIZE = 1.2;

/** Letterheads are short; of a list of thousands of lines the first and last are looked at. */
function headOf(blocks: readonly Block[]): readonly Block[] {
  return blocks.length <= 2 * LONGEST_HEAD
    ? blocks
    : [...blocks.slice(0, LONGEST_HEAD), ...blocks.slice(-LONGEST_HEAD)];
}

/** Running text: a sentence's length and a sentence's end, in a text that is no address or contact. */
function isProse(one: Block | undefined): boolean {
  if (
    !one ||
    !isBody(one) ||
    one.role === "title" ||
    one.role === "heading" ||
    one.role === "letterhead"
  )
    return false;
  const { text } = one.reading;
  if (one.size > HEADING_SIZE && text.length < 200) return false;
  const small = text.match(/\p{Ll}/gu)?.length ?? 0;
  const khmer = text.match(/\p{Script=Khmer}/gu)?.length ?? 0;
  if (small + khmer < text.length / 2) return false;
  if (text.length < 100 && /\b[ap]\.\s?m\.$/iu.test(text)) return false;
  return text.length >= 160 || (text.length >= 50 && /[.!?។៕:…»”"]$/u.test(text));
}

/** What may stand in a body: no line of letterhead or footer. */
function isBody(one: Block | undefined): boolean {
  if (!one || one.role === "letterhead" || one.role === "footer") return false;
  const { text } = one.reading;
  const kind = lineKind(text);
  if (kind === "other") return one.role === "item" || datelineOf(text) === null;
  return kind === "number" && text.length >= 60;
}

/** A place that stands by itself; one of several lines is an item of a list. */
function isPlaceAlone(blocks: readonly Block[], at: number): boolean {
  const one = blocks[at];
  const together = [blocks[at - 1], blocks[at + 1]].some((other) => other?.group === one?.group);
  return one !== undefined && !together && isPlaceLine(one.reading.text);
}

/** The place alone, as some letters close. */
function isPlaceLine(text: string): boolean {
  return (
    text.length < 40 &&
    !/[.!?។:"”»\d]/u.test(text) &&
    /^\p{Lu}\p{L}+(?:[\s-]\p{Lu}\p{L}+){0,2}$/u.test(text)
  );
}

const CONTACT_HEADING =
  /^[\s*_]*(?:(?:press|media|your|for\s+(?:media|press|further|more))\s+)?(?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)|information)(?:\s+(?:presse|médias?|us|persons?|details|information|for\s+(?:the\s+)?(?:media|press)))?[\s*_:]*$|^(?:renseignements|service\s+de\s+presse|ទំនាក់ទំនង)[\s*_:៖]*$/iu;

/** A dateline with short lines below it only: what stands there is no body. */
function isClosingDateline(blocks: readonly Block[], at: number): boolean {
  const one = blocks[at];
  const below = blocks.slice(at + 1);
  if (!one || below.length > blocks.length / 3 || !datelineOf(one.reading.text)?.place)
    return false;
  return below.every(({ reading }) => reading.text.length < 200);
}

/** "About us", "Notes to editors", "ENDS": what comes behind is no body. */
function closes({ reading }: Block): boolean {
  const kind = lineKind(reading.text);
  return kind === "end" || kind === "boilerplate" || CONTACT_HEADING.test(reading.text);
}

interface Dated {
  readonly date: Finding | null;
  readonly place: Finding | null;
  /** A dateline prints a day that does not exist. */
  readonly impossible: boolean;
}

/** The printed date and place of issue: of the letterhead, in front of the first sentence, else below the body. */
function datelineFor({ header, body, footer }: Parts, language: Language): Dated {
  const lines = [...header, ...footer].flatMap((one) => {
    const dateline = datelineIn(one, language);
    return dateline ? [{ one, dateline }] : [];
  });
  const [opening] = body;
  const runIn = opening ? runInDateline(opening.reading.text, language) : null;
  const inHeader = lines.filter(({ one }) => header.includes(one));
  const all = [
    ...inHeader,
    ...(opening && runIn ? [{ one: opening, dateline: runIn }] : []),
    ...lines.slice(inHeader.length),
  ];
  const [best] = all;
  const placed = all.find(({ dateline }) => dateline.place !== null);
  const alone = footer.find(({ reading }) => isPlaceLine(reading.text));
  const place = placed?.dateline.placeSpan ? finding(placed.one, placed.dateline.placeSpan) : null;
  return {
    date:
      best && best.dateline.date !== null
        ? { value: best.dateline.date, span: storedSpan(best.one.reading, best.dateline.dateSpan) }
        : null,
    place:
      place ??
      (alone ? finding(alone, { start: 0, end: alone.reading.text.length }) : null) ??
      placeInFront(opening),
    impossible: best !== undefined && best.dateline.date === null,
  };
}

/** Also behind "Press release" or a number on the same line. */
function datelineIn(one: Block, language: Language): Dateline | null {
  const { text } = one.reading;
  if (lineKind(text) === "embargo" || lineKind(text) === "furniture") return null;
  const whole = datelineOf(text, language);
  if (whole) return whole;
  const behind = kickerOf(text)?.after;
  if (!behind) return null;
  const offset = text.lastIndexOf(behind);
  const dateline = datelineOf(behind, language);
  const moved = (span: Span): Span => ({ start: span.start + offset, end: span.end + offset });
  return (
    dateline && {
      ...dateline,
      dateSpan: moved(dateline.dateSpan),
      placeSpan: dateline.placeSpan && moved(dateline.placeSpan),
    }
  );
}

/** `រាជធានីភ្នំពេញ៖` in front of the first sentence. */
function placeInFront(opening: Block | undefined): Finding | null {
  const place =
    opening && /^[\p{Script=Khmer}\u200b]{3,30}(?=\s?៖)/u.exec(opening.reading.text)?.[0];
  return opening && place ? finding(opening, { start: 0, end: place.length }) : null;
}

/** A first sentence is no longer. */
const OPENING_CHARACTERS = 800;

/** Where no date is printed: the day that the first sentence opens with; in Khmer, where what happened comes first, its only day. */
function firstDay(body: readonly Block[], language: Language): Finding | null {
  const [opening] = body;
  const sentence =
    opening?.reading.text.slice(0, OPENING_CHARACTERS).split(/(?<=[.!?]\s|[។៕])/u, 1)[0] ?? "";
  const [day, ...others] = datesIn(sentence, language);
  if (!opening || !day) return null;
  const only = language === "km" && others.length === 0;
  if (!only && !OPENS_WITH_DAY.test(sentence.slice(0, day.start))) return null;
  return { value: day.date, span: storedSpan(opening.reading, day) };
}

const OPENS_WITH_DAY =
  /^(?:on|le|this)?[\s,]*(?:the|\p{L}+day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)?[\s,]*$/iu;

/** The body's first name with an abbreviation in brackets: "The Port Lazare Harbour Authority (PLHA)". */
function issuerNamedIn(body: readonly Block[]): Finding | null {
  const [opening] = body;
  const match =
    /(?:^|\bthe\s|\b[Ll]['ea]\s?)(?<name>\p{Lu}[\p{L}’'-]+(?:\s(?:of|for|and|the|de|du|des|la|et|\p{Lu}[\p{L}’'-]+)){1,8})\s\([\p{Lu}&-]{2,8}\)/iu.exec(
      opening?.reading.text.slice(0, OPENING_CHARACTERS) ?? "",
    );
  const name = match?.groups?.["name"];
  if (!opening || !match || !name || !/^\p{Lu}/u.test(name)) return null;
  const start = match.index + match[0].indexOf(name);
  return finding(opening, { start, end: start + name.length });
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

function finding(one: Block, span: Span): Finding {
  return {
    value: one.reading.text.slice(span.start, span.end),
    span: storedSpan(one.reading, span),
  };
}

/** A dateline in front of the first sentence is not the body. */
function paragraphsOf(body: readonly Block[], language: Language): Span[] {
  return body.flatMap((one, i) => {
    const dateline = i === 0 ? runInDateline(one.reading.text, language) : null;
    const whole = { start: dateline?.end ?? 0, end: one.reading.text.length };
    return whole.end > whole.start ? [{ ...storedSpan(one.reading, whole), end: one.end }] : [];
  });
}

function spelt(place: string, text: string): string {
  const bare = place.replace(/^(?:រាជធានី|ទីក្រុង|ខេត្ត|ក្រុង)/u, "");
  return inTitleCase(likelySpelling(bare, text), text);
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
