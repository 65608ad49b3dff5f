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
/** White between columns, in letter heights. */
const GUTTER = 0.7;

/** The columns of a page in reading order: what spans them parts them into zones, read from top to bottom. */
export function columnsOf(lines: readonly Line[], pageWidth: number): Column[] {
  const gutter = gutterIn(lines, pageWidth);
  if (gutter === null) return lines.length > 0 ? [columnOf(lines)] : [];
  const columns: Column[] = [];
  let zone: Line[] = [];
  const close = (): void => {
    const [left, right] = [
      zone.filter((line) => line.right <= gutter),
      zone.filter((line) => line.right > gutter),
    ];
    for (const side of [left, right]) columns.push(...columnsOf(side, pageWidth));
    zone = [];
  };
  for (const line of lines) {
    if (line.left < gutter && line.right > gutter) {
      close();
      const last = columns.at(-1);
      if (last && last.left < gutter && last.right > gutter)
        columns[columns.length - 1] = columnOf([...last.lines, line]);
      else columns.push(columnOf([line]));
    } else zone.push(line);
  }
  close();
  return columns;
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
    if (right.length < LEAST_LINES || left.length < LEAST_LINES) continue;
    const crossing = lines.length - right.length - left.length;
    if (crossing > lines.length / 3 || !isColumn(left, pageWidth) || !isColumn(right, pageWidth))
      continue;
    if (!stepsBeside(left, right)) continue;
    const edge = Math.max(...left.map((line) => line.right));
    const width = start - edge;
    if (width > (best?.width ?? 0)) best = { at: (edge + start) / 2, width };
  }
  return best?.at ?? null;
}

function isColumn(lines: readonly Line[], pageWidth: number): boolean {
  const { left, right } = columnOf(lines);
  const width = right - left;
  const filled = lines.reduce((sum, line) => sum + (line.right - line.left), 0) / lines.length;
  return width >= LEAST_WIDTH * pageWidth && filled >= FILLED * width;
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
