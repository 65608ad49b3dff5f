import type { Kysely } from "kysely";
import type { LeftQuestion, QuestionStore } from "../desk/question-store.ts";
import type { Tables } from "./schema.ts";
import { asLanguage } from "./stored-json.ts";

export function createQuestionStore(database: Kysely<Tables>): QuestionStore {
  return {
    leave: async ({ address: { platform, chat }, person, question, language, at, expiresAt }) =>
      await database.transaction().execute(async (transaction) => {
        const same = await transaction
          .selectFrom("questions")
          .select("id")
          .where("platform", "=", platform)
          .where("chat", "=", chat)
          .where("person", "=", person)
          .where("question", "=", question)
          .where("told_at", "is", null)
          .executeTakeFirst();
        if (same) return false;
        await transaction
          .insertInto("questions")
          .values({
            platform,
            chat,
            person,
            question,
            language,
            asked_at: at,
            expires_at: expiresAt,
            told_at: null,
          })
          .execute();
        return true;
      }),
    open: async (now) => {
      const rows = await questions(database)
        .where("told_at", "is", null)
        .where("expires_at", ">", now)
        .orderBy("id")
        .execute();
      return rows.map(questionOf);
    },
    find: async (id) => {
      const row = await questions(database).where("id", "=", id).executeTakeFirst();
      return row ? questionOf(row) : null;
    },
    note: async ({ wording, question, language }, at) => {
      await database
        .insertInto("unanswered")
        .values({ wording, question, language, times: 1, last_at: at })
        .onConflict((conflict) =>
          conflict.column("wording").doUpdateSet((where) => ({
            times: where("unanswered.times", "+", 1),
            last_at: at,
          })),
        )
        .execute();
    },
    unanswered: async (limit) => {
      const rows = await database
        .selectFrom("unanswered")
        .selectAll()
        .orderBy("times", "desc")
        .orderBy("last_at", "desc")
        .limit(limit)
        .execute();
      return rows.map(({ question, language, times, last_at: lastAt }) => ({
        question,
        language: asLanguage(language),
        times,
        lastAt,
      }));
    },
    judge: async ({ wording, release, question, language, isRight }, at) => {
      const [right, wrong] = isRight ? [1, 0] : [0, 1];
      const first = { wording, release, question, language };
      await database
        .insertInto("verdicts")
        .values({ ...first, times_right: right, times_wrong: wrong, last_at: at })
        .onConflict((conflict) =>
          conflict.columns(["wording", "release"]).doUpdateSet((where) => ({
            times_right: where("verdicts.times_right", "+", right),
            times_wrong: where("verdicts.times_wrong", "+", wrong),
            last_at: at,
          })),
        )
        .execute();
    },
    misjudged: async (limit) => {
      const rows = await database
        .selectFrom("verdicts")
        .selectAll()
        .where("times_wrong", ">", 0)
        .orderBy("times_wrong", "desc")
        .orderBy("last_at", "desc")
        .limit(limit)
        .execute();
      return rows.map(({ question, language, release, ...counts }) => ({
        question,
        language: asLanguage(language),
        release,
        right: counts.times_right,
        wrong: counts.times_wrong,
        lastAt: counts.last_at,
      }));
    },
    expire: async (before) => {
      await database.deleteFrom("verdicts").where("last_at", "<", before).execute();
      await database.deleteFrom("unanswered").where("last_at", "<", before).execute();
      await database.deleteFrom("questions").where("expires_at", "<", before).execute();
    },
  };
}

function questions(database: Kysely<Tables>) {
  return database
    .selectFrom("questions")
    .select(["id", "platform", "chat", "question", "language"]);
}

function questionOf(row: {
  id: number;
  platform: string;
  chat: string;
  question: string;
  language: string;
}): LeftQuestion {
  const { id, platform, chat, question, language } = row;
  return { id, address: { platform, chat }, question, language: asLanguage(language) };
}
