import type { Kysely } from "kysely";
import type { OriginalStore } from "../desk/original.ts";
import type { Tables } from "./schema.ts";

export function createOriginalStore(database: Kysely<Tables>): OriginalStore {
  return {
    keep: async (release, { name, bytes }) => {
      const values = { name, bytes };
      await database
        .insertInto("originals")
        .values({ release, ...values })
        .onConflict((conflict) => conflict.column("release").doUpdateSet(values))
        .execute();
    },
    find: async (release) => {
      const row = await database
        .selectFrom("originals")
        .select(["name", "bytes"])
        .where("release", "=", release)
        .executeTakeFirst();
      // A plain array: PostgreSQL's client gives a Buffer.
      return row ? { name: row.name, bytes: new Uint8Array(row.bytes) } : null;
    },
    originOf: async (release) => {
      const row = await database
        .selectFrom("releases")
        .select(["source", "fingerprint"])
        .where("id", "=", release)
        .where("gone", "=", 0)
        .executeTakeFirst();
      return row ?? null;
    },
    remove: async (release) => {
      await database.deleteFrom("originals").where("release", "=", release).execute();
    },
  };
}
