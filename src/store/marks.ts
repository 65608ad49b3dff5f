import type { Kysely } from "kysely";
import type { Tables } from "./schema.ts";

/** Small settings of the whole installation. */
export interface Marks {
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  clear(name: string): Promise<void>;
}

export function createMarks(database: Kysely<Tables>): Marks {
  return {
    get: async (name) => {
      const row = await database
        .selectFrom("marks")
        .select("value")
        .where("name", "=", name)
        .executeTakeFirst();
      return row?.value ?? null;
    },
    set: async (name, value) => {
      await database
        .insertInto("marks")
        .values({ name, value })
        .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
        .execute();
    },
    clear: async (name) => {
      await database.deleteFrom("marks").where("name", "=", name).execute();
    },
  };
}
