import type { Span } from "../domain/span.ts";
import { lettersForDigits, likelySpelling } from "../text/look-alikes.ts";
import { storedSpan } from "../text/reading-text.ts";
import { datelineOf } from "./dateline.ts";
import { kickerOf, type LineKind, lineKind, numberOf, unspaced } from "./line-kinds.ts";
import type { Block } from "./manuscript.ts";
import { inTitleCase } from "./title-case.ts";

/** A field's value and where the stored text says so. */
export interface Finding {
  readonly value: string;
  readonly span: Span;
}

export interface Letterhead {
  readonly title: Finding | null;
  readonly issuer: Finding | null;
  readonly department: Finding | null;
  readonly number: Finding | null;
}

const ORGANISATION =
  /\b(?:minist(?:ry|ère)|authority|autorité|commission|council|conseil|agency|agence|secretariat|secrétariat|company|compagnie|corporation|museum|musée|service|office|board|institute?|institut|university|université|association|federation|fédération|foundation|fondation|bank|banque|society|société|union|committee|comité|court|cour|embassy|ambassade|government|gouvernement|municipality|mairie|city\s+of|ville\s+de|assembly|assemblée|parliament|prefecture|préfecture|hospital|hôpital|network|group|groupe|pharma|works|airlines?|airport|railways?|police|ltd|limited|plc|inc|gmbh|llc|s\.?a\.?|nv|coop\w*)\b|ក្រសួង|លេខាធិការដ្ឋាន|អាជ្ញាធរ|គណៈកម្មការ|គណៈកម្មាធិការ|ក្រុមប្រឹក្សា|សារមន្ទីរ|វិទ្យាស្ថាន|ធនាគារ|រដ្ឋបាល|ស្ថានទូត|សាលា|ក្រុមហ៊ុន|សមាគម|រដ្ឋាភិបាល|អង្គការ/iu;
const DEPARTMENT =
  /\b(?:department|département|division|directorate|direction|unit|unité|section|bureau|branch|desk|cent(?:re|er)|cabinet|pôle|team|office\s+of(?:\s+the)?|(?:press|media|information|communications?)\s+(?:office|service|department)|service\s+(?:de\s+)?(?:presse|communication)|secrétariat\s+général)\b|នាយកដ្ឋាន|អគ្គនាយកដ្ឋាន|ខុទ្ទកាល័យ|ការិយាល័យ|មជ្ឈមណ្ឌល|អង្គភាព|ផ្នែក|អគ្គលេខាធិការដ្ឋាន/iu;
/** A line that goes on with the one before it. */
const CONNECTIVE = /^(?:and|of|for|et|de|du|des|d['’]|pour|&|និង|នៃ)(?:\s|$|(?<=['’]))/iu;
const DANGLING =
  /(?:\b(?:and|of|for|the|et|de|du|des|la|le|les|à|in|on|to|by|with|à|&)|[,:–—-])$/iu;

interface Entry {
  readonly kind: LineKind | "dateline";
  readonly text: string;
  readonly block: Block;
  /** In the block's reading text. */
  readonly span: Span;
  /** Of joined ones the last. */
  readonly last?: Entry;
}
/** What a title says and a name does not. */
const SAYS =
  /\b(?:is|are|to|will|has|have|opens?|signs?|receives?|meets?|announces?|appoints?|names|welcomes?|launch(?:es)?|presents?|calls?|visits?|wins?|closes?|reports?|warns?|imposes?|publishes|adopts?|elects?|annonce|nomme|ouvre|lance|reçoit|signe|publie|investit|\d{4})\b|[:?!"«“]/iu;

/** Issuer, department, number and title out of the blocks in front of the body; `text` is the whole stored text, whose spelling helps against a scanner's slips. */
export function letterheadIn(header: readonly Block[], text: string): Letterhead {
  const entries = joined(header.flatMap(entriesOf));
  const kicker = entries.findIndex(({ kind }) => kind === "kicker");
  const title = titleIn(entries, kicker, text);
  const names = entries.filter((entry) => entry.kind === "other" && entry !== title);
  const issuer = issuerIn(names, { title, entries, text });
  const department = departmentIn(names, issuer, { title, entries, text });
  return {
    title: title ? { value: lettersForDigits(title.text), span: spanOf(title) } : null,
    issuer: issuer ? named(issuer, text) : null,
    department: department ? named(department, text) : null,
    number: numberIn(entries),
  };
}

/** A block is one entry; an issuer in front of "- press release" and a department in front of an address are entries of their own. */
function entriesOf(block: Block): Entry[] {
  const text = unspaced(block.reading.text);
  const whole: Entry = {
    kind: kindOf(block.reading.text),
    text,
    block,
    span: { start: 0, end: block.reading.text.length },
  };
  if (text !== block.reading.text) return [whole];
  const before = whole.kind === "kicker" ? kickerOf(text)?.before : undefined;
  if (before) return [part(whole, before, "other"), { ...whole, text: text.slice(before.length) }];
  const [first = ""] = text.split(/\s*[,|·•]\s+|\s+[-–—|]\s+/u, 1);
  const isNamed = ORGANISATION.test(first) || DEPARTMENT.test(first);
  if (whole.kind === "address" && isNamed && !/\d/u.test(first))
    return [part(whole, first, "other"), whole];
  const [issuer = "", unit = ""] = text.split(/\s+[-–—|·•]\s+|,\s+/u, 2);
  if (
    whole.kind === "other" &&
    ORGANISATION.test(issuer) &&
    DEPARTMENT.test(unit) &&
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
  if (before.kind !== "other" || entry.kind !== "other") return false;
  const [one, two] = [before.last?.block ?? before.block, entry.block];
  if (one === two || one.role !== two.role || Math.abs(one.size - two.size) > 0.1) return false;
  if (one.role === "title") return true;
  if (one.group !== two.group) return false;
  if (CONNECTIVE.test(entry.text) || DANGLING.test(before.text)) return true;
  const name = ORGANISATION.test(entry.text) || DEPARTMENT.test(entry.text);
  return behindKicker && before.text.length >= 30 && !name;
}

interface Scene {
  readonly title: Entry | null;
  readonly entries: readonly Entry[];
  readonly text: string;
}

function titleIn(entries: readonly Entry[], kicker: number, text: string): Entry | null {
  const candidates = entries.filter(
    ({ kind, block }) => kind === "other" && block.role !== "footer",
  );
  const largest = Math.max(...candidates.map(({ block }) => block.size), 1);
  const behind = candidates.find((entry) => entries.indexOf(entry) > kicker);
  const score = (entry: Entry): number => {
    const { role, size } = entry.block;
    const words = entry.text.split(/\s+/u).length;
    return (
      (role === "title" ? 4 : 0) +
      (role === "heading" ? 2 : 0) +
      (role === "letterhead" || role === "author" ? -4 : 0) +
      (largest > 1.1 && size === largest ? 2 : 0) +
      (kicker >= 0 && entries.indexOf(entry) > kicker ? 3 : 0) +
      (entry === behind && kicker >= 0 ? 1 : 0) +
      (entry === candidates.at(-1) ? 1 : 0) +
      (words >= 4 || entry.text.length >= 24 ? 1 : -1) +
      (isName(entry, text) ? -3 : 0)
    );
  };
  const [best] = candidates.toSorted((a, b) => score(b) - score(a));
  if (!best || (candidates.length === 1 && isName(best, text))) return null;
  return best;
}

/** Whether it names an organisation or a part of one, rather than saying something: it has their words and no verb, or the body calls somebody so. */
function isName({ text: name, span, block }: Entry, text: string): boolean {
  if (name.length > 90) return false;
  const own = storedSpan(block.reading, span);
  const body = text.slice(own.end).toLowerCase();
  const plain = lettersForDigits(name).toLowerCase();
  if (name.length > 5 && body.replaceAll(/\s+/gu, " ").includes(plain)) return true;
  if (DEPARTMENT.test(name) || ORGANISATION.test(name))
    return name.split(/\s+/u).length <= 7 && !SAYS.test(name);
  return false;
}

function issuerIn(names: readonly Entry[], { title, entries, text }: Scene): Entry | null {
  const at = title ? entries.indexOf(title) : entries.length;
  const score = (entry: Entry): number =>
    (entry.block.role === "letterhead" || entry.block.role === "author" ? 2 : 0) +
    (ORGANISATION.test(entry.text) ? 2 : 0) +
    (DEPARTMENT.test(entry.text) ? -3 : 0) +
    (isNamedIn(entry, text) ? 3 : 0) +
    (entries.indexOf(entry) < at ? 2 : -1) +
    (entry === names[0] ? 1 : 0);
  const [best] = names.toSorted((a, b) => score(b) - score(a));
  return best && score(best) >= 2 ? best : null;
}

function isNamedIn({ text: name, block, span }: Entry, text: string): boolean {
  const own = storedSpan(block.reading, span);
  const rest = `${text.slice(0, own.start)} ${text.slice(own.end)}`.toLowerCase();
  return rest.replaceAll(/\s+/gu, " ").includes(lettersForDigits(name).toLowerCase());
}

function departmentIn(
  names: readonly Entry[],
  issuer: Entry | null,
  { title, entries }: Scene,
): Entry | null {
  const others = names.filter((entry) => entry !== issuer);
  const marked = others.find(({ text }) => DEPARTMENT.test(text) && text.length <= 90);
  if (marked) return marked;
  const [from, to] = [issuer, title].map((entry) => (entry ? entries.indexOf(entry) : -1));
  const next = others.find((entry) => entries.indexOf(entry) > (from ?? -1));
  if (!issuer || !next || !title || entries.indexOf(next) > (to ?? -1)) return null;
  const plain = next.text.split(/\s+/u).length <= 7 && /^\p{Lu}|^\p{Script=Khmer}/u.test(next.text);
  return plain && !/["“«.!?]/u.test(next.text) ? next : null;
}

function numberIn(entries: readonly Entry[]): Finding | null {
  for (const entry of entries) {
    const behind = entry.kind === "kicker" ? kickerOf(entry.text)?.after : undefined;
    const number =
      entry.kind === "kicker" || entry.kind === "number" || entry.kind === "dateline"
        ? numberOf(behind || entry.text, behind !== undefined)
        : null;
    if (number === null) continue;
    const start = entry.block.reading.text.indexOf(number);
    return {
      value: number,
      span: storedSpan(entry.block.reading, { start, end: start + number.length }),
    };
  }
  return null;
}

function named(entry: Entry, text: string): Finding {
  const span = spanOf(entry);
  const plain = lettersForDigits(entry.text);
  const elsewhere = `${text.slice(0, span.start)} ${text.slice(span.end)}`.replaceAll(/\s+/gu, " ");
  return { value: inTitleCase(likelySpelling(plain, elsewhere), elsewhere), span };
}

function spanOf(entry: Entry): Span {
  const last = entry.last ?? entry;
  return {
    start: storedSpan(entry.block.reading, entry.span).start,
    end: storedSpan(last.block.reading, last.span).end,
  };
}
