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
  /** Of these, ended by the limit of time or memory. */
  limited: number;
  slowestMs: number;
}

/** A limit ended the reading in its sentence: that is what limits are for, but each such input is kept and counted. */
const LIMITED = /longer than [\d.]+ s|needs more than \d+ MB/u;
/** A reader threw or its process died. */
const CRASHED = /it is damaged or not what it seems/u;
/** The limit of 10 s and what starting the process anew may take on a busy machine: later is a hang that no limit ended. */
const HANG_MS = 20_000;

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
  const tally = tallies.get(format) ?? {
    runs: 0,
    read: 0,
    refused: 0,
    limited: 0,
    slowestMs: 0,
  };
  tallies.set(format, tally);
  tally.runs += 1;
  tally.slowestMs = Math.max(tally.slowestMs, Math.round(ms));
  const reason = outcome.kind === "problem" ? outcome.problem.reason : "";
  if (outcome.kind === "problem") tally.refused += 1;
  else tally.read += 1;
  if (LIMITED.test(reason)) tally.limited += 1;
  if (ms > HANG_MS) return `a hang of ${Math.round(ms / 1000)} s`;
  return faultOf(outcome) ?? (CRASHED.test(reason) ? "a crash" : null);
}

function keep(run: number, name: string, bytes: Uint8Array): void {
  if (values.keep === "") return;
  mkdirSync(values.keep, { recursive: true });
  writeFileSync(join(values.keep, `${run}-${name}`), bytes);
}

/** Ctrl-C ends it with the table so far. */
const stop = new AbortController();
process.once("SIGINT", () => {
  stop.abort();
});

const began = performance.now();
let run = 0;
for (; run < runs && !stop.signal.aborted; run += 1) {
  const file = files[run % files.length];
  const other = files[Math.floor(random() * files.length)];
  if (!file || !other) break;
  const bytes = await mutation(file, other, random);
  const start = performance.now();
  const outcome = await reader.read({ id: "f", name: file.name, bytes });
  const fault = note(file.name, outcome, performance.now() - start);
  if (fault !== null) {
    const label = `${file.name}: ${fault}`;
    faults.set(label, (faults.get(label) ?? 0) + 1);
  }
  const isLimited = outcome.kind === "problem" && LIMITED.test(outcome.problem.reason);
  if (fault !== null || isLimited) keep(run, file.name, bytes);
  if (run > 0 && run % 5000 === 0) {
    const megabytes = Math.round(process.memoryUsage().rss / 1024 / 1024);
    process.stderr.write(
      `${run} runs, ${Math.round((performance.now() - began) / 1000)} s, ${megabytes} MB\n`,
    );
  }
}
await reader.close();

process.stdout.write(
  "| reader | runs | read | refused | ended by a limit | slowest |\n| --- | --- | --- | --- | --- | --- |\n",
);
for (const [format, { runs: count, read, refused, limited, slowestMs }] of tallies) {
  process.stdout.write(
    `| ${format} | ${count} | ${read} | ${refused} | ${limited} | ${slowestMs} ms |\n`,
  );
}
for (const [label, count] of faults) process.stdout.write(`${count} x ${label}\n`);
process.stdout.write(
  `${run} runs in ${Math.round((performance.now() - began) / 1000)} s: ${faults.size === 0 ? "no crash, no hang, no growth" : `${faults.size} kinds of fault`}\n`,
);
process.exitCode = faults.size === 0 ? 0 : 1;
