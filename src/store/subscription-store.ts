import type { Kysely } from "kysely";
import type { Schedule, Subscription, SubscriptionStore } from "../announce/subscription.ts";
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
      const row = rowOf(subscription, schedule);
      await database
        .insertInto("subscriptions")
        .values(row)
        .onConflict((conflict) => conflict.columns(["platform", "chat"]).doUpdateSet(row))
        .execute();
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
  };
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
      .where("kind", "in", ["announcement", "digest"])
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

function rowOf(subscription: Subscription, schedule: Schedule): Row {
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
    next_digest_at: schedule(subscription, Date.now()),
    retired: null,
  };
}
