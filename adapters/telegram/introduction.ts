import { setTimeout as sleep } from "node:timers/promises";
import type { Api } from "grammy";
import type { UserFromGetMe } from "grammy/types";
import type { Log } from "./log.ts";
import { failureOf, isUnauthorised } from "./outcome.ts";

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

/**
 * Learns the bot's own name, waiting for Telegram as long as it takes; `null` when `signal` was aborted first. Rejects
 * when Telegram does not know the token.
 */
export async function introduce(
  api: Api,
  { signal, log }: { readonly signal: AbortSignal; readonly log: Log },
): Promise<UserFromGetMe | null> {
  for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted; pauseMs *= 2) {
    try {
      return await api.getMe();
    } catch (error) {
      if (isUnauthorised(error)) {
        throw new Error("Telegram does not know this bot token", { cause: error });
      }
      const failure = failureOf(error);
      const waitMs =
        failure.kind === "later" ? failure.retryAfterMs : Math.min(pauseMs, LONGEST_PAUSE_MS);
      log.warn({ failure, waitMs }, "Telegram does not answer; trying again");
      await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }
  return null;
}
