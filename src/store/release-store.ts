import { createHash } from "node:crypto";
import { type Kysely, sql, type Transaction } from "kysely";
import type {
  Bring,
  Changes,
  Origin,
  ReleaseStore,
  Stored,
  StoredRelease,
} from "../archive/release-store.ts";
import type { Release, ReleaseId } from "../domain/release.ts";
import type { Tables } from "./schema.ts";
import { asRelease } from "./stored-json.ts";
import { takeTurns } from "./turns.ts";

type Database = Kysely<Tables>;

/** Ids in one statement: well below what either engine binds. */
const CHUNK = 500;

export function createReleaseStore(database: Database): ReleaseStore {
  return {
    bring: async (brought) =>
      await database.transaction().execute(async (transaction) => {
        await takeTurns(transaction, "changes");
        const outcomes: Stored[] = [];
        for (const one of brought) outcomes.push(await bringOne(transaction, one));
        return outcomes;
      }),
    drop: async (ids) => {
      await database.transaction().execute(async (transaction) => {
        await takeTurns(transaction, "changes");
        for (const id of ids) await dropOne(transaction, id);
      });
    },
    all: async () => {
      const rows = await served(database).execute();
      return rows.map(asStored);
    },
    origins: async (prefix) => {
      const rows = await database
        .selectFrom("releases")
        .select(["id", "source", "fingerprint"])
        .where("gone", "=", 0)
        .where(sql<boolean>`substr(source, 1, ${prefix.length}) = ${prefix}`)
        .execute();
      return new Map(
        rows.map(({ id, source, fingerprint }): [ReleaseId, Origin] => [
          id,
          { source, fingerprint },
        ]),
      );
    },
    touch: async (id, fingerprint) => {
      await database.updateTable("releases").set({ fingerprint }).where("id", "=", id).execute();
    },
    changesSince: async (sequence) => await changesSince(database, sequence),
    lastChange: async () => {
      const row = await database
        .selectFrom("changes")
        .select((of) => of.fn.max("sequence").as("sequence"))
        .executeTakeFirst();
      return row?.sequence ?? 0;
    },
    revisions: async (id) => {
      const rows = await database
        .selectFrom("revisions")
        .selectAll()
        .where("release", "=", id)
        .orderBy("revision", "desc")
        .execute();
      return rows.map(({ body, source, stored_at: storedAt }) => ({
        release: asRelease(body),
        origin: { source, fingerprint: "" },
        storedAt,
      }));
    },
    hasBaseline: async (name) => {
      const row = await database
        .selectFrom("marks")
        .select("name")
        .where("name", "=", `baseline ${name}`)
        .executeTakeFirst();
      return row !== undefined;
    },
    setBaseline: async (name) => {
      await database
        .insertInto("marks")
        .values({ name: `baseline ${name}`, value: "" })
        .onConflict((conflict) => conflict.column("name").doNothing())
        .execute();
    },
  };
}

function served(database: Database) {
  return database
    .selectFrom("releases")
    .select(["body", "source", "fingerprint", "stored_at"])
    .where("gone", "=", 0)
    .where("same_as", "is", null);
}

function asStored(row: {
  body: string;
  source: string;
  fingerprint: string;
  stored_at: number;
}): StoredRelease {
  const { body, source, fingerprint, stored_at: storedAt } = row;
  return { release: asRelease(body), origin: { source, fingerprint }, storedAt };
}

async function changesSince(database: Database, sequence: number): Promise<Changes> {
  const changed = await database
    .selectFrom("changes")
    .select(["sequence", "release"])
    .where("sequence", ">", sequence)
    .orderBy("sequence")
    .execute();
  const ids = [...new Set(changed.map(({ release }) => release))];
  const releases: Release[] = [];
  for (let from = 0; from < ids.length; from += CHUNK) {
    const rows = await served(database)
      .where("id", "in", ids.slice(from, from + CHUNK))
      .execute();
    releases.push(...rows.map(({ body }) => asRelease(body)));
  }
  const there = new Set(releases.map(({ id }) => id));
  return {
    sequence: changed.at(-1)?.sequence ?? sequence,
    served: releases,
    gone: ids.filter((id) => !there.has(id)),
  };
}

async function bringOne(transaction: Transaction<Tables>, asBrought: Bring): Promise<Stored> {
  const { at, isOld } = asBrought;
  const before = await transaction
    .selectFrom("releases")
    .select([
      "revision",
      "content",
      "wording",
      "source",
      "fingerprint",
      "gone",
      "announced",
      "withdrawn",
      "withdrawal_told",
      "same_as",
      "body",
    ])
    .where("id", "=", asBrought.release.id)
    .executeTakeFirst();
  const stated = corrected(asBrought, before);
  const content = contentOf(stated);
  const brought = { ...asBrought, release: noted(stated, before) };
  const { release } = brought;
  const origin = brought.origin ?? {
    source: before?.source ?? "command",
    fingerprint: before?.fingerprint ?? "",
  };
  const wording = wordingOf(release);
  // What an officer has withdrawn stays so until its source has other words.
  const isHeld =
    before?.withdrawn === BY_OFFICER && before.wording === wording && brought.origin !== null;
  if (before && before.gone === 0 && (before.content === content || isHeld)) {
    await transaction
      .updateTable("releases")
      .set({ fingerprint: origin.fingerprint })
      .where("id", "=", release.id)
      .execute();
    return before.same_as === null ? { kind: "unchanged" } : { kind: "known", as: before.same_as };
  }
  const twin = await twinOf(transaction, release, wording);
  const forebear =
    before === undefined && twin === null ? await droppedWith(transaction, release, wording) : null;
  // A text that comes back after it was dropped is what it was.
  const revision =
    before === undefined ? 1 : before.revision + (before.content === content ? 0 : 1);
  const row = {
    revision,
    source: origin.source,
    fingerprint: origin.fingerprint,
    content,
    wording,
    body: JSON.stringify({ ...release, revision }),
    stored_at: at,
    withdrawn: withdrawnBy(brought),
    announced: announcedAt(brought, before, revision),
    withdrawal_told: release.withdrawn !== null && (isOld || before?.withdrawal_told === 1) ? 1 : 0,
    gone: 0,
    same_as: twin,
  };
  await transaction
    .insertInto("releases")
    .values({ id: release.id, ...row })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
    .execute();
  await transaction
    .insertInto("revisions")
    .values({ release: release.id, revision, source: origin.source, body: row.body, stored_at: at })
    .onConflict((conflict) => conflict.columns(["release", "revision"]).doNothing())
    .execute();
  await noteChange(transaction, release.id);
  if (forebear !== null) await inherit(transaction, forebear, release.id);
  if (twin !== null) return { kind: "known", as: twin };
  return { kind: before === undefined ? "new" : "revised", revision };
}

/** How the column `withdrawn` says who did it. */
const BY_SOURCE = 1;
const BY_OFFICER = 2;

function withdrawnBy({ release, origin }: Bring): number {
  if (release.withdrawn === null) return 0;
  return origin === null ? BY_OFFICER : BY_SOURCE;
}

/** What an officer has said it corrects stays so until its source has other words or says it itself. */
function corrected(
  { release, origin }: Bring,
  before: { readonly wording: string; readonly body: string } | undefined,
): Release {
  const isStated = release.corrects !== null || release.correctsNothing === true;
  if (!before || origin === null || isStated || before.wording !== wordingOf(release))
    return release;
  const { corrects, correctsNothing, correctsBy } = asRelease(before.body);
  if (correctsBy === undefined) return release;
  return {
    ...release,
    corrects,
    ...(correctsNothing === undefined ? {} : { correctsNothing }),
    correctsBy,
  };
}

/** A correction that nobody has been told of yet keeps its note when the text is changed once more without one. */
function noted(
  release: Release,
  before:
    | { readonly announced: number; readonly revision: number; readonly body: string }
    | undefined,
): Release {
  const isUntold = before && before.announced > 0 && before.announced < before.revision;
  if (!isUntold || release.changeNote !== null) return release;
  return { ...release, changeNote: asRelease(before.body).changeNote };
}

/** What is old counts as announced, and so does a change without a note of a text that is no longer valid. */
function announcedAt(
  { release, isOld }: Bring,
  before: { readonly announced: number } | undefined,
  revision: number,
): number {
  if (isOld) return revision;
  if (before === undefined || before.announced === 0) return 0;
  return release.withdrawn !== null && release.changeNote === null ? revision : before.announced;
}

/** Another served release with the same words, come by another way. */
async function twinOf(
  transaction: Transaction<Tables>,
  release: Release,
  wording: string,
): Promise<ReleaseId | null> {
  const twins = await transaction
    .selectFrom("releases")
    .select(["id", "body"])
    .where("wording", "=", wording)
    .where("id", "!=", release.id)
    .where("gone", "=", 0)
    .where("same_as", "is", null)
    .orderBy("stored_at")
    .execute();
  return ofOneIssue(twins, release);
}

interface Row {
  readonly id: ReleaseId;
  readonly body: string;
}

/**
 * Of texts with the same words the one that was issued together with `release`. Two printed dates are two issues; a day that
 * a feed or a file states is none.
 */
function ofOneIssue(rows: readonly Row[], { date, where }: Release): ReleaseId | null {
  const others = rows.map(({ id, body }) => ({ id, other: asRelease(body) }));
  const found =
    others.find(({ other }) => other.date === date) ??
    others.find(
      ({ other }) => [date, other.date].includes(null) || !where.date || !other.where.date,
    );
  return found?.id ?? null;
}

/** A text that was known under the dropped id as well takes its place, and counts as announced as that was. */
async function dropOne(transaction: Transaction<Tables>, id: ReleaseId): Promise<void> {
  const dropped = await transaction
    .selectFrom("releases")
    .select("id")
    .where("id", "=", id)
    .where("gone", "=", 0)
    .executeTakeFirst();
  if (!dropped) return;
  await transaction.updateTable("releases").set({ gone: 1 }).where("id", "=", id).execute();
  await noteChange(transaction, id);
  const heir = await transaction
    .selectFrom("releases")
    .select("id")
    .where("same_as", "=", id)
    .where("gone", "=", 0)
    .limit(1)
    .executeTakeFirst();
  if (!heir) return;
  await transaction
    .updateTable("releases")
    .set({ same_as: heir.id })
    .where("same_as", "=", id)
    .execute();
  await transaction
    .updateTable("releases")
    .set({ same_as: null })
    .where("id", "=", heir.id)
    .execute();
  await inherit(transaction, id, heir.id);
  await noteChange(transaction, heir.id);
}

/** A release with these words that was announced and then dropped: its file has been renamed. */
async function droppedWith(
  transaction: Transaction<Tables>,
  release: Release,
  wording: string,
): Promise<ReleaseId | null> {
  const dropped = await transaction
    .selectFrom("releases")
    .select(["id", "body"])
    .where("wording", "=", wording)
    .where("gone", "=", 1)
    .where("announced", ">", 0)
    .orderBy("stored_at", "desc")
    .execute();
  return ofOneIssue(dropped, release);
}

/** A text goes on under another id: with its revisions, and with all that was told of it and may have to be corrected. */
async function inherit(
  transaction: Transaction<Tables>,
  from: ReleaseId,
  to: ReleaseId,
): Promise<void> {
  const rows = await transaction
    .selectFrom("releases")
    .select(["id", "revision", "announced", "withdrawal_told", "body"])
    .where("id", "in", [from, to])
    .execute();
  const old = rows.find(({ id }) => id === from);
  const heir = rows.find(({ id }) => id === to);
  if (!old || !heir) return;
  const { revision, announced, withdrawal_told } = old;
  const body = JSON.stringify({ ...noted(asRelease(heir.body), old), revision });
  await transaction
    .updateTable("releases")
    .set({ revision, announced, withdrawal_told, body })
    .where("id", "=", to)
    .execute();
  await transaction.deleteFrom("releases").where("id", "=", from).execute();
  await transaction.deleteFrom("revisions").where("release", "=", to).execute();
  for (const table of ["revisions", "deliveries", "digest_entries", "also_held"] as const) {
    await sql`update ${sql.table(table)} set release = ${to} where release = ${from}`.execute(
      transaction,
    );
  }
}

async function noteChange(transaction: Transaction<Tables>, release: ReleaseId): Promise<void> {
  await transaction.insertInto("changes").values({ release }).execute();
}

function contentOf(release: Release): string {
  return hash(JSON.stringify({ ...release, revision: 0 }));
}

function wordingOf({ id, title, text, paragraphs }: Release): string {
  const body = paragraphs.map(({ start, end }) => text.slice(start, end)).join("\n");
  const plain = `${title}\n${body}`.replaceAll(/[\s\u200b*_]+/gu, " ").trim();
  // A release without a body is nobody's twin.
  return hash(body.trim() === "" ? `id ${id}` : plain);
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
