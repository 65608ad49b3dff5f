import type { Span } from "../domain/span.ts";
import type { Document } from "./document.ts";
import { speakingAt } from "./quotation-speaker.ts";

/** What stands between one pair of quotation marks, with whoever says it; spans are of the document's text. */
export interface Statement {
  /** The words without their marks. */
  readonly words: Span;
  /** The sentences in which it stands, by index. */
  readonly first: number;
  readonly last: number;
  /** How the release names the speaker; null when it does not say. */
  readonly speaker: Span | null;
}

const QUOTED = /"[^"]+"|“[^”]+”|«[^»]+»/gu;
/** Fewer words in quotation marks are a name or a title, not a statement. */
const FEWEST_WORDS = 5;

const known = new WeakMap<Document, readonly Statement[]>();

/** The statements that a release quotes, in order; one may run over several sentences of a paragraph. */
export function statements(document: Document): readonly Statement[] {
  const before = known.get(document);
  if (before) return before;
  const found = paragraphs(document).flatMap(({ start, end }) =>
    [...document.text.slice(start, end).matchAll(QUOTED)].flatMap(({ index, 0: whole }) => {
      const words = trimmed(document.text, {
        start: start + index + 1,
        end: start + index + whole.length - 1,
      });
      return statementAt(document, words) ?? [];
    }),
  );
  known.set(document, found);
  return found;
}

/** Stretches of the text in which a quotation may run on. */
function paragraphs({ sentences }: Document): Span[] {
  const spans = new Map<number, Span>();
  for (const { paragraph, offset, text } of sentences) {
    if (paragraph < 0) continue;
    const start = spans.get(paragraph)?.start ?? offset;
    spans.set(paragraph, { start, end: offset + text.length });
  }
  return [...spans.values()];
}

function statementAt(document: Document, words: Span): Statement | null {
  const within = document.sentences.filter(
    ({ offset, text }) => offset < words.end && words.start < offset + text.length,
  );
  const [first] = within;
  const last = within.at(-1);
  const count = within
    .flatMap((sentence) => sentence.words.map(({ start }) => sentence.offset + start))
    .filter((start) => start >= words.start && start < words.end).length;
  if (!first || !last || count < FEWEST_WORDS) return null;
  const { label, name } = speakingAt(document, { start: words.start + 1, end: words.end - 1 });
  return { words, first: first.index, last: last.index, speaker: united(label, name) };
}

/** A label holds its name, or points to it from elsewhere; the name says more. */
function united(label: Span | null, name: Span | null): Span | null {
  if (!label || !name) return label ?? name;
  return name.start >= label.start && name.end <= label.end ? label : name;
}

function trimmed(text: string, { start, end }: Span): Span {
  const inner = text.slice(start, end);
  const lead = inner.length - inner.trimStart().length;
  const tail = /[\s,]*$/u.exec(inner)?.[0].length ?? 0;
  return { start: start + lead, end: Math.max(start + lead, end - tail) };
}
