import type { Kysely } from "kysely";
import type { Tables } from "./schema.ts";

/** Platforms repeat an update within a day at most. */
const KEPT_MS = 2 * 24 * 3600_000;
/** Old keys are deleted after so many new ones. */
const SWEEP_EVERY = 1000;

/** Notes keys and says of each whether it was noted before, by whatever process. */
export function createSeenStore(database: Kysely<Tables>): (key: string) => Promise<boolean> {
  let noted = 0;
  return async (key) => {
    const at = Date.now();
    const [result] = await database
      .insertInto("seen")
      .values({ key, at })
      .onConflict((conflict) => conflict.column("key").doNothing())
      .execute();
    noted += 1;
    if (noted % SWEEP_EVERY === 0) {
      await database
        .deleteFrom("seen")
        .where("at", "<", at - KEPT_MS)
        .execute();
    }
    return Number(result?.numInsertedOrUpdatedRows ?? 0) === 0;
  };
}
