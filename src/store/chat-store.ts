import type { Kysely } from "kysely";
import type { ChatSettings } from "../desk/create-desk.ts";
import { isLanguage } from "../domain/language.ts";
import type { Tables } from "./schema.ts";

/** Each chat's language; a subscription follows it. */
export function createChatStore(database: Kysely<Tables>): ChatSettings {
  return {
    language: async ({ platform, chat }) => {
      const row = await database
        .selectFrom("chats")
        .select("language")
        .where("platform", "=", platform)
        .where("chat", "=", chat)
        .executeTakeFirst();
      return row && isLanguage(row.language) ? row.language : null;
    },
    setLanguage: async ({ platform, chat }, language) => {
      await database.transaction().execute(async (transaction) => {
        await transaction
          .insertInto("chats")
          .values({ platform, chat, language })
          .onConflict((conflict) =>
            conflict.columns(["platform", "chat"]).doUpdateSet({ language }),
          )
          .execute();
        await transaction
          .updateTable("subscriptions")
          .set({ language })
          .where("platform", "=", platform)
          .where("chat", "=", chat)
          .execute();
      });
    },
    forget: async ({ platform, chat }, person) => {
      for (const table of ["questions", "begun"] as const) {
        await database
          .deleteFrom(table)
          .where("platform", "=", platform)
          .where("chat", "=", chat)
          .where("person", "=", person)
          .execute();
      }
      // What is on its way out is the office's, and can still be taken back.
      await database
        .deleteFrom("drafts")
        .where("platform", "=", platform)
        .where("chat", "=", chat)
        .where("person", "=", person)
        .where("confirmed", "=", 0)
        .execute();
    },
  };
}
