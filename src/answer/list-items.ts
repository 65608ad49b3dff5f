import type { Span } from "../domain/span.ts";
import { contentsOf } from "./answer-type.ts";
import type { Document, Sentence } from "./document.ts";
import type { ReadSpan } from "./span-reader.ts";

/** An item of a list: its sentence and the span in the sentence's text. */
export interface Item {
  readonly sentence: Sentence;
  readonly span: Span;
}

const PEOPLE =
  /\b(?:who|whom|ministers|people|persons|winners|commissioners|candidates|officers|ambassadors|members of the (?:board|jury|panel)|recipients|speakers|signatories|names of|qui)\b|នរណា|អ្នកណា|រដ្ឋមន្ត្រី|ឈ្មោះ/iu;
const AND = "(?:and|et|និង|or|ou|as well as|ainsi que|ព្រមទាំង)";
const SEPARATOR = new RegExp(
  `\\s*[;,]\\s*(?:${AND}\\s+)?|\\s+${AND}\\s+|\\s+និង|\\s+(?=ទី(?:មួយ|ពីរ|បី|បួន|ប្រាំ))`,
  "gu",
);
/** Longest item, in characters. */
const LONGEST = 110;

/** Every item that a sentence, or the lines of a list below it, enumerate; empty when it enumerates nothing. */
export function listItems(
  question: string,
  document: Document,
  sentence: Sentence,
  spans: readonly ReadSpan[],
): Item[] {
  const lines = linesOf(document, sentence);
  if (lines.length >= 2)
    return lines.map((line) => ({ sentence: line, span: itemSpan(line.text) }));
  const { people } = contentsOf(sentence);
  if (PEOPLE.test(question) && people.length >= 2) {
    return people.map(({ name }) => ({ sentence, span: name }));
  }
  return enumeration(sentence.text, spans).map((span) => ({ sentence, span }));
}

/** Whether what the sentence announces is set as a list below it. */
export function introducesList({ sentences }: Document, { index, text }: Sentence): boolean {
  return /[:៖]\s*$/u.test(text) && sentences[index + 1]?.kind === "item";
}

/** How many parts a sentence strings together with commas and "and"; 1 where it strings none. */
export function enumerated({ text }: Sentence): number {
  return Math.max(1, ...stretches(text).map((stretch) => split(text, stretch).length));
}

/** The list that a sentence belongs to or introduces: each line by its first sentence. */
function linesOf(document: Document, sentence: Sentence): Sentence[] {
  const block = listBlocks(document).find(
    ({ intro, first, last }) =>
      (first <= sentence.index && sentence.index <= last) ||
      (intro === sentence.index && introducesList(document, sentence)),
  );
  if (!block) return [];
  return document.sentences
    .slice(block.first, block.last + 1)
    .filter((one, i, all) => one.line !== all[i - 1]?.line);
}

/** A list set line by line, by indices of sentences. */
export interface ListBlock {
  /** The sentence above it; null where it stands first. */
  readonly intro: number | null;
  readonly first: number;
  readonly last: number;
}

const known = new WeakMap<Document, readonly ListBlock[]>();

/** The lists of a release, in order. */
export function listBlocks(document: Document): readonly ListBlock[] {
  const before = known.get(document);
  if (before) return before;
  const { sentences } = document;
  const blocks: ListBlock[] = [];
  for (const { kind, index } of sentences) {
    const previous = sentences[index - 1];
    if (kind !== "item" || previous?.kind === "item") continue;
    let last = index;
    while (sentences[last + 1]?.kind === "item") last += 1;
    const intro = previous?.kind === "body" ? previous.index : null;
    blocks.push({ intro, first: index, last });
  }
  known.set(document, blocks);
  return blocks;
}

/** A line without what explains it behind a colon or a dash. */
function itemSpan(text: string): Span {
  const end = /\s+[–—-]\s+|[:;,.]?\s*$/u.exec(text)?.index ?? text.length;
  return { start: 0, end };
}

function enumeration(text: string, spans: readonly ReadSpan[]): Span[] {
  const runs = stretches(text)
    .map((stretch) => split(text, stretch))
    .filter((items) => items.length >= 2);
  const score = (items: readonly Span[]): number => {
    const seen = spans
      .slice(0, 3)
      .filter((span) =>
        items.some((item) => item.start < span.end && span.start < item.end),
      ).length;
    return seen * 2 + Math.min(items.length, 6) / 2;
  };
  return runs.toSorted((a, b) => score(b) - score(a))[0] ?? [];
}

/** Where an enumeration may stand: behind a colon, else each clause between heavier marks. */
function stretches(text: string): Span[] {
  const colon = /[:៖]\s+(?=\S)/u.exec(text);
  const parts: Span[] = [];
  if (colon) parts.push({ start: colon.index + colon[0].length, end: text.search(/[.។]?\s*$/u) });
  for (const match of text.matchAll(/[^:;()“”"«»។៖]+/gu)) {
    parts.push({ start: match.index, end: match.index + match[0].replace(/[.\s]+$/u, "").length });
  }
  return parts;
}

function split(text: string, { start, end }: Span): Span[] {
  const part = text.slice(start, end);
  const items: Span[] = [];
  let from = 0;
  for (const match of part.matchAll(SEPARATOR)) {
    items.push({ start: start + from, end: start + match.index });
    from = match.index + match[0].length;
  }
  items.push({ start: start + from, end });
  return trimLead(
    text,
    items.filter((item) => item.end > item.start),
  );
}

/** The first item often drags the clause's beginning along: it keeps as many words as its longest fellow has. */
function trimLead(text: string, items: readonly Span[]): Span[] {
  const [first, ...rest] = items;
  if (!first || rest.length === 0) return [...items];
  if (rest.some((item) => item.end - item.start > LONGEST)) return [];
  const most = Math.max(
    ...rest.map((item) => text.slice(item.start, item.end).split(/\s+/u).length),
  );
  const tokens = [...text.slice(first.start, first.end).matchAll(/\S+/gu)];
  const kept = tokens.slice(-Math.max(most, 1))[0];
  return [{ start: first.start + (kept?.index ?? 0), end: first.end }, ...rest];
}
