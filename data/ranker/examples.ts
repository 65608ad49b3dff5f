/** Asks the questions of `archives/`, and keeps the numbers of every sentence found with whether it answers. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Candidate, gatherEvidence } from "../../src/answer/evidence.ts";
import { type Asked, FEATURES } from "../../src/answer/features.ts";
import { askedOf, leansOn, subjectOf, type Turn } from "../../src/answer/follow-up.ts";
import { Library } from "../../src/answer/library.ts";
import { introducesList } from "../../src/answer/list-items.ts";
import { analyseQuestion, type Question } from "../../src/answer/question.ts";
import { createSpanReader } from "../../src/answer/reader/span-reader.ts";
import { POLARITY_FEATURES, polarityFeatures } from "../../src/answer/yes-no.ts";
import { Collection } from "../../src/archive/collection.ts";
import { readRelease } from "../../src/archive/read-release.ts";
import type { Release, ReleaseId } from "../../src/domain/release.ts";
import { readDataFiles } from "../../src/runtime/data-files.ts";
import { lexiconFrom } from "../../src/text/lexicon.ts";
import { parseOpposites } from "../../src/text/opposites.ts";
import { Examples } from "./boosting.ts";

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
function lines(file: string): unknown[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line));
}

const data = await readDataFiles(join(ROOT, "data"));
const lexicon = lexiconFrom(data);
const opposites = parseOpposites(data.opposites);
const reader = createSpanReader(data.reader);

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

/** A line of the list that is asked for, or the sentence that introduces it. */
function isOfList({ found, sentence }: Candidate, { type, releases, evidence }: SetQuestion): boolean {
  const { release, sentences } = found.document;
  const line = introducesList(found.document, sentence) ? sentences[sentence.index + 1] : sentence;
  if (type !== "list" || line?.kind !== "item" || !releases.includes(release.id)) return false;
  return evidence.some((fragment) => squeezed(fragment).includes(squeezed(line.text)));
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
  /** Whether a release exists on the day of a question. */
  readonly allow: (question: SetQuestion) => (id: ReleaseId) => boolean;
}

/** What was found for some questions. */
export interface Learnt {
  /** Rows of {@link FEATURES}. */
  readonly sentences: Examples;
  /** Rows of {@link POLARITY_FEATURES}. */
  readonly polarities: Examples;
}

/** Asks each question, in the course of its conversation and as it goes wrong in chats, and keeps what was found. */
function learnFrom(archive: Archive, questions: readonly SetQuestion[], learnt: Learnt): void {
  const turns = new Map<string, Turn>();
  const nearest = new Map<string, ReleaseId | null>();
  let last: Turn | null = null;
  for (const set of questions) {
    const question = analyseQuestion(set.question);
    if (question.words.length === 0) continue;
    const before = leansOn(question, turns.get(set.after ?? "") ?? null);
    const { asked, candidates } = learnAsked(archive, set, { question, before, learnt });
    learnPolarity(set, asked, { candidates, learnt });
    nearest.set(set.id, candidates.find(({ found }) => found.rank === 0)?.found.document.release.id ?? null);
    const [release = null] = set.evidence.length > 0 ? set.releases : [nearest.get(set.id) ?? null];
    const turn = {
      question: subjectOf(set.question, before),
      answer: (set.type === "yes-no" ? set.evidence[0] : set.answers[0]) ?? "",
      release,
      kind: asked.question.kind,
    };
    turns.set(set.id, turn);
    if (before && set.after !== undefined) {
      // The one before may have found no answer,
      const lost = { ...before, answer: "", release: nearest.get(set.after) ?? null };
      learnAsked(archive, set, { question, before: lost, learnt });
    }
    const stray = set.after === undefined && !question.leansOnContext ? leansOn(question, last) : null;
    // and a short question may stand behind one that it has nothing to do with.
    if (stray) learnAsked(archive, set, { question, before: stray, learnt });
    last = turn;
  }
}

/** Keeps every sentence that has anything to do with a question; right is what bears it out or has its answer. */
function learnAsked(
  { library, allow }: Archive,
  set: SetQuestion,
  {
    question,
    before,
    learnt,
  }: { readonly question: Question; readonly before: Turn | null; readonly learnt: Learnt },
): { readonly asked: Asked; readonly candidates: readonly Candidate[] } {
  const asked = askedOf(question, before, library);
  const candidates = gatherEvidence(asked, {
    library,
    reader,
    allow: allow(set),
    contextRelease: before?.release ?? null,
  });
  for (const candidate of candidates)
    learnt.sentences.push(candidate.features, isRight(candidate, set) ? 1 : 0);
  return { asked, candidates };
}

function isRight(candidate: Candidate, set: SetQuestion): boolean {
  return [isEvidence, isOfList, holdsAnswer].some((check) => check(candidate, set));
}

function learnPolarity(
  set: SetQuestion,
  asked: Asked,
  { candidates, learnt }: { readonly candidates: readonly Candidate[]; readonly learnt: Learnt },
): void {
  const [answer = ""] = set.answers;
  const evidence = candidates.find((candidate) => isEvidence(candidate, set));
  if (!evidence || !/^(?:yes|no)$/iu.test(answer)) return;
  learnt.polarities.push(
    polarityFeatures(asked, evidence.sentence, opposites),
    answer.toLowerCase() === "yes" ? 1 : 0,
  );
}

function libraryOf(releases: readonly Release[]): Library {
  const library = new Library(lexicon);
  for (const release of releases) library.put(release);
  return library;
}

const ARCHIVES = join(HERE, "archives");

/** Names of the archives, in the order in which they are learnt from. */
export function archives(): string[] {
  return readdirSync(ARCHIVES).toSorted();
}

/** Asks all questions about an archive. */
export async function examplesOf(name: string): Promise<Learnt> {
  const learnt = {
    sentences: new Examples(FEATURES.length),
    polarities: new Examples(POLARITY_FEATURES.length),
  };
  const collection = new Collection("UTC");
  for (const file of lines(join(ARCHIVES, name, "releases.jsonl")) as { name: string; text: string }[]) {
    const id = file.name.replace(/\.\w+$/u, "");
    const outcome = await readRelease({ id, name: file.name, bytes: new TextEncoder().encode(file.text) });
    if (outcome.kind !== "releases") throw new Error(`${name}/${file.name} is no release.`);
    for (const release of outcome.releases) collection.put(release);
  }
  const lastDay = collection.all().map(({ date }) => date ?? "").toSorted().at(-1);
  const questions = lines(join(ARCHIVES, name, "questions.jsonl")) as SetQuestion[];
  learnFrom(
    {
      library: libraryOf(collection.all()),
      allow: ({ asOf = lastDay }) => {
        const view = collection.view(Date.parse(`${asOf}T23:59:59.999Z`));
        return (id) => view.isValid(id);
      },
    },
    questions.filter(({ type }) => type !== "chitchat"),
    learnt,
  );
  return learnt;
}
