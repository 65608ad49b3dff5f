import type { Language } from "../domain/language.ts";
import type { Span } from "../domain/span.ts";
import { datesIn, impossibleDatesIn } from "../text/dates.ts";
import { languageOf } from "../text/language.ts";
import { isOfficeName } from "./office-names.ts";

/** A line or the beginning of one that says where and when a text was issued. */
export interface Dateline extends Span {
  /** `YYYY-MM-DD`; null when it prints a day that the calendar lacks. */
  readonly date: string | null;
  readonly dateSpan: Span;
  /** As printed; null when it names none. */
  readonly place: string | null;
  readonly placeSpan: Span | null;
  /** Who issues, where that stands beside the day: `Lowgate Ferry Board, 18 April 2024`. */
  readonly issuerSpan: Span | null;
}

/** Beside the date and the place, a dateline holds only these: labels, weekdays, times of day. */
const FILLER =
  /(?<![\p{L}\p{N}])(?:(?:press|news|media)\s+(?:release|statement)(?:\s+(?:of|dated))?|communiqué(?:\s+de\s+presse)?(?:\s+(?:du|en\s+date\s+du))?|for\s+release|date(?:\s+of\s+(?:issue|release|publication))?|dated|(?:issued|released?|published|posted|done|given)(?:\s+(?:on|at|in))?|(?:publié|diffusé|fait|mis\s+en\s+ligne|publication)(?:\s+(?:à|le|en))?|(?:at\s+|by\s+|à\s+)?(?:noon|midday|midnight|midi|minuit|\d{1,2}(?:\s?[.:h]\s?\d{2})?(?:\s?h(?:eures|rs)?)?\s?(?:[ap]\.?\s?m\.?)?)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thu(?:rs)?|fri|sat|sun|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hours|local\s+time|gmt|utc|cet|cest|bst|ict|e[sd]?t|[cmp][sd]t|(?:views?|hits)\s*:?\s*\d[\d.,]*)(?![\p{L}\p{N}])|ថ្ងៃ(?:ច័ន្ទ|ចន្ទ|អង្គារ|ពុធ|ព្រហស្បតិ៍|សុក្រ|សៅរ៍|អាទិត្យ)?|កាលបរិច្ឆេទ|ចេញផ្សាយ|ផ្សាយ|ធ្វើនៅ|នៅ/giu;
/** An article or preposition left over between place and date; "Prices to Fall on 1 May" is no dateline. */
const LEFT_OVER = /^(?:[l1]e|on|the|du|this)$|[\s,]+[l1]e$/iu;
/** The day of the Khmer calendar, in front of the one that it corresponds to. */
const LUNAR = /ថ្ងៃ\S*\s*[\d០-៩]+\s?(?:កើត|រោច).*$|ត្រូវនឹង\s*$/u;
/** A preposition in front of a place behind the day. */
const LEADING = /^[\s,]*(?:à|at|in)\s+(?=\p{Lu})/u;
/** Labels of dates that are not the date of issue. */
const OTHER_DATE =
  /updated?|modif|printed|imprim|last\s+(?:review|chang)|mis(?:e)?\s+à\s+jour|forwarded|transf|accessed|retrieved|expires?|deadline|valid|effective|បច្ចុប្បន្នភាព/iu;
const EDGE = /^[\s,;:|/().៖·•*_–—-]+|[\s,;:|/().៖·•*_–—-]+$/gu;
/** A capitalised or Khmer word of a place's name, or a small one inside it. */
const PLACE_WORD =
  "(?:(?:d['’])?[\\p{Lu}\\p{Script=Khmer}][\\p{L}\\p{M}.'’\\u200b-\\u200d-]*|de|du|des|la|le|les|of|the|sur|en)";
/** One to four such words, and what they lie in. */
const PLACE = new RegExp(
  `^(?!.*\\d)(?!.*\\b(?:[Ff]rom|[Tt]o|[Ff]or|[Ii]s|[Aa]nd|[Ww]ill|[Bb]y|[Oo]n)\\b)${PLACE_WORD}(?:\\s${PLACE_WORD}){0,3}(?:\\s?[,/(]\\s?${PLACE_WORD}(?:\\s${PLACE_WORD}){0,3}){0,2}$`,
  "u",
);
/** How a dateline parts from the sentence that it opens. */
const BREAK =
  /^\s*\)?\s*(?:(?:\(\p{Lu}{2,8}\)|\/[\p{L}\s.-]{2,30}\/)\s*)?(?:[-–—:៖]+|\.\s*[-–—]+|\.(?=\s+\p{Lu}))\s*/u;
/** A dateline is no longer than this in front of a sentence. */
const RUN_IN = 90;

/** `line` as a dateline of its own; null when it says more than a place and a day, or names another date (updated, printed). What such another date stands beside may be one. */
export function datelineOf(line: string, language: Language = languageOf(line)): Dateline | null {
  if (line.length > 140) return null;
  if (!OTHER_DATE.test(line)) return wholeDateline(line, language);
  for (const part of line.matchAll(/[^|·•]+?(?=\s[–—-]\s|[|·•]|$)/gu)) {
    const found = OTHER_DATE.test(part[0]) ? null : wholeDateline(part[0], language);
    if (found) return moved(found, part.index);
  }
  return null;
}

function moved(dateline: Dateline, by: number): Dateline {
  const shift = ({ start, end }: Span): Span => ({ start: start + by, end: end + by });
  return {
    ...dateline,
    ...shift(dateline),
    dateSpan: shift(dateline.dateSpan),
    placeSpan: dateline.placeSpan && shift(dateline.placeSpan),
    issuerSpan: dateline.issuerSpan && shift(dateline.issuerSpan),
  };
}

/** A Khmer sentence that ends within a line of wrapped text. */
const GOES_ON = /[។៕]\s*[\p{L}\p{N}]/u;

function wholeDateline(line: string, language: Language): Dateline | null {
  const possible = datesIn(line, language);
  const [first] = possible;
  const day = first ?? impossibleDatesIn(line, language)[0];
  if (!day || possible.length > 1 || GOES_ON.test(line)) return null;
  const before = besideDay(line, { start: 0, end: day.start });
  const after = besideDay(line, { start: day.end, end: withoutOffice(line, day.end) });
  if (before === "text" || after === "text" || (before?.place && after?.place)) return null;
  const place = before?.place ?? after?.place ?? null;
  return {
    start: 0,
    end: line.length,
    date: first?.date ?? null,
    dateSpan: { start: day.start, end: day.end },
    place: place ? line.slice(place.start, place.end) : null,
    placeSpan: place,
    issuerSpan: before?.issuer ?? after?.issuer ?? null,
  };
}

/** `12 March 2026 – Ghent – Ministry of Health` ends with who issues. */
function withoutOffice(line: string, from: number): number {
  const last = /\s[–—|-]\s(?<office>[^–—|]{4,90})$/u.exec(line.slice(from));
  const office = last?.groups?.["office"]?.trim() ?? "";
  // "... - The Lowgate Ferry Board counted 3.1 million" is a sentence's beginning.
  const isName = isOfficeName(office) && !/\d/u.test(office) && !ARTICLE.test(office);
  return last && isName ? from + last.index : line.length;
}

const ARTICLE = /^(?:the|an?|le|la|les)\s|^l['’]/iu;

export function isDateline(line: string): boolean {
  return datelineOf(line) !== null;
}

/** A place alone in front of the first sentence, its day printed elsewhere: `GHENT – The company ...`. */
export function runInPlace(paragraph: string): Span | null {
  const found = PLACE_ALONE.exec(paragraph.slice(0, RUN_IN));
  const place = found?.groups?.["place"];
  return found && place && PLACE.test(place) ? { start: 0, end: found[0].length } : null;
}

/** In capitals, maybe with what it lies in. */
const PLACE_ALONE =
  /^(?<place>\p{Lu}[\p{Lu}'’.-]+(?:\s\p{Lu}[\p{Lu}'’.-]+){0,3}(?:,\s\p{Lu}[\p{L}.]+(?:\s\p{Lu}[\p{L}.]+){0,2})?)\s*(?:\s[–—-]|--|—)\s+(?=[\p{Lu}“"«])/u;

/** The dateline in front of a paragraph's first sentence (`Ghent, 7 March 2024 - The company ...`); its span ends where the sentence begins. */
export function runInDateline(paragraph: string, language: Language): Dateline | null {
  const head = paragraph.slice(0, RUN_IN);
  const day = [...datesIn(head, language), ...impossibleDatesIn(head, language)].toSorted(
    (a, b) => a.start - b.start,
  )[0];
  if (!day) return null;
  const rest = paragraph.slice(day.end);
  const pause = BREAK.exec(rest) ?? /^\s*\)\s*/u.exec(rest);
  if (!pause) return null;
  const line = datelineOf(paragraph.slice(0, day.end), language);
  if (!line?.place && !line?.issuerSpan) return null;
  return { ...line, start: 0, end: day.end + pause[0].length };
}

interface Beside {
  readonly place: Span | null;
  readonly issuer: Span | null;
}

/** The place, the issuer or both that stand between `span`'s ends: null when nothing does, "text" when something else does. */
function besideDay(line: string, { start, end }: Span): Beside | null | "text" {
  const part = line
    .slice(start, end)
    .replace(LUNAR, (words) => " ".repeat(words.length))
    .replace(FILLER, (word) => " ".repeat(word.length));
  const trimmed = part
    .replace(LEADING, (words) => " ".repeat(words.length))
    .replace(EDGE, "")
    .replace(start === 0 ? LEFT_OVER : /$^/u, "")
    .replace(EDGE, "");
  if (trimmed === "") return null;
  const at = start + part.indexOf(trimmed);
  const [first = "", ...others] = trimmed.split(/\s*,\s+|\s+[–—|-]\s+/u);
  if (isIssuer(first)) {
    const issuer = { start: at, end: at + first.length };
    if (others.length === 0) return { place: null, issuer };
    const rest = trimmed.slice(trimmed.indexOf(others[0] ?? "", first.length));
    const place = placeOf(rest, at + trimmed.length - rest.length);
    return place ? { place, issuer } : "text";
  }
  const place = placeOf(trimmed, at);
  return place ? { place, issuer: null } : "text";
}

function placeOf(text: string, at: number): Span | null {
  const named = PLACE.test(text) && /^[\p{Lu}\p{Script=Khmer}]/u.test(text);
  const length = text.includes("(") ? text.length + 1 : text.length;
  return named ? { start: at, end: at + length } : null;
}

/** Two words may be a place's: "West Bank", "Earls Court". */
const LEAST_WORDS = 3;
const TOWN = /^(?:city\s+of|ville\s+de|municipality\s+of)\s/iu;

function isIssuer(name: string): boolean {
  return (
    name.split(/\s+/u).length >= LEAST_WORDS &&
    /^\p{Lu}/u.test(name) &&
    !/\d/u.test(name) &&
    !ARTICLE.test(name) &&
    !TOWN.test(name) &&
    isOfficeName(name)
  );
}
