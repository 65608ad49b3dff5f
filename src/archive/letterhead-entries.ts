import type { Span } from "../domain/span.ts";
import { storedSpan } from "../text/reading-text.ts";
import { datelineOf } from "./dateline.ts";
import { isContactHeading, kickerOf, type LineKind, lineKind, unspaced } from "./line-kinds.ts";
import type { Block } from "./manuscript.ts";
import { isDepartment, isOfficeName, isOrganisation, saysSomething } from "./office-names.ts";
import { isPlaceLine } from "./parts.ts";

/** A line of a letterhead, or the lines of one name or title together. */
export interface Entry {
  readonly kind: LineKind | "dateline";
  readonly text: string;
  readonly block: Block;
  /** In the block's reading text. */
  readonly span: Span;
  /** Of joined ones the last. */
  readonly last?: Entry;
}

/** Lines of larger letters that stand together are one title. */
const LARGE = 1.15;
/** A title's line that was wrapped is at least this long. */
const WRAPPED = 30;
/** A longer line of a head is neither name nor title. */
const LONGEST = 400;
/** A line that goes on with the one before it. */
const CONNECTIVE = /^(?:and|of|for|et|de|du|des|d['’]|pour|&|និង|នៃ)(?:\s|$|(?<=['’]))/iu;
const DANGLING =
  /(?:(?<!\p{L})(?:and|of|for|the|et|de|du|des|la|le|les|à|in|on|to|by|with|&)|[,:–—-])$/iu;

/** The letterhead's lines, what belongs together joined. */
export function entriesIn(header: readonly Block[]): Entry[] {
  return joined(withPlaces(withContacts(header.flatMap(entriesOf))));
}

/** Names that stand under "Media contact" are whom to turn to, not who issues. */
function withContacts(entries: readonly Entry[]): Entry[] {
  let group: number | null = null;
  return entries.map((entry, i): Entry => {
    const next = entries[i + 1]?.block.group === entry.block.group;
    if (isContactHeading(entry.text) && (next || !isDepartment(entry.text)))
      ({ group } = entry.block);
    else if (entry.block.group !== group) group = null;
    return group !== null && entry.kind === "other" ? { ...entry, kind: "contact" } : entry;
  });
}

/** Of a page's details ("12 May 2024 | Ghent") the place belongs to the day: it names nobody. */
function withPlaces(entries: readonly Entry[]): Entry[] {
  return entries.map((entry, i): Entry => {
    const before = entries[i - 1];
    const areItems = entry.block.role === "item" && before?.block.role === "item";
    return areItems && before.kind === "dateline" && isPlaceLine(entry.text)
      ? { ...entry, kind: "dateline" }
      : entry;
  });
}

/** In the stored text. */
export function spanOf(entry: Entry): Span {
  const last = entry.last ?? entry;
  return {
    start: storedSpan(entry.block.reading, entry.span).start,
    end: storedSpan(last.block.reading, last.span).end,
  };
}

/** A block is one entry; an issuer in front of "- press release" and a department in front of an address are entries of their own. */
function entriesOf(block: Block): Entry[] {
  if (block.reading.text.length > LONGEST) return [];
  const text = unspaced(block.reading.text);
  const whole: Entry = {
    kind: kindOf(block.reading.text),
    text,
    block,
    span: { start: 0, end: block.reading.text.length },
  };
  if (text !== block.reading.text) return [whole];
  const before = whole.kind === "kicker" ? kickerOf(text)?.before : undefined;
  if (before)
    return [
      part(whole, before, "other"),
      { ...whole, text: text.slice(before.length).replace(/^[\s|·•–—:,-]+/u, "") },
    ];
  const [first = ""] = text.split(/\s*[,|·•]\s+|\s+[-–—|]\s+/u, 1);
  const isNamed = isOrganisation(first) || isDepartment(first);
  if (whole.kind === "address" && isNamed && !/\d/u.test(first))
    return [part(whole, first, "other"), whole];
  const parts = text.split(/\s+[|·•]\s+/u);
  if (whole.kind === "other" && parts.length > 2 && parts.some(isOrganisation))
    return parts.map((own) => part(whole, own, kindOf(own)));
  const [issuer = "", unit = ""] = text.split(/\s+[-–—|·•]\s+|,\s+/u, 2);
  if (
    whole.kind === "other" &&
    isOrganisation(issuer) &&
    isDepartment(unit) &&
    text.endsWith(unit)
  ) {
    return [part(whole, issuer, "other"), part(whole, unit, "other")];
  }
  return [whole];
}

function part(entry: Entry, text: string, kind: Entry["kind"]): Entry {
  const start = entry.text.indexOf(text);
  return { kind, text, block: entry.block, span: { start, end: start + text.length } };
}

function kindOf(text: string): Entry["kind"] {
  const kind = lineKind(text);
  const mayBeDate =
    kind === "contact" || kind === "number" || kind === "other" || kind === "address";
  return mayBeDate && datelineOf(text) ? "dateline" : kind;
}

/** Lines that are one name or one title, together. */
function joined(entries: readonly Entry[]): Entry[] {
  const result: Entry[] = [];
  let behindKicker = false;
  for (const entry of entries) {
    behindKicker ||= entry.kind === "kicker";
    const before = result.at(-1);
    if (before && belongTogether(before, entry, behindKicker)) {
      result[result.length - 1] = { ...before, text: `${before.text} ${entry.text}`, last: entry };
    } else result.push(entry);
  }
  return result;
}

function belongTogether(before: Entry, entry: Entry, behindKicker: boolean): boolean {
  const goesOn =
    before.text.length >= WRAPPED && DANGLING.test(before.text) && saysSomething(before.text);
  if (before.kind !== "other" || (entry.kind !== "other" && !goesOn)) return false;
  const [one, two] = [before.last?.block ?? before.block, entry.block];
  if (one === two || one.role !== two.role || Math.abs(one.size - two.size) > 0.1) return false;
  if (one.role === "title" && !isOfficeName(before.text)) return true;
  if (one.group !== two.group) return false;
  if (CONNECTIVE.test(entry.text) || DANGLING.test(before.text)) return true;
  const large = one.size > LARGE && two.size > LARGE;
  const wraps =
    (behindKicker || one.group > 0) && before.text.length >= WRAPPED && !isOfficeName(before.text);
  const name = isOrganisation(entry.text) || isDepartment(entry.text);
  return (large || wraps) && (!name || saysSomething(before.text));
}
