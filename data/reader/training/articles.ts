/** Articles with questions in SQuAD's form, as examples. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import {
  analysePassage,
  type Passage,
  type Vocabulary,
} from "../../../src/answer/reader/features.ts";
import { analyseQuestion } from "../../../src/answer/reader/question.ts";
import type { Span } from "../../../src/domain/span.ts";
import { splitSentences } from "../../../src/text/sentences.ts";
import type { ExampleFiles, Part } from "./examples.ts";
import { type Answer, locate, withoutAnswer } from "./gold.ts";
import { asTyped, type Random } from "./noise.ts";

/** A paragraph, or a window of a release, with its questions. */
export interface Paragraph {
  readonly context: string;
  readonly qas: readonly Item[];
}

export interface Item {
  readonly id: string;
  readonly question: string;
  /** Of several people, if several were asked; none: the paragraph does not say. */
  readonly answers: readonly Answer[];
}

export interface Article {
  readonly title: string;
  readonly paragraphs: readonly Paragraph[];
}

const answer = z.union([
  z.string().transform((text): Answer => ({ text })),
  z
    .object({ text: z.string(), answer_start: z.number().optional() })
    .transform(({ text, answer_start: start }): Answer => ({ text, start })),
]);
const article = z.object({
  title: z.string(),
  paragraphs: z.array(
    z.object({
      context: z.string(),
      qas: z.array(z.object({ id: z.string(), question: z.string(), answers: z.array(answer) })),
    }),
  ),
});
const articles = z.array(article);

/** @param file JSON, may be gzipped; the articles, or an object with them in `data` */
export function readArticles(file: string): Article[] {
  const bytes = readFileSync(file);
  const json = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  return z
    .union([articles, z.object({ data: articles }).transform(({ data }) => data)])
    .parse(JSON.parse(json));
}

/** Longest passage learnt from, in tokens: a window of the reader. */
const LONGEST = 320;
/** Of the questions: once more as typed; without the sentences that answer; on another paragraph. 0 to 1. */
const SHARE = { typed: 0.3, cut: 0.12, other: 0.06 };

export interface Learning {
  readonly files: ExampleFiles;
  readonly vocabulary: Vocabulary;
  readonly random: Random;
}

/** A text of several lines, sentence by sentence. */
export function passageOf(text: string, vocabulary: Vocabulary): Passage {
  return analysePassage(text, sentencesOf(text), vocabulary);
}

function sentencesOf(text: string): Span[] {
  return [...text.matchAll(/[^\n]+/gu)].flatMap(({ index, 0: line }) =>
    splitSentences(line).map(({ start, end }) => ({ start: index + start, end: index + end })),
  );
}

/** Questions to learn from, some also as typed; `invent`: questions without an answer are made from them, too. */
export function addArticle(
  paragraphs: readonly Paragraph[],
  invent: boolean,
  { files, vocabulary, random }: Learning,
): void {
  const passages = paragraphs.map(({ context }) => passageOf(context, vocabulary));
  for (const [at, { context, qas }] of paragraphs.entries()) {
    const passage = passages[at];
    if (!passage || passage.tokens.length > LONGEST) continue;
    for (const { id, question, answers } of qas) {
      const asked = { id, part: "train", passage, question } as const;
      if (answers.length === 0) {
        files.add({ ...asked, gold: null });
        continue;
      }
      const gold = locate(context, passage, { answers, question: analyseQuestion(question) });
      if (gold.length === 0) continue;
      files.add({ ...asked, gold });
      const chance = random();
      const typed = random() < SHARE.typed ? asTyped(question, random) : undefined;
      if (typed !== undefined) files.add({ ...asked, question: typed, gold, isNoisy: true });
      if (!invent) continue;
      if (chance < SHARE.cut) {
        const rest = withoutAnswer(context, passage, answers);
        if (rest === undefined) continue;
        files.add({ ...asked, id: `${id}:cut`, passage: passageOf(rest, vocabulary), gold: null });
      } else if (chance < SHARE.cut + SHARE.other && paragraphs.length > 2) {
        const other = (at + 1 + Math.floor(random() * (paragraphs.length - 1))) % paragraphs.length;
        const silent = passages[other];
        const says = answers.some(({ text }) => paragraphs[other]?.context.includes(text));
        if (!silent || says || silent.tokens.length > LONGEST) continue;
        files.add({ ...asked, id: `${id}:other`, passage: silent, gold: null });
      }
    }
  }
}

/** Longest passage measured on, in tokens. */
const LONGEST_MEASURED = 640;

/** Questions to measure by. */
export function addUnseen(
  paragraphs: readonly Paragraph[],
  part: Part,
  { files, vocabulary }: Learning,
): void {
  for (const { context, qas } of paragraphs) {
    const passage = passageOf(context, vocabulary);
    if (passage.tokens.length > LONGEST_MEASURED) continue;
    for (const { id, question, answers } of qas) {
      const asked = { id, part, passage, question };
      const gold = locate(context, passage, { answers, question: analyseQuestion(question) });
      if (answers.length === 0) files.add({ ...asked, gold: null });
      else if (gold.length > 0) files.add({ ...asked, gold });
    }
  }
}
