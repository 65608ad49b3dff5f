/** Hands out permissions to send, so many a second, evenly; time in milliseconds. */
export interface Pace {
  /** How many of `wanted` may go now; they count as gone. */
  take(wanted: number, now: number): number;
  /** Gives back what was taken and not used. */
  giveBack(unused: number): void;
  /** When the next may go. */
  readyAt(now: number): number;
  /** Nobody may send before `until`. */
  hold(until: number): void;
}

/** A token bucket that holds a fifth of a second's worth at most: bulk goes out evenly, and replies find room in between. */
export function createPace(perSecond: number): Pace {
  const depth = Math.max(1, perSecond / 5);
  let tokens = depth;
  let at = 0;
  let heldUntil = 0;
  const refill = (now: number): void => {
    tokens = Math.min(depth, tokens + (Math.max(0, now - at) * perSecond) / 1000);
    at = now;
  };
  return {
    take: (wanted, now) => {
      refill(now);
      if (now < heldUntil) return 0;
      const given = Math.max(0, Math.min(wanted, Math.floor(tokens)));
      tokens -= given;
      return given;
    },
    giveBack: (unused) => {
      tokens = Math.min(depth, tokens + unused);
    },
    readyAt: (now) => {
      refill(now);
      const refilled = tokens >= 1 ? now : now + Math.ceil(((1 - tokens) * 1000) / perSecond);
      return Math.max(heldUntil, refilled);
    },
    hold: (until) => {
      heldUntil = Math.max(heldUntil, until);
    },
  };
}
