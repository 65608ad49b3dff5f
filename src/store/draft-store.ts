import type { Kysely, Selectable } from "kysely";
import type { Draft, DraftStore } from "../desk/draft-store.ts";
import type { Tables } from "./schema.ts";
import { asRelease } from "./stored-json.ts";

export function createDraftStore(database: Kysely<Tables>): DraftStore {
  return {
    keep: async ({ key, action, release, address, person, ...draft }) => {
      await database
        .insertInto("drafts")
        .values({
          key,
          platform: address.platform,
          chat: address.chat,
          person,
          action,
          release: JSON.stringify(release),
          typed: draft.typed,
          file_name: draft.original?.name ?? null,
          file: draft.original?.bytes ?? null,
          confirmed: draft.isConfirmed ? 1 : 0,
          expires_at: draft.expiresAt,
        })
        .execute();
    },
    find: async (key, now) => {
      const row = await database
        .selectFrom("drafts")
        .selectAll()
        .where("key", "=", key)
        .where("expires_at", ">", now)
        .executeTakeFirst();
      return row ? draftOf(row) : null;
    },
    confirm: async (key, release, expiresAt) => {
      const { numUpdatedRows } = await database
        .updateTable("drafts")
        .set({ confirmed: 1, release: JSON.stringify(release), expires_at: expiresAt })
        .where("key", "=", key)
        .where("confirmed", "=", 0)
        .executeTakeFirst();
      return Number(numUpdatedRows) > 0;
    },
    remove: async (key) => {
      await database.deleteFrom("drafts").where("key", "=", key).execute();
    },
    begun: async ({ platform, chat }, person, now) => {
      const row = await database
        .selectFrom("begun")
        .select(["corrects", "draft", "at", "expires_at"])
        .where("platform", "=", platform)
        .where("chat", "=", chat)
        .where("person", "=", person)
        .where("expires_at", ">", now)
        .executeTakeFirst();
      if (!row) return null;
      const { expires_at: expiresAt, ...begun } = row;
      return { ...begun, expiresAt };
    },
    begin: async ({ platform, chat }, person, begun) => {
      if (!begun) {
        await database
          .deleteFrom("begun")
          .where("platform", "=", platform)
          .where("chat", "=", chat)
          .where("person", "=", person)
          .execute();
        return;
      }
      const { corrects, draft, at, expiresAt } = begun;
      const changes = { corrects, draft, at, expires_at: expiresAt };
      await database
        .insertInto("begun")
        .values({ platform, chat, person, ...changes })
        .onConflict((conflict) =>
          conflict.columns(["platform", "chat", "person"]).doUpdateSet(changes),
        )
        .execute();
    },
  };
}

const ACTIONS: readonly Draft["action"][] = ["publish", "correct", "withdraw"];

function draftOf(row: Selectable<Tables["drafts"]>): Draft {
  const { key, platform, chat, person, typed, file_name: name, file } = row;
  return {
    key,
    action: ACTIONS.find((action) => action === row.action) ?? "publish",
    release: asRelease(row.release),
    address: { platform, chat },
    person,
    typed,
    // A plain array: PostgreSQL's client gives a Buffer.
    original: name === null || file === null ? null : { name, bytes: new Uint8Array(file) },
    isConfirmed: row.confirmed === 1,
    expiresAt: row.expires_at,
  };
}
