import { DatabaseSync } from "node:sqlite";
import { Client } from "pg";
import type { Store } from "../../src/store/open-store.ts";
import type { Platform } from "./platforms.ts";

/** How deliveries ended, and what must never be. */
export interface Finding {
  readonly arrived: number;
  readonly sent: number;
  readonly unknown: number;
  readonly failed: number;
  readonly retired: number;
  /** Chat and release that came more than once. */
  readonly twice: readonly string[];
  /** Chat and release that neither came nor has a row that says why. */
  readonly missed: readonly string[];
  /** The row says that it came and it did not, or the other way round. */
  readonly untrue: readonly string[];
  /** Ambiguous rows that the operator is not shown. */
  readonly hidden: readonly string[];
  /** Still to be sent at the end. */
  readonly left: number;
}

export interface Sides {
  readonly databaseUrl: string | null;
  readonly file: string;
  readonly platform: Platform;
  readonly store: Store;
  readonly releases: readonly string[];
}

interface Row {
  readonly id: number;
  readonly chat: string;
  readonly release: string;
  readonly status: string;
  readonly error: string | null;
}

/** Compares what the platform got with what the store says. */
export async function findFaults(sides: Sides): Promise<Finding> {
  const { platform, store, releases } = sides;
  const rows = await rowsOf(sides);
  const came = new Map<string, number>();
  for (const { chat, release } of platform.arrivals())
    came.set(`${chat} ${release}`, (came.get(`${chat} ${release}`) ?? 0) + 1);
  const told = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${platform.first(row.chat)} ${row.release}`;
    told.set(key, [...(told.get(key) ?? []), row]);
  }
  const shown = new Set((await store.account.undecided(rows.length + 1)).map(({ id }) => id));
  const all = platform.chats.flatMap((chat) => releases.map((release) => `${chat} ${release}`));
  const having = (key: string, ...statuses: string[]): boolean =>
    (told.get(key) ?? []).some(({ status }) => statuses.includes(status));
  const count = (wanted: string): number => rows.filter(({ status }) => status === wanted).length;
  const isExplained = (key: string): boolean =>
    (told.get(key) ?? []).some(
      ({ status, error }) => ["unknown", "failed", "retired"].includes(status) && error !== null,
    );
  const mayHaveArrived = (key: string): boolean =>
    (told.get(key) ?? []).some(({ error }) => error?.endsWith("may have arrived") === true);
  const retiredChats = new Set(
    rows.filter(({ status }) => status === "retired").map(({ chat }) => platform.first(chat)),
  );
  return {
    arrived: [...came.values()].reduce((sum, times) => sum + times, 0),
    sent: count("sent"),
    unknown: count("unknown"),
    failed: count("failed"),
    retired: count("retired"),
    twice: [...came].filter(([, times]) => times > 1).map(([key]) => key),
    missed: all
      .filter(
        (key) =>
          !came.has(key) &&
          !isExplained(key) &&
          // A chat that is gone gets no rows of later releases.
          !(retiredChats.has(key.split(" ")[0] ?? "") && !told.has(key)),
      )
      .map((key) => `${key} ${JSON.stringify(told.get(key) ?? "has no row")}`),
    untrue: all.filter((key) =>
      came.has(key) ? !having(key, "sent", "unknown") && !mayHaveArrived(key) : having(key, "sent"),
    ),
    hidden: rows
      .filter(({ id, status }) => (status === "unknown" || status === "failed") && !shown.has(id))
      .map(({ chat, release }) => `${chat} ${release}`),
    left: count("pending") + count("sending"),
  };
}

const QUERY = "select id, chat, release, status, error from deliveries";

/** Read past the store: what it says about itself is what is judged. */
async function rowsOf({ databaseUrl, file }: Sides): Promise<readonly Row[]> {
  if (databaseUrl === null) {
    using database = new DatabaseSync(file);
    return database.prepare(QUERY).all() as unknown as readonly Row[];
  }
  const client = new Client(databaseUrl);
  await client.connect();
  const { rows } = await client.query<Row>(QUERY);
  await client.end();
  return rows;
}
