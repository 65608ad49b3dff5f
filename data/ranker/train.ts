/**
 * `npm run train`: learns which sentence answers, from the questions in `press/` and the evaluation set in
 * `test/evaluation/house`, and writes `sentences.json`. Deterministic; some ten minutes on one core.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gatherEvidence, type Candidate } from "../../src/answer/evidence.ts";
import { FEATURES } from "../../src/answer/features.ts";
import { Library } from "../../src/answer/library.ts";
import { questionTerms } from "../../src/answer/matching.ts";
import { analyseQuestion } from "../../src/answer/question.ts";
import { createSpanReader } from "../../src/answer/reader/span-reader.ts";
import { readRelease } from "../../src/archive/read-release.ts";
import type { Release } from "../../src/domain/release.ts";
import { readDataFiles } from "../../src/runtime/data-files.ts";
import { readReleasesFolder } from "../../src/runtime/releases-folder.ts";
import { Lexicon, parseGroups } from "../../src/text/lexicon.ts";
import { boost, type Example } from "./boosting.ts";

interface AskedQuestion {
  readonly question: string;
  readonly releases: readonly string[];
  readonly evidence: readonly string[];
}

const HERE = import.meta.dirname;
const ROOT = resolve(HERE, "../..");
/** Releases among which a question must find its own; as many as a young archive has. */
const POOL = 60;
const RAISING =
  /^(?:coverage|nameCoverage|pairs|matched|documentRelative|documentAbsolute|isContext|fits|numberAgreement|yearAgreement|readerScore|readerSupport|readerLead)/u;
const LOWERING = /^(?:worstMissing|documentRank|yearConflict|readerNoAnswer)/u;

function lines(file: string): unknown[] {
  return readFileSync(file, "utf8").split("\n").filter((line) => line.trim() !== "").map((line) => JSON.parse(line));
}

function direction(name: string): number {
  if (RAISING.test(name)) return 1;
  return LOWERING.test(name) ? -1 : 0;
}

interface PressRelease {
  readonly id: string;
  readonly title: string;
  readonly date?: string;
  readonly paragraphs: readonly string[];
}

function releaseOf({ id, title, date, paragraphs }: PressRelease): Release {
  let text = `${title}\n\n`;
  const spans = paragraphs.map((paragraph) => {
    const start = text.length;
    text += `${paragraph}\n\n`;
    return { start, end: start + paragraph.length };
  });
  return {
    id, revision: 1, text, title, issuer: null, department: null, number: null, date: date ?? null, place: null,
    language: "en", topics: [], contacts: [], paragraphs: spans, where: { title: { start: 0, end: title.length } },
    url: null, embargoUntil: null, corrects: null, translationOf: null, changeNote: null, withdrawn: null,
  };
}

const data = await readDataFiles(join(ROOT, "data"));
const lexicon = new Lexicon(data.lexicon.flatMap(parseGroups));
const reader = createSpanReader(data.reader);
const examples: Example[] = [];

function squeezed(text: string): string {
  return text.replaceAll(/[*\u200b]/gu, "").replaceAll(/\s+/gu, " ").trim();
}

function isEvidence({ found, sentence }: Candidate, { releases, evidence }: AskedQuestion): boolean {
  const text = squeezed(sentence.text);
  return (
    releases.includes(found.document.release.id) &&
    evidence.some((fragment) => {
      const wanted = squeezed(fragment);
      return text.includes(wanted) || (wanted.includes(text) && text.length > wanted.length * 0.4);
    })
  );
}

/** Asks each question of a pool of releases and keeps every sentence that has anything to do with it. */
function learnFrom(releases: readonly Release[], questions: readonly AskedQuestion[]): void {
  const library = new Library(lexicon);
  for (const release of releases) library.put(release);
  for (const asked of questions) {
    const question = analyseQuestion(asked.question);
    const terms = questionTerms(question, null, library);
    const search = { library, reader: question.language === "km" ? null : reader, allow: () => true, contextRelease: null };
    for (const candidate of gatherEvidence({ question, terms }, search)) {
      const label = isEvidence(candidate, asked) ? 1 : 0;
      const isFar = candidate.features[0] === 0 && candidate.spans.length === 0;
      if (label === 1 || !isFar) examples.push({ row: candidate.features, label });
    }
  }
}

const press = lines(join(HERE, "press/releases.jsonl")).map((each) => releaseOf(each as PressRelease));
const questions = Map.groupBy(
  lines(join(HERE, "press/questions.jsonl")) as { release: string; question: string; evidence?: string }[],
  ({ release }) => release,
);
function askedOf({ id }: Release): AskedQuestion[] {
  return (questions.get(id) ?? []).map(({ question, evidence }) => ({
    question,
    releases: evidence === undefined ? [] : [id],
    evidence: evidence === undefined ? [] : [evidence],
  }));
}
for (let from = 0; from < press.length; from += POOL) {
  const pool = press.slice(from, from + POOL);
  learnFrom(pool, pool.flatMap(askedOf));
}
// Alone, too: a first archive holds a single release.
for (const release of press) learnFrom([release], askedOf(release));
const house = join(ROOT, "test/evaluation/house");
const { releases } = await readReleasesFolder(join(house, "releases"), readRelease);
learnFrom(
  releases,
  (lines(join(house, "questions.jsonl")) as (AskedQuestion & { type: string; after?: string })[]).filter(
    ({ type, after }) => type !== "chitchat" && after === undefined,
  ),
);

const forest = boost(examples, FEATURES, { trees: 200, depth: 5, rate: 0.05, leaf: 40, directions: FEATURES.map(direction) });
writeFileSync(join(HERE, "sentences.json"), `${JSON.stringify(forest)}\n`);
process.stdout.write(`${examples.length} sentences, ${examples.filter(({ label }) => label === 1).length} of them answer\n`);
