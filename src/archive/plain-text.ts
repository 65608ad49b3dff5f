import type { Span } from "../domain/span.ts";
import { isDateline } from "./dateline.ts";
import { labelledIn } from "./labelled.ts";
import { kickerOf } from "./line-kinds.ts";
import { type Block, block, type Role } from "./manuscript.ts";

interface Line extends Span {
  readonly text: string;
  readonly indent: number;
}

/** Lines longer than this are not wrapped by hand: each is a paragraph. */
const UNWRAPPED = 130;
/** A wrapped text has at least so many lines of nearly its width. */
const FULL_LINES = 3;
/** Nobody wraps a text at less. */
const NARROWEST = 40;
/** A line that would have had room for the next word within this share of the width was broken on purpose. */
const RAGGED = 0.75;
const ITEM = /^(?:[-*+•·–▪‣]|\(?(?:\d{1,2}|[a-z])[.)])[ \t]+\S/u;
const HEADING = /^#{1,6}[ \t]+\S/u;
const RULE = /^(?:[-*_=~\s]{3,}|\|?[\s:|-]{3,}\|[\s:|-]*)$/u;
const LABEL =
  /^(?:(?:te[l1I]|fax|e-?\s?mai[l1]|phone|contact|date|place|ref|réf|subject|from|no|n°)\s*[.:°]|www\.|https?:)/iu;

/** The paragraphs, headings, items and letterhead lines of a text that is wrapped by hand or not, Markdown or plain. */
export function plainTextBlocks(text: string, from = 0): Block[] {
  const groups = groupsOf(linesOf(text, from));
  const width = widthOf(groups);
  return groups.flatMap((lines, group) =>
    runsOf(lines, width).map((run) => block(text, { ...run, group })),
  );
}

function linesOf(text: string, from: number): Line[] {
  const lines: Line[] = [];
  for (const match of text.slice(from).matchAll(/[^\n\r\f]+|\r\n|\n|\r|\f/gu)) {
    const raw = match[0];
    const blank = raw.trim() === "";
    if (blank && !/[\n\r\f]/u.test(raw)) continue;
    const indent = blank ? 0 : raw.length - raw.trimStart().length;
    const start = from + match.index + indent;
    lines.push({ start, end: blank ? start : start + raw.trim().length, text: raw.trim(), indent });
  }
  return lines;
}

/** Lines parted by blank ones; a line end is a blank entry after a line, two of them are a gap. */
function groupsOf(lines: readonly Line[]): Line[][] {
  const groups: Line[][] = [];
  let open: Line[] = [];
  let ends = 0;
  for (const line of lines) {
    if (line.text === "") {
      ends += 1;
      continue;
    }
    if (ends > 1 && open.length > 0) {
      groups.push(open);
      open = [];
    }
    ends = 0;
    if (!RULE.test(line.text)) open.push(line);
    else ends = 2;
  }
  return open.length > 0 ? [...groups, open] : groups;
}

/** The width at which the text was wrapped; 0 when it was not: then few lines are as long as the longest. */
function widthOf(groups: readonly (readonly Line[])[]): number {
  const lengths = groups
    .filter((lines) => lines.length > 1)
    .flatMap((lines) => lines.slice(0, -1).map(({ text }) => text.length))
    .filter((length) => length <= UNWRAPPED)
    .toSorted((a, b) => a - b);
  const width = lengths[Math.floor(lengths.length * 0.9)] ?? 0;
  const full = lengths.filter((length) => length >= RAGGED * width).length;
  const isWrapped = full >= FULL_LINES || groups.some(breaksWithin);
  return width >= NARROWEST && isWrapped ? width : 0;
}

/** Whether a line ends within a sentence, which goes on in small letters below: a short text has few lines to tell by. */
function breaksWithin(lines: readonly Line[]): boolean {
  return lines.some(({ text }, i) => {
    const before = lines[i - 1]?.text ?? "";
    const isOpen = before.length >= NARROWEST && /[\p{Ll}\d,]$/u.test(before);
    const isKhmer = before.length >= NARROWEST && KHMER_WITHIN.test(before);
    if (isKhmer && /^[\p{Script=Khmer}\d]/u.test(text))
      return /[។៕]$/u.test(lines.at(-1)?.text ?? "");
    return isOpen && /^\p{Ll}{2,}\s/u.test(text) && /[.!?]["”’»]?$/u.test(lines.at(-1)?.text ?? "");
  });
}

/** A Khmer line that does not end with a sentence. */
const KHMER_WITHIN = /[\u1780-\u17d3](?<![។៕])$/u;

interface Run extends Span {
  readonly role: Role;
}

function runsOf(lines: readonly Line[], width: number): Run[] {
  const runs: Line[][] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run && before && continues(before, line, width)) run.push(line);
    else runs.push([line]);
  }
  return runs.map((run) => {
    const [first = { start: 0, end: 0, text: "", indent: 0 }] = run;
    const mark = HEADING.exec(first.text) ? /^#+\s+/u.exec(first.text)?.[0].length : undefined;
    return {
      start: first.start + (mark ?? 0),
      end: run.at(-1)?.end ?? first.end,
      role: roleOf(first.text),
    };
  });
}

function roleOf(line: string): Role {
  if (/^#\s/u.test(line)) return "title";
  if (HEADING.test(line)) return "heading";
  return ITEM.test(line) || line.startsWith("|") ? "item" : "text";
}

/** Whether `line` goes on with the paragraph of `before`, by how a typist or a program breaks lines. */
function continues(before: Line, line: Line, width: number): boolean {
  if (before.text.length > UNWRAPPED || line.text.length > UNWRAPPED * 2) return false;
  if ([before.text, line.text].some((text) => HEADING.test(text) || text.startsWith("|")))
    return false;
  if (ITEM.test(line.text) && (ITEM.test(before.text) || /[:：៖]$/u.test(before.text)))
    return false;
  if (/\p{Ll}[-\u2010\u00ad]$/u.test(before.text)) return true;
  if (kickerOf(before.text) || kickerOf(line.text) || isLabelled(line.text)) return false;
  if (isDateline(before.text) || isDateline(line.text)) return false;
  if (capitals(before.text) !== capitals(line.text)) return false;
  if (/[.!?។៕»”"]$/u.test(before.text) && line.indent > before.indent) return false;
  const word = line.text.split(/\s/u, 1)[0] ?? "";
  const room = before.text.length + 1 + word.length <= RAGGED * width;
  return !room && width > 0;
}

function isLabelled(line: string): boolean {
  return LABEL.test(line) || labelledIn(line) !== null;
}

function capitals(text: string): boolean {
  return /\p{Lu}{2}/u.test(text) && !/\p{Ll}{2}/u.test(text);
}
