/** What the product asks its reader for the questions of an archive, with the right spans. */
import type { Document } from "../../../src/answer/document.ts";
import type { SpanReader } from "../../../src/answer/span-reader.ts";
import type { Span } from "../../../src/domain/span.ts";
import { gloss } from "../../../src/text/gloss.ts";
import type { Lexicon } from "../../../src/text/lexicon.ts";
import {
  type Archive,
  askInTurn,
  bearsOut,
  type SetQuestion,
  squeezed,
} from "../../ranker/archive.ts";

/** A text that the reader is asked to read for a question. */
export interface Reading {
  readonly question: SetQuestion;
  /** The question as the reader gets it. */
  readonly wording: string;
  /** English: of another language the gloss. */
  readonly text: string;
  readonly sentences: readonly Span[];
  readonly isGlossed: boolean;
  /** Of the right release, of another one than the right, or of one that is near a question without an answer. */
  readonly kind: "right" | "wrong" | "trap";
  /** Right spans of {@link text}; none unless `right`. */
  readonly gold: readonly Span[];
  /** How much of the like is worth learning from: the share of its windows without an answer, 0 to 1. */
  readonly share: number;
}

/** Of a right release's windows without the answer. */
const SILENT = 0.34;
/** Of the releases read for a question without an answer, nearest first. */
const TRAPS = [0.7, 0.25];
/** Of the wrong releases read for a question, nearest first. */
const WRONG = [0.35, 0.15];

/** Texts that would teach nothing certain are left out: the right release for yes or no, another that has the answer, too. */
export function* readingsOf(archive: Archive, lexicon: Lexicon): Generator<Reading> {
  const { reader, calls } = listener();
  const documents = new Map<string, Document>();
  for (const { id } of archive.library.releases()) {
    const document = archive.library.document(id);
    if (document) documents.set(textFor(document, lexicon), document);
  }
  for (const { set } of askInTurn(archive, reader)) {
    let wrong = 0;
    for (const [rank, call] of calls.splice(0).entries()) {
      const document = documents.get(call.text);
      if (!document) continue;
      const isGlossed = document.release.language !== "en";
      const reading = { ...call, question: set, isGlossed };
      if (set.evidence.length === 0) {
        const share = TRAPS[rank] ?? 0;
        if (share > 0) yield { ...reading, kind: "trap", gold: [], share };
      } else if (set.releases.includes(document.release.id)) {
        const gold = set.type === "yes-no" ? [] : goldIn(document, call, { set, lexicon });
        if (gold.length > 0) yield { ...reading, kind: "right", gold, share: SILENT };
      } else if (wrong < WRONG.length && !hasAnswer(document, set)) {
        yield { ...reading, kind: "wrong", gold: [], share: WRONG[wrong] ?? 0 };
        wrong += 1;
      }
    }
  }
}

type Call = Pick<Reading, "wording" | "text" | "sentences">;

/** A reader that sees nothing and keeps what it is asked. */
function listener(): { readonly reader: SpanReader; readonly calls: Call[] } {
  const texts = new WeakMap<object, Omit<Call, "wording">>();
  const calls: Call[] = [];
  const reader: SpanReader = {
    prepare: (text, sentences) => {
      const key = {};
      texts.set(key, { text, sentences: sentences.map(({ start, end }) => ({ start, end })) });
      return key;
    },
    read: (wording, prepared) => {
      const known = texts.get(prepared);
      if (known) calls.push({ wording, ...known });
      return { spans: [], noAnswer: 1 };
    },
  };
  return { reader, calls };
}

/** What the reader gets of a document. */
function textFor({ release, text, sentences }: Document, { glossary }: Lexicon): string {
  if (release.language === "en") return text;
  return sentences.map((each) => `${gloss(each.text, release.language, glossary).text}\n`).join("");
}

/** The answers in the sentences that bear them out. */
function goldIn(
  { release, sentences }: Document,
  call: Call,
  { set, lexicon }: { readonly set: SetQuestion; readonly lexicon: Lexicon },
): Span[] {
  return sentences.flatMap(({ text }, i) => {
    const offset = call.sentences[i]?.start ?? 0;
    if (!bearsOut(text, set)) return [];
    return [...new Set(set.answers)].flatMap((answer) => {
      const stored = spanOf(answer.trim(), text);
      const span =
        stored && release.language !== "en"
          ? glossedSpan(stored, gloss(text, release.language, lexicon.glossary))
          : stored;
      return span ? [{ start: offset + span.start, end: offset + span.end }] : [];
    });
  });
}

function spanOf(answer: string, text: string): Span | null {
  const exact = text.indexOf(answer);
  const start = exact >= 0 ? exact : text.toLowerCase().indexOf(answer.toLowerCase());
  return start >= 0 ? { start, end: start + answer.length } : null;
}

/** From the first to the last word of a gloss that stands for a part of a span; a mark beside it is no part. */
function glossedSpan(span: Span, { text, original }: ReturnType<typeof gloss>): Span | null {
  const inside = [...text.matchAll(/\S+/gu)].flatMap(({ index, 0: word }) => {
    const behind = original({ start: index, end: index + word.length });
    const isInside = behind && behind.start >= span.start - 1 && behind.end <= span.end + 1;
    return isInside ? [{ start: index, end: index + word.replace(/[.,;:)]+$/u, "").length }] : [];
  });
  const [first] = inside;
  const last = inside.at(-1);
  return first && last ? { start: first.start, end: last.end } : null;
}

/** Shortest answer, in characters, that is looked for in other releases. */
const SHORTEST_ANSWER = 4;

function hasAnswer({ text }: Document, { answers }: SetQuestion): boolean {
  const plain = squeezed(text).toLowerCase();
  return answers.some(
    (answer) => answer.length >= SHORTEST_ANSWER && plain.includes(squeezed(answer).toLowerCase()),
  );
}
