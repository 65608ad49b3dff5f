import { isDateline } from "../dateline.ts";
import { isContactHeading, kickerOf } from "../line-kinds.ts";
import type { Role } from "../manuscript.ts";
import { isDepartment, isOfficeName, isOrganisation } from "../office-names.ts";
import { withoutAsides } from "./asides.ts";
import type { Piece } from "./assemble.ts";
import { type Column, columnOf, columnsOf } from "./columns.ts";
import { joinLines, vocabularyOf } from "./hyphens.ts";
import { placesOf } from "./page-furniture.ts";
import { type Line, linesOf, type Page } from "./page-lines.ts";
import { isLong, withRows } from "./table-rows.ts";

/** A gap wider than the usual line's by this parts paragraphs. */
const PARTED = 1.22;
/** Letters whose sizes differ by more than this are of different kinds of text. */
const OTHER_SIZE = 0.08;
const OTHER_SIZE_ROUGH = 0.28;
/** Letters larger than most by this are a heading's. */
const LARGE = 1.2;
const SHORT = 20;
const PARTED_ROUGH = 1.28;
/** An indent, in letter heights. */
const INDENT = 0.9;
/** Room that a line leaves for certain, in letter heights, beside the next line's first word. */
const ROOM = 0.8;
/** Khmer goes on without spaces; a longer run of letters is broken between its words. */
const LONGEST_WORD = 24;
const ITEM = /^(?:[•·▪‣◦\uf0b7–—-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+\S/u;

interface Flow {
  readonly column: Column;
  readonly measure: Measure;
}

/** How exactly a document's letters are measured. */
interface Measure {
  readonly parted: number;
  readonly otherSize: number;
}

const EXACT: Measure = { parted: PARTED, otherSize: OTHER_SIZE };
const ROUGH: Measure = { parted: PARTED_ROUGH, otherSize: OTHER_SIZE_ROUGH };

/** The paragraphs of pages as a person reads them: columns one after the other, lines and pages joined, running headers and footers apart, page numbers dropped. */
export function pageText(pages: readonly Page[]): Piece[] {
  const lines = pages.map(linesOf);
  const places = placesOf(pages, lines);
  const select = (place: string): Line[][] =>
    lines.map((own, i) => own.filter((_, j) => places[i]?.[j] === place));
  let isBelowText = false;
  const asides: Flow[] = [];
  const flows = select("body").flatMap((own, page): Flow[] => {
    const measure = pages[page]?.rough ? ROUGH : EXACT;
    const { text, asides: boxes } = withoutAsides(own);
    asides.push(...boxes.map((box) => ({ column: columnOf(box), measure })));
    return columnsOf(text, pages[page]?.width ?? 0).map((column) => {
      const rows = withRows(column.lines, isBelowText);
      isBelowText ||= column.lines.some(isLong);
      return { column: { ...column, lines: rows }, measure };
    });
  });
  const vocabulary = vocabularyOf(lines.flat().map(({ text }) => text));
  return [
    ...select("header")
      .flat()
      .map((line) => furniture(line, "letterhead")),
    ...paragraphs([...flows, ...asides], vocabulary),
    ...select("footer")
      .flat()
      .map((line) => furniture(line, "footer")),
  ];
}

function furniture({ text, size }: Line, role: Role): Piece {
  return { text, size, role };
}

function paragraphs(flows: readonly Flow[], vocabulary: ReadonlySet<string>): Piece[] {
  const found: Open[] = [];
  for (const flow of flows) {
    const { lines } = flow.column;
    const pitch = pitchOf(lines, flow.measure);
    for (const [i, line] of lines.entries()) {
      const before = lines[i - 1];
      const open = found.at(-1);
      const step = open && before ? { open, before, line, pitch } : null;
      if (open && (step ? continues(step, flow) : !before && continuesAcross(open, line, flow))) {
        open.text = joinLines(open.text, line.text, vocabulary);
        continue;
      }
      const close =
        before !== undefined && line.y - before.y <= flow.measure.parted * pitch(before);
      found.push({
        text: line.text,
        size: line.size,
        close,
        indented: isIndented(line, flow.column),
        isRow: line.isRow === true,
      });
    }
  }
  return found.map(pieceOf);
}

function pieceOf({ text, size, close, isRow }: Open): Piece {
  return {
    text: text.replace(/^[•·▪‣◦\uf0b7]\s*/u, ""),
    size,
    close,
    role: isRow || ITEM.test(text) ? "item" : "text",
  };
}

interface Open {
  text: string;
  readonly size: number;
  readonly close: boolean;
  readonly indented: boolean;
  readonly isRow: boolean;
}

interface Step {
  readonly open: Open;
  readonly before: Line;
  readonly line: Line;
  readonly pitch: Pitch;
}

/** Whether `line` goes on with the paragraph that `before` belongs to. */
function continues({ open, before, line, pitch }: Step, { column, measure }: Flow): boolean {
  if (otherSize(before, line, measure) || line.isRow || before.isRow) return false;
  const gap = line.y - before.y;
  if (gap > measure.parted * pitch(before) || gap <= 0 || ITEM.test(line.text)) return false;
  if (isLineOfItsOwn(before) || isOtherFont(before, line) || areIssuerAndUnit(before, line))
    return false;
  if (isLineOfItsOwn(line) && !leadsToDate(open)) return false;
  if (isCentred(before, column) && !isCentred(line, column)) return false;
  if (areRightAligned(before, line, column) || isInCapitals(before) !== isInCapitals(line))
    return false;
  if (line.left > before.right || line.right < before.left) return false;
  if (/\p{L}[-\u2010\u00ad]$/u.test(before.text) && /^\p{Ll}/u.test(line.text)) return true;
  if (areCentred(before, line, column)) return !hadRoom(before, line, column);
  const wasIndented = before.left - column.left > INDENT * line.size;
  if (
    isIndented(line, column) &&
    (open.indented ? line.left - before.left > INDENT * line.size : !wasIndented)
  )
    return false;
  return !hadRoom(before, line, column);
}

function isLineOfItsOwn({ text }: Line): boolean {
  return isDateline(text) || kickerOf(text) !== null || isContactHeading(text);
}

/** A sentence whose day begins the next line: "... until / 31 December 2026. The ...". */
function leadsToDate({ text }: Open): boolean {
  return text.length > 60 && LEADS_TO_DATE.test(text);
}

const LEADS_TO_DATE =
  /(?:(?<!\p{L})(?:on|by|of|from|to|until|till|since|before|after|in|and|between|dated|le|du|au|et|jusqu['’]au|dès|avant|après|depuis|\p{L}+day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|,)$/iu;

/** "Ministry of Health" above "Press Unit": two names, where each is whole. */
function areIssuerAndUnit(before: Line, line: Line): boolean {
  return (
    isOrganisation(before.text) &&
    isOfficeName(before.text) &&
    isDepartment(line.text) &&
    isOfficeName(line.text) &&
    /^\p{Lu}/u.test(line.text) &&
    !/(?:(?<!\p{L})(?:and|of|for|the|et|de|du|des|la|le|les)|[,&-])$/iu.test(before.text)
  );
}

/** Each wholly in a typeface of its own: a heading in bold above its text. */
function isOtherFont(a: Line, b: Line): boolean {
  return a.font !== undefined && b.font !== undefined && a.font !== b.font && b.text.length > 3;
}

/** From one column or page to the next: a sentence that has not ended goes on. */
function continuesAcross(open: Open, line: Line, { column, measure }: Flow): boolean {
  if (otherSize(open, line, measure) || ITEM.test(line.text)) return false;
  if (open.isRow || line.isRow) return false;
  if (/\p{L}[-\u2010\u00ad]$/u.test(open.text) && /^\p{L}/u.test(line.text)) return true;
  if (/[.!?។៕:”"»]$/u.test(open.text)) return false;
  return open.text.length > 60 && !isIndented(line, column);
}

/** The line before would have held the next word: it was ended on purpose. */
function hadRoom(before: Line, line: Line, column: Column): boolean {
  const word = (line.text.split(/\s/u, 1)[0] ?? "").slice(0, LONGEST_WORD);
  const letter = (line.right - line.left) / Math.max(1, line.text.length);
  const [left, right] = [before.left - column.left, column.right - before.right];
  const free = isCentred(before, column) ? left + right : edgeFor(line, column) - before.right;
  return free > (word.length + 1) * letter + ROOM * line.size;
}

/** Lines of an address or signature at the right edge: nothing wraps there. */
function areRightAligned(a: Line, b: Line, { left, right }: Column): boolean {
  const free = Math.min(a.left, b.left) - left;
  const [fromLeft, fromRight] = [Math.abs(a.left - b.left), Math.abs(a.right - b.right)];
  return free > (right - left) / 4 && fromRight < b.size / 4 && fromLeft > b.size / 2;
}

/** "MINISTRY OF HEALTH" above "Press Unit". */
function isInCapitals({ text }: Line): boolean {
  return /\p{Lu}{3}/u.test(text) && !/[\p{Ll}\p{Lo}]/u.test(text);
}

/** Two lines of a title, one below the middle of the other, away from the column's edge. */
function areCentred(a: Line, b: Line, { left }: Column): boolean {
  const apart = Math.abs(a.left + a.right - b.left - b.right) / 2;
  return apart < b.size / 2 && Math.min(a.left, b.left) - left > b.size;
}

/** White on both sides alike. */
function isCentred(line: Line, column: Column): boolean {
  const [left, right] = [line.left - column.left, column.right - line.right];
  return Math.abs(left - right) < line.size && left > 2 * line.size;
}

/** The right edge of the lines that begin where `line` does, in its typeface. */
function edgeFor(line: Line, { lines }: Column): number {
  const alike = lines.filter(
    ({ left, size, font }) =>
      Math.abs(left - line.left) < line.size &&
      Math.abs(size - line.size) < 0.3 * line.size &&
      (font === undefined || line.font === undefined || font === line.font),
  );
  return Math.max(...alike.map(({ right }) => right));
}

function isIndented(line: Line, column: Column): boolean {
  return line.left - column.left > INDENT * line.size;
}

/** A scanner measures a short line of small letters smaller than it is. */
function otherSize(a: Letters, b: Letters, { otherSize: limit }: Measure): boolean {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  if (limit === OTHER_SIZE_ROUGH && small.text.length < SHORT) return false;
  return large.size - small.size > limit * large.size;
}

type Letters = Pick<Line, "size" | "text">;

/** White space between paragraphs makes their steps longer than those of lines at least so much. */
const CLOSER = 0.8;

type Pitch = (line: Line) => number;

/** The usual distance of lines of a size in a column. */
function pitchOf(lines: readonly Line[], measure: Measure): Pitch {
  const steps = lines.flatMap((line, i) => {
    const before = lines[i - 1];
    return before && !line.isRow && !before.isRow && !otherSize(before, line, measure)
      ? [{ size: line.size, text: line.text, gap: line.y - before.y }]
      : [];
  });
  const sizes = steps.map(({ size }) => size).toSorted((a, b) => a - b);
  const standard = sizes[Math.floor(sizes.length / 2)];
  // A scanner takes a heading's letters for the text's; its lines stand further apart all the same.
  const enlarged = (size: number): number =>
    measure === ROUGH && standard !== undefined && size > LARGE * standard ? size / standard : 1;
  return (line) => {
    const own = steps
      .filter((step) => !otherSize(step, line, measure))
      .map(({ gap }) => gap)
      .toSorted((a, b) => a - b);
    // Most steps are inside paragraphs; with few lines the smallest step is.
    const usual = own.length >= 6 ? own[Math.floor(own.length * 0.4)] : own[0];
    // ... but of paragraphs of a line or two: then the steps inside them are the fewer.
    const fewer = own[Math.floor(own.length * 0.2)];
    const isInside = fewer !== undefined && usual !== undefined && fewer < CLOSER * usual;
    if (measure === EXACT && isInside && fewer >= line.size) return fewer;
    return Math.min((usual ?? line.size * 1.3) * enlarged(line.size), line.size * 2.6);
  };
}
