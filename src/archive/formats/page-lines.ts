/** A piece of text where it stands on a page; y grows downwards, in points or pixels alike. */
export interface Fragment {
  readonly text: string;
  readonly x: number;
  /** Of the baseline or the lower edge; the same kind within a document. */
  readonly y: number;
  readonly width: number;
  /** Of its letters. */
  readonly height: number;
  /** The same number for what the format itself gives as one line. */
  readonly run?: number;
  /** Of its typeface, where the format tells. */
  readonly font?: string;
}

export interface Page {
  readonly width: number;
  readonly height: number;
  /** Its measures are a scanner's: the same letters differ in size by a fifth. */
  readonly rough?: boolean;
  readonly fragments: readonly Fragment[];
}

/** Fragments that stand side by side, as one. */
export interface Line {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
  readonly run?: number;
  /** The one typeface of the line; absent when it has several. */
  readonly font?: string;
  /** Its parts are the cells of a table's row. */
  readonly isRow?: boolean;
}

/** Share of the letters' height by which fragments of one line may stand apart. */
const SAME_LINE = 0.4;
/** Wider gaps, in heights, part columns and the two ends of a header; justified lines stay below. */
const GAP = 2.2;
/** Of two lines of the format, that a typesetter put together. */
const NEAR = 0.5;
/** Gaps wider than this are white space. */
const SPACE = 0.18;

/** The lines of a page from top to bottom, text printed twice for boldness once. */
export function linesOf({ fragments, rough }: Page): Line[] {
  const rows: Fragment[][] = [];
  const level = rough === true ? fragments : withLevelMarks(fragments);
  for (const fragment of level.toSorted((a, b) => a.y - b.y || a.x - b.x)) {
    const row = rows.findLast((one) => isBeside(one, fragment));
    if (row) row.push(fragment);
    else rows.push([fragment]);
  }
  return rows.flatMap(partsOf).toSorted((a, b) => a.y - b.y || a.left - b.left);
}

/** Raised and lowered figures, set on the line that they belong to; the mark of a note behind a sentence is left out. */
function withLevelMarks(fragments: readonly Fragment[]): Fragment[] {
  let before: Fragment | undefined;
  return fragments.flatMap((fragment) => {
    const base = before;
    if (fragment.text.trim() === "") return [fragment];
    if (!base || !MARK.test(fragment.text.trim()) || !isSmallBeside(base, fragment)) {
      before = fragment;
      return [fragment];
    }
    const isRaised = fragment.y < base.y;
    if (isRaised && /[.,;:!?…។"”’»)]\s*$/u.test(base.text)) return [];
    const text = isRaised ? raised(fragment.text.trim()) : fragment.text;
    const { y, height, font } = base;
    return [{ ...fragment, text, y, height, ...(font === undefined ? {} : { font }) }];
  });
}

const MARK = /^(?:\d{1,3}|[*†‡])$/u;
/** Of the letters beside it. */
const SMALL = 0.8;
const SHIFTED = { least: 0.1, most: 0.7 };
const CLOSE = 0.3;

function isSmallBeside(base: Fragment, { x, y, height }: Fragment): boolean {
  const shift = Math.abs(base.y - y) / base.height;
  return (
    height < SMALL * base.height &&
    shift >= SHIFTED.least &&
    shift <= SHIFTED.most &&
    Math.abs(x - base.x - base.width) <= CLOSE * base.height
  );
}

function raised(text: string): string {
  return text.replaceAll(/\d/gu, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(Number(digit)));
}

function isBeside(row: readonly Fragment[], { y, height }: Fragment): boolean {
  const [first] = row;
  return first !== undefined && Math.abs(first.y - y) <= SAME_LINE * Math.min(first.height, height);
}

function partsOf(row: readonly Fragment[]): Line[] {
  const sorted = row.toSorted((a, b) => a.x - b.x);
  const parts: Fragment[][] = [];
  for (const fragment of sorted) {
    const before = parts.at(-1)?.findLast(({ text }) => text.trim() !== "") ?? parts.at(-1)?.at(-1);
    if (before && isDouble(before, fragment)) continue;
    const spaced = parts.at(-1)?.at(-1)?.text.trim() === "";
    const gap = before ? fragment.x - (before.x + before.width) : 0;
    // A printed space of ordinary width joins; a wide one is a tabulator.
    const limit =
      (before?.run === fragment.run ? GAP : NEAR) *
      Math.max(fragment.height, before?.height ?? 0) *
      (spaced ? 1.25 : 1);
    if (before && gap <= limit) parts.at(-1)?.push(fragment);
    else if (fragment.text.trim() !== "") parts.push([fragment]);
  }
  return parts.map(lineOf);
}

function isDouble(before: Fragment, fragment: Fragment): boolean {
  return before.text === fragment.text && Math.abs(before.x - fragment.x) < 0.15 * fragment.height;
}

function lineOf(part: readonly Fragment[]): Line {
  let text = "";
  let end: number | undefined;
  for (const fragment of part) {
    const gap = end === undefined ? 0 : fragment.x - end;
    if (gap > SPACE * fragment.height && !/\s$/u.test(text) && !/^\s/u.test(fragment.text))
      text += " ";
    text += fragment.text;
    end = fragment.x + fragment.width;
  }
  const inked = part.filter(({ text: own }) => own.trim() !== "");
  return {
    text: text.replace(/\s+/gu, " ").trim(),
    left: Math.min(...inked.map(({ x }) => x)),
    right: Math.max(...inked.map(({ x, width }) => x + width)),
    y: Math.max(...inked.map(({ y }) => y)),
    size: sizeOf(inked),
    ...(inked[0]?.run === undefined ? {} : { run: inked[0].run }),
    ...fontOf(inked),
  };
}

function fontOf(part: readonly Fragment[]): { font?: string } {
  const [first, ...others] = new Set(part.map(({ font }) => font));
  return first === undefined || others.length > 0 ? {} : { font: first };
}

/** That most letters have, to a tenth. */
function sizeOf(part: readonly Fragment[]): number {
  const letters = new Map<number, number>();
  for (const { text, height } of part) {
    const size = Math.round(height * 10) / 10;
    letters.set(size, (letters.get(size) ?? 0) + text.trim().length);
  }
  return [...letters].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}
