/**
 * `npm run train:reader -- --out FOLDER [--squad FILE [--squad2 FILE]] [--shifts FILE] [--archive NAME]... [--no-press]`: what the
 * span reader learns from, as numbers for `train.py`, through the product's own code. Files are the development sets of
 * SQuAD 1.1 and 2.0 and SQuADShifts, JSON, may be gzipped. `--archive` takes these archives only.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { goesWith } from "../../../src/answer/reader/associated.ts";
import { analysePassage, Vocabulary } from "../../../src/answer/reader/features.ts";
import { parseWeights } from "../../../src/answer/reader/format.ts";
import { windows } from "../../../src/answer/reader/span-reader.ts";
import { readDataFiles } from "../../../src/runtime/data-files.ts";
import { lexiconFrom } from "../../../src/text/lexicon.ts";
import { openArchive } from "../../ranker/archive.ts";
import { randomOf } from "../../ranker/random.ts";
import { pressQuestions } from "../press/windows.ts";
import { READER_ARCHIVES, UNREAD_ARCHIVES } from "./archives.ts";
import { addArticle, addUnseen, type Article, readArticles } from "./articles.ts";
import { type Reading, readingsOf } from "./asked.ts";
import { ExampleFiles, type Part } from "./examples.ts";
import { type Gold, tokensOf } from "./gold.ts";
import { asTyped } from "./noise.ts";

const { values } = parseArgs({
  allowNegative: true,
  options: {
    out: { type: "string" },
    squad: { type: "string" },
    squad2: { type: "string" },
    shifts: { type: "string" },
    archive: { type: "string", multiple: true, default: [...READER_ARCHIVES, ...UNREAD_ARCHIVES] },
    press: { type: "boolean", default: true },
  },
});
if (values.out === undefined) throw new Error("--out FOLDER is missing.");

function articlesOf(file: string | undefined): Article[] {
  return file === undefined ? [] : readArticles(pathOf(file));
}

function pathOf(path: string): string {
  return resolve(process.env["INIT_CWD"] ?? ".", path);
}

const data = await readDataFiles(resolve(import.meta.dirname, "../.."));
const lexicon = lexiconFrom(data);
const vectors = parseWeights(data.reader.weights).tensors.table("vectors");
const vocabulary = new Vocabulary(data.reader.vocabulary, vectors, goesWith(data.reader));
const files = new ExampleFiles(pathOf(values.out), vocabulary);
const random = randomOf(1);
const learning = { files, vocabulary, random };

/** Articles of SQuAD that are measured on. */
const HELD = 5;
/** Writer of press questions whose set is measured on. */
const UNSEEN_WRITER = "w5";
/** Of what the product asks about archives that the reader does not learn from, so much is measured on; 0 to 1. */
const MEASURED = 0.2;
/** Of the questions on archives that the reader learns from, so many may also come as typed; 0 to 1. */
const TYPED = 0.2;

/** By the place of an article's title: every other one is held back. */
function partsOf(articles: readonly Article[]): ReadonlyMap<string, Part> {
  const titles = articles.map(({ title }) => title).toSorted();
  const part = (at: number): Part => (at % 16 === 6 ? "validation" : "train");
  return new Map(titles.map((title, at) => [title, at % 2 === 1 ? "held" : part(at)]));
}

/** `tricks`: the same articles with questions that they do not answer. */
function addSquad(articles: readonly Article[], tricks: readonly Article[]): void {
  const parts = partsOf(articles);
  const ofPart = (part: Part, all: readonly Article[]): readonly Article[] =>
    all.filter(({ title }) => parts.get(title) === part);
  for (const { paragraphs } of ofPart("train", articles)) addArticle(paragraphs, true, learning);
  for (const { paragraphs } of ofPart("validation", articles))
    addUnseen(paragraphs, "validation", learning);
  for (const { paragraphs } of ofPart("held", articles).slice(0, HELD))
    addUnseen(paragraphs, "held", learning);
  for (const { paragraphs } of ofPart("train", tricks)) {
    const unanswered = paragraphs.map(({ context, qas }) => ({
      context,
      qas: qas.filter(({ answers }) => answers.length === 0),
    }));
    addArticle(unanswered, false, learning);
  }
}

/** The windows of a text that the reader is asked to read; of those without an answer a share. */
function addReading(reading: Reading, id: string, learns: boolean): void {
  if (!learns && random() > MEASURED) return;
  const mayBeTyped = learns && random() < TYPED;
  const { kind, text, wording, isGlossed } = reading;
  const share = learns || kind === "trap" ? reading.share : 0;
  const unread = isGlossed ? "glossed" : "archives";
  for (const part of windows(reading.sentences, text)) {
    const [from = 0, to = 0] = [part[0]?.start, part.at(-1)?.end];
    const inside = reading.gold.filter(({ start, end }) => start >= from && end <= to);
    if (inside.length === 0 && (share === 0 || random() > share)) continue;
    const passage = analysePassage(text, part, vocabulary);
    const asked = { id, passage, question: wording };
    if (inside.length === 0) {
      files.add({ ...asked, part: learns ? "train" : "archives", gold: null });
      continue;
    }
    const gold = inside.flatMap((span): Gold[] => {
      const found = tokensOf(passage, span);
      return found ? [[...found, 1]] : [];
    });
    if (gold.length === 0) continue;
    files.add({ ...asked, part: learns ? "train" : unread, gold });
    const typed = mayBeTyped ? asTyped(wording, random) : undefined;
    if (typed !== undefined)
      files.add({ ...asked, part: "train", question: typed, gold, isNoisy: true });
  }
}

function report(what: string): void {
  process.stdout.write(`${what}\n`);
}

addSquad(articlesOf(values.squad), articlesOf(values.squad2));
for (const { paragraphs } of articlesOf(values.shifts)) addArticle(paragraphs, true, learning);
if (values.press) {
  const { seen, unseen } = pressQuestions(UNSEEN_WRITER);
  addArticle(seen, false, learning);
  addUnseen(unseen, "press", learning);
}
for (const name of values.archive) {
  const archive = await openArchive(name, lexicon);
  for (const reading of readingsOf(archive, lexicon))
    addReading(reading, `${name}:${reading.question.id}`, READER_ARCHIVES.includes(name));
  report(name);
}
files.close(vectors.width);
for (const [what, count] of Object.entries(files.counts)) report(`${what}: ${count}`);
