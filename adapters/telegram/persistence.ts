import type { Log } from "./log.ts";
import type { Failure } from "./outcome.ts";
import { failureOf, isUnauthorised } from "./outcome.ts";
import type { Growth } from "./pause.ts";
import { grown, pausing } from "./pause.ts";

const GROWTH: Growth = { firstMs: 500, longestMs: 15_000 };

export interface Persistence {
  readonly signal: AbortSignal;
  readonly log: Log;
}

/**
 * Repeats a call that the start cannot do without, for as long as Telegram is out of reach; `null` when `signal` was
 * aborted first. Rejects when Telegram does not know the token or refuses the call for good; the call's own error stays
 * out of it, for it holds what was sent.
 */
export async function persist<T>(
  call: () => Promise<T>,
  { signal, log }: Persistence,
): Promise<T | null> {
  const pause = pausing(signal);
  for (let attempts = 1; !signal.aborted; attempts += 1) {
    const attempt = await attempted(call);
    if (attempt.ok) return attempt.value;
    const { failure, isFinal } = attempt;
    if (isFinal) throw new Error(finalWords(failure));
    const waitMs = failure.kind === "later" ? failure.retryAfterMs : grown(GROWTH, attempts);
    log.warn({ failure, waitMs }, "Telegram is out of reach; trying again");
    await pause(waitMs);
  }
  return null;
}

type Attempt<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure; readonly isFinal: boolean };

async function attempted<T>(call: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await call() };
  } catch (error) {
    const failure = failureOf(error);
    return { ok: false, failure, isFinal: isUnauthorised(error) || failure.kind === "refused" };
  }
}

function finalWords(failure: Failure): string {
  return failure.kind === "refused"
    ? `Telegram refuses: ${failure.reason}`
    : "Telegram does not know this bot token";
}
