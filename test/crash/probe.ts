import { DatabaseSync } from "node:sqlite";
import { Client } from "pg";

export interface Row {
  readonly id: number;
  readonly kind: string;
  readonly chat: string;
  readonly release: string;
  readonly revision: number;
  readonly subject: string;
  readonly status: string;
  readonly error: string | null;
  readonly replaces: number | null;
}

export interface Entry {
  readonly chat: string;
  readonly release: string;
  readonly delivery: number | null;
}

export interface Question {
  readonly id: number;
  readonly chat: string;
  readonly question: string;
  readonly told: number | null;
}

/** Reads past the store: what it says about itself is what is judged. */
export interface Probe {
  rows(): Promise<readonly Row[]>;
  entries(): Promise<readonly Entry[]>;
  questions(): Promise<readonly Question[]>;
  /** How many deliveries a worker holds. */
  heldBy(worker: string): Promise<number>;
  /** Digest entries that wait for a chat that is not gone. */
  waiting(): Promise<number>;
  close(): Promise<void>;
}

type Query = (sql: string) => Promise<readonly unknown[]>;

export async function openProbe(databaseUrl: string | null, file: string): Promise<Probe> {
  if (databaseUrl === null) {
    const database = new DatabaseSync(file, { timeout: 5000 });
    return probeOver(
      (sql) => Promise.resolve(database.prepare(sql).all()),
      () => {
        database.close();
        return Promise.resolve();
      },
    );
  }
  const client = new Client(databaseUrl);
  await client.connect();
  return probeOver(
    async (sql) => {
      const { rows } = await client.query<Readonly<Record<string, unknown>>>(sql);
      return rows;
    },
    async () => {
      await client.end();
    },
  );
}

function probeOver(query: Query, close: () => Promise<void>): Probe {
  const read = async <T>(sql: string): Promise<readonly T[]> => (await query(sql)) as readonly T[];
  const count = async (sql: string): Promise<number> => {
    const [row] = await read<{ readonly found: number }>(sql);
    return row?.found ?? 0;
  };
  return {
    rows: async () =>
      await read<Row>(
        `select id, kind, chat, release, revision, subject, status, error, replaces
         from deliveries order by id`,
      ),
    entries: async () => await read<Entry>("select chat, release, delivery from digest_entries"),
    questions: async () =>
      await read<Question>("select id, chat, question, told_at as told from questions"),
    heldBy: async (worker) =>
      await count(
        `select count(*) as found from deliveries
         where status = 'sending' and substr(lease, 1, ${worker.length}) = '${worker}'`,
      ),
    waiting: async () =>
      await count(
        `select count(*) as found from digest_entries entry join subscriptions wanting
         on wanting.platform = entry.platform and wanting.chat = entry.chat
         where entry.delivery is null and wanting.retired is null`,
      ),
    close,
  };
}
