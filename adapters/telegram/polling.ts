import type { Api } from "grammy";
import type { Update } from "grammy/types";
import type { ClientSettings } from "./client.ts";
import { createApi, until } from "./client.ts";
import type { Log } from "./log.ts";
import { failureOf, isUnauthorised } from "./outcome.ts";
import type { Growth } from "./pause.ts";
import { grown, pausing } from "./pause.ts";
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
const CONFIRM_SECONDS = 1;
const GROWTH: Growth = { firstMs: 500, longestMs: 15_000 };

/**
 * Fetches updates until `signal` is aborted, and confirms those that were taken up. Goes on through outages and while
 * another process polls (a restart that overlaps); rejects when Telegram no longer knows the token.
 */
export async function poll({ client, take, signal, log }: Polling): Promise<void> {
  const waiting = createApi(client, [until(signal)], OPEN_SECONDS + ANSWER_SECONDS);
  let offset = 0;
  const pause = pausing(signal);
  let failures = 0;
  while (!signal.aborted) {
    try {
      const updates = await waiting.getUpdates({
        offset,
        timeout: OPEN_SECONDS,
        allowed_updates: ALLOWED_UPDATES,
      });
      failures = 0;
      for (const update of updates) {
        offset = update.update_id + 1;
        await take(update);
      }
    } catch (error) {
      if (signal.aborted) break;
      if (isUnauthorised(error)) throw error;
      failures += 1;
      const failure = failureOf(error);
      const waitMs = failure.kind === "later" ? failure.retryAfterMs : grown(GROWTH, failures);
      log.warn({ failure, waitMs }, "No updates from Telegram; trying again");
      await pause(waitMs);
    }
  }
  if (offset > 0) await confirm(createApi(client, [], CONFIRM_SECONDS), offset);
}

/** Without this, updates answered just before the end would come again at the next start. */
async function confirm(api: Api, offset: number): Promise<void> {
  await api.getUpdates({ offset, limit: 1, timeout: 0 }).catch(() => undefined);
}
