import { z } from "zod";
import type { BatchAnswer } from "../../adapters/commands/batch-answer.ts";

const judged = z.object({
  id: z.string(),
  question: z.string(),
  lang: z.string(),
  type: z.string(),
  answerable: z.boolean(),
  answers: z.array(z.string()),
  releases: z.array(z.string()),
  evidence: z.array(z.string()),
});

/** A question of a set with what a right answer is. */
export type JudgedQuestion = z.infer<typeof judged>;

export function parseJudged(line: string): JudgedQuestion {
  return judged.parse(JSON.parse(line));
}

export type Verdict =
  | "right"
  /** The release and the sentence are right, the short answer is not. */
  | "sentence"
  | "wrong"
  | "abstained"
  | "refusedRightly"
  | "falseAnswer";

export interface Judgement {
  readonly question: JudgedQuestion;
  readonly answer: BatchAnswer;
  readonly verdict: Verdict;
  /** The quotation stands in the cited release. */
  readonly isVerbatim: boolean;
}

/** At least this overlap of words counts as the same answer. */
const SAME = 0.5;
const SAME_ITEM = 0.6;

const segmenter = new Intl.Segmenter("km", { granularity: "word" });
const ARTICLES = /^(?:a|an|the|le|la|les|l|un|une|des|de|du|d)$/u;

function plain(text: string): string {
  return text
    .normalize("NFC")
    .replaceAll(/[\u200b\u00ad*]/gu, "")
    .replaceAll(/[“”«»]/gu, '"')
    .replaceAll(/[‘’]/gu, "'")
    .replaceAll(/\s+/gu, " ")
    .trim();
}

function tokens(text: string): string[] {
  const digits = plain(text).replaceAll(/[០-៩]/gu, (digit) =>
    String((digit.codePointAt(0) ?? 0) - 0x17e0),
  );
  return [...segmenter.segment(digits.toLowerCase())]
    .filter(({ isWordLike, segment }) => isWordLike && !ARTICLES.test(segment))
    .map(({ segment }) => segment);
}

/** Harmonic mean of the shares of words in common, 0 to 1. */
export function overlap(given: string, wanted: string): number {
  const left = tokens(given);
  const rest = tokens(wanted);
  const wantedCount = rest.length;
  let same = 0;
  for (const token of left) {
    const at = rest.indexOf(token);
    if (at < 0) continue;
    rest.splice(at, 1);
    same += 1;
  }
  return same === 0 ? 0 : (2 * same) / (left.length + wantedCount);
}

function holds(text: string, part: string): boolean {
  return ` ${tokens(text).join(" ")} `.includes(` ${tokens(part).join(" ")} `);
}

/** Judges one answer as acceptance does: see the questions' format. `texts`: releases' files by id. */
export function judge(
  question: JudgedQuestion,
  answer: BatchAnswer,
  texts: ReadonlyMap<string, string>,
): Judgement {
  const isAnswered = answer.status === "answered";
  const text = texts.get(answer.release ?? "");
  const isVerbatim =
    !isAnswered || (text !== undefined && plain(text).includes(plain(answer.quote)));
  const verdict = verdictOf(question, answer, isVerbatim);
  return { question, answer, verdict, isVerbatim };
}

function verdictOf(question: JudgedQuestion, answer: BatchAnswer, isVerbatim: boolean): Verdict {
  const isAnswered = answer.status === "answered";
  if (!question.answerable) {
    const isFine = question.type === "chitchat" ? answer.status === "small-talk" : !isAnswered;
    return isFine ? "refusedRightly" : "falseAnswer";
  }
  if (!isAnswered) return "abstained";
  const isCited = question.releases.includes(answer.release ?? "") && isVerbatim;
  const isShown =
    isCited &&
    (question.evidence.some((fragment) => bears(answer.quote, fragment)) ||
      question.answers.some((gold) => holds(answer.quote, gold)));
  const isBacked = question.type !== "yes-no" || isShown;
  if (isCited && isBacked && isSpanRight(question, answer)) return "right";
  return isShown ? "sentence" : "wrong";
}

function bears(quote: string, fragment: string): boolean {
  return holds(quote, fragment) || holds(fragment, quote) || overlap(quote, fragment) >= SAME;
}

function isSpanRight({ type, answers }: JudgedQuestion, { answer, items }: BatchAnswer): boolean {
  if (type === "list") return isListRight(answers, items.length > 0 ? items : [answer]);
  return answers.some(
    (gold) =>
      overlap(answer, gold) >= SAME ||
      (holds(answer, gold) && tokens(answer).length <= 3 * tokens(gold).length + 3),
  );
}

function isListRight(answers: readonly string[], items: readonly string[]): boolean {
  const isSame = (item: string, gold: string): boolean =>
    overlap(item, gold) >= SAME_ITEM || holds(item, gold);
  const recall =
    answers.filter((gold) => items.some((item) => isSame(item, gold))).length / answers.length;
  const precision =
    items.filter((item) => answers.some((gold) => isSame(item, gold))).length / items.length;
  return recall + precision > 0 && (2 * recall * precision) / (recall + precision) >= SAME;
}

/** Points of a hundred: a wrong answer costs as much as a right one earns. */
export function trustScore(judgements: readonly Judgement[]): number {
  const points = {
    right: 1,
    sentence: 0.5,
    wrong: -1,
    abstained: 0,
    refusedRightly: 1,
    falseAnswer: -1,
  };
  const sum = judgements.reduce((total, { verdict }) => total + points[verdict], 0);
  return judgements.length === 0 ? 0 : (100 * sum) / judgements.length;
}
