import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { whyNot } from "../_support/platforms.ts";
import { type PostgresServer, startPostgres, whyNoPostgres } from "../_support/postgres.ts";
import { KILL_POINTS } from "./job.ts";
import { runTrial } from "./trial.ts";

const NOTHING_WRONG = { twice: [], missed: [], stale: [], untrue: [], hidden: [], left: 0 };

/** A sample of `npm run test:crash`. */
const trials = [
  { engine: "SQLite", platform: "telegram", workers: 1, how: "step", reason: undefined },
  { engine: "SQLite", platform: "nonce", workers: 3, how: "random", reason: undefined },
  {
    engine: "PostgreSQL",
    platform: "telegram",
    workers: 3,
    how: "random",
    reason: whyNoPostgres(),
  },
  { engine: "PostgreSQL", platform: "nonce", workers: 1, how: "step", reason: whyNoPostgres() },
] as const;

describe("a dispatcher that is killed", () => {
  let folder = "";
  let server: PostgresServer | null = null;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "pressdesk-crash-"));
    if (whyNoPostgres() === undefined) server = await startPostgres();
  }, 60_000);
  afterAll(() => {
    server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const { engine, platform, workers, how, reason: whyNoEngine } of trials) {
    const reason = whyNoEngine ?? (platform === "telegram" ? whyNot("fake-telegram") : undefined);
    const name = `tells nobody twice and leaves nobody out: ${engine}, ${platform}, ${workers} at work, killed at ${how === "step" ? "every step" : "random"}`;
    it.skipIf(reason !== undefined)(
      `${name}${reason ? ` (${reason})` : ""}`,
      async () => {
        const result = await runTrial({
          databaseUrl: engine === "PostgreSQL" ? (server?.database() ?? null) : null,
          file: join(folder, `${platform}.sqlite`),
          platform,
          workers,
          how,
          kills: KILL_POINTS.length,
          chats: 24,
          seed: 7,
        });

        // What the nonce keeps from coming twice is sent again and never left in doubt.
        const settled = platform === "nonce" ? { doubtful: [] } : {};
        expect(result).toMatchObject({ ...NOTHING_WRONG, ...settled });
      },
      120_000,
    );
  }
});
