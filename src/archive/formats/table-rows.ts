import { lineKind } from "../line-kinds.ts";
import type { Line } from "./page-lines.ts";

/** A table has at least so many rows; fewer may be a letterhead's two sides. */
const LEAST_ROWS = 3;
/** Share of the letters' height by which cells of one row may stand apart. */
const SAME_ROW = 0.4;
/** Cells below one another begin or end within so many letter heights. */
const ALIGNED = 1;
/** A line so long is running text: a letterhead is over. */
const LONG_LINE = 60;

/** Lines with the cells of a table's rows joined, each row a line that is marked as one. A table comes below running text. */
export function withRows(lines: readonly Line[], isBelowText: boolean): Line[] {
  const rows = rowsOf(lines);
  const result: Line[] = [];
  let below = isBelowText;
  for (let i = 0; i < rows.length; ) {
    const table = below ? tableAt(rows, i) : [];
    if (table.length >= LEAST_ROWS) result.push(...table.map(joined));
    else result.push(...(rows[i] ?? []));
    below ||= (rows[i] ?? []).some(isLong);
    i += table.length >= LEAST_ROWS ? table.length : 1;
  }
  return result;
}

/** Whether a line is one of running text. */
export function isLong({ text }: Line): boolean {
  return text.length >= LONG_LINE;
}

function rowsOf(lines: readonly Line[]): Line[][] {
  const rows: Line[][] = [];
  for (const line of lines) {
    const row = rows.at(-1);
    const [first] = row ?? [];
    const last = row?.at(-1);
    const isBeside =
      first && last && Math.abs(first.y - line.y) < SAME_ROW * line.size && line.left > last.right;
    if (row && isBeside) row.push(line);
    else rows.push([line]);
  }
  return rows;
}

/** The rows of several cells from `from` on, each aligned with the one before. */
function tableAt(rows: readonly Line[][], from: number): Line[][] {
  const table: Line[][] = [];
  for (const row of rows.slice(from)) {
    const before = table.findLast((one) => one.length > 1);
    if (row.some(isContact) || !(before ? goesOn(before, row) : row.length > 1)) break;
    table.push(row);
  }
  while (table.at(-1)?.length === 1) table.pop();
  return table.filter((row) => row.length > 1).length >= 2 ? table : [];
}

/** Narrow gaps may have made one line of a row: it fills the table from edge to edge. */
function goesOn(before: readonly Line[], row: readonly Line[]): boolean {
  const [first] = row;
  if (row.length > 1 || !first) return areAligned(before, row);
  return (
    !isLong(first) &&
    areNear(before[0]?.left, first.left, first) &&
    areNear(before.at(-1)?.right, first.right, first)
  );
}

function areNear(a: number | undefined, b: number, { size }: Line): boolean {
  return a !== undefined && Math.abs(a - b) <= ALIGNED * size;
}

/** Addresses side by side are two columns of lines. */
function isContact({ text }: Line): boolean {
  const kind = lineKind(text);
  return kind === "contact" || kind === "address";
}

function areAligned(above: readonly Line[], row: readonly Line[]): boolean {
  const aligned = row.filter((cell) =>
    above.some(
      (other) => areNear(other.left, cell.left, cell) || areNear(other.right, cell.right, cell),
    ),
  );
  return aligned.length >= 2 && aligned.length >= row.length / 2;
}

function joined(row: readonly Line[]): Line {
  const [first] = row;
  const last = row.at(-1);
  if (!first || !last) throw new RangeError("A row has cells.");
  return { ...first, text: row.map(({ text }) => text).join(" "), right: last.right, isRow: true };
}
