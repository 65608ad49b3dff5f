import type { Line } from "./page-lines.ts";

/** A page's running text, and what stands in boxes that it runs around. */
export interface Parted {
  readonly text: readonly Line[];
  /** Each read from top to bottom. */
  readonly asides: readonly (readonly Line[])[];
}

/** A box has so many lines at least, and the text beside it. */
const LEAST_LINES = 2;
const LEAST_BESIDE = 3;
/** White between box and text, in letter heights. */
const GUTTER = 0.4;
/** The lines beside a box fill the room that is left to them on average by this. */
const FILLED = 0.62;
/** Running text of so many lines is a column. */
const COLUMN_LINES = 4;
/** Share of the lines beside a box that go on from the one above within a sentence: rows of a table do not. */
const GOING_ON = 0.4;
/** A box is no wider than this share of the page's text. */
const WIDEST = 0.55;

/** Boxes of short lines at the right of a page that its text runs around, apart from it; the lines beside one are given the width that they would have without it. What holds running text itself is a column. */
export function withoutAsides(lines: readonly Line[]): Parted {
  let text = lines;
  const asides: (readonly Line[])[] = [];
  for (let found = asideIn(text); found !== null; found = asideIn(text)) {
    const { box, beside, widened } = found;
    asides.push(box);
    text = text
      .filter((line) => !box.includes(line))
      .map((line) => (beside.includes(line) ? widened(line) : line));
  }
  return { text, asides };
}

interface Aside {
  readonly box: readonly Line[];
  readonly beside: readonly Line[];
  readonly widened: (line: Line) => Line;
}

function asideIn(lines: readonly Line[]): Aside | null {
  const left = Math.min(...lines.map((line) => line.left));
  const right = Math.max(...lines.map((line) => line.right));
  const starts = new Set(
    lines.filter((line) => line.left > left + (WIDEST * (right - left)) / 2).map(startOf),
  );
  for (const start of starts) {
    const box = lines.filter((line) => startOf(line) === start || isInside(line, start, lines));
    const beside = box.length < LEAST_LINES ? [] : besideOf(box, lines);
    if (!isRunAround(beside, { box, lines, left, right })) continue;
    const edge = Math.max(...beside.map((line) => line.right));
    return {
      box,
      beside: lines.filter((line) => beside.includes(line) || isAtBrim(line, beside)),
      widened: (line) => ({ ...line, right: line.right + right - edge }),
    };
  }
  return null;
}

function startOf({ left }: Line): number {
  return Math.round(left / 2);
}

/** A line of the box that is indented. */
function isInside(line: Line, start: number, lines: readonly Line[]): boolean {
  const own = lines.filter((one) => startOf(one) === start);
  const [top, bottom] = [Math.min(...own.map(({ y }) => y)), Math.max(...own.map(({ y }) => y))];
  return startOf(line) > start && line.y >= top && line.y <= bottom;
}

/** What stands at the height of a box. */
function besideOf(box: readonly Line[], lines: readonly Line[]): Line[] {
  const top = Math.min(...box.map(({ y, size }) => y - size));
  const bottom = Math.max(...box.map(({ y, size }) => y + size));
  return lines.filter(({ y }) => y > top && y < bottom).filter((line) => !box.includes(line));
}

/** A line directly above or below a box's height that the box's margin makes shorter, too. */
function isAtBrim(line: Line, beside: readonly Line[]): boolean {
  const edge = Math.max(...beside.map(({ right }) => right));
  const pitch = Math.max(...beside.slice(1).map(({ y }, i) => y - (beside[i]?.y ?? y)));
  const isNext = beside.some(({ y }) => Math.abs(line.y - y) <= pitch);
  return isNext && line.right <= edge && line.right > edge - BRIM * line.size;
}

/** A line that a box makes shorter ends this near to the others' edge, in letter heights. */
const BRIM = 5;

interface Surroundings {
  readonly box: readonly Line[];
  readonly lines: readonly Line[];
  /** Edges of the text. */
  readonly left: number;
  readonly right: number;
}

/** Nothing else stands at the right of the text so near to a box, in letter heights: a few lines of a column are none. */
const ALONE = 3;

function isAlone(box: readonly Line[], edge: number, lines: readonly Line[]): boolean {
  return lines.every(
    (line) =>
      line.left <= edge ||
      box.includes(line) ||
      box.every(({ y, size }) => Math.abs(line.y - y) > ALONE * size),
  );
}

/** Whether lines of running text were made shorter by a box. */
function isRunAround(beside: readonly Line[], { box, lines, left, right }: Surroundings): boolean {
  if (beside.length < LEAST_BESIDE || (box.length >= COLUMN_LINES && goesOn(box))) return false;
  const start = Math.min(...box.map((line) => line.left));
  const room = start - left;
  const isShorter = beside.every(
    (line) => line.left - left < 2 * line.size && line.right < start - GUTTER * line.size,
  );
  if (!isShorter || right - start > WIDEST * (right - left)) return false;
  if (!isAlone(box, Math.max(...beside.map((line) => line.right)), lines)) return false;
  const filled = beside.reduce((sum, line) => sum + line.right - line.left, 0) / beside.length;
  const size = beside[0]?.size ?? 0;
  const isWide = (line: Line): boolean =>
    line.right > start && !box.includes(line) && Math.abs(line.size - size) < 0.1 * size;
  return (
    filled >= FILLED * room &&
    goesOn(beside) &&
    lines.some((line) => isWide(line) && line.left - left < 2 * line.size)
  );
}

/** Whether lines are those of sentences that were wrapped. */
function goesOn(lines: readonly Line[]): boolean {
  const small = lines.filter(({ text }, i) => i > 0 && /^\p{Ll}/u.test(text)).length;
  return small >= GOING_ON * (lines.length - 1);
}
