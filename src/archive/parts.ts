import { datelineOf } from "./dateline.ts";
import { isSame } from "./is-same.ts";
import { isContactHeading, isPageMark, lineKind } from "./line-kinds.ts";
import type { Block } from "./manuscript.ts";
import { isOfficeName } from "./office-names.ts";

/** A document told apart. */
export interface Parts {
  readonly header: readonly Block[];
  readonly body: readonly Block[];
  readonly footer: readonly Block[];
}

/** The body runs from the first to the last block of running text; where the title is known from elsewhere, from the first that is no letterhead line. */
export function parted(blocks: readonly Block[], title: string | undefined): Parts {
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
  const start = beginning(blocks, blocks.findIndex(opens));
  const closing = blocks.findIndex(
    (one, i) =>
      i > start &&
      (closes(one) || isClosingDateline(blocks, i) || isRule(one, i > blocks.length / 2)),
  );
  const limit = closing < 0 ? blocks.length : closing;
  let end = limit;
  while (
    end > start &&
    (!isBody(blocks[end - 1]) ||
      isPlaceAlone(blocks, end - 1) ||
      isSignature(blocks, end - 1) ||
      isLeftOver(blocks, end - 1) ||
      isAboveContact(blocks, end - 1))
  )
    end -= 1;
  const details = detailsBelow(blocks, start);
  return {
    header: headOf([...blocks.slice(0, start), ...details]),
    body: blocks
      .slice(start, end)
      .filter((one) => !details.includes(one))
      .filter((one) => !isPageMark(one.reading.text)),
    footer: blocks.slice(end),
  };
}

/** Lines of issuer and day that pages set between the first paragraph and the rest: the paragraph is a lead. */
function detailsBelow(blocks: readonly Block[], start: number): readonly Block[] {
  const below = blocks.slice(start + 1, start + 1 + MOST_DETAILS);
  const next = below.findIndex((one) => isProse(one) || isShortSentence(one));
  const details = below.slice(0, Math.max(0, next));
  return details.some(isDetail) ? details : [];
}

function isDetail({ reading }: Block): boolean {
  return /^(?:label|furniture)$/u.test(lineKind(reading.text));
}

/** Where the body begins, `first` being the first block that is running text by itself (-1: none): with the short sentences straight above it, or with the first of them where there is nothing else. */
function beginning(blocks: readonly Block[], first: number): number {
  const title = blocks.findIndex(mayBeTitle);
  const isShort = (one: Block | undefined, i: number): boolean =>
    one !== undefined && title >= 0 && i > title && isShortSentence(one);
  if (first < 0) {
    const only = blocks.findIndex(isShort);
    return only < 0 ? blocks.length : only;
  }
  let start = first;
  while (isShort(blocks[start - 1], start - 1)) start -= 1;
  return title >= 0 ? withList(blocks, title, start) : start;
}

/** A list straight above the text and below its title belongs to it; a page's line of details (kind, day, place) does not. */
function withList(blocks: readonly Block[], title: number, start: number): number {
  const above = blocks.slice(title + 1, start);
  const list = above.slice(above.findLastIndex(({ role }) => role !== "item") + 1);
  const says = list.filter(({ reading }) => reading.text.split(/\s+/u).length >= LEAST_WORDS);
  const isList =
    list.length >= LEAST_ITEMS &&
    says.length >= list.length / 2 &&
    list.every((one) => isSaid(one));
  return isList ? start - list.length : start;
}

/** Neither day, kind, number nor label. */
function isSaid({ reading }: Block): boolean {
  return lineKind(reading.text) === "other" && datelineOf(reading.text) === null;
}

const LEAST_ITEMS = 2;

/** "The quay opens on Monday.": words of a sentence with its end, in a text that is no title, name or address. */
const SHORT_SENTENCE = /^[\p{Lu}\p{N}“"«‘'].*\p{Ll}.*[.!?]["”’»]?$/su;
const KHMER_SENTENCE = /\p{Script=Khmer}.*[។៕]$/su;
/** From this length on a block is running text by itself. */
const LONG = 160;
const LEAST_WORDS = 3;
const LEAST_BESIDE_NUMBER = 6;
/** "10 a.m." is no sentence's end. */
const TIME_OF_DAY = /\b[ap]\.\s?m\.$/iu;

/** A line that is said in words of its own: no letterhead's line and no name. */
function mayBeTitle(one: Block): boolean {
  return one.role !== "letterhead" && isBody(one) && !isOfficeName(one.reading.text);
}

function isShortSentence(one: Block): boolean {
  if (one.role !== "text" || one.size > HEADING_SIZE || !isBody(one)) return false;
  const { text } = one.reading;
  if (text.length >= LONG || isOfficeName(text) || TIME_OF_DAY.test(text)) return false;
  if (KHMER_SENTENCE.test(text)) return true;
  return isSentence(text, LEAST_WORDS);
}

function isSentence(text: string, least: number): boolean {
  if (text.length >= LONG) return false;
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}’'-]*/gu) ?? [];
  const small = words.filter((word) => /^\p{Ll}/u.test(word)).length;
  return SHORT_SENTENCE.test(text) && words.length >= least && small >= words.length / 3;
}

const MOST_DETAILS = 8;
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
  if (text.length < 100 && TIME_OF_DAY.test(text)) return false;
  return text.length >= LONG || (text.length >= 50 && /[.!?។៕:…»”"]$/u.test(text));
}

/** What may stand in a body: no line of letterhead or footer. */
function isBody(one: Block | undefined): boolean {
  if (!one || one.role === "letterhead" || one.role === "footer") return false;
  const { text } = one.reading;
  const kind = lineKind(text);
  if (kind === "other") return one.role === "item" || datelineOf(text) === null;
  // "This replaces release No. 12/2024 on fares." says something; "Press release No. 12/2024" does not.
  return kind === "number" && (text.length >= 60 || isSentence(text, LEAST_BESIDE_NUMBER));
}

/** A place that stands by itself; one of several lines is an item of a list. */
function isPlaceAlone(blocks: readonly Block[], at: number): boolean {
  const one = blocks[at];
  const together = [blocks[at - 1], blocks[at + 1]].some((other) => other?.group === one?.group);
  return one !== undefined && !together && isPlaceLine(one.reading.text);
}

/** The name of who issues, below the text: no item of a list. */
function isSignature(blocks: readonly Block[], at: number): boolean {
  const one = blocks[at];
  const { text } = one?.reading ?? { text: "" };
  const above = blocks[at - 1];
  return (
    one?.role === "text" &&
    isOfficeName(text) &&
    text.length < 90 &&
    !/[.!?។:]$/u.test(text) &&
    above !== undefined &&
    isProse(above)
  );
}

/** A heading without a text, or a few words alone, behind the last sentence: "More news". */
function isLeftOver(blocks: readonly Block[], at: number): boolean {
  const [above, one] = [blocks[at - 1], blocks[at]];
  if (!one || !above || above.group === one.group || !isProse(above)) return false;
  const { text } = one.reading;
  if (one.role === "heading") return text.length < LONGEST_NAME;
  const isShort = text.length < LONGEST_LEFT_OVER && !/[\d:;,…”"»)]/u.test(text);
  return one.role === "text" && isShort && !/[.!?។៕]$/u.test(text);
}

const LONGEST_LEFT_OVER = 32;

/** Name and office of whom to turn to: short lines straight above a number or address. */
function isAboveContact(blocks: readonly Block[], at: number): boolean {
  const [one, below] = [blocks[at], blocks[at + 1]];
  if (!one || below?.group !== one.group || one.role !== "text") return false;
  const { text } = one.reading;
  const leads = lineKind(below.reading.text) === "contact" || isAboveContact(blocks, at + 1);
  return leads && text.length < LONGEST_NAME && !/[.!?។:;,]["”’»]?$/u.test(text);
}

/** A line that names somebody, or an office, is no longer. */
const LONGEST_NAME = 60;

/** The place alone, as some letters close. */
export function isPlaceLine(text: string): boolean {
  return (
    text.length < 40 &&
    lineKind(text) === "other" &&
    !/[.!?។:"”»\d]/u.test(text) &&
    /^\p{Lu}\p{L}+(?:[\s-]\p{Lu}\p{L}+){0,2}$/u.test(text)
  );
}

/** A dateline with short lines below it only: what stands there is no body. */
function isClosingDateline(blocks: readonly Block[], at: number): boolean {
  const one = blocks[at];
  const below = blocks.slice(at + 1);
  if (!one || below.length > blocks.length / 3 || !datelineOf(one.reading.text)?.place)
    return false;
  return below.every(({ reading }) => reading.text.length < 200);
}

/** Marks that a reader's eye passes over: fewer are an empty paragraph's. */
const SHORTEST_RULE = 3;

/** Stars or lines alone, which a text below its middle ends with. */
function isRule({ reading, start, end }: Block, isLate: boolean): boolean {
  return isLate && reading.text === "" && end - start >= SHORTEST_RULE;
}

/** "About us", "Notes to editors", "ENDS": what comes behind is no body. */
function closes({ reading }: Block): boolean {
  const kind = lineKind(reading.text);
  return kind === "end" || kind === "boilerplate" || isContactHeading(reading.text);
}
