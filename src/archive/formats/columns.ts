import { isContactHeading, isContactLine } from "../line-kinds.ts";
import type { Line } from "./page-lines.ts";

/** Lines that are read one under the other. */
export interface Column {
  readonly lines: readonly Line[];
  readonly left: number;
  readonly right: number;
}

/** A column has at least this many lines. */
const LEAST_LINES = 4;
/** Beside a column this long a few lines are one too. */
const LONG_COLUMN = 8;
/** Of the page's width. */
const LEAST_WIDTH = 0.18;
/** The lines of running text fill their column on average by this; cells of a table do not. */
const FILLED = 0.62;
/** Share of a sidebar's lines. */
const ALIGNED = 0.8;
/** White above what no longer belongs to a column, in letter heights from baseline to baseline. */
const APART = 2;
/** ... and wider than between the column's paragraphs. */
const WIDER = 1.15;
/** White between columns, in letter heights. */
const GUTTER = 0.7;

/** The columns of a page in reading order: what spans them parts them into zones, read from top to bottom. */
export function columnsOf(lines: readonly Line[], pageWidth: number): Column[] {
  const gutter = gutterIn(lines, pageWidth);
  if (gutter === null) return lines.length > 0 ? [columnOf(lines)] : [];
  const columns: Column[] = [];
  const spanning = (wide: readonly Line[]): void => {
    const last = columns.at(-1);
    const goesOn = last !== undefined && last.left < gutter && last.right > gutter;
    if (wide.length === 0) return;
    if (goesOn) columns[columns.length - 1] = columnOf([...last.lines, ...wide]);
    else columns.push(columnOf(wide));
  };
  let zone: Line[] = [];
  const close = (): void => {
    const { above, beside, below } = besideEachOther(zone, gutter);
    const [left, right] = sides(beside, gutter);
    const contacts = right.length > 0 ? contactsBelow(left) : [];
    const text = left.filter((line) => !contacts.includes(line));
    spanning(above);
    for (const side of [text, right]) columns.push(...columnsOf(mended(side), pageWidth));
    spanning([...contacts, ...below]);
    zone = [];
  };
  for (const line of lines) {
    if (line.left >= gutter || line.right <= gutter) zone.push(line);
    else {
      close();
      spanning([line]);
    }
  }
  close();
  return columns;
}

/** Whom to turn to, at the foot of a column: read behind the page's other columns. */
function contactsBelow(lines: readonly Line[]): readonly Line[] {
  const end = lines.findLastIndex(({ text }) => !isContactLine(text) && !isContactHeading(text));
  return lines.slice(end + 1);
}

/** In a narrow column a justified line of two words has a gap as wide as a tabulator's. */
function mended(lines: readonly Line[]): Line[] {
  const result: Line[] = [];
  for (const line of lines) {
    const before = result.at(-1);
    if (
      before &&
      before.run !== undefined &&
      before.run === line.run &&
      Math.abs(before.y - line.y) < 1 &&
      line.left > before.right
    ) {
      result[result.length - 1] = {
        ...before,
        text: `${before.text} ${line.text}`,
        right: line.right,
      };
    } else result.push(line);
  }
  return result;
}

function sides(lines: readonly Line[], gutter: number): [Line[], Line[]] {
  return [
    lines.filter(({ right }) => right <= gutter),
    lines.filter(({ right }) => right > gutter),
  ];
}

interface Zone {
  readonly above: readonly Line[];
  readonly beside: readonly Line[];
  readonly below: readonly Line[];
}

/** A zone without the lines that only one side has above the columns' first common line, or below the other side's end behind white space. */
function besideEachOther(zone: readonly Line[], gutter: number): Zone {
  const [left, right] = sides(zone, gutter);
  const top = zone.find((line) => {
    const others = line.right <= gutter ? right : left;
    return others.some(({ y }) => Math.abs(y - line.y) < 0.6 * line.size);
  });
  if (!top) return { above: [], beside: zone, below: [] };
  const from = top.y - 0.6 * top.size;
  const [longer = [], shorter = []] = [left, right].toSorted((a, b) => bottomOf(b) - bottomOf(a));
  const tail = longer.filter(({ y }) => y > bottomOf(shorter));
  const usual = Math.max(0, ...stepsOf(longer.filter(({ y }) => y <= bottomOf(shorter))));
  const gap = tail.findIndex((line, i) => {
    const step = line.y - (tail[i - 1] ?? longer[longer.indexOf(line) - 1] ?? line).y;
    return step > APART * line.size && step > WIDER * usual;
  });
  const below = gap < 0 ? [] : tail.slice(gap);
  const higher = new Set([left, right].flatMap((side) => leadingInto(side, from)));
  const isAbove = (line: Line): boolean => line.y < from && !higher.has(line);
  return {
    above: zone.filter(isAbove),
    beside: zone.filter((line) => !isAbove(line) && !below.includes(line)),
    below,
  };
}

/** Lines above `from` that are a column's own: full ones, at its edge and at its pace. A column that begins within a paragraph begins higher than one that begins with a paragraph's white. */
function leadingInto(side: readonly Line[], from: number): readonly Line[] {
  const inside = side.filter(({ y }) => y >= from);
  const { left, right } = columnOf(inside);
  const pitch = Math.min(...stepsOf(inside));
  const found: Line[] = [];
  let next = inside[0];
  for (const line of side.filter(({ y }) => y < from).toReversed()) {
    const isOwn =
      next !== undefined &&
      next.y - line.y <= WIDER * pitch &&
      isNear(line, left) &&
      line.right - line.left >= FILLED * (right - left);
    if (!isOwn) break;
    found.push(line);
    next = line;
  }
  return found;
}

function stepsOf(lines: readonly Line[]): number[] {
  return lines.slice(1).map(({ y }, i) => y - (lines[i]?.y ?? y));
}

function bottomOf(lines: readonly Line[]): number {
  return Math.max(0, ...lines.map(({ y }) => y));
}

/** Lines one under the other, as wide as the widest. */
export function columnOf(lines: readonly Line[]): Column {
  return {
    lines,
    left: Math.min(...lines.map(({ left }) => left)),
    right: Math.max(...lines.map(({ right }) => right)),
  };
}

/** The middle of the widest white strip with columns of running text on both sides; null when there is none. */
function gutterIn(lines: readonly Line[], pageWidth: number): number | null {
  const starts = [...new Set(lines.map(({ left }) => Math.round(left)))].toSorted((a, b) => a - b);
  let best: { readonly at: number; readonly width: number } | null = null;
  for (const start of starts) {
    const right = lines.filter((line) => Math.abs(line.left - start) <= 2 || line.left >= start);
    const left = lines.filter((line) => line.right < start - GUTTER * line.size);
    if (left.length < LEAST_LINES || !partsColumns({ left, right, start, all: lines }, pageWidth))
      continue;
    const edge = Math.max(...left.map((line) => line.right));
    const width = start - edge;
    if (width > (best?.width ?? 0)) best = { at: (edge + start) / 2, width };
  }
  return best?.at ?? null;
}

interface Parted {
  readonly left: readonly Line[];
  readonly right: readonly Line[];
  /** The left edge of the right side. */
  readonly start: number;
  readonly all: readonly Line[];
}

function partsColumns({ left, right, start, all }: Parted, pageWidth: number): boolean {
  const crossing = all.filter((line) => !left.includes(line) && !right.includes(line));
  const [near, far] = [nextTo(left, "left"), nextTo(right, "right")];
  const edged = right.filter((line) => line.left - start <= 2);
  if (edged.length < LEAST_LINES)
    return endsEarly(near, right, pageWidth) && isFree(near, crossing);
  if (crossing.length > all.length / 3 || !stepsBeside(left, right)) return false;
  const full = [near, far].filter((side) => isColumn(side, pageWidth)).length;
  const fits = (side: readonly Line[], column: readonly Line[]): boolean =>
    isColumn(column, pageWidth) || isAligned(side);
  return (
    full === 2 || (full === 1 && crossing.length === 0 && fits(left, near) && fits(right, far))
  );
}

/** A last column of a few lines beside a long one: they begin at one edge, stand no higher or lower, and are no longer. */
function endsEarly(column: readonly Line[], rest: readonly Line[], pageWidth: number): boolean {
  if (column.length < LONG_COLUMN || !isColumn(column, pageWidth)) return false;
  const { left, right } = columnOf(column);
  const [top, bottom] = [Math.min(...column.map(({ y }) => y)), bottomOf(column)];
  const [first] = rest;
  if (!first) return false;
  return rest.every(
    (line) =>
      isNear(line, first.left) &&
      line.right - line.left <= right - left + line.size &&
      line.y >= top - line.size &&
      line.y <= bottom + line.size,
  );
}

/** No line runs over the gutter beside the column. */
function isFree(column: readonly Line[], crossing: readonly Line[]): boolean {
  const [top, bottom] = [
    Math.min(...column.map(({ y }) => y)),
    Math.max(...column.map(({ y }) => y)),
  ];
  return crossing.every(({ y }) => y < top || y > bottom);
}

/** Whether the lines that begin at one edge, the last or first of a side, fill a column of running text. */
function isColumn(lines: readonly Line[], pageWidth: number): boolean {
  if (lines.length < LEAST_LINES) return false;
  const { left, right } = columnOf(lines);
  const width = right - left;
  const filled = lines.reduce((sum, line) => sum + (line.right - line.left), 0) / lines.length;
  return width >= LEAST_WIDTH * pageWidth && filled >= FILLED * width;
}

/** Of the lines on one side of a strip those of the column next to it. */
function nextTo(lines: readonly Line[], side: "left" | "right"): Line[] {
  const edges = lines.map(({ left }) => left).toSorted((a, b) => (side === "left" ? b - a : a - b));
  const edge = edges.find((one) => lines.filter((line) => isNear(line, one)).length >= LEAST_LINES);
  return edge === undefined ? [] : lines.filter((line) => isNear(line, edge));
}

/** An indented line belongs to its column. */
function isNear(line: Line, edge: number): boolean {
  return Math.abs(line.left - edge) <= 2.5 * line.size;
}

/** The lines of a sidebar begin at one edge. */
function isAligned(lines: readonly Line[]): boolean {
  const { left } = columnOf(lines);
  return lines.filter((line) => line.left - left < line.size).length >= ALIGNED * lines.length;
}

/** Columns stand beside each other, not one under the other. */
function stepsBeside(left: readonly Line[], right: readonly Line[]): boolean {
  const [top, bottom] = [
    Math.min(...right.map(({ y }) => y)),
    Math.max(...right.map(({ y }) => y)),
  ];
  return (
    left.filter(({ y, size }) => y >= top - size && y <= bottom + size).length >= LEAST_LINES - 1
  );
}
