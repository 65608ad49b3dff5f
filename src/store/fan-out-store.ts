import { type Kysely, type RawBuilder, sql, type Transaction } from "kysely";
import type { AnnouncementLedger } from "../announce/announcer.ts";
import type { Choice, FanOut, FanOutStore, RevisionRef } from "../announce/fan-out.ts";
import type { Tables } from "./schema.ts";
import { takeTurns } from "./turns.ts";
import { among, holds, mayHold } from "./who-got.ts";

const ANSWER_PRIORITY = 1;
/** Of a whole archive that was read anew; questions are answered in between. */
const CLOSED_AT_ONCE = 200;

type Database = Transaction<Tables>;

/** Fan-out by `insert ... select`: no row passes through this process, and a second time changes nothing. */
export function createFanOutStore(database: Kysely<Tables>): FanOutStore & AnnouncementLedger {
  return {
    fanOut: async (fanOut) =>
      await database
        .transaction()
        .execute(async (transaction) => await fanOutIn(transaction, fanOut)),
    open: async () => {
      const rows = await database
        .selectFrom("releases")
        .select(["id", "revision", "announced", "stored_at"])
        .where("gone", "=", 0)
        .where("same_as", "is", null)
        .where((where) =>
          where.or([
            where("announced", "<", where.ref("revision")),
            where.and([where("withdrawn", ">", 0), where("withdrawal_told", "=", 0)]),
          ]),
        )
        .execute();
      return rows.map(({ id, revision, announced, stored_at: storedAt }) => ({
        release: id,
        revision,
        announced,
        storedAt,
      }));
    },
    close: async (refs) => {
      for (let at = 0; at < refs.length; at += CLOSED_AT_ONCE)
        await database.transaction().execute(async (transaction) => {
          for (const { release, revision } of refs.slice(at, at + CLOSED_AT_ONCE))
            await transaction
              .updateTable("releases")
              .set({ announced: revision })
              .where("id", "=", release)
              .where("revision", "=", revision)
              .execute();
        });
    },
  };
}

async function fanOutIn(transaction: Database, fanOut: FanOut): Promise<number> {
  const { release, revision, kind, supersedes } = fanOut;
  await takeTurns(transaction, "fan-out");
  const marked = await transaction
    .updateTable("releases")
    .set(
      kind === "withdrawal" ? { announced: revision, withdrawal_told: 1 } : { announced: revision },
    )
    .where("id", "=", release)
    .where("revision", "=", revision)
    .where((where) =>
      kind === "withdrawal"
        ? where.or([
            where("withdrawal_told", "=", 0),
            where("announced", "<", where.ref("revision")),
          ])
        : where("announced", "<", where.ref("revision")),
    )
    .executeTakeFirst();
  // Somebody else was faster, or the text has changed meanwhile.
  if (Number(marked.numUpdatedRows) === 0) return 0;
  let made = 0;
  if (supersedes.length > 0) {
    // In this order: what a dispatcher claims meanwhile counts as sent, not as called back.
    await callBack(transaction, supersedes);
    made += await tellWhoGot(transaction, fanOut);
    if (kind === "correction") await turnAnswers(transaction, fanOut);
  }
  made += await answerQuestions(transaction, fanOut);
  for (const choice of fanOut.choices) {
    made += await deliverTo(transaction, fanOut, choice);
    await queueFor(transaction, fanOut, choice);
  }
  return made;
}

const COLUMNS = sql`kind, platform, chat, release, revision, subject, language, status, priority,
  attempts, next_at, replaces, created_at, updated_at`;

/**
 * A correction or withdrawal for every chat to which a superseded text went or may have gone. Who got the release itself is
 * told of it, everybody else by language. It replaces the chat's announcement, where there was one, rather than a digest or
 * an answer.
 */
async function tellWhoGot(transaction: Database, fanOut: FanOut): Promise<number> {
  const { kind, priority, at, supersedes, byLanguage } = fanOut;
  const byRelease = sql.join(
    byLanguage.map(
      ({ language, ref }) => sql`when language = ${language} then ${text(ref.release)}`,
    ),
    sql` `,
  );
  const byRevision = sql.join(
    byLanguage.map(
      ({ language, ref }) => sql`when language = ${language} then ${int(ref.revision)}`,
    ),
    sql` `,
  );
  const result = await sql`
    insert into deliveries (${COLUMNS})
    select ${text(kind)}, platform, chat,
      case when own = 1 then ${text(fanOut.release)} ${byRelease} else ${text(fanOut.release)} end,
      case when own = 1 then ${int(fanOut.revision)} ${byRevision} else ${int(fanOut.revision)} end,
      '', language, 'pending', ${int(priority)}, 0, ${int(at)}, replaces,
      ${int(at)}, ${int(at)}
    from (
      select platform, chat, max(language) as language, max(own) as own,
        coalesce(max(case when kind in ('announcement', 'correction') then id end),
          max(case when kind = 'digest' then id end), max(id)) as replaces
      from (
        select got.platform, got.chat, got.language, got.kind, got.id,
          case when ${holds(fanOut.release)} then 1 else 0 end as own
        from deliveries got
        where ${mayHold(supersedes)}
      ) received
      group by platform, chat
    ) reached
    where not exists (
      select 1 from deliveries told
      where told.platform = reached.platform and told.chat = reached.chat
        and told.status <> 'superseded' and ${isTold(fanOut)})
    on conflict (release, revision, kind, platform, chat, subject) do nothing
  `.execute(transaction);
  return Number(result.numAffectedRows ?? 0);
}

/** Withdrawn together with its original, or corrected in another language. A digest holds other releases as well. */
function isTold({ kind, group }: FanOut): RawBuilder<unknown> {
  const ids = [...new Set(group.map(({ release }) => release))];
  return kind === "withdrawal"
    ? sql`told.kind = 'withdrawal' and told.replaces = reached.replaces
        and told.release in (${sql.join(ids)})`
    : sql`reached.own = 0 and told.kind in ('announcement', 'correction') and ${among("told", group)}`;
}

/** Answers that have not gone out are worded by the corrected text: who gets one is not told of that besides. */
async function turnAnswers(
  transaction: Database,
  { release, revision, supersedes }: FanOut,
): Promise<void> {
  await sql`
    update deliveries set release = ${release}, revision = ${revision}
    where kind = 'answer' and status = 'pending' and started_at is null and ${among("deliveries", supersedes)}
  `.execute(transaction);
}

/** One delivery for each chat in which questions were left that a release of the group answers; they are closed with it. */
async function answerQuestions(transaction: Database, { answers, at }: FanOut): Promise<number> {
  const byChat = new Map<string, ReturnType<typeof answerOf>>();
  for (const { question: id, ...ref } of answers) {
    const question = await transaction
      .updateTable("questions")
      .set({ told_at: at })
      .where("id", "=", id)
      .where("told_at", "is", null)
      .returning(["platform", "chat", "language"])
      .executeTakeFirst();
    // Forgotten meanwhile.
    if (!question) continue;
    const key = JSON.stringify([question.platform, question.chat, ref.release]);
    const row = byChat.get(key);
    const subject = row ? `${row.subject},${id}` : String(id);
    byChat.set(key, answerOf(question, { ...ref, subject }, at));
  }
  for (const row of byChat.values())
    await transaction.insertInto("deliveries").values(row).execute();
  return byChat.size;
}

function answerOf(
  asked: { readonly platform: string; readonly chat: string; readonly language: string },
  answer: RevisionRef & { readonly subject: string },
  at: number,
) {
  return {
    ...asked,
    ...answer,
    kind: "answer",
    status: "pending",
    priority: ANSWER_PRIORITY,
    attempts: 0,
    next_at: at,
    created_at: at,
    updated_at: at,
  } as const;
}

/** What waits of a superseded text is not sent; what may have arrived all the same is to be corrected. */
async function callBack(transaction: Database, supersedes: readonly RevisionRef[]): Promise<void> {
  await sql`
    update deliveries set
      status = case when started_at is null then 'superseded' else 'unknown' end,
      error = case when started_at is null then 'corrected or withdrawn'
        else 'an answer was lost before the text was corrected or withdrawn' end
    where status = 'pending' and kind not in ('withdrawal', 'answer') and ${among("deliveries", supersedes)}
  `.execute(transaction);
  await sql`
    delete from digest_entries where delivery is null and ${among("digest_entries", supersedes)}
  `.execute(transaction);
}

/** A delivery for every chat with this interest and language that is told at once and was not told of the group yet. */
async function deliverTo(transaction: Database, fanOut: FanOut, choice: Choice): Promise<number> {
  const { kind, priority, at } = fanOut;
  const result = await sql`
    insert into deliveries (${COLUMNS})
    select ${text(kind)}, platform, chat, ${text(choice.release)}, ${int(choice.revision)},
      '', language, 'pending', ${int(priority)}, 0, ${int(at)}, null,
      ${int(at)}, ${int(at)}
    from subscriptions wanting
    where frequency = 'at-once' and ${wants(choice)} and ${isNew(fanOut)}
    on conflict (release, revision, kind, platform, chat, subject) do nothing
  `.execute(transaction);
  return Number(result.numAffectedRows ?? 0);
}

/** The same for chats that get digests: it waits for the next one. */
async function queueFor(transaction: Database, fanOut: FanOut, choice: Choice): Promise<void> {
  await sql`
    insert into digest_entries (platform, chat, release, revision)
    select platform, chat, ${text(choice.release)}, ${int(choice.revision)}
    from subscriptions wanting
    where frequency <> 'at-once' and ${wants(choice)} and ${isNew(fanOut)}
    on conflict (platform, chat, release) do nothing
  `.execute(transaction);
}

function wants({ interestKey, language }: Choice): RawBuilder<unknown> {
  return sql`interest = ${interestKey} and language = ${language} and paused = 0 and retired is null`;
}

function isNew({ group }: FanOut): RawBuilder<unknown> {
  return sql`not exists (
      select 1 from deliveries told
      where told.platform = wanting.platform and told.chat = wanting.chat
        and told.kind in ('announcement', 'correction', 'answer') and told.status <> 'superseded'
        and ${among("told", group)})
    and not exists (
      select 1 from digest_entries queued
      where queued.platform = wanting.platform and queued.chat = wanting.chat
        and ${among("queued", group)})`;
}

function text(value: string): RawBuilder<unknown> {
  return sql`cast(${value} as text)`;
}

function int(value: number): RawBuilder<unknown> {
  return sql`cast(${value} as bigint)`;
}
