import { type Kysely, sql } from "kysely";
import type { Migration, MigrationProvider } from "kysely/migration";

export type Engine = "sqlite" | "postgres";

/** All migrations, oldest first; one that was released is never changed. */
export function migrationsFor(engine: Engine): MigrationProvider {
  const serial =
    engine === "sqlite" ? "integer primary key autoincrement" : "bigserial primary key";
  const bytes = engine === "sqlite" ? "blob" : "bytea";
  return {
    getMigrations: () =>
      Promise.resolve({
        "0001-first": migration(first(serial)),
        "0002-desk": migration(desk(bytes)),
        "0003-also-held": migration([
          `create table also_held (
            delivery bigint not null, release text not null, revision bigint not null,
            primary key (delivery, release, revision))`,
        ]),
      }),
  };
}

function migration(statements: readonly string[]): Migration {
  return {
    up: async (database: Kysely<unknown>) => {
      for (const statement of statements) await sql.raw(statement).execute(database);
    },
  };
}

const desk = (bytes: string): readonly string[] => [
  `create table drafts (
    key text primary key, platform text not null, chat text not null, person text not null,
    action text not null, release text not null, typed text, file_name text, file ${bytes},
    confirmed integer not null, expires_at bigint not null)`,
  "create index drafts_expires_at on drafts (expires_at)",
  `create table begun (
    platform text not null, chat text not null, person text not null, corrects text, draft text,
    at bigint not null, expires_at bigint not null, primary key (platform, chat, person))`,
  "create table keepsakes (key text primary key, value text not null, expires_at bigint not null)",
  "create index keepsakes_expires_at on keepsakes (expires_at)",
  `create table verdicts (
    wording text not null, release text not null, question text not null, language text not null,
    times_right bigint not null, times_wrong bigint not null, last_at bigint not null,
    primary key (wording, release))`,
  `create table originals (release text primary key, name text not null, bytes ${bytes} not null)`,
];

const first = (serial: string): readonly string[] => [
  `create table releases (
    id text primary key, revision bigint not null, source text not null, fingerprint text not null,
    content text not null, wording text not null, body text not null, stored_at bigint not null,
    withdrawn integer not null, announced bigint not null, withdrawal_told integer not null,
    gone integer not null, same_as text)`,
  "create index releases_wording on releases (wording)",
  "create index releases_same_as on releases (same_as)",
  `create table revisions (
    release text not null, revision bigint not null, source text not null, body text not null,
    stored_at bigint not null, primary key (release, revision))`,
  `create table changes (sequence ${serial}, release text not null)`,
  "create table marks (name text primary key, value text not null)",
  `create table chats (
    platform text not null, chat text not null, language text not null, primary key (platform, chat))`,
  `create table subscriptions (
    platform text not null, chat text not null, interest text not null, frequency text not null,
    digest_at bigint not null, weekday bigint not null, quiet_from bigint, quiet_to bigint,
    paused integer not null, language text not null, since bigint not null, next_digest_at bigint,
    retired text, primary key (platform, chat))`,
  "create index subscriptions_interest on subscriptions (interest, language)",
  "create index subscriptions_digest on subscriptions (next_digest_at)",
  `create table deliveries (
    id ${serial}, kind text not null, platform text not null, chat text not null,
    release text not null, revision bigint not null, subject text not null, language text not null,
    status text not null, priority bigint not null, attempts bigint not null, next_at bigint not null,
    started_at bigint, lease_until bigint, lease text, message_id text,
    replaces bigint, error text, created_at bigint not null, updated_at bigint not null,
    unique (release, revision, kind, platform, chat, subject))`,
  "create index deliveries_due on deliveries (platform, status, priority, next_at, id)",
  "create index deliveries_chat on deliveries (platform, chat, status)",
  "create index deliveries_lease on deliveries (lease)",
  "create index deliveries_replaces on deliveries (replaces)",
  `create table digest_entries (
    platform text not null, chat text not null, release text not null, revision bigint not null,
    delivery bigint, primary key (platform, chat, release))`,
  "create index digest_entries_delivery on digest_entries (delivery)",
  `create table questions (
    id ${serial}, platform text not null, chat text not null, person text not null,
    question text not null, language text not null, asked_at bigint not null,
    expires_at bigint not null, told_at bigint)`,
  `create table unanswered (
    wording text primary key, question text not null, language text not null, times bigint not null,
    last_at bigint not null)`,
  `create table audit (
    id ${serial}, at bigint not null, action text not null, release text not null,
    platform text not null, person text not null, detail text not null)`,
  `create table feeds (
    address text primary key, etag text, last_modified text, next_at bigint not null,
    failures bigint not null)`,
  "create table seen (key text primary key, at bigint not null)",
  "create index seen_at on seen (at)",
];
