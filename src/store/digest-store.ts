import { type Kysely, sql, type Transaction } from "kysely";
import type { Digests } from "../announce/digests.ts";
import type { Schedule } from "../announce/subscription.ts";
import type { Tables } from "./schema.ts";
import { asFrequency } from "./stored-json.ts";

/** Chats in one transaction: questions are answered in between. */
const PAGE = 500;
const DIGEST_PRIORITY = 3;

export function createDigestStore(database: Kysely<Tables>, schedule: Schedule): Digests {
  return {
    collect: async (now) => {
      let made = 0;
      for (;;) {
        const { chats, digests } = await database
          .transaction()
          .execute(async (transaction) => await collectPage(transaction, schedule, now));
        made += digests;
        if (chats < PAGE) return made;
      }
    },
    entries: async (delivery) =>
      await database
        .selectFrom("digest_entries")
        .select(["release", "revision"])
        .where("delivery", "=", delivery)
        .orderBy("release")
        .execute(),
  };
}

async function collectPage(
  transaction: Transaction<Tables>,
  schedule: Schedule,
  now: number,
): Promise<{ chats: number; digests: number }> {
  const due = await transaction
    .selectFrom("subscriptions")
    .select([
      "platform",
      "chat",
      "language",
      "frequency",
      "digest_at",
      "weekday",
      "next_digest_at",
      "paused",
    ])
    .where("next_digest_at", "<=", now)
    .where("retired", "is", null)
    .limit(PAGE)
    .execute();
  let digests = 0;
  for (const row of due) {
    const { platform, chat, language, frequency, digest_at: digestAt, weekday } = row;
    const { numUpdatedRows } = await transaction
      .updateTable("subscriptions")
      .set({
        next_digest_at: schedule({ frequency: asFrequency(frequency), digestAt, weekday }, now),
      })
      .where("platform", "=", platform)
      .where("chat", "=", chat)
      .where("next_digest_at", "<=", now)
      .executeTakeFirst();
    // Another process was faster.
    if (Number(numUpdatedRows) === 0) continue;
    if (row.paused === 1) continue;
    const { waiting } = await transaction
      .selectFrom("digest_entries")
      .select(({ fn }) => fn.countAll<number>().as("waiting"))
      .where("platform", "=", platform)
      .where("chat", "=", chat)
      .where("delivery", "is", null)
      .executeTakeFirstOrThrow();
    if (waiting === 0) continue;
    const subject = String(row.next_digest_at);
    const delivery = await transaction
      .insertInto("deliveries")
      .values({
        kind: "digest",
        platform,
        chat,
        release: "",
        revision: 0,
        subject,
        language,
        status: "pending",
        priority: DIGEST_PRIORITY,
        attempts: 0,
        next_at: now,
        created_at: now,
        updated_at: now,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await transaction
      .updateTable("digest_entries")
      .set({ delivery: delivery.id })
      .where("platform", "=", platform)
      .where("chat", "=", chat)
      .where(sql<boolean>`delivery is null`)
      .execute();
    digests += 1;
  }
  return { chats: due.length, digests };
}
