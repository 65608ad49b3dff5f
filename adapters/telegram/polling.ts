import { setTimeout as sleep } from "node:timers/promises";
import type { Api } from "grammy";
import type { Update } from "grammy/types";
import type { ClientSettings } from "./client.ts";
import { createApi, until } from "./client.ts";
import type { Log } from "./log.ts";
import { failureOf, isUnauthorised } from "./outcome.ts";
import { ALLOWED_UPDATES } from "./updates.ts";

export interface Polling {
  readonly client: ClientSettings;
  /** Takes an update up at once; resolves when there is room for more. */
  readonly take: (update: Update) => Promise<void>;
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** How long Telegram keeps a question for updates open (Bot API: "should be positive, short polling for testing only"). */
const OPEN_SECONDS = 30;
const ANSWER_SECONDS = 15;
/** The end must not wait for a server that does not answer. */
const CONFIRM_SECONDS = 2;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

/**
 * Fetches updates until `signal` is aborted, and confirms those that were taken up. Goes on through outages and while
 * another process polls (a restart that overlaps); rejects when Telegram no longer knows the token.
 */
export async function poll({ client, take, signal, log }: Polling): Promise<void> {
  const waiting = createApi(client, [until(signal)], OPEN_SECONDS + ANSWER_SECONDS);
  let offset = 0;
  let pauseMs = 0;
  while (!signal.aborted) {
    try {
      const updates = await waiting.getUpdates({
        offset,
        timeout: OPEN_SECONDS,
        allowed_updates: ALLOWED_UPDATES,
      });
      pauseMs = 0;
      for (const update of updates) {
        offset = update.update_id + 1;
        await take(update);
      }
    } catch (error) {
      if (signal.aborted) break;
      if (isUnauthorised(error)) throw error;
      pauseMs = Math.min(Math.max(pauseMs * 2, FIRST_PAUSE_MS), LONGEST_PAUSE_MS);
      const failure = failureOf(error);
      const waitMs = failure.kind === "later" ? failure.retryAfterMs : pauseMs;
      log.warn({ failure, waitMs }, "No updates from Telegram; trying again");
      await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }
  if (offset > 0) await confirm(createApi(client, [], CONFIRM_SECONDS), offset);
}

/** Without this, updates answered just before the end would come again at the next start. */
async function confirm(api: Api, offset: number): Promise<void> {
  await api.getUpdates({ offset, limit: 1, timeout: 0 }).catch(() => undefined);
}
