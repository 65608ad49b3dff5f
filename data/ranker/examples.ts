/** Asks the questions of `archives/`, and keeps the numbers of every sentence found with whether it answers. */
import { join, resolve } from "node:path";
import type { Candidate } from "../../src/answer/evidence.ts";
import { type Asked, FEATURES } from "../../src/answer/features.ts";
import { leansOn, type Turn } from "../../src/answer/follow-up.ts";
import { introducesList } from "../../src/answer/list-items.ts";
import { createSpanReader } from "../../src/answer/reader/span-reader.ts";
import type { SpanReader } from "../../src/answer/span-reader.ts";
import { POLARITY_FEATURES, polarityFeatures } from "../../src/answer/yes-no.ts";
import { readDataFiles } from "../../src/runtime/data-files.ts";
import { lexiconFrom } from "../../src/text/lexicon.ts";
import { parseOpposites } from "../../src/text/opposites.ts";
import { READER_ARCHIVES } from "../reader/training/archives.ts";
import {
  type Archive,
  ask,
  askInTurn,
  bearsOut,
  openArchive,
  type SetQuestion,
  squeezed,
} from "./archive.ts";
import { Examples } from "./boosting.ts";

const data = await readDataFiles(join(resolve(import.meta.dirname, "../.."), "data"));
const lexicon = lexiconFrom(data);
const opposites = parseOpposites(data.opposites);
const reader = createSpanReader(data.reader);

function isEvidence({ found, sentence }: Candidate, set: SetQuestion): boolean {
  return set.releases.includes(found.document.release.id) && bearsOut(sentence.text, set);
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

/** What was found for some questions. */
export interface Learnt {
  /** Rows of {@link FEATURES}. */
  readonly sentences: Examples;
  /** Rows of {@link POLARITY_FEATURES}. */
  readonly polarities: Examples;
}

/** Asks each question, in the course of its conversation and as it goes wrong in chats, and keeps what was found. */
function learnFrom(archive: Archive, by: SpanReader | null): Learnt {
  const learnt = {
    sentences: new Examples(FEATURES.length),
    polarities: new Examples(POLARITY_FEATURES.length),
  };
  const learn = (candidates: readonly Candidate[], set: SetQuestion): void => {
    for (const candidate of candidates)
      learnt.sentences.push(candidate.features, isRight(candidate, set) ? 1 : 0);
  };
  let last: Turn | null = null;
  for (const { set, question, asked, candidates, unanswered, turn } of askInTurn(archive, by)) {
    learn(candidates, set);
    learnPolarity(set, asked, { candidates, learnt });
    const stray = set.after === undefined && !question.leansOnContext ? leansOn(question, last) : null;
    // The one before may have found no answer, and a short question may stand behind one that it has nothing to do with.
    for (const before of [unanswered, stray])
      if (before) learn(ask(archive, set, { question, before, reader: by }).candidates, set);
    last = turn;
  }
  return learnt;
}

/** Right is what bears a question out or has its answer. */
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

/** Asks all questions about an archive; of one that the span reader has learnt from, and reads too well, for yes and no alone. */
export async function examplesOf(name: string): Promise<Learnt> {
  const isRead = READER_ARCHIVES.includes(name);
  const learnt = learnFrom(await openArchive(name, lexicon), isRead ? null : reader);
  return isRead ? { ...learnt, sentences: new Examples(FEATURES.length) } : learnt;
}
