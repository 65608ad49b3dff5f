import type { Kysely } from "kysely";
import type { Holdings } from "../announce/delivery.ts";
import type { Tables } from "./schema.ts";

export function createHoldings(database: Kysely<Tables>): Holdings {
  return {
    note: async (delivery, texts) => {
      if (texts.length === 0) return false;
      const { numInsertedOrUpdatedRows } = await database
        .insertInto("also_held")
        .values(texts.map(({ release, revision }) => ({ delivery, release, revision })))
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      return Number(numInsertedOrUpdatedRows) > 0;
    },
  };
}
