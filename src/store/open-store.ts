import { mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { backup, type DatabaseSync } from "node:sqlite";
import { Kysely, PostgresDialect } from "kysely";
import { Migrator } from "kysely/migration";
import { Pool, types } from "pg";
import type { AnnouncementLedger } from "../announce/announcer.ts";
import type { DeliveryAccount, Holdings, Outbox } from "../announce/delivery.ts";
import type { Digests } from "../announce/digests.ts";
import type { FanOutStore } from "../announce/fan-out.ts";
import type { Schedule, SubscriptionStore } from "../announce/subscription.ts";
import type { ReleaseStore } from "../archive/release-store.ts";
import type { AuditLog } from "../desk/audit-log.ts";
import type { ChatSettings } from "../desk/create-desk.ts";
import type { DraftStore } from "../desk/draft-store.ts";
import type { Keepsakes } from "../desk/keepsakes.ts";
import type { OriginalStore } from "../desk/original.ts";
import type { QuestionStore } from "../desk/question-store.ts";
import type { ChatAddress } from "../domain/chat.ts";
import { createAuditLog } from "./audit-store.ts";
import { createChatStore } from "./chat-store.ts";
import { createDeliveryAccount } from "./delivery-account.ts";
import { createDigestStore } from "./digest-store.ts";
import { createDraftStore } from "./draft-store.ts";
import { expire } from "./expire.ts";
import { createFanOutStore } from "./fan-out-store.ts";
import { createFeedStates, type FeedStates } from "./feed-store.ts";
import { createHoldings } from "./holdings-store.ts";
import { createKeepsakes } from "./keepsake-store.ts";
import { createMarks, type Marks } from "./marks.ts";
import { type Engine, migrationsFor } from "./migrations.ts";
import { moveChat } from "./move-chat.ts";
import { createOriginalStore } from "./original-store.ts";
import { createOutbox } from "./outbox-store.ts";
import { createQuestionStore } from "./question-store.ts";
import { createReleaseStore } from "./release-store.ts";
import type { Tables } from "./schema.ts";
import { createSeenStore } from "./seen-store.ts";
import { faultIn, openDatabase, sqliteDialect } from "./sqlite.ts";
import { createSubscriptionStore } from "./subscription-store.ts";
import { takeTurns } from "./turns.ts";

export interface StoreOptions {
  /** `postgres://...`; SQLite when null. */
  readonly databaseUrl: string | null;
  /** SQLite's file; its folder is made when it is missing. */
  readonly file: string;
  /** When digests are due. */
  readonly schedule: Schedule;
  /** Told of a lost connection; queries try again with a new one. */
  readonly onTrouble?: (error: unknown) => void;
}

/** All that survives a restart. */
export interface Store {
  readonly engine: Engine;
  readonly releases: ReleaseStore;
  readonly subscriptions: SubscriptionStore;
  readonly fanOut: FanOutStore;
  readonly ledger: AnnouncementLedger;
  readonly digests: Digests;
  readonly outbox: Outbox;
  readonly holdings: Holdings;
  readonly account: DeliveryAccount;
  readonly chats: ChatSettings;
  readonly questions: QuestionStore;
  readonly audit: AuditLog;
  readonly drafts: DraftStore;
  readonly kept: Keepsakes;
  readonly originals: OriginalStore;
  readonly feeds: FeedStates;
  readonly marks: Marks;
  /** Notes a key and says whether it was noted before, by whatever process. */
  readonly seen: (key: string) => Promise<boolean>;
  /** A chat has become another: all that is kept for it goes along. */
  readonly moved: (from: ChatAddress, to: string) => Promise<void>;
  /** Deletes what is to be forgotten by now. */
  readonly expire: (now: number) => Promise<void>;
  /**
   * Copies the SQLite file while it is in use.
   * @throws {StoreError} when the file can't be written, or on PostgreSQL, which has its own means.
   */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}

/** A store that can't be opened: one sentence that says what to do, without its secrets. */
export class StoreError extends Error {
  override readonly name = "StoreError";
}

const INT8 = types.builtins.INT8;
/** `count` and `bigint` as numbers: ids and milliseconds stay far below 2^53. */
types.setTypeParser(INT8, Number);
const CONNECTIONS = 10;
const CONNECT_MS = 10_000;

/**
 * Opens the store and brings its tables up to date; several processes may do so at once.
 *
 * @throws {StoreError} when the file is damaged or unreadable, or the server can't be reached.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  return options.databaseUrl === null
    ? await openSqlite(options)
    : await openPostgres(options, options.databaseUrl);
}

async function openSqlite({ file, schedule }: StoreOptions): Promise<Store> {
  let database: DatabaseSync;
  try {
    if (file !== ":memory:") mkdirSync(dirname(file), { recursive: true });
    database = openDatabase(file);
  } catch (cause) {
    throw new StoreError(`${file} can't be opened; check DATA_DIR and its rights.`, { cause });
  }
  const fault = faultOf(database);
  if (fault !== null) {
    database.close();
    throw new StoreError(
      `${file} is damaged (${fault}); move it away with its -wal and -shm, then put a backup in its place or begin anew.`,
    );
  }
  const kysely = new Kysely<Tables>({ dialect: sqliteDialect(database) });
  await migrate(kysely, "sqlite");
  return {
    ...storeOver(kysely, "sqlite", schedule),
    backup: async (target) => {
      await backUp(database, target, file);
    },
  };
}

/** A copy takes its place when it is complete: an older backup of that name is whole until then. */
async function backUp(database: DatabaseSync, target: string, file: string): Promise<void> {
  if (resolve(target) === resolve(file))
    throw new StoreError(`${target} is the store itself; name another file.`);
  const part = `${target}.part`;
  try {
    rmSync(part, { force: true });
    await backup(database, part);
    renameSync(part, target);
  } catch (cause) {
    throw new StoreError(`${target} can't be written; check its folder and rights.`, { cause });
  }
}

function faultOf(database: DatabaseSync): string | null {
  try {
    return faultIn(database);
  } catch (error) {
    return error instanceof Error ? error.message : "unreadable";
  }
}

async function openPostgres(
  { schedule, onTrouble }: StoreOptions,
  databaseUrl: string,
): Promise<Store> {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
  });
  // Without a listener a connection lost while idle would end the process.
  pool.on("error", onTrouble ?? (() => undefined));
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrate(kysely, "postgres");
  } catch (cause) {
    await kysely.destroy();
    const code = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    throw new StoreError(`The PostgreSQL server can't be used${code}; check DATABASE_URL.`, {
      cause,
    });
  }
  return {
    ...storeOver(kysely, "postgres", schedule),
    backup: () =>
      Promise.reject(new StoreError("PostgreSQL is backed up by its own pg_dump; see README.md.")),
  };
}

async function migrate(database: Kysely<Tables>, engine: Engine): Promise<void> {
  const migrator = new Migrator({ db: database, provider: migrationsFor(engine) });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  throw error instanceof Error
    ? error
    : new StoreError("The store's tables can't be brought up to date.");
}

function storeOver(
  database: Kysely<Tables>,
  engine: Engine,
  schedule: Schedule,
): Omit<Store, "backup"> {
  const fanOut = createFanOutStore(database);
  return {
    engine,
    releases: createReleaseStore(database),
    subscriptions: createSubscriptionStore(database, schedule),
    fanOut,
    ledger: fanOut,
    digests: createDigestStore(database, schedule),
    outbox: createOutbox(database, engine),
    holdings: createHoldings(database),
    account: createDeliveryAccount(database),
    chats: createChatStore(database),
    questions: createQuestionStore(database),
    audit: createAuditLog(database),
    drafts: createDraftStore(database),
    kept: createKeepsakes(database),
    originals: createOriginalStore(database),
    feeds: createFeedStates(database),
    marks: createMarks(database),
    seen: createSeenStore(database),
    moved: async (from, to) => {
      await database.transaction().execute(async (transaction) => {
        await takeTurns(transaction, "fan-out");
        await moveChat(transaction, from, to);
      });
    },
    expire: async (now) => {
      await expire(database, now);
    },
    close: async () => {
      await database.destroy();
    },
  };
}
