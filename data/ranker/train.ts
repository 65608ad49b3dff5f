/**
 * `npm run train`: learns which sentence answers, and whether it says yes or no, from the questions in `press/` and
 * `archives/`, and writes `sentences.json` and `polarity.json`. Deterministic; see README.md for how long it takes.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Candidate, gatherEvidence } from "../../src/answer/evidence.ts";
import { type Asked, FEATURES } from "../../src/answer/features.ts";
import { askedOf, leansOn, type Turn } from "../../src/answer/follow-up.ts";
import { Library } from "../../src/answer/library.ts";
import { analyseQuestion } from "../../src/answer/question.ts";
import { createSpanReader } from "../../src/answer/reader/span-reader.ts";
import { POLARITY_FEATURES, polarityFeatures } from "../../src/answer/yes-no.ts";
import { Collection } from "../../src/archive/collection.ts";
import { readRelease } from "../../src/archive/read-release.ts";
import type { Release, ReleaseId } from "../../src/domain/release.ts";
import { readDataFiles } from "../../src/runtime/data-files.ts";
import { lexiconFrom } from "../../src/text/lexicon.ts";
import { parseOpposites } from "../../src/text/opposites.ts";
import { boost, type Example } from "./boosting.ts";

/** As in the question sets of `test/evaluation`. */
interface SetQuestion {
  readonly id: string;
  readonly question: string;
  readonly type: string;
  readonly answers: readonly string[];
  readonly releases: readonly ReleaseId[];
  readonly evidence: readonly string[];
  readonly asOf?: string;
  readonly after?: string;
}

const HERE = import.meta.dirname;
const ROOT = resolve(HERE, "../..");
/** As in a conversation: longer than this, in characters, it begins anew. */
const LONGEST_SUBJECT = 400;
/** Releases among which a question of `press/` must find its own; as many as a young archive has. */
const POOL = 60;
const RAISING =
  /^(?:coverage(?!Lead)|nameCoverage|pairs|matched|documentRelative|documentAbsolute|isContext|fits|numberAgreement|yearAgreement|readerScore|readerSupport|readerLead|focus(?!Rank)|officeFit)/u;
const LOWERING = /^(?:worstMissing|documentRank|yearConflict|readerNoAnswer|readerRank|focusRank|referredRank)/u;

function lines(file: string): unknown[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line));
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
const lexicon = lexiconFrom(data);
const opposites = parseOpposites(data.opposites);
const reader = createSpanReader(data.reader);
const examples: Example[] = [];
const polarities: Example[] = [];

function squeezed(text: string): string {
  return text.replaceAll(/[*\u200b]/gu, "").replaceAll(/\s+/gu, " ").trim();
}

/** Shortest part of an evidence, in characters, that is one when it stands in a sentence of its own. */
const SHORTEST_PART = 25;

function isEvidence({ found, sentence }: Candidate, { releases, evidence }: SetQuestion): boolean {
  const text = squeezed(sentence.text);
  return (
    releases.includes(found.document.release.id) &&
    evidence.some((fragment) => {
      const wanted = squeezed(fragment);
      return (
        text.includes(wanted) ||
        (wanted.includes(text) && text.length > Math.min(SHORTEST_PART, wanted.length * 0.4))
      );
    })
  );
}

interface Archive {
  readonly library: Library;
  /** Whether a release exists on the day of a question. */
  readonly allow: (question: SetQuestion) => (id: ReleaseId) => boolean;
}

/** Asks each question and keeps every sentence that has anything to do with it. */
function learnFrom({ library, allow }: Archive, questions: readonly SetQuestion[]): void {
  const turns = new Map<string, Turn>();
  for (const set of questions) {
    const question = analyseQuestion(set.question);
    if (question.words.length === 0) continue;
    const before = leansOn(question, turns.get(set.after ?? "") ?? null);
    const asked = askedOf(question, before, library);
    turns.set(set.id, {
      question: asked.wording.length > LONGEST_SUBJECT ? set.question : asked.wording,
      answer: set.type === "yes-no" ? "" : (set.answers[0] ?? ""),
      release: set.releases[0] ?? null,
    });
    const candidates = gatherEvidence(asked, {
      library,
      reader: question.language === "km" ? null : reader,
      allow: allow(set),
      contextRelease: before?.release ?? null,
    });
    for (const candidate of candidates) {
      const label = isEvidence(candidate, set) ? 1 : 0;
      const isFar = candidate.features[0] === 0 && candidate.spans.length === 0;
      // Single precision is kept: there are half a million rows.
      if (label === 1 || !isFar) examples.push({ row: candidate.features.map(Math.fround), label });
    }
    learnPolarity(set, asked, candidates);
  }
}

function learnPolarity(set: SetQuestion, asked: Asked, candidates: readonly Candidate[]): void {
  const [answer = ""] = set.answers;
  const evidence = candidates.find((candidate) => isEvidence(candidate, set));
  if (!evidence || !/^(?:yes|no)$/iu.test(answer)) return;
  polarities.push({
    row: polarityFeatures(asked, evidence.sentence, opposites),
    label: answer.toLowerCase() === "yes" ? 1 : 0,
  });
}

function libraryOf(releases: readonly Release[]): Library {
  const library = new Library(lexicon);
  for (const release of releases) library.put(release);
  return library;
}

const press = lines(join(HERE, "press/releases.jsonl")).map((each) => releaseOf(each as PressRelease));
const pressQuestions = Map.groupBy(
  lines(join(HERE, "press/questions.jsonl")) as { release: string; question: string; type: string; evidence?: string }[],
  ({ release }) => release,
);
function askedAbout({ id }: Release): SetQuestion[] {
  return (pressQuestions.get(id) ?? []).map(({ question, type, evidence }, i) => ({
    id: `${id}-${i}`, question, type, answers: [],
    releases: evidence === undefined ? [] : [id],
    evidence: evidence === undefined ? [] : [evidence],
  }));
}
const always = () => () => true;
for (let from = 0; from < press.length; from += POOL) {
  const pool = press.slice(from, from + POOL);
  learnFrom({ library: libraryOf(pool), allow: always }, pool.flatMap(askedAbout));
}
// Alone, too: a first archive holds a single release.
for (const release of press) learnFrom({ library: libraryOf([release]), allow: always }, askedAbout(release));

const archives = join(HERE, "archives");
for (const name of readdirSync(archives).toSorted()) {
  const collection = new Collection("UTC");
  for (const file of lines(join(archives, name, "releases.jsonl")) as { name: string; text: string }[]) {
    const id = file.name.replace(/\.\w+$/u, "");
    const outcome = await readRelease({ id, name: file.name, bytes: new TextEncoder().encode(file.text) });
    if (outcome.kind !== "releases") throw new Error(`${name}/${file.name} is no release.`);
    for (const release of outcome.releases) collection.put(release);
  }
  const lastDay = collection.all().map(({ date }) => date ?? "").toSorted().at(-1);
  const questions = lines(join(archives, name, "questions.jsonl")) as SetQuestion[];
  learnFrom(
    {
      library: libraryOf(collection.all()),
      allow: ({ asOf = lastDay }) => {
        const view = collection.view(Date.parse(`${asOf}T23:59:59.999Z`));
        return (id) => view.isValid(id);
      },
    },
    questions.filter(({ type }) => type !== "chitchat"),
  );
}

const forest = boost(examples, FEATURES, {
  trees: 300, depth: 5, rate: 0.05, leaf: 40, directions: FEATURES.map(direction),
});
writeFileSync(join(HERE, "sentences.json"), `${JSON.stringify(forest)}\n`);
const polarity = boost(polarities, POLARITY_FEATURES, {
  trees: 60, depth: 3, rate: 0.05, leaf: 15, directions: POLARITY_FEATURES.map(() => 0),
});
writeFileSync(join(HERE, "polarity.json"), `${JSON.stringify(polarity)}\n`);
process.stdout.write(
  `${examples.length} sentences, ${examples.filter(({ label }) => label === 1).length} of them answer; ${polarities.length} of yes or no\n`,
);
