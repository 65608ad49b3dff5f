import type { Line } from "./page-lines.ts";

/** Lines that are read one under the other. */
export interface Column {
  readonly lines: readonly Line[];
  readonly left: number;
  readonly right: number;
}

/** A column has at least this many lines. */
const LEAST_LINES = 4;
/** Of the page's width. */
const LEAST_WIDTH = 0.18;
/** The lines of running text fill their column on average by this; cells of a table do not. */
const FILLED = 0.62;
/** Share of a sidebar's lines. */
const ALIGNED = 0.8;
/** White above what no longer belongs to a column, in letter heights from baseline to baseline. */
const APART = 2;
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
    spanning(above);
    for (const side of sides(beside, gutter)) columns.push(...columnsOf(mended(side), pageWidth));
    spanning(below);
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
  const gap = tail.findIndex(
    (line, i) =>
      line.y - (tail[i - 1] ?? longer[longer.indexOf(line) - 1] ?? line).y > APART * line.size,
  );
  const below = gap < 0 ? [] : tail.slice(gap);
  return {
    above: zone.filter(({ y }) => y < from),
    beside: zone.filter((line) => line.y >= from && !below.includes(line)),
    below,
  };
}

function bottomOf(lines: readonly Line[]): number {
  return Math.max(0, ...lines.map(({ y }) => y));
}

function columnOf(lines: readonly Line[]): Column {
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
    const edged = right.filter((line) => line.left - start <= 2).length;
    if (edged < LEAST_LINES || left.length < LEAST_LINES) continue;
    const crossing = lines.length - right.length - left.length;
    if (crossing > lines.length / 3 || !stepsBeside(left, right)) continue;
    const columns = [nextTo(left, "left"), nextTo(right, "right")];
    const full = columns.filter((side) => isColumn(side, pageWidth)).length;
    const bar =
      full === 1 &&
      crossing === 0 &&
      [left, right].every((side, i) => isColumn(columns[i] ?? [], pageWidth) || isAligned(side));
    if (full < 2 && !bar) continue;
    const edge = Math.max(...left.map((line) => line.right));
    const width = start - edge;
    if (width > (best?.width ?? 0)) best = { at: (edge + start) / 2, width };
  }
  return best?.at ?? null;
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
