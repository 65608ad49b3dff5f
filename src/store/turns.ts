import type { Transaction } from "kysely";
import type { Tables } from "./schema.ts";

/**
 * Lets one transaction at a time decide where releases go, until it ends: a fan-out of a counterpart at the same moment
 * would not see whom this one tells, and one while a chat moves would leave its delivery behind. SQLite does so anyway.
 */
export async function takeTurns(transaction: Transaction<Tables>): Promise<void> {
  await transaction
    .insertInto("marks")
    .values({ name: "fan-out", value: "" })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value: "" }))
    .execute();
}
