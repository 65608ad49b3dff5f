import type { Transformer } from "grammy";
import { HttpError } from "grammy";
import type { Failure } from "./outcome.ts";
import { lossOf, refusalOf } from "./outcome.ts";
import type { Growth, Pause } from "./pause.ts";
import { grown } from "./pause.ts";

export interface Patience {
  /** Attempts in all while the server fails. */
  readonly attempts: number;
  /** How long a call may wait for its turn altogether; many chats at once take their turns. */
  readonly longestWaitMs: number;
  /** Broken off, the call fails as it last did. */
  readonly pause: Pause;
}

/** Pauses after server errors. */
const GROWTH: Growth = { firstMs: 500, longestMs: 8000 };
/** Calls that were told to wait equally long come back spread over this. */
const SPREAD_MS = 500;

/**
 * Repeats a call that certainly had no effect: 429 after its `retry_after`, 5xx, error pages and failed connections after
 * a pause. A call whose answer was lost is never repeated, it may have been carried out.
 *
 * @NOTE `@grammyjs/auto-retry` knows no error pages (it repeats them together with lost answers or not at all).
 */
export function patient({ attempts, longestWaitMs, pause }: Patience): Transformer {
  return async (prev, method, payload, callSignal) => {
    let waitedMs = 0;
    let failed = 0;
    for (;;) {
      const call = await settled(() => prev(method, payload, callSignal));
      if (isServerError(call.failure)) failed += 1;
      const waitMs = waitBefore(call.failure, failed);
      if (waitMs === null || failed >= attempts) return call.finish();
      waitedMs += waitMs;
      if (waitedMs > longestWaitMs || !(await pause(waitMs))) return call.finish();
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
function waitBefore(failure: Failure | null, failed: number): number | null {
  if (failure?.kind === "later") return failure.retryAfterMs + Math.random() * SPREAD_MS;
  return isServerError(failure) ? grown(GROWTH, failed) : null;
}

function isServerError(failure: Failure | null): boolean {
  return failure?.kind === "failed" && !/^40[14] /u.test(failure.reason);
}
