import type { Span } from "../domain/span.ts";

/** Words whose full stop does not end a sentence: titles, months, parts of an address; English and French. */
const ABBREVIATIONS = new Set(
  (
    "mr mrs ms mx dr prof st ste vs gen col lt capt maj sgt rev hon gov sen rep pres approx dept univ vol ed jan feb mar " +
    "apr jun jul aug sep sept oct nov dec tel fax ext bros ave blvd rd bldg e.g i.e h.e h.h h.m h.r.h mm mme mmes mlle m " +
    "messrs cie janv févr avr juill déc bd av"
  ).split(" "),
);
/** Abbreviations only before a number: the French and English words `est`, `art`, `no` end sentences, too. */
const NUMBERED = new Set("no nos n vol p pp para fig art".split(" "));
/** Abbreviations that may also stand at a sentence's end: an opener behind them decides. */
const CLOSERS = new Set("etc co ltd inc corp jr sr a.m p.m".split(" "));
const OPENER =
  /^["“«'(]*(?:The|In|On|At|He|She|It|They|We|You|This|These|That|Those|His|Her|Its|Their|A|An|As|After|During|However|But|And|For|With|From|Both|All|Le|La|Les|L['’]|Un|Une|Il|Elle|Ils|Elles|En|Au|Aux|Ce|Cette|Ces|Son|Sa|Ses|Dans|Pour|Par)\b/u;
/** A full stop or mark with closing quotation marks and brackets, before a capital, a digit or Khmer; or a Khmer end sign. */
const END = /[.!?…]+["”’»)\]]*(?=\s+["“‘«'([]*[\p{Lu}\p{N}\p{Script=Khmer}])|[។៕][»”"’)]*/gu;

/**
 * The sentences of one paragraph of reading text, without outer white space, in order. Knows `U.S.`, `H.E. Mr. X`,
 * `No. 3, St. 24`, `5 p.m. The`, `Co., Ltd.`, initials, and Khmer `។` and `៕`.
 */
export function splitSentences(text: string): Span[] {
  const sentences: Span[] = [];
  let from = 0;
  for (const match of text.matchAll(END)) {
    const end = match.index + match[0].length;
    if (!endsSentence(text, match.index, end)) continue;
    push(sentences, text, { start: from, end });
    from = end;
  }
  push(sentences, text, { start: from, end: text.length });
  return sentences;
}

function push(sentences: Span[], text: string, { start, end }: Span): void {
  const slice = text.slice(start, end);
  const from = start + (slice.length - slice.trimStart().length);
  const to = start + slice.trimEnd().length;
  if (to > from) sentences.push({ start: from, end: to });
}

function endsSentence(text: string, at: number, end: number): boolean {
  const mark = text.charAt(at);
  if (mark !== ".") return true;
  const rest = text.slice(end).trimStart();
  const before = /[\p{L}\p{M}.]+$/u.exec(text.slice(Math.max(0, at - 14), at))?.[0] ?? "";
  const word = before.toLowerCase();
  if (ABBREVIATIONS.has(word)) return false;
  if (NUMBERED.has(word)) return !/^\d/u.test(rest);
  // An initial (`J. Smith`) or a dotted abbreviation (`U.S. Ambassador`).
  const dotted = /^\p{Lu}$/u.test(before) || /\.\p{L}$/u.test(before);
  return dotted || CLOSERS.has(word) ? OPENER.test(rest) : true;
}
