import type { Language } from "../domain/language.ts";
import type { Span } from "../domain/span.ts";
import { datesIn } from "../text/dates.ts";
import { storedSpan } from "../text/reading-text.ts";
import { type Dateline, datelineOf, runInDateline, runInPlace } from "./dateline.ts";
import { type Finding, finding } from "./finding.ts";
import { isContactHeading, kickerOf, lineKind } from "./line-kinds.ts";
import type { Block } from "./manuscript.ts";
import { isOfficeName } from "./office-names.ts";
import { isPlaceLine, type Parts } from "./parts.ts";

export interface Dated {
  readonly date: Finding | null;
  readonly place: Finding | null;
  /** Whom a dateline names beside the day. */
  readonly issuer: Finding | null;
  /** A dateline prints a day that does not exist. */
  readonly impossible: boolean;
}

/** The printed date and place of issue: of the letterhead, in front of the first sentence, else below the body. */
export function datelineFor({ header, body, footer }: Parts, language: Language): Dated {
  const lines = [...header, ...footer].flatMap((one) => {
    const dateline = datelineIn(one, language);
    return dateline ? [{ one, dateline }] : [];
  });
  const [opening] = body;
  const runIn = opening ? runInDateline(opening.reading.text, language) : null;
  const inHeader = lines.filter(({ one }) => header.includes(one));
  const all = [
    ...inHeader,
    ...(opening && runIn ? [{ one: opening, dateline: runIn }] : []),
    ...lines.slice(inHeader.length),
  ];
  const [best] = all;
  const places = all.filter(({ dateline }) => dateline.place !== null);
  const placed = places.find(isPartedPlace) ?? places[0];
  const signed = all.find(({ dateline }) => dateline.issuerSpan !== null);
  const alone = footer.find((one, i) => {
    const { text } = one.reading;
    const besideDay = [footer[i - 1], footer[i + 1]].some((other) =>
      lines.some((line) => line.one === other),
    );
    const named = [...header, ...body, ...footer].some(
      (other) => other.reading.text !== text && other.reading.text.includes(text),
    );
    return isPlaceLine(text) && !isContactHeading(text) && (besideDay || named);
  });
  const place = placed?.dateline.placeSpan ? finding(placed.one, placed.dateline.placeSpan) : null;
  return {
    date:
      best && best.dateline.date !== null
        ? { value: best.dateline.date, span: storedSpan(best.one.reading, best.dateline.dateSpan) }
        : null,
    place:
      place ??
      (alone ? finding(alone, { start: 0, end: alone.reading.text.length }) : null) ??
      placeBeside(header, best?.one) ??
      placeInFront(opening, best !== undefined),
    issuer: signed?.dateline.issuerSpan ? finding(signed.one, signed.dateline.issuerSpan) : null,
    impossible: best !== undefined && best.dateline.date === null,
  };
}

/** "Ghent, 7 March" and "7 March | Ghent" name a place for certain; "7 March Ghent" may as well be followed by a subject. */
function isPartedPlace({ one, dateline }: { one: Block; dateline: Dateline }): boolean {
  const { dateSpan, placeSpan } = dateline;
  if (!placeSpan || placeSpan.start < dateSpan.start) return true;
  return /[^\s\p{L}\p{N}]|\p{L}/u.test(one.reading.text.slice(dateSpan.end, placeSpan.start));
}

/** The next item of a page's line of details: "Press release | 12 May 2024 | Ghent". */
function placeBeside(header: readonly Block[], dated: Block | undefined): Finding | null {
  const next = dated && header[header.indexOf(dated) + 1];
  if (dated?.role !== "item" || next?.role !== "item") return null;
  const { text } = next.reading;
  return isPlaceLine(text) && !isOfficeName(text)
    ? finding(next, { start: 0, end: text.length })
    : null;
}

/** Also behind "Press release" or a number on the same line. */
function datelineIn(one: Block, language: Language): Dateline | null {
  const { text } = one.reading;
  if (lineKind(text) === "embargo" || lineKind(text) === "furniture") return null;
  const whole = datelineOf(text, language);
  if (whole) return whole;
  const behind = kickerOf(text)?.after;
  if (!behind) return null;
  // "News release No. 14 — Ghent, 3 February 2026"
  const day = behind.replace(/^(?:no|n[°ºo]|nr)\.?\s*[\p{L}\d/.-]*\d\s*[—–|,·-]?\s*/iu, "");
  const offset = text.lastIndexOf(day);
  const dateline = datelineOf(day, language);
  const moved = (span: Span): Span => ({ start: span.start + offset, end: span.end + offset });
  return (
    dateline && {
      ...dateline,
      dateSpan: moved(dateline.dateSpan),
      placeSpan: dateline.placeSpan && moved(dateline.placeSpan),
      issuerSpan: dateline.issuerSpan && moved(dateline.issuerSpan),
    }
  );
}

/** `រាជធានីភ្នំពេញ៖` or, with the day printed elsewhere, `GHENT –` in front of the first sentence. */
function placeInFront(opening: Block | undefined, isDated: boolean): Finding | null {
  if (!opening) return null;
  const { text } = opening.reading;
  const khmer = /^[\p{Script=Khmer}\u200b]{3,30}(?=\s?៖)/u.exec(text)?.[0].length;
  const runIn = isDated ? runInPlace(text)?.end : undefined;
  const end = khmer ?? (runIn && text.slice(0, runIn).replace(/[\s–—-]+$/u, "").length);
  return end ? finding(opening, { start: 0, end }) : null;
}

/** A first sentence is no longer. */
const OPENING_CHARACTERS = 800;

/** Where no date is printed: the day that the first sentence opens with; in Khmer, where what happened comes first, its only day, unless something starts or ends with it. */
export function firstDay(body: readonly Block[], language: Language): Finding | null {
  const [opening] = body;
  const sentence =
    opening?.reading.text.slice(0, OPENING_CHARACTERS).split(/(?<=[.!?]\s|[។៕])/u, 1)[0] ?? "";
  const [day, ...others] = datesIn(sentence, language);
  if (!opening || !day) return null;
  const starts = /(?:ពី|ដល់|មុន)(?:ថ្ងៃ(?:ទី)?)?[\s\u200b]*$/u.test(sentence.slice(0, day.start));
  const only = language === "km" && others.length === 0 && !starts;
  if (!only && !OPENS_WITH_DAY.test(sentence.slice(0, day.start))) return null;
  return { value: day.date, span: storedSpan(opening.reading, day) };
}

const OPENS_WITH_DAY =
  /^(?:on|le|this)?[\s,]*(?:the|\p{L}+day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)?[\s,]*$/iu;
