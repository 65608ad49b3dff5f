/** The archives in `archives/`, and their questions asked in the course of their conversations. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Candidate, gatherEvidence } from "../../src/answer/evidence.ts";
import type { Asked } from "../../src/answer/features.ts";
import { askedOf, leansOn, subjectOf, type Turn } from "../../src/answer/follow-up.ts";
import { Library } from "../../src/answer/library.ts";
import { analyseQuestion, type Question } from "../../src/answer/question.ts";
import type { SpanReader } from "../../src/answer/span-reader.ts";
import { Collection } from "../../src/archive/collection.ts";
import { readRelease } from "../../src/archive/read-release.ts";
import type { ReleaseId } from "../../src/domain/release.ts";
import type { Lexicon } from "../../src/text/lexicon.ts";

/** As in the question sets of `test/evaluation`. */
export interface SetQuestion {
  readonly id: string;
  readonly question: string;
  readonly type: string;
  readonly answers: readonly string[];
  readonly releases: readonly ReleaseId[];
  readonly evidence: readonly string[];
  readonly asOf?: string;
  readonly after?: string;
}

/** The releases of an invented issuer. */
export interface Archive {
  readonly library: Library;
  /** In the order of their conversations. */
  readonly questions: readonly SetQuestion[];
  /** Whether a release exists on the day of a question. */
  readonly allow: (question: SetQuestion) => (id: ReleaseId) => boolean;
}

const ARCHIVES = join(import.meta.dirname, "archives");

/** Names of the archives, in the order in which they are learnt from. */
export function archives(): string[] {
  return readdirSync(ARCHIVES).toSorted();
}

/** @throws {Error} if a file of it is no release. */
export async function openArchive(name: string, lexicon: Lexicon): Promise<Archive> {
  const collection = new Collection("UTC");
  const files = lines(join(ARCHIVES, name, "releases.jsonl")) as { name: string; text: string }[];
  for (const file of files) {
    const id = file.name.replace(/\.\w+$/u, "");
    const bytes = new TextEncoder().encode(file.text);
    const outcome = await readRelease({ id, name: file.name, bytes });
    if (outcome.kind !== "releases") throw new Error(`${name}/${file.name} is no release.`);
    for (const release of outcome.releases) collection.put(release);
  }
  const releases = collection.all();
  const library = new Library(lexicon);
  for (const release of releases) library.put(release);
  const lastDay = releases
    .map(({ date }) => date ?? "")
    .toSorted()
    .at(-1);
  const questions = lines(join(ARCHIVES, name, "questions.jsonl")) as SetQuestion[];
  return {
    library,
    questions: questions.filter(({ type }) => type !== "chitchat"),
    allow: ({ asOf = lastDay }) => {
      const view = collection.view(Date.parse(`${asOf}T23:59:59.999Z`));
      return (id) => view.isValid(id);
    },
  };
}

/** The objects of a file with one a line. */
export function lines(file: string): unknown[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line));
}

/** A question with what was found for it. */
export interface Found {
  readonly asked: Asked;
  readonly candidates: readonly Candidate[];
}

/** A question in its conversation. */
export interface FoundInTurn extends Found {
  readonly set: SetQuestion;
  readonly question: Question;
  /** What it leans on. */
  readonly before: Turn | null;
  /** The same as if it had not been answered. */
  readonly unanswered: Turn | null;
  /** What the next one may lean on. */
  readonly turn: Turn;
}

/** What the product finds for a question behind another. */
export function ask(
  { library, allow }: Archive,
  set: SetQuestion,
  {
    question,
    before,
    reader,
  }: {
    readonly question: Question;
    readonly before: Turn | null;
    readonly reader: SpanReader | null;
  },
): Found {
  const asked = askedOf(question, before, library);
  const contextRelease = before?.release ?? null;
  const search = { library, reader, allow: allow(set), contextRelease };
  return { asked, candidates: gatherEvidence(asked, search) };
}

/** Asks the questions one after another, each behind the one that it follows, which is taken as answered right. */
export function* askInTurn(
  archive: Archive,
  reader: SpanReader | null,
): Generator<FoundInTurn, void, undefined> {
  const turns = new Map<string, Turn>();
  const nearest = new Map<string, ReleaseId | null>();
  for (const set of archive.questions) {
    const question = analyseQuestion(set.question);
    if (question.words.length === 0) continue;
    const before = leansOn(question, turns.get(set.after ?? "") ?? null);
    const found = ask(archive, set, { question, before, reader });
    const first = found.candidates.find((candidate) => candidate.found.rank === 0);
    nearest.set(set.id, first?.found.document.release.id ?? null);
    const [release = null] = set.evidence.length > 0 ? set.releases : [nearest.get(set.id) ?? null];
    const turn = {
      question: subjectOf(set.question, before),
      answer: (set.type === "yes-no" ? set.evidence[0] : set.answers[0]) ?? "",
      release,
      kind: found.asked.question.kind,
    };
    turns.set(set.id, turn);
    const unanswered = before && {
      ...before,
      answer: "",
      release: nearest.get(set.after ?? "") ?? null,
    };
    yield { ...found, set, question, before, unanswered, turn };
  }
}

/** Without the marks that evidence and releases may differ in. */
export function squeezed(text: string): string {
  return text
    .replaceAll(/[*\u200b]/gu, "")
    .replaceAll(/\s+/gu, " ")
    .trim();
}

/** Shortest part of an evidence, in characters, that is one when it stands in a sentence of its own. */
const SHORTEST_PART = 25;

/** Whether a sentence bears an answer out: it has a part of the evidence in it, or is one. */
export function bearsOut(sentence: string, { evidence }: SetQuestion): boolean {
  const text = squeezed(sentence);
  return evidence.some((fragment) => {
    const wanted = squeezed(fragment);
    return (
      partsOf(wanted).some((part) => text.includes(part)) ||
      (wanted.includes(text) && text.length > Math.min(SHORTEST_PART, wanted.length * 0.4))
    );
  });
}

/** A quotation of several sentences begins and ends within sentences of the release. */
function partsOf(evidence: string): string[] {
  const sentences = evidence.split(/(?<=[.!?\u17d4][\u201d\u2019\u00bb]?)\s+/u);
  return [evidence, ...sentences.filter(({ length }) => length >= SHORTEST_PART)];
}
