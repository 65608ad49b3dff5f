import { outcomeOf } from "./outcome.ts";

export interface Patience {
  /** The request may be sent again when its answer was lost: it carries a nonce, or repeating it changes nothing. */
  readonly isRepeatable: boolean;
  /** Ends the waiting; what is under way is finished. */
  readonly signal: AbortSignal;
  /** Milliseconds after which it is no longer worth trying; default 20,000. */
  readonly limitMs?: number;
  /** Milliseconds to wait for one answer; default discord.js's 15,000. */
  readonly answerMs?: number;
}

const LIMIT_MS = 20_000;
const FIRST_PAUSE_MS = 150;
const LONGEST_PAUSE_MS = 4000;

/**
 * Sends something until it is sent: again after a server's error and when the request never left, and after a lost answer
 * where that cannot double it. Rate limits are waited out by discord.js.
 *
 * @param send is told whether an earlier try may have been carried out
 */
export async function patiently<T>(
  send: (signal: AbortSignal | undefined, isAgain: boolean) => Promise<T>,
  { isRepeatable, signal, limitMs = LIMIT_MS, answerMs }: Patience,
): Promise<T> {
  const until = performance.now() + limitMs;
  let isAgain = false;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)) {
    try {
      return await send(
        answerMs === undefined ? undefined : AbortSignal.timeout(answerMs),
        isAgain,
      );
    } catch (error) {
      const { kind } = outcomeOf(error);
      const isWorthIt = kind === "failed" || (kind === "unknown" && isRepeatable);
      if (!isWorthIt || signal.aborted || performance.now() + pauseMs > until) throw error;
      isAgain ||= kind === "unknown";
      await pause(pauseMs, signal);
    }
  }
}

/** Resolves after `ms` milliseconds, or at once when `signal` is aborted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((done) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      done();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end, { once: true });
  });
}
