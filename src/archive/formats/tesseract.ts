import type { Fragment, Page } from "./page-lines.ts";

/** A recognised page, and how sure Tesseract is of its words: 0 to 100. */
export interface Recognised {
  readonly page: Page;
  readonly confidence: number;
}

interface Word {
  readonly line: string;
  readonly text: string;
  readonly left: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
  readonly confidence: number;
}

/** Words below are specks. */
const LEAST_CONFIDENCE = 12;
const LEVEL_PAGE = "1";
const LEVEL_WORD = "5";
/** A page's tilt is measured on lines with at least so many words. */
const LONG_LINE = 6;
/** Most words have neither the tallest nor the lowest letters; this one of a line's words in order of height does. */
const TALL = 0.75;

/** What `tesseract ... tsv` prints of a page, its tilt undone: the words of a line share its baseline. */
export function recognisedPage(tsv: string): Recognised {
  const rows = tsv
    .split("\n")
    .slice(1)
    .map((row) => row.replace(/\r$/u, "").split("\t"));
  const size = rows.find(([level]) => level === LEVEL_PAGE);
  const words = rows.flatMap(wordOf);
  const lines = [
    ...Map.groupBy(
      words.filter(({ confidence }) => confidence >= LEAST_CONFIDENCE),
      ({ line }) => line,
    ).values(),
  ];
  const slope = median(lines.filter((line) => line.length >= LONG_LINE).map(slopeOf)) ?? 0;
  const confidence =
    words.reduce((sum, word) => sum + word.confidence, 0) / Math.max(1, words.length);
  return {
    page: {
      width: Number(size?.[8] ?? 0),
      height: Number(size?.[9] ?? 0),
      rough: true,
      fragments: lines.flatMap((line, run) => fragmentsOf(line, { slope, run })),
    },
    confidence,
  };
}

function wordOf([
  level,
  ,
  block,
  paragraph,
  line,
  ,
  left,
  top,
  width,
  height,
  confidence,
  text = "",
]: readonly string[]): Word[] {
  if (level !== LEVEL_WORD || text.trim() === "") return [];
  return [
    {
      line: `${block} ${paragraph} ${line}`,
      text,
      left: Number(left),
      bottom: Number(top) + Number(height),
      width: Number(width),
      height: Number(height),
      confidence: Number(confidence),
    },
  ];
}

function fragmentsOf(
  line: readonly Word[],
  { slope, run }: { readonly slope: number; readonly run: number },
): Fragment[] {
  const y = median(line.map(({ left, width, bottom }) => bottom - slope * (left + width / 2))) ?? 0;
  const heights = line.map(({ height }) => height).toSorted((a, b) => a - b);
  const height = heights[Math.floor(heights.length * TALL)] ?? 0;
  return line.map(({ text, left, width }) => ({ text, x: left, y, width, height, run }));
}

/** Of the line through the lower edges of the words. */
function slopeOf(line: readonly Word[]): number {
  const points = line.map(({ left, width, bottom }) => [left + width / 2, bottom] as const);
  const mean = (i: 0 | 1): number =>
    points.reduce((sum, point) => sum + point[i], 0) / points.length;
  const [x0, y0] = [mean(0), mean(1)];
  const along = points.reduce((sum, [x, y]) => sum + (x - x0) * (y - y0), 0);
  return along / points.reduce((sum, [x]) => sum + (x - x0) ** 2, Number.EPSILON);
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
