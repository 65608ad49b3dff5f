import { type Kysely, sql } from "kysely";
import type {
  DeliveryAccount,
  DeliveryCounts,
  DeliveryStatus,
  PlatformCounts,
} from "../announce/delivery.ts";
import type { Tables } from "./schema.ts";
import { asKind, asStatus, STATUSES } from "./stored-json.ts";
import { mayHold } from "./who-got.ts";

/** Of one platform: it has few, but some name a chat. */
const MOST_REASONS = 5;

export function createDeliveryAccount(database: Kysely<Tables>): DeliveryAccount {
  return {
    counts: async () => {
      const rows = await database
        .selectFrom("deliveries")
        .select(({ fn }) => ["platform", "status", fn.countAll<number>().as("rows")])
        .groupBy(["platform", "status"])
        .orderBy("platform")
        .execute();
      const platforms = new Map<string, Map<DeliveryStatus, number>>();
      for (const { platform, status, rows: count } of rows) {
        const counts = platforms.get(platform) ?? new Map<DeliveryStatus, number>();
        counts.set(asStatus(status), count);
        platforms.set(platform, counts);
      }
      const reasons = await database
        .selectFrom("deliveries")
        .select(({ fn }) => [
          "platform",
          "status",
          "error as reason",
          fn.countAll<number>().as("deliveries"),
        ])
        .where("status", "in", ["pending", "retired"])
        .where("error", "is not", null)
        .groupBy(["platform", "status", "error"])
        .orderBy("deliveries", "desc")
        .execute();
      return [...platforms].map(([platform, counts]): PlatformCounts => {
        const own = reasons.filter((one) => one.platform === platform);
        return {
          platform,
          counts: complete(counts),
          retrying: own
            .filter(({ status }) => status === "pending")
            .reduce((sum, { deliveries }) => sum + deliveries, 0),
          reasons: own
            .slice(0, MOST_REASONS)
            .map(({ reason, deliveries }) => ({ reason: reason ?? "", deliveries })),
        };
      });
    },
    undecided: async (limit) => {
      const rows = await database
        .selectFrom("deliveries")
        .select(["id", "status", "platform", "chat", "kind", "release", "error"])
        .where("status", "in", ["unknown", "failed"])
        .orderBy("status", "desc")
        .orderBy("id")
        .limit(limit)
        .execute();
      return rows.map(({ id, status, platform, chat, kind, release, error }) => ({
        id,
        status: status === "failed" ? "failed" : "unknown",
        address: { platform, chat },
        kind: asKind(kind),
        release,
        reason: error ?? "",
      }));
    },
    decide: async (decision, which, now) =>
      await database.transaction().execute(async (transaction) => {
        const undecided = transaction
          .updateTable("deliveries")
          .where("status", "in", ["unknown", "failed"])
          .$if(which !== "all", (query) => query.where("id", "=", Number(which)));
        const dropped = await undecided
          .$if(decision === "resend", (query) => query.where(isReplaced))
          .set({
            status: "superseded",
            error: decision === "drop" ? "dropped by the operator" : "corrected or withdrawn",
            updated_at: now,
          })
          .executeTakeFirst();
        if (decision === "drop") return Number(dropped.numUpdatedRows);
        const resent = await undecided
          .set({ status: "pending", next_at: now, attempts: 0, started_at: null, updated_at: now })
          .executeTakeFirst();
        return Number(dropped.numUpdatedRows) + Number(resent.numUpdatedRows);
      }),
    overdue: async (before) => {
      const { waiting } = await database
        .selectFrom("deliveries")
        .select(({ fn }) => fn.countAll<number>().as("waiting"))
        .where("status", "in", ["pending", "sending"])
        .where("created_at", "<", before)
        .executeTakeFirstOrThrow();
      return waiting;
    },
    whoGot: async (texts) => {
      if (texts.length === 0) return 0;
      const { rows } = await sql<{ readonly chats: number }>`
        select count(*) as chats from (
          select distinct got.platform, got.chat from deliveries got where ${mayHold(texts)}) reached
        where not exists (
          select 1 from subscriptions gone
          where gone.platform = reached.platform and gone.chat = reached.chat
            and gone.retired is not null)
      `.execute(database);
      return rows[0]?.chats ?? 0;
    },
    toChat: async ({ platform, chat }, releases) => {
      if (releases.length === 0) return [];
      const rows = await database
        .selectFrom("deliveries")
        .select(["id", "release", "kind", "status", "updated_at as at"])
        .where("platform", "=", platform)
        .where("chat", "=", chat)
        .where("release", "in", releases)
        .execute();
      const inDigests = await database
        .selectFrom("digest_entries as entry")
        .leftJoin("deliveries as digest", "digest.id", "entry.delivery")
        .select(["digest.id", "entry.release", "digest.status", "digest.updated_at as at"])
        .where("entry.platform", "=", platform)
        .where("entry.chat", "=", chat)
        .where("entry.release", "in", releases)
        .execute();
      return [
        ...rows,
        ...inDigests.map(({ id, status, at, ...entry }) => ({
          ...entry,
          id: id ?? Infinity,
          kind: "digest",
          status: status ?? "pending",
          at: at ?? 0,
        })),
      ]
        .toSorted((a, b) => b.id - a.id)
        .map(({ release, kind, status, at }) => ({
          release,
          kind: asKind(kind),
          status: asStatus(status),
          at,
        }));
    },
  };
}

/** A digest holds other releases as well, and an answer can be given by the corrected text. */
const isReplaced = sql<boolean>`kind not in ('digest', 'answer') and exists (
  select 1 from deliveries by where by.replaces = deliveries.id)`;

function complete(counts: ReadonlyMap<DeliveryStatus, number>): DeliveryCounts {
  const count = (status: DeliveryStatus): number => counts.get(status) ?? 0;
  const none = {
    pending: 0,
    sending: 0,
    sent: 0,
    unknown: 0,
    failed: 0,
    retired: 0,
    superseded: 0,
  };
  return STATUSES.reduce((all, status) => ({ ...all, [status]: count(status) }), none);
}
