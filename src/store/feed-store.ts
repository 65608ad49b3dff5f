import type { Kysely } from "kysely";
import type { Tables } from "./schema.ts";

/** What is remembered of a feed between two polls. */
export interface FeedState {
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Not to be asked before, in milliseconds since 1970. */
  readonly nextAt: number;
  /** Polls that failed in a row. */
  readonly failures: number;
}

export interface FeedStates {
  get(address: string): Promise<FeedState | null>;
  set(address: string, state: FeedState): Promise<void>;
}

export function createFeedStates(database: Kysely<Tables>): FeedStates {
  return {
    get: async (address) => {
      const row = await database
        .selectFrom("feeds")
        .selectAll()
        .where("address", "=", address)
        .executeTakeFirst();
      if (!row) return null;
      const { etag, last_modified: lastModified, next_at: nextAt, failures } = row;
      return { etag, lastModified, nextAt, failures };
    },
    set: async (address, { etag, lastModified, nextAt, failures }) => {
      const row = { etag, last_modified: lastModified, next_at: nextAt, failures };
      await database
        .insertInto("feeds")
        .values({ address, ...row })
        .onConflict((conflict) => conflict.column("address").doUpdateSet(row))
        .execute();
    },
  };
}
