import type { Fragment, Page } from "./page-lines.ts";

const PAGE = /<page width="([\d.]+)" height="([\d.]+)">([\s\S]*?)<\/page>/gu;
const LINE = /<line [^>]*>([\s\S]*?)<\/line>/gu;
const WORD =
  /<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([\s\S]*?)<\/word>/gu;
/** A word's box spans ascent and descent; its letters are about this share of it. */
const LETTERS = 0.74;
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
    lines: [...content.matchAll(LINE)].map(([, words = ""], run) =>
      [...words.matchAll(WORD)]
        .map(fragmentOf)
        .map((word, _, line) => ({ ...word, ...levelOf(line), run })),
    ),
  }));
  const space = spaceOf(pages.flatMap(({ lines }) => lines.flatMap(gapsIn)));
  return pages.map(({ lines, ...page }) => ({
    ...page,
    fragments: lines.flatMap((line) => withoutFalseSpaces(line, space)),
  }));
}

function fragmentOf([, xMin, yMin, xMax, yMax, text = ""]: RegExpExecArray): Fragment {
  return {
    text: unescaped(text),
    x: Number(xMin),
    y: Number(yMax),
    width: Number(xMax) - Number(xMin),
    height: (Number(yMax) - Number(yMin)) * LETTERS,
  };
}

/** Words of one line stand on one level, whatever their typefaces' boxes say. */
function levelOf(line: readonly Fragment[]): { readonly y: number; readonly height: number } {
  return { y: middle(line.map(({ y }) => y)), height: middle(line.map(({ height }) => height)) };
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function gapsIn(line: readonly Fragment[]): number[] {
  return line.slice(1).flatMap((word, i) => {
    const before = line[i];
    return before ? [gap(before, word)] : [];
  });
}

/** In letter heights. */
function gap(before: Fragment, word: Fragment): number {
  return (word.x - before.x - before.width) / word.height;
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
function withoutFalseSpaces(line: readonly Fragment[], space: number | null): Fragment[] {
  const words: Fragment[] = [];
  for (const word of line) {
    const before = words.at(-1);
    const khmer =
      /[\p{Script=Khmer}]$/u.test(before?.text ?? "") && /^[\p{Script=Khmer}]/u.test(word.text);
    if (before && khmer && space !== null && !isSpace(gap(before, word), space)) {
      words[words.length - 1] = {
        ...before,
        text: before.text + word.text,
        width: word.x + word.width - before.x,
      };
    } else words.push(word);
  }
  return words;
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
