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
import { analyseQuestion, type Question } from "../../src/answer/question.ts";
import { createSpanReader } from "../../src/answer/reader/span-reader.ts";
import type { SpanReader } from "../../src/answer/span-reader.ts";
import { POLARITY_FEATURES, polarityFeatures } from "../../src/answer/yes-no.ts";
import { Collection } from "../../src/archive/collection.ts";
import { readRelease } from "../../src/archive/read-release.ts";
import type { Release, ReleaseId } from "../../src/domain/release.ts";
import { readDataFiles } from "../../src/runtime/data-files.ts";
import { lexiconFrom } from "../../src/text/lexicon.ts";
import { parseOpposites } from "../../src/text/opposites.ts";
import { boost, Examples } from "./boosting.ts";

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

function lines(file: string): unknown[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line));
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
/** All networks, and each alone. */
const reader = createSpanReader(data.reader);
const firstNetwork = createSpanReader(data.reader, 0);
const secondNetwork = createSpanReader(data.reader, 1);
/** The archives whose questions a network has been trained on: the other one reads them here. */
const SEEN_BY_FIRST: ReadonlySet<string> = new Set(["t1", "t3", "t5", "t7", "t8", "t10", "t14", "t18"]);
const SEEN_BY_SECOND: ReadonlySet<string> = new Set(["k1", "k2", "k3", "t2", "t4", "t6", "t12", "t17"]);
const examples = new Examples(FEATURES.length);
const polarities = new Examples(POLARITY_FEATURES.length);

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
        partsOf(wanted).some((part) => text.includes(part)) ||
        (wanted.includes(text) && text.length > Math.min(SHORTEST_PART, wanted.length * 0.4))
      );
    })
  );
}

/** Shortest answer, in characters, by which a sentence is known. */
const SHORTEST_ANSWER = 5;

/** Another sentence of the right release that has the answer in it, as a title may. */
function holdsAnswer({ found, sentence }: Candidate, { type, releases, answers, evidence }: SetQuestion): boolean {
  if (type === "yes-no" || type === "list" || evidence.length === 0) return false;
  const text = wordsIn(sentence.text);
  return (
    releases.includes(found.document.release.id) &&
    answers.map(wordsIn).some((answer) => answer.trim().length >= SHORTEST_ANSWER && text.includes(answer))
  );
}

/** Its words alone, a space around each; Khmer, which has no spaces, as it is. */
function wordsIn(text: string): string {
  const words = squeezed(text).toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return /\p{Script=Khmer}/u.test(text) ? words.join(" ") : ` ${words.join(" ")} `;
}

/** A quotation of several sentences begins and ends within sentences of the release. */
function partsOf(evidence: string): string[] {
  const sentences = evidence.split(/(?<=[.!?\u17d4][\u201d\u2019\u00bb]?)\s+/u);
  return [evidence, ...sentences.filter(({ length }) => length >= SHORTEST_PART)];
}

interface Archive {
  readonly library: Library;
  readonly reader: SpanReader;
  /** Whether a release exists on the day of a question. */
  readonly allow: (question: SetQuestion) => (id: ReleaseId) => boolean;
}

/** Asks each question, in the course of its conversation and as it goes wrong in chats, and keeps what was found. */
function learnFrom(archive: Archive, questions: readonly SetQuestion[]): void {
  const turns = new Map<string, Turn>();
  const nearest = new Map<string, ReleaseId | null>();
  let last: Turn | null = null;
  for (const set of questions) {
    const question = analyseQuestion(set.question);
    if (question.words.length === 0) continue;
    const before = leansOn(question, turns.get(set.after ?? "") ?? null);
    const { asked, candidates } = learnAsked(archive, set, { question, before });
    learnPolarity(set, asked, candidates);
    nearest.set(set.id, candidates.find(({ found }) => found.rank === 0)?.found.document.release.id ?? null);
    const [release = null] = set.evidence.length > 0 ? set.releases : [nearest.get(set.id) ?? null];
    const turn = {
      question: asked.wording.length > LONGEST_SUBJECT ? set.question : asked.wording,
      answer: (set.type === "yes-no" ? set.evidence[0] : set.answers[0]) ?? "",
      release,
    };
    turns.set(set.id, turn);
    if (before && set.after !== undefined) {
      // The one before may have found no answer,
      const lost = { ...before, answer: "", release: nearest.get(set.after) ?? null };
      learnAsked(archive, set, { question, before: lost });
    }
    const stray = set.after === undefined && !question.leansOnContext ? leansOn(question, last) : null;
    // and a short question may stand behind one that it has nothing to do with.
    if (stray) learnAsked(archive, set, { question, before: stray });
    last = turn;
  }
}

/** Keeps every sentence that has anything to do with a question; right is what bears it out or has its answer. */
function learnAsked(
  { library, reader, allow }: Archive,
  set: SetQuestion,
  { question, before }: { readonly question: Question; readonly before: Turn | null },
): { readonly asked: Asked; readonly candidates: readonly Candidate[] } {
  const asked = askedOf(question, before, library);
  const candidates = gatherEvidence(asked, {
    library,
    reader: question.language === "km" ? null : reader,
    allow: allow(set),
    contextRelease: before?.release ?? null,
  });
  for (const candidate of candidates)
    examples.push(candidate.features, isEvidence(candidate, set) || holdsAnswer(candidate, set) ? 1 : 0);
  return { asked, candidates };
}

function learnPolarity(set: SetQuestion, asked: Asked, candidates: readonly Candidate[]): void {
  const [answer = ""] = set.answers;
  const evidence = candidates.find((candidate) => isEvidence(candidate, set));
  if (!evidence || !/^(?:yes|no)$/iu.test(answer)) return;
  polarities.push(
    polarityFeatures(asked, evidence.sentence, opposites),
    answer.toLowerCase() === "yes" ? 1 : 0,
  );
}

function unbiasedReader(archive: string): SpanReader {
  if (SEEN_BY_FIRST.has(archive)) return secondNetwork;
  return SEEN_BY_SECOND.has(archive) ? firstNetwork : reader;
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
  learnFrom({ library: libraryOf(pool), reader, allow: always }, pool.flatMap(askedAbout));
}
// Alone, too: a first archive holds a single release.
for (const release of press) learnFrom({ library: libraryOf([release]), reader, allow: always }, askedAbout(release));

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
      reader: unbiasedReader(name),
      allow: ({ asOf = lastDay }) => {
        const view = collection.view(Date.parse(`${asOf}T23:59:59.999Z`));
        return (id) => view.isValid(id);
      },
    },
    questions.filter(({ type }) => type !== "chitchat"),
  );
}

const forest = boost(examples, FEATURES, { trees: 220, leaves: 24, rate: 0.08, leaf: 40 });
writeFileSync(join(HERE, "sentences.json"), `${JSON.stringify(forest)}\n`);
const polarity = boost(polarities, POLARITY_FEATURES, { trees: 60, leaves: 8, rate: 0.05, leaf: 15 });
writeFileSync(join(HERE, "polarity.json"), `${JSON.stringify(polarity)}\n`);
process.stdout.write(
  `${examples.length} sentences, ${examples.positives} of them answer; ${polarities.length} of yes or no\n`,
);
