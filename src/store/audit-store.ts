import type { Kysely } from "kysely";
import type { AuditLog, AuditRecord } from "../desk/audit-log.ts";
import type { Tables } from "./schema.ts";

const ACTIONS: readonly AuditRecord["action"][] = [
  "publish",
  "correct",
  "withdraw",
  "undo",
  "pause",
  "resume",
  "resend",
  "drop",
];

export function createAuditLog(database: Kysely<Tables>): AuditLog {
  return {
    add: async ({ at, action, release, platform, person, detail }) => {
      await database
        .insertInto("audit")
        .values({ at, action, release, platform, person, detail })
        .execute();
    },
    latest: async (limit) => {
      const rows = await database
        .selectFrom("audit")
        .selectAll()
        .orderBy("id", "desc")
        .limit(limit)
        .execute();
      return rows.flatMap(({ at, action, release, platform, person, detail }) => {
        const known = ACTIONS.find((name) => name === action);
        return known ? [{ at, action: known, release, platform, person, detail }] : [];
      });
    },
  };
}
