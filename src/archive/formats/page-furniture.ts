import { lineKind } from "../line-kinds.ts";
import { isOfficeName } from "../office-names.ts";
import type { Line, Page } from "./page-lines.ts";

export type Place = "body" | "header" | "footer" | "dropped";

/** The strips of a page in which running headers and footers stand. */
const HEAD = 0.14;
const FOOT = 0.87;
/** ... on small pages. */
const HEAD_POINTS = 100;
const FOOT_POINTS = 60;
/** The outermost strips, where browsers print time, address and page. */
const EDGE = 0.055;
const PAGE_NUMBER =
  /(?:^|[\s|·•–—-])(?:page|p\.|sheet|feuille|folio|seite|ទំព័រ)\s*[\d០-៩]{1,3}(?:\s*(?:of|\/|sur|de|von|នៃ)\s*[\d០-៩]{1,3})?$|^[-–—\s]*[\d០-៩]{1,3}(?:\s*(?:of|\/|sur)\s*[\d០-៩]{1,3})?[-–—\s]*$|^\(?\d{1,2}\)?$/iu;
const PRINTED =
  /^\d{1,2}\/\d{1,2}\/\d{2,4},?\s|^(?:https?:\/\/|www\.|file:\/\/)\S+|^\d{1,2}:\d{2}$/iu;
/** A strip's line is furniture on one page only when a gap this much wider than the usual one parts it from the text. */
const APART = 1.7;
const FAR = 3.2;
/** A running head is short, and has at least so many letters: figures alone are rows of a table. */
const LONGEST_HEAD = 120;
const MOST_HEAD_LINES = 3;
const LEAST_HEAD = 8;
const SMALLER = 0.93;

/** Where each line of each page belongs: the text, or a header or footer that repeats, is a page number or stands apart; a repeated one is kept once. */
export function placesOf(pages: readonly Page[], lines: readonly (readonly Line[])[]): Place[][] {
  const seen = new Map<string, number>();
  for (const [i, page] of pages.entries()) {
    const shapes = new Set(
      (lines[i] ?? [])
        .filter((line) => strip(line, page) !== "body")
        .map(({ text }) => shapeOf(text)),
    );
    for (const shape of shapes) seen.set(shape, (seen.get(shape) ?? 0) + 1);
  }
  const kept = new Set<string>();
  const earlier = new Set<string>();
  return pages.map((page, i) => {
    const own = lines[i] ?? [];
    const running = i === 0 ? new Set<Line>() : runningHead(page, own, earlier);
    for (const line of own) earlier.add(shapeOf(line.text));
    return own.map((line): Place => {
      const place = strip(line, page);
      if (place === "body") return "body";
      const printed =
        isEdge(line, page) &&
        own.some((other) => Math.abs(other.y - line.y) < 3 && PRINTED.test(other.text));
      if (PAGE_NUMBER.test(line.text) || printed) return "dropped";
      const repeats = pages.length > 1 && (seen.get(shapeOf(line.text)) ?? 0) > 1;
      if (running.has(line)) return "dropped";
      if (!repeats && (place !== "footer" || !standsApart(line, own, page))) return "body";
      if (repeats && kept.has(shapeOf(line.text))) return "dropped";
      kept.add(shapeOf(line.text));
      return place;
    });
  });
}

/** The lines above the text of a later page that an earlier page has too, one by one or as parts of one line, or a name or number behind white space. */
function runningHead(
  page: Page,
  lines: readonly Line[],
  earlier: ReadonlySet<string>,
): ReadonlySet<Line> {
  const sorted = lines.toSorted((a, b) => a.y - b.y || a.left - b.left);
  const top = sorted.slice(0, MOST_HEAD_LINES).filter((line) => strip(line, page) === "header");
  for (let count = top.length; count > 0; count -= 1) {
    const head = top.slice(0, count);
    const text = head.map((line) => line.text).join(" ");
    if (text.length <= LONGEST_HEAD && isKnown(text, earlier)) return new Set(head);
  }
  const [first, second] = sorted;
  if (!first || !top.includes(first) || first.text.length > LONGEST_HEAD) return new Set();
  const gap = second ? second.y - first.y : Infinity;
  const apart = gap > APART * usualGap(lines) && first.size <= (second?.size ?? first.size) + 0.5;
  const names =
    isOfficeName(first.text) || /^(?:kicker|number|furniture)$/u.test(lineKind(first.text));
  return new Set(apart && names ? [first] : []);
}

function isKnown(text: string, earlier: ReadonlySet<string>): boolean {
  const parts = [text, ...text.split(/\s+[·|–—-]\s+|,\s+/u)].map(shapeOf);
  const [whole = "", ...own] = parts;
  if ((whole.match(/\p{L}/gu)?.length ?? 0) < LEAST_HEAD) return false;
  return earlier.has(whole) || own.every((part) => earlier.has(part));
}

function strip({ y }: Line, { height }: Page): Place {
  if (y <= Math.max(HEAD * height, HEAD_POINTS)) return "header";
  return y >= Math.min(FOOT * height, height - FOOT_POINTS) ? "footer" : "body";
}

function isEdge({ y }: Line, { height }: Page): boolean {
  return y <= EDGE * height || y >= (1 - EDGE) * height;
}

function shapeOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[\d០-៩]+/gu, "#")
    .replaceAll(/\s+/gu, "");
}

/** Below the text, behind white space: in smaller letters, an address or contact, or far below. */
function standsApart(line: Line, lines: readonly Line[], { height }: Page): boolean {
  const usual = usualGap(lines);
  const sorted = lines.toSorted((a, b) => a.y - b.y);
  const gapAbove = (i: number): number =>
    (sorted[i]?.y ?? 0) - (sorted[i - 1]?.y ?? sorted[i]?.y ?? 0);
  const from = sorted.findLastIndex((one, i) => one.y <= line.y && gapAbove(i) > APART * usual);
  const [above, first] = [sorted[from - 1], sorted[from]];
  if (!above || !first || first.y < FOOT * height || line.size > above.size + 0.5) return false;
  const foot = sorted.slice(from);
  return (
    gapAbove(from) > FAR * usual ||
    foot.every(({ size }) => size < SMALLER * above.size) ||
    foot.some(({ text }) => /^(?:address|contact)$/u.test(lineKind(text)))
  );
}

function usualGap(lines: readonly Line[]): number {
  const gaps = lines
    .slice(1)
    .map(({ y }, i) => y - (lines[i]?.y ?? y))
    .filter((gap) => gap > 1);
  return gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
}
