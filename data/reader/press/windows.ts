/** The press questions on windows of their releases. */
import { join } from "node:path";
import { z } from "zod";
import { lines } from "../../ranker/archive.ts";
import type { Item, Paragraph } from "../training/articles.ts";

const release = z.object({ id: z.string(), title: z.string(), paragraphs: z.array(z.string()) });
const base = { writer: z.string(), release: z.string(), question: z.string(), type: z.string() };
const question = z.discriminatedUnion("answerable", [
  z.object({ ...base, answerable: z.literal(true), answer: z.string(), evidence: z.string() }),
  z.object({ ...base, answerable: z.literal(false) }),
]);

/** A release, its lines without doubled blanks. */
export type PressRelease = z.infer<typeof release>;
/** `answer` stands in `evidence`, that in the title or a paragraph. */
export type PressQuestion = z.infer<typeof question>;

/** All of them, as they lie in this folder. */
export function readPress(): {
  readonly releases: readonly PressRelease[];
  readonly questions: readonly PressQuestion[];
} {
  const here = import.meta.dirname;
  return {
    releases: z.array(release).parse(lines(join(here, "releases.jsonl"))),
    questions: z.array(question).parse(lines(join(here, "questions.jsonl"))),
  };
}

/** Windows with their questions; whole releases with those of one writer, which nothing may learn from. */
export function pressQuestions(unseenWriter: string): {
  readonly seen: readonly Paragraph[];
  readonly unseen: readonly Paragraph[];
} {
  const { releases, questions } = readPress();
  const byRelease = Map.groupBy(questions, (each) => each.release);
  const seen: Paragraph[] = [];
  const unseen: Paragraph[] = [];
  for (const { id, title, paragraphs } of releases) {
    const asked = byRelease.get(id) ?? [];
    const blocks = [title, ...paragraphs].map(tidy);
    const isUnseen = asked[0]?.writer === unseenWriter;
    const contexts = isUnseen ? [blocks.join("\n")] : windowsOf(blocks);
    const qas = contexts.map((): Item[] => []);
    for (const [number, each] of asked.entries()) {
      const places = isUnseen
        ? [{ window: 0, answers: answersOf(each) }]
        : placesOf(each, number, contexts);
      for (const { window, answers } of places) {
        const name = `${each.writer}-${id}-${number}-${window}`;
        qas[window]?.push({ id: name, question: each.question, answers });
      }
    }
    const windows = contexts.map((context, i) => ({ context, qas: qas[i] ?? [] }));
    (isUnseen ? unseen : seen).push(...windows);
  }
  return { seen, unseen };
}

function tidy(text: string): string {
  return text.replaceAll(/\s+/gu, " ").trim();
}

/** Words in a window: safely below what the reader reads at once. */
const LONGEST = 215;

/** Windows of whole paragraphs, each beginning with the last paragraph of the one before. */
function windowsOf(blocks: readonly string[]): string[] {
  const windows: string[] = [];
  for (let from = 0; from < blocks.length; ) {
    let to = from;
    let words = 0;
    while (to < blocks.length) {
      const more = blocks[to]?.split(" ").length ?? 0;
      if (to > from && words + more > LONGEST) break;
      words += more;
      to += 1;
    }
    windows.push(blocks.slice(from, to).join("\n"));
    if (to >= blocks.length) break;
    from = Math.max(from + 1, to - 1);
  }
  return windows;
}

function answersOf(question: PressQuestion): Item["answers"] {
  return question.answerable ? [{ text: tidy(question.answer) }] : [];
}

interface Place {
  /** Index of the window. */
  readonly window: number;
  readonly answers: Item["answers"];
}

/** Where a question is asked: of the windows that have its evidence; a trap of all; one in three once of a window without. */
function placesOf(question: PressQuestion, number: number, contexts: readonly string[]): Place[] {
  if (!question.answerable) return contexts.map((_, window) => ({ window, answers: [] }));
  const [evidence, answer] = [tidy(question.evidence), tidy(question.answer)];
  let mayBeSilent = number % 3 === 0;
  return contexts.flatMap((context, window): Place[] => {
    const at = context.indexOf(evidence);
    if (at >= 0) {
      const start = at + evidence.indexOf(answer);
      return [{ window, answers: [{ text: answer, start }] }];
    }
    if (!mayBeSilent || context.includes(answer)) return [];
    mayBeSilent = false;
    return [{ window, answers: [] }];
  });
}
