import { type Kysely, sql, type Transaction } from "kysely";
import type {
  Schedule,
  Subscription,
  SubscriptionStore,
  Telling,
} from "../announce/subscription.ts";
import type { ChatAddress } from "../domain/chat.ts";
import type { Tables } from "./schema.ts";
import { asFrequency, asInterest, asLanguage, interestJson } from "./stored-json.ts";

type Row = Tables["subscriptions"];

export function createSubscriptionStore(
  database: Kysely<Tables>,
  schedule: Schedule,
): SubscriptionStore {
  return {
    find: async ({ platform, chat }) => {
      const row = await database
        .selectFrom("subscriptions")
        .selectAll()
        .where("platform", "=", platform)
        .where("chat", "=", chat)
        .where("retired", "is", null)
        .executeTakeFirst();
      return row ? subscriptionOf(row) : null;
    },
    save: async (subscription) => {
      await database.transaction().execute(async (transaction) => {
        const next = await nextDigestOf(transaction, subscription, schedule);
        const row = rowOf(subscription, next);
        await transaction
          .insertInto("subscriptions")
          .values(row)
          .onConflict((conflict) => conflict.columns(["platform", "chat"]).doUpdateSet(row))
          .execute();
      });
    },
    end: async (address) => await end(database, address),
    interests: async () => {
      const rows = await database
        .selectFrom("subscriptions")
        .select(({ fn }) => ["interest", "language", fn.countAll<number>().as("chats")])
        .where("retired", "is", null)
        .where("paused", "=", 0)
        .groupBy(["interest", "language"])
        .execute();
      return rows.map(({ interest, language, chats }) => ({
        key: interest,
        interest: asInterest(interest),
        language: asLanguage(language),
        chats,
      }));
    },
    crowds: async () => {
      const telling = sql<Telling>`case when retired is not null then 'gone'
        when paused = 1 then 'paused' when frequency = 'at-once' then 'at-once' else 'digest' end`;
      const rows = await database
        .selectFrom("subscriptions")
        .select(({ fn }) => [
          "interest",
          "language",
          telling.as("telling"),
          fn.countAll<number>().as("chats"),
        ])
        .groupBy(["interest", "language", telling])
        .execute();
      return rows.map(({ interest, language, ...crowd }) => ({
        ...crowd,
        interest: asInterest(interest),
        language: asLanguage(language),
      }));
    },
  };
}

/** A digest that is due stays so; what waits for a chat that wants no more digests comes as a last one, now. */
async function nextDigestOf(
  transaction: Transaction<Tables>,
  subscription: Subscription,
  schedule: Schedule,
): Promise<number | null> {
  const { platform, chat } = subscription.address;
  const now = Date.now();
  const before = await transaction
    .selectFrom("subscriptions")
    .select("next_digest_at")
    .where("platform", "=", platform)
    .where("chat", "=", chat)
    .executeTakeFirst();
  const due = before?.next_digest_at ?? null;
  if (due !== null && due <= now) return due;
  const next = schedule(subscription, now);
  if (next !== null) return next;
  const waiting = await transaction
    .selectFrom("digest_entries")
    .select("release")
    .where("platform", "=", platform)
    .where("chat", "=", chat)
    .where("delivery", "is", null)
    .limit(1)
    .executeTakeFirst();
  return waiting ? now : null;
}

async function end(database: Kysely<Tables>, { platform, chat }: ChatAddress): Promise<boolean> {
  return await database.transaction().execute(async (transaction) => {
    const { numDeletedRows } = await transaction
      .deleteFrom("subscriptions")
      .where("platform", "=", platform)
      .where("chat", "=", chat)
      .executeTakeFirst();
    await transaction
      .deleteFrom("digest_entries")
      .where("platform", "=", platform)
      .where("chat", "=", chat)
      .where("delivery", "is", null)
      .execute();
    await transaction
      .updateTable("deliveries")
      .set({ status: "superseded", error: "unsubscribed" })
      .where("platform", "=", platform)
      .where("chat", "=", chat)
      .where("status", "=", "pending")
      .where((where) =>
        where.or([
          where("kind", "in", ["announcement", "digest"]),
          // The correction of a text that the chat never got.
          where.and([where("kind", "=", "correction"), where("replaces", "is", null)]),
        ]),
      )
      .execute();
    return Number(numDeletedRows) > 0;
  });
}

function subscriptionOf(row: Row): Subscription {
  return {
    address: { platform: row.platform, chat: row.chat },
    interest: asInterest(row.interest),
    frequency: asFrequency(row.frequency),
    digestAt: row.digest_at,
    weekday: row.weekday,
    quiet:
      row.quiet_from === null || row.quiet_to === null
        ? null
        : { from: row.quiet_from, to: row.quiet_to },
    paused: row.paused === 1,
    language: asLanguage(row.language),
    since: row.since,
  };
}

function rowOf(subscription: Subscription, nextDigestAt: number | null): Row {
  const { address, interest, quiet, paused, language, since } = subscription;
  return {
    platform: address.platform,
    chat: address.chat,
    interest: interestJson(interest),
    frequency: subscription.frequency,
    digest_at: subscription.digestAt,
    weekday: subscription.weekday,
    quiet_from: quiet?.from ?? null,
    quiet_to: quiet?.to ?? null,
    paused: paused ? 1 : 0,
    language,
    since,
    next_digest_at: nextDigestAt,
    retired: null,
  };
}
