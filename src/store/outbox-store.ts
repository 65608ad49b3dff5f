import { type Kysely, type RawBuilder, sql, type Transaction } from "kysely";
import type {
  Claim,
  Delivery,
  DeliveryStatus,
  EarlierDelivery,
  Outbox,
  Settled,
  Settlement,
} from "../announce/delivery.ts";
import type { Engine } from "./migrations.ts";
import { moveChat } from "./move-chat.ts";
import type { Tables } from "./schema.ts";
import { asKind, asLanguage, asStatus } from "./stored-json.ts";
import { takeTurns } from "./turns.ts";

type Row = Pick<
  Tables["deliveries"],
  | "kind"
  | "platform"
  | "chat"
  | "release"
  | "revision"
  | "subject"
  | "language"
  | "priority"
  | "attempts"
  | "created_at"
  | "lease"
  | "replaces"
  | "started_at"
> & { readonly id: number };

export function createOutbox(database: Kysely<Tables>, engine: Engine): Outbox {
  let claims = 0;
  return {
    claim: async (claim) => {
      claims += 1;
      const rows = await claimRows(database, engine, claim, claims);
      return rows
        .map((row) => deliveryOf(row, claim.now))
        .toSorted((a, b) => a.priority - b.priority || a.id - b.id);
    },
    renew: async (leases, until) => {
      if (leases.length === 0) return;
      await sql`
        update deliveries set lease_until = ${until} where id in (
          select id from deliveries where status = 'sending' and lease in (${sql.join(leases)})
          ${passingOver(engine)})
      `.execute(database);
    },
    settle: async (settled, now) => {
      await database.transaction().execute(async (transaction) => {
        if (settled.some(({ settlement }) => settlement.kind === "moved"))
          await takeTurns(transaction, "fan-out");
        const sent = settled.flatMap(({ delivery, settlement }) =>
          settlement.kind === "sent" ? [{ delivery, messageId: settlement.messageId }] : [],
        );
        for (let at = 0; at < sent.length; at += AT_ONCE)
          await settleSent(transaction, sent.slice(at, at + AT_ONCE), now);
        for (const one of settled)
          if (one.settlement.kind !== "sent") await settleOne(transaction, one, now);
      });
    },
    expire: async (platform, now, repeatableSince) =>
      await expire(database, engine, { platform, now, repeatableSince }),
    earlier: async ({ id, replaces }) =>
      replaces === null ? null : await earlier(database, replaces, { after: replaces, before: id }),
    nextAt: async (platform) => {
      const row = await database
        .selectFrom("deliveries")
        .select(({ fn }) => fn.min("next_at").as("next"))
        .where("platform", "=", platform)
        .where("status", "=", "pending")
        .executeTakeFirst();
      return row?.next ?? null;
    },
  };
}

/** Deliveries are numbered as they are written down. */
interface Between {
  readonly after: number;
  readonly before: number;
}

async function earlier(
  database: Kysely<Tables>,
  id: number,
  between: Between,
): Promise<EarlierDelivery | null> {
  const row = await database
    .selectFrom("deliveries")
    .select(["kind", "status", "message_id", "replaces", "created_at", "started_at"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) return null;
  const { kind, message_id: messageId, replaces, status } = row;
  if (messageId === null && replaces !== null && status !== "sending")
    return await earlier(database, replaces, between);
  return {
    kind: asKind(kind),
    status: asStatus(status),
    messageId,
    nonce: nonceOf(id, row.created_at),
    startedAt: row.started_at,
    isShared:
      kind === "digest" ||
      (kind === "answer" && (await holdsMore(database, id))) ||
      (await isCorrected(database, id, between)),
  };
}

async function holdsMore(database: Kysely<Tables>, id: number): Promise<boolean> {
  const other = await database
    .selectFrom("also_held")
    .select("release")
    .where("delivery", "=", id)
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
}

/** A text may be withdrawn after another took its place: that one stands where it stood. */
async function isCorrected(
  database: Kysely<Tables>,
  id: number,
  { after, before }: Between,
): Promise<boolean> {
  const correction = await database
    .selectFrom("deliveries")
    .select("id")
    .where("replaces", "=", id)
    .where("kind", "=", "correction")
    .where("status", "in", ["sent", "sending", "unknown"])
    .where("id", ">", after)
    .where("id", "<", before)
    .limit(1)
    .executeTakeFirst();
  return correction !== undefined;
}

/** PostgreSQL: rows that another transaction is at are left to it; waiting for them in another order would deadlock. */
function passingOver(engine: Engine): RawBuilder<unknown> {
  return engine === "postgres" ? sql`for update skip locked` : sql``;
}

/** One of a chat at a time, so that its messages keep their order. */
async function claimRows(
  database: Kysely<Tables>,
  engine: Engine,
  { platform, worker, limit, now, leaseMs }: Claim,
  claim: number,
): Promise<Row[]> {
  const lock = engine === "postgres" ? sql`for update of due skip locked` : sql``;
  const { rows } = await sql<Row>`
    with chosen as materialized (
      select due.id from deliveries due
      where due.platform = ${platform} and due.status = 'pending' and due.next_at <= ${now}
        and not exists (
          select 1 from deliveries other
          where other.platform = due.platform and other.chat = due.chat and (
            other.status = 'sending' or other.status = 'pending' and (
              other.priority < due.priority
              or other.priority = due.priority and other.id < due.id)))
      order by due.priority, due.next_at, due.id
      limit ${limit} ${lock})
    update deliveries set status = 'sending', lease = ${`${worker}/${claim}/`} || id,
      lease_until = ${now + leaseMs}, started_at = coalesce(started_at, ${now}), updated_at = ${now}
    where id in (select id from chosen) and status = 'pending'
    returning id, kind, platform, chat, release, revision, subject, language, priority, attempts,
      created_at, lease, replaces, started_at
  `.execute(database);
  return rows;
}

/** Within Discord's 25 characters, and nobody else's: not even after a store was begun anew. */
function nonceOf(id: number, createdAt: number): string {
  return `${id.toString(36)}-${createdAt.toString(36)}`;
}

function deliveryOf(row: Row, now: number): Delivery {
  const { id, platform, chat, release, revision, subject, priority, attempts } = row;
  return {
    id,
    kind: asKind(row.kind),
    address: { platform, chat },
    release,
    revision,
    subject,
    language: asLanguage(row.language),
    priority,
    attempts,
    nonce: nonceOf(id, row.created_at),
    startedAt: row.started_at ?? now,
    isInDoubt: row.started_at !== null && row.started_at < now,
    lease: row.lease ?? "",
    replaces: row.replaces,
  };
}

/** Far below what both engines bind to one statement. */
const AT_ONCE = 200;
/** What a claim can be in when its holder says how it ended: one who was only slow knows what nobody else can tell. */
const ENDABLE: readonly DeliveryStatus[] = ["sending", "unknown"];

/** Bulk comes by here: one statement for many, so that questions are answered in between. */
async function settleSent(
  transaction: Transaction<Tables>,
  sent: readonly { readonly delivery: Delivery; readonly messageId: string }[],
  now: number,
): Promise<void> {
  const outcomes = sent.map(
    ({ delivery: { id, lease }, messageId }) =>
      sql`(cast(${id} as bigint), cast(${lease} as text), cast(${messageId} as text))`,
  );
  await sql`
    with outcome (id, lease, message_id) as (values ${sql.join(outcomes)})
    update deliveries set status = 'sent', message_id = outcome.message_id, error = null,
      lease = null, lease_until = null, updated_at = ${now}
    from outcome
    where deliveries.id = outcome.id and deliveries.lease = outcome.lease
      and deliveries.status in (${sql.join(ENDABLE)})
  `.execute(transaction);
}

async function settleOne(
  transaction: Transaction<Tables>,
  { delivery, settlement }: Settled,
  now: number,
): Promise<void> {
  const changes = changesOf(settlement, delivery);
  const isOvertaken =
    changes.status === "pending" &&
    !isWordedAnew(delivery) &&
    (await isReplaced(transaction, delivery.id));
  const final = { ...changes, ...(isOvertaken ? overtaken(changes.started_at !== null) : {}) };
  const { numUpdatedRows } = await transaction
    .updateTable("deliveries")
    .set({
      ...final,
      lease: null,
      lease_until: null,
      updated_at: now,
    })
    .where("id", "=", delivery.id)
    .where("lease", "=", delivery.lease)
    .where("status", "in", ENDABLE)
    .executeTakeFirst();
  if (final.status === "superseded" && delivery.kind === "answer" && Number(numUpdatedRows) > 0)
    await reopen(transaction, delivery.subject);
  // Another holder has it by now; what happened to the chat is true all the same.
  if (settlement.kind === "retired") await retire(transaction, delivery, settlement.reason);
  if (settlement.kind === "moved" && Number(numUpdatedRows) > 0)
    await moveChat(transaction, delivery.address, settlement.chat);
}

/** What was to answer a question is no longer valid: it waits for another release. */
async function reopen(transaction: Transaction<Tables>, subject: string): Promise<void> {
  await transaction
    .updateTable("questions")
    .set({ told_at: null })
    .where("id", "in", subject.split(",").map(Number))
    .execute();
}

/** A correction is on its way; what may have arrived is not called superseded. */
function overtaken(mayHaveArrived: boolean): Changes {
  return mayHaveArrived
    ? { status: "unknown", error: "an answer was lost before the text was corrected or withdrawn" }
    : { status: "superseded", error: "corrected or withdrawn" };
}

/** A digest holds other releases as well, and an answer can be given by the corrected text: both are still to be sent. */
function isWordedAnew({ kind }: Delivery): boolean {
  return kind === "digest" || kind === "answer";
}

async function isReplaced(transaction: Transaction<Tables>, id: number): Promise<boolean> {
  const by = await transaction
    .selectFrom("deliveries")
    .select("id")
    .where("replaces", "=", id)
    .limit(1)
    .executeTakeFirst();
  return by !== undefined;
}

const MAY_HAVE_ARRIVED = "; an answer was lost before, so it may have arrived";

type Changes = Partial<
  Pick<
    Tables["deliveries"],
    "status" | "message_id" | "error" | "next_at" | "attempts" | "started_at"
  >
>;

function changesOf(settlement: Settlement, { attempts, isInDoubt }: Delivery): Changes {
  switch (settlement.kind) {
    case "sent":
      return { status: "sent", message_id: settlement.messageId, error: null };
    case "again":
      return {
        ...(settlement.mayHaveArrived || isInDoubt ? {} : { started_at: null }),
        status: "pending",
        next_at: settlement.at,
        attempts: attempts + (settlement.counted ? 1 : 0),
        error: settlement.reason,
      };
    case "moved":
      return { status: "pending", ...(isInDoubt ? {} : { started_at: null }) };
    case "retired":
      return {
        status: "retired",
        error: isInDoubt ? settlement.reason + MAY_HAVE_ARRIVED : settlement.reason,
      };
    case "unknown":
    case "failed":
    case "superseded":
      return { status: settlement.kind, error: settlement.reason };
  }
}

/** The chat is gone: nothing more is sent to it until somebody subscribes it anew. */
async function retire(
  transaction: Transaction<Tables>,
  { address: { platform, chat } }: Delivery,
  reason: string,
): Promise<void> {
  await transaction
    .updateTable("subscriptions")
    .set({ retired: reason })
    .where("platform", "=", platform)
    .where("chat", "=", chat)
    .execute();
  await transaction
    .updateTable("deliveries")
    .set({
      status: "retired",
      error: sql<string>`case when started_at is null then ${reason}
        else ${reason + MAY_HAVE_ARRIVED} end`,
    })
    .where("platform", "=", platform)
    .where("chat", "=", chat)
    .where("status", "=", "pending")
    .execute();
}

async function expire(
  database: Kysely<Tables>,
  engine: Engine,
  {
    platform,
    now,
    repeatableSince,
  }: { platform: string; now: number; repeatableSince: number | null },
): Promise<number> {
  const isRepeatable =
    repeatableSince === null
      ? sql<boolean>`false`
      : sql<boolean>`started_at > ${repeatableSince} and (kind in ('digest', 'answer')
          or not exists (select 1 from deliveries by where by.replaces = deliveries.id))`;
  const result = await sql`
    update deliveries set
      status = case when ${isRepeatable} then 'pending' else 'unknown' end,
      lease = case when ${isRepeatable} then null else lease end,
      error = 'the process that sent it died', lease_until = null,
      next_at = ${now}, updated_at = ${now}
    where id in (
      select id from deliveries
      where platform = ${platform} and status = 'sending' and lease_until <= ${now}
      ${passingOver(engine)})
  `.execute(database);
  return Number(result.numAffectedRows ?? 0);
}
