import type { Fragment, Page } from "./page-lines.ts";

interface Word {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const PAGE = /<page width="([\d.]+)" height="([\d.]+)">([\s\S]*?)<\/page>/gu;
const LINE = /<line [^>]*>([\s\S]*?)<\/line>/gu;
const WORD =
  /<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([\s\S]*?)<\/word>/gu;
/** A word's box spans ascent and descent; its letters are about this share of it. */
const LETTERS = 0.74;
/** Words whose edges are this near, in points, and whose middles are less than half a letter apart are one line's. */
const TOUCHING = 2;
/** Share of all gaps from which the commonest one is the space of the typeface. */
const COMMON = 0.3;
/** Gaps that differ from it are no spaces, but for those wide enough to hold one beside. */
const NARROW = 0.75;
const WIDE = 1.04;
const HOLDS_ONE = 2;

/** The pages that `pdftotext -bbox-layout` prints. */
export function popplerPages(xhtml: string): Page[] {
  const pages = [...xhtml.matchAll(PAGE)].map(([, width, height, content = ""]) => ({
    width: Number(width),
    height: Number(height),
    lines: mended(
      [...content.matchAll(LINE)].map(([, words = ""]) => [...words.matchAll(WORD)].map(wordOf)),
    ),
  }));
  const space = spaceOf(pages.flatMap(({ lines }) => lines.flatMap(gapsIn)));
  return pages.map(({ lines, ...page }) => ({
    ...page,
    fragments: lines.flatMap((line, run) => fragmentsOf(withoutFalseSpaces(line, space), run)),
  }));
}

function wordOf([, left, top, right, bottom, text = ""]: RegExpExecArray): Word {
  return {
    text: unescaped(text),
    left: Number(left),
    right: Number(right),
    top: Number(top),
    bottom: Number(bottom),
  };
}

/** Lines that poppler parted because a second typeface in them has other boxes, together again. */
function mended(lines: readonly (readonly Word[])[]): Word[][] {
  const result: Word[][] = [];
  for (const line of lines) {
    const touched = result.filter((one) => one.some((a) => line.some((b) => isBeside(a, b))));
    const together = [...touched.flat(), ...line].toSorted((a, b) => orderOf(a) - orderOf(b));
    for (const one of touched) result.splice(result.indexOf(one), 1);
    result.push(together);
  }
  return result;
}

/** A Khmer sign that some programs print by itself: its place is at the right end of the letter that it belongs to. */
const SIGN = /^[\u17b6-\u17d3]/u;
/** ... or this much further to the right, in box heights. */
const OVERHANG = 0.12;

/** What words of a line are sorted by. */
function orderOf(word: Word): number {
  return SIGN.test(word.text) ? word.left - OVERHANG * heightOf(word) : word.left;
}

function isBeside(a: Word, b: Word): boolean {
  const apart = Math.min(Math.abs(a.right - b.left), Math.abs(b.right - a.left));
  const level = Math.abs(a.top + a.bottom - b.top - b.bottom) / 2;
  return apart < TOUCHING && level < Math.min(heightOf(a), heightOf(b)) / 2;
}

function heightOf({ top, bottom }: Word): number {
  return bottom - top;
}

/** Words of one line stand on the level of the typeface that most of its letters have. */
function fragmentsOf(line: readonly Word[], run: number): Fragment[] {
  const letters = Map.groupBy(line, (word) => Math.round(heightOf(word)));
  const weight = (words: readonly Word[]): number =>
    words.reduce((sum, { text }) => sum + text.length, 0);
  const [, [main] = []] = [...letters].toSorted((a, b) => weight(b[1]) - weight(a[1]))[0] ?? [];
  if (!main) return [];
  const level = { y: main.bottom, height: heightOf(main) * LETTERS, run };
  return line.map(({ text, left, right }) => ({ text, x: left, width: right - left, ...level }));
}

function gapsIn(line: readonly Word[]): number[] {
  return line.slice(1).flatMap((word, i) => {
    const before = line[i];
    return before ? [gap(before, word)] : [];
  });
}

/** In box heights. */
function gap(before: Word, word: Word): number {
  return (word.left - before.right) / heightOf(word);
}

/** The commonest gap; null when the text is justified and none is common. */
function spaceOf(gaps: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const one of gaps) {
    const rounded = Math.round(one * 100) / 100;
    counts.set(rounded, (counts.get(rounded) ?? 0) + 1);
  }
  const [common] = [...counts].toSorted((a, b) => b[1] - a[1]);
  return common && common[1] >= COMMON * gaps.length ? common[0] : null;
}

/** Browsers leave gaps behind stacked Khmer letters, which poppler takes for spaces: they have other widths than the typeface's space. */
function withoutFalseSpaces(line: readonly Word[], space: number | null): Word[] {
  const words: Word[] = [];
  for (const word of line) {
    const before = words.at(-1);
    const khmer =
      /[\p{Script=Khmer}]$/u.test(before?.text ?? "") && /^[\p{Script=Khmer}]/u.test(word.text);
    const isSign = SIGN.test(word.text);
    if (before && khmer && (isSign || (space !== null && !isSpace(gap(before, word), space)))) {
      const right = Math.max(before.right, word.right);
      words[words.length - 1] = { ...before, text: inOrder(before.text + word.text), right };
    } else words.push(word);
  }
  return words;
}

/** Khmer writes a letter's subscripts in front of its vowel, however they were printed. */
function inOrder(text: string): string {
  return text.replaceAll(
    /(?<vowel>[\u17b6-\u17d1]+)(?<under>\u17d2[\u1780-\u17b3])/gu,
    "$<under>$<vowel>",
  );
}

function isSpace(width: number, space: number): boolean {
  return width >= HOLDS_ONE * space || (width >= NARROW * space && width <= WIDE * space);
}

function unescaped(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}
