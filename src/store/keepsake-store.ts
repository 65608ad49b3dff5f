import type { Kysely } from "kysely";
import type { Keepsakes } from "../desk/keepsakes.ts";
import type { Tables } from "./schema.ts";

export function createKeepsakes(database: Kysely<Tables>): Keepsakes {
  return {
    keep: async (key, value, expiresAt) => {
      const changes = { value, expires_at: expiresAt };
      await database
        .insertInto("keepsakes")
        .values({ key, ...changes })
        .onConflict((conflict) => conflict.column("key").doUpdateSet(changes))
        .execute();
    },
    find: async (key, now) => {
      const row = await database
        .selectFrom("keepsakes")
        .select("value")
        .where("key", "=", key)
        .where("expires_at", ">", now)
        .executeTakeFirst();
      return row?.value ?? null;
    },
  };
}
