/**
 * `npm run evaluate -- DIR [--misses] [--curve]`: answers a question set and prints how many answers were right, by type and
 * language; with `--curve` what other thresholds would have given, and how far the confidence can be trusted.
 */
import { readdirSync, readFileSync } from "node:fs";
import { isAbsolute, join, parse, resolve } from "node:path";
import { parseArgs } from "node:util";
import { answerSet } from "../../adapters/commands/batch.ts";
import { readQuestions } from "../../adapters/commands/question-set.ts";
import { open } from "../../adapters/main.ts";
import { type Judgement, judge, parseJudged, trustScore, type Verdict } from "./score.ts";

const VERDICTS: readonly Verdict[] = [
  "right",
  "sentence",
  "wrong",
  "abstained",
  "refusedRightly",
  "falseAnswer",
];

/** Answers a set and judges every answer. */
export async function evaluateSet(folder: string): Promise<Judgement[]> {
  const releases = join(folder, "releases");
  const texts = new Map(
    readdirSync(releases).map((name) => [
      parse(name).name,
      readFileSync(join(releases, name), "utf8"),
    ]),
  );
  const file = join(folder, "questions.jsonl");
  const judged = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(parseJudged);
  const answers = answerSet(await readQuestions(file), await open(releases, "UTC"), {
    now: Date.now,
  });
  return [...answers].flatMap((answer, i) => {
    const question = judged[i];
    return question ? [judge(question, answer, texts)] : [];
  });
}

function row(name: string, judgements: readonly Judgement[]): string {
  const counts = VERDICTS.map((verdict) =>
    String(judgements.filter((each) => each.verdict === verdict).length).padStart(15),
  );
  return `${name.padEnd(28)}${String(judgements.length).padStart(6)}${counts.join("")}${trustScore(judgements).toFixed(1).padStart(8)}`;
}

function table(judgements: readonly Judgement[]): string[] {
  const groups = new Map<string, Judgement[]>([["all", [...judgements]]]);
  for (const each of judgements) {
    const { answerable, lang, type } = each.question;
    for (const name of [
      answerable ? "answerable" : "unanswerable",
      `lang ${lang}`,
      `type ${type}`,
    ]) {
      groups.set(name, [...(groups.get(name) ?? []), each]);
    }
  }
  const head = `${"".padEnd(28)}${"n".padStart(6)}${VERDICTS.map((name) => name.padStart(15)).join("")}${"trust".padStart(8)}`;
  const notVerbatim = judgements.filter(({ isVerbatim }) => !isVerbatim).length;
  return [
    head,
    ...[...groups].map(([name, members]) => row(name, members)),
    `not verbatim: ${notVerbatim}`,
  ];
}

function curve(judgements: readonly Judgement[]): string[] {
  const lines = ["", "threshold  answered  right of answered  trust"];
  for (let threshold = 0.6; threshold < 1; threshold += 0.05) {
    const kept = judgements.filter(
      ({ answer }) => answer.status === "answered" && answer.confidence >= threshold,
    );
    const right = kept.filter(({ verdict }) => verdict === "right").length;
    const rest = judgements
      .filter((each) => !kept.includes(each))
      .map((each): Judgement => {
        if (each.answer.status !== "answered") return each;
        return { ...each, verdict: each.question.answerable ? "abstained" : "refusedRightly" };
      });
    const share = kept.length === 0 ? 0 : right / kept.length;
    lines.push(
      `${threshold.toFixed(2).padStart(9)}${String(kept.length).padStart(10)}${share.toFixed(2).padStart(19)}${trustScore(
        [...kept, ...rest],
      )
        .toFixed(1)
        .padStart(7)}`,
    );
  }
  return lines;
}

function misses(judgements: readonly Judgement[]): string[] {
  return judgements
    .filter(({ verdict }) => verdict !== "right" && verdict !== "refusedRightly")
    .flatMap(({ question, answer, verdict }) => [
      `${question.id} ${question.type} ${verdict}: ${question.question}`,
      `    wanted ${JSON.stringify(question.answers)} in ${question.releases.join(", ") || "none"}`,
      `    got    ${JSON.stringify({ status: answer.status, answer: answer.answer, release: answer.release, quote: answer.quote, confidence: answer.confidence })}`,
    ]);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      misses: { type: "boolean", default: false },
      curve: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const [folder] = positionals;
  if (values.help || folder === undefined) {
    process.stdout.write("Usage: npm run evaluate -- DIR [--misses] [--curve]\n");
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const path = isAbsolute(folder)
    ? folder
    : resolve(process.env["INIT_CWD"] ?? process.cwd(), folder);
  const judgements = await evaluateSet(path);
  const lines = [
    ...table(judgements),
    ...(values.curve ? curve(judgements) : []),
    ...(values.misses ? misses(judgements) : []),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

if (import.meta.main) await main();
