import type { Transaction } from "kysely";
import type { Tables } from "./schema.ts";

/**
 * Lets one transaction at a time go on, until it ends. SQLite does so anyway.
 *
 * - `fan-out`: what decides where releases go. A fan-out of a counterpart at the same moment would not see whom this one
 *   tells, and one while a chat moves would leave its delivery behind.
 * - `changes`: what notes changes. Whoever follows them by their numbers would pass over those of a transaction that began
 *   earlier and is committed later.
 */
export async function takeTurns(
  transaction: Transaction<Tables>,
  at: "fan-out" | "changes",
): Promise<void> {
  await transaction
    .insertInto("marks")
    .values({ name: at, value: "" })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value: "" }))
    .execute();
}
