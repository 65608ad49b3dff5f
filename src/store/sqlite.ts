import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { SqliteAdapter, SqliteDialect } from "kysely";

/** How long a statement waits for another process's transaction, in milliseconds. */
const BUSY_MS = 5000;
/** Statements kept ready. */
const KEPT = 200;

/** Opens a file with a log of its own (WAL) that is on the disk at each commit (FULL); `:memory:` for tests. */
export function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: BUSY_MS });
  database.exec("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on");
  return database;
}

/** One sentence when the file is damaged; `null` when it is sound. */
export function faultIn(database: DatabaseSync): string | null {
  const row = database.prepare("pragma quick_check(1)").get();
  const result = String(row?.["quick_check"] ?? "no result");
  return result === "ok" ? null : result;
}

/** Kysely's dialect over `node:sqlite`. */
export function sqliteDialect(database: DatabaseSync): SqliteDialect {
  const statements = new Map<string, Prepared>();
  const dialect = new SqliteDialect({
    database: {
      close: () => {
        statements.clear();
        database.close();
      },
      prepare: (text) => {
        // A deferred transaction that turns to writing fails at once when another process writes.
        const command = text === "begin" ? "begin immediate" : text;
        const statement = statements.get(command) ?? prepared(database.prepare(command));
        statements.delete(command);
        statements.set(command, statement);
        const [oldest] = statements.keys();
        if (statements.size > KEPT && oldest !== undefined) statements.delete(oldest);
        return statement;
      },
    },
  });
  return Object.assign(dialect, { createAdapter: () => new TransactionalAdapter() });
}

/** Kysely's migrator has neither lock nor transaction on SQLite by itself: two first starts would collide. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

interface Prepared {
  readonly reader: boolean;
  all(parameters: readonly unknown[]): unknown[];
  run(parameters: readonly unknown[]): {
    changes: number | bigint;
    lastInsertRowid: number | bigint;
  };
  iterate(parameters: readonly unknown[]): IterableIterator<unknown>;
}

function prepared(statement: StatementSync): Prepared {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters.map(asInput)),
    run: (parameters) => statement.run(...parameters.map(asInput)),
    iterate: (parameters) => statement.iterate(...parameters.map(asInput)),
  };
}

function asInput(value: unknown): SQLInputValue {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "bigint")
    return value;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`SQLite takes texts, numbers and bytes, not ${typeof value}.`);
}
