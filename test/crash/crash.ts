import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { whyNot } from "../_support/platforms.ts";
import { startPostgres, whyNoPostgres } from "../_support/postgres.ts";
import { KILL_POINTS, type PlatformName } from "./job.ts";
import { runTrial, type TrialOptions, type TrialResult } from "./trial.ts";

const HELP = `npm run test:crash [-- --random N] [--each N] [--seed N] [--only TEXT]
Kills workers at every step (N times at each, default 5) and at random (N times, default 100), on both engines, with one
and three workers, while releases are published, corrected and withdrawn, digests and late answers go out and people
write; prints what came of it. amid: kills that left something claimed. --only: trials whose name holds TEXT.`;

const { values } = parseArgs({
  options: {
    random: { type: "string", default: "100" },
    each: { type: "string", default: "5" },
    seed: { type: "string", default: "1" },
    only: { type: "string", default: "" },
    help: { type: "boolean", default: false },
  },
});
const CHATS = 40;

interface Planned extends Omit<TrialOptions, "databaseUrl" | "file"> {
  readonly engine: "SQLite" | "PostgreSQL";
}

function planned(): Planned[] {
  const platforms: readonly PlatformName[] = ["telegram", "nonce"];
  const trials = platforms.flatMap((platform) =>
    (["SQLite", "PostgreSQL"] as const).flatMap((engine) =>
      [1, 3].flatMap((workers) =>
        (["step", "random"] as const).map((how) => ({ platform, engine, workers, how })),
      ),
    ),
  );
  return trials
    .map((trial) => ({
      ...trial,
      kills:
        trial.how === "step" ? Number(values.each) * KILL_POINTS.length : Number(values.random),
      chats: CHATS,
      seed: Number(values.seed),
    }))
    .filter((trial) => nameOf(trial).includes(values.only));
}

function nameOf({ platform, engine, workers, how }: Planned): string {
  return `${platform} ${engine} ${workers} ${how}`;
}

const COLUMNS = [
  "platform",
  "engine",
  "workers",
  "killed",
  "kills",
  "amid",
  "releases",
  "corrected",
  "withdrawn",
  "digests",
  "answers",
  "arrived",
  "sent",
  "unknown",
  "failed",
  "retired",
  "twice",
  "missed",
  "stale",
  "untrue",
  "hidden",
  "left",
  "unreplied",
] as const;

function line({ platform, engine, workers, how }: Planned, result: TrialResult): string[] {
  const cells: Readonly<Record<(typeof COLUMNS)[number], string | number | readonly string[]>> = {
    ...result,
    platform,
    engine,
    workers,
    killed: how === "step" ? "each step" : "at random",
  };
  return COLUMNS.map((column) => {
    const cell = cells[column];
    return String(typeof cell === "object" ? cell.length : cell);
  });
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function main(): Promise<void> {
  const postgresReason = whyNoPostgres();
  const server = postgresReason === undefined ? await startPostgres() : null;
  const folder = mkdtempSync(join(tmpdir(), "pressdesk-crash-"));
  const reason = whyNot("fake-telegram");
  print(`| ${COLUMNS.join(" | ")} | s |`);
  print(`|${" --- |".repeat(COLUMNS.length + 1)}`);
  try {
    for (const [i, trial] of planned().entries()) {
      const why =
        (trial.engine === "PostgreSQL" ? postgresReason : undefined) ??
        (trial.platform === "telegram" ? reason : undefined);
      if (why !== undefined) {
        print(`skipped: ${nameOf(trial)}: ${why}`);
        continue;
      }
      const began = Date.now();
      const result = await runTrial({
        ...trial,
        databaseUrl: trial.engine === "PostgreSQL" ? (server?.database() ?? null) : null,
        file: join(folder, `${i}.sqlite`),
      });
      const seconds = Math.round((Date.now() - began) / 1000);
      print(`| ${[...line(trial, result), seconds].join(" | ")} |`);
      report(trial, result);
      if (!isSound(trial, result)) process.exitCode = 1;
    }
  } finally {
    server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function isSound({ platform }: Planned, result: TrialResult): boolean {
  const { twice, missed, stale, untrue, hidden, left, doubtful } = result;
  const faults = [twice, missed, stale, untrue, hidden].flat().length + left;
  return faults === 0 && (platform !== "nonce" || doubtful.length === 0);
}

/** The first few of each fault, for whoever looks for its cause. */
function report(
  { platform }: Planned,
  { twice, missed, stale, untrue, hidden, doubtful, troubles }: TrialResult,
): void {
  const lists = Object.entries({
    twice,
    missed,
    stale,
    untrue,
    hidden,
    doubtful: platform === "nonce" ? doubtful : [],
    troubles,
  });
  for (const [name, found] of lists)
    if (found.length > 0)
      process.stderr.write(`${name}: ${found.slice(0, 8).join("; ")} (${found.length})\n`);
}

if (values.help) print(HELP);
else await main();
