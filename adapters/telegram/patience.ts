import { setTimeout as sleep } from "node:timers/promises";
import type { Transformer } from "grammy";
import { HttpError } from "grammy";
import type { Failure } from "./outcome.ts";
import { lossOf, refusalOf } from "./outcome.ts";

export interface Patience {
  /** Attempts in all. */
  readonly attempts: number;
  /** A `retry_after` beyond this is not waited for. */
  readonly longestWaitMs: number;
  /** Ends every wait; the call then fails as it last did. */
  readonly signal: AbortSignal;
}

/** First pause after a server error; doubled each time. */
const PAUSE_MS = 500;

/**
 * Repeats a call that certainly had no effect: 429 after its `retry_after`, 5xx, error pages and failed connections after
 * a pause. A call whose answer was lost is never repeated, it may have been carried out.
 *
 * @NOTE `@grammyjs/auto-retry` knows no error pages (it repeats them together with lost answers or not at all).
 */
export function patient({ attempts, longestWaitMs, signal }: Patience): Transformer {
  return async (prev, method, payload, callSignal) => {
    for (let attempt = 1; ; attempt += 1) {
      const call = await settled(() => prev(method, payload, callSignal));
      const waitMs = waitBefore(call.failure, attempt);
      const again = attempt < attempts && waitMs !== null && waitMs <= longestWaitMs;
      if (!again || !(await slept(waitMs, signal))) return call.finish();
    }
  };
}

interface Settled<T> {
  readonly failure: Failure | null;
  readonly finish: () => T;
}

async function settled<T extends { readonly ok: boolean }>(
  call: () => Promise<T>,
): Promise<Settled<T>> {
  try {
    const answer = await call();
    return { failure: failureIn(answer), finish: () => answer };
  } catch (error) {
    return {
      failure: error instanceof HttpError ? lossOf(error.error) : null,
      finish: () => {
        throw error;
      },
    };
  }
}

function failureIn(answer: { readonly ok: boolean }): Failure | null {
  if (!isRefusal(answer)) return null;
  return refusalOf(answer);
}

function isRefusal(answer: object): answer is Parameters<typeof refusalOf>[0] {
  return "error_code" in answer && "description" in answer;
}

/** Milliseconds to wait before the next attempt, or `null` when repeating is wrong or useless. */
function waitBefore(failure: Failure | null, attempt: number): number | null {
  if (failure?.kind === "later") return failure.retryAfterMs;
  const isServerError = failure?.kind === "failed" && !/^40[14] /u.test(failure.reason);
  return isServerError ? PAUSE_MS * 2 ** (attempt - 1) * (0.75 + Math.random() / 2) : null;
}

async function slept(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
