/**
 * `npm run evaluate -- DIR [--misses] [--curve]`: answers a question set and prints how many answers were right, by type and
 * language; with `--curve` what other thresholds would give by language, and how far the confidence can be trusted.
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

/** Answers a set and judges every answer; `answersAll`: whatever the confidence. */
export async function evaluateSet(
  folder: string,
  { answersAll = false }: { readonly answersAll?: boolean } = {},
): Promise<Judgement[]> {
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
  const archive = await open(releases, "UTC");
  const engine = answersAll ? archive.engine.answeringAll() : archive.engine;
  const answers = answerSet(await readQuestions(file), { ...archive, engine }, { now: Date.now });
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

/** What a set would score if everything below a confidence were refused. */
function refusedBelow(threshold: number, judgements: readonly Judgement[]): Judgement[] {
  return judgements.map((each) => {
    if (each.answer.status !== "answered" || each.answer.confidence >= threshold) return each;
    return { ...each, verdict: each.question.answerable ? "abstained" : "refusedRightly" };
  });
}

/** Risk against coverage by language, and the share right by tenth of confidence; of an engine that answers everything. */
function curve(judgements: readonly Judgement[]): string[] {
  const lines: string[] = [];
  for (const [language, members] of Map.groupBy(judgements, ({ question }) => question.lang)) {
    lines.push("", `${language}: threshold  answered  right  wrong or false  trust`);
    for (let threshold = 0.2; threshold < 0.96; threshold += 0.05) {
      const kept = refusedBelow(threshold, members);
      const count = (...verdicts: readonly Verdict[]): number =>
        kept.filter(({ verdict }) => verdicts.includes(verdict)).length;
      const cells = [
        threshold.toFixed(2).padStart(13),
        String(count("right", "sentence", "wrong", "falseAnswer")).padStart(10),
        String(count("right", "sentence")).padStart(7),
        String(count("wrong", "falseAnswer")).padStart(16),
        trustScore(kept).toFixed(1).padStart(7),
      ];
      lines.push(cells.join(""));
    }
  }
  lines.push("", "confidence   answers  right release and sentence");
  const answered = judgements.filter(({ answer }) => answer.status === "answered");
  for (let tenth = 0; tenth < 10; tenth += 1) {
    const members = answered.filter(
      ({ answer }) => Math.min(9, Math.floor(answer.confidence * 10)) === tenth,
    );
    if (members.length === 0) continue;
    const right = members.filter(({ verdict }) => verdict === "right" || verdict === "sentence");
    const share = (right.length / members.length).toFixed(2);
    lines.push(
      `${(tenth / 10).toFixed(1)} to ${((tenth + 1) / 10).toFixed(1)}${String(members.length).padStart(10)}${share.padStart(28)}`,
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
    ...(values.curve ? curve(await evaluateSet(path, { answersAll: true })) : []),
    ...(values.misses ? misses(judgements) : []),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

if (import.meta.main) await main();
