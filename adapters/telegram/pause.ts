import { setTimeout as sleep } from "node:timers/promises";

/** Waits for so many milliseconds; `false` when the wait was broken off. */
export type Pause = (ms: number) => Promise<boolean>;

/** Pauses that an abort of `signal` breaks off. */
export function pausing(signal: AbortSignal): Pause {
  return async (ms) => {
    try {
      await sleep(ms, undefined, { signal });
      return true;
    } catch {
      return false;
    }
  };
}

/** Pauses that grow, while something is out of reach. */
export interface Growth {
  readonly firstMs: number;
  readonly longestMs: number;
}

/** The pause before attempt `attempt` + 1; somewhat by chance, so that many do not come back as one. */
export function grown({ firstMs, longestMs }: Growth, attempt: number): number {
  return Math.min(longestMs, firstMs * 2 ** (attempt - 1)) * (0.75 + Math.random() / 2);
}
