import { mkdirSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { parseArgs } from "node:util";
import type { ReadOutcome } from "../../src/archive/read-release.ts";
import { IsolatedReader } from "../../src/runtime/isolated-reader.ts";
import { faultOf, fuzzedCommands, mutation, samples } from "./corpus.ts";
import { randomOf } from "./mutate.ts";

interface Tally {
  runs: number;
  read: number;
  refused: number;
  slowestMs: number;
}

/** Reasons with which the isolation ends a reader that hung, grew or crashed. */
const LOST = /longer than [\d.]+ s|needs more than \d+ MB|it is damaged or not what it seems/u;

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "100000" },
    seed: { type: "string", default: "1" },
    only: { type: "string", default: "" },
    /** Where inputs that broke a reader are kept. */
    keep: { type: "string", default: "" },
  },
});
const runs = Number(values.runs);
const random = randomOf(Number(values.seed));
const files = samples().filter(({ name }) => extname(name).slice(1).startsWith(values.only));
const reader = new IsolatedReader({
  worker: new URL("../../adapters/reader-worker.ts", import.meta.url),
  commands: fuzzedCommands(random),
});
const tallies = new Map<string, Tally>();
const faults = new Map<string, number>();

function note(name: string, outcome: ReadOutcome, ms: number): string | null {
  const format = extname(name).slice(1);
  const tally = tallies.get(format) ?? { runs: 0, read: 0, refused: 0, slowestMs: 0 };
  tallies.set(format, tally);
  tally.runs += 1;
  tally.slowestMs = Math.max(tally.slowestMs, Math.round(ms));
  if (outcome.kind === "problem") tally.refused += 1;
  else tally.read += 1;
  const lost = outcome.kind === "problem" ? LOST.exec(outcome.problem.reason)?.[0] : undefined;
  return faultOf(outcome) ?? (lost === undefined ? null : `lost: ${lost}`);
}

const began = performance.now();
for (let run = 0; run < runs; run += 1) {
  const file = files[run % files.length];
  const other = files[Math.floor(random() * files.length)];
  if (!file || !other) break;
  const bytes = await mutation(file, other, random);
  const start = performance.now();
  const fault = note(
    file.name,
    await reader.read({ id: "f", name: file.name, bytes }),
    performance.now() - start,
  );
  if (fault !== null) {
    const label = `${file.name}: ${fault}`;
    faults.set(label, (faults.get(label) ?? 0) + 1);
    if (values.keep !== "") {
      mkdirSync(values.keep, { recursive: true });
      writeFileSync(join(values.keep, `${run}-${file.name}`), bytes);
    }
  }
  if (run > 0 && run % 5000 === 0) {
    const megabytes = Math.round(process.memoryUsage().rss / 1024 / 1024);
    process.stderr.write(
      `${run} runs, ${Math.round((performance.now() - began) / 1000)} s, ${megabytes} MB\n`,
    );
  }
}
await reader.close();

process.stdout.write(
  "| reader | runs | read | refused | slowest |\n| --- | --- | --- | --- | --- |\n",
);
for (const [format, { runs: count, read, refused, slowestMs }] of tallies) {
  process.stdout.write(`| ${format} | ${count} | ${read} | ${refused} | ${slowestMs} ms |\n`);
}
for (const [label, count] of faults) process.stdout.write(`${count} x ${label}\n`);
process.stdout.write(
  `${runs} runs in ${Math.round((performance.now() - began) / 1000)} s: ${faults.size === 0 ? "no crash, no hang, no growth" : `${faults.size} kinds of fault`}\n`,
);
process.exitCode = faults.size === 0 ? 0 : 1;
