import type { Kysely } from "kysely";
import type { Tables } from "./schema.ts";

const EXPIRING = ["drafts", "begun", "keepsakes"] as const;

/** Deletes what is to be forgotten by now. */
export async function expire(database: Kysely<Tables>, now: number): Promise<void> {
  for (const table of EXPIRING) {
    await database.deleteFrom(table).where("expires_at", "<=", now).execute();
  }
}
