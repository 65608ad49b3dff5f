import { type REST, RESTEvents } from "discord.js";
import { INVALID_REQUESTS } from "./limits.ts";
import type { Log } from "./settings.ts";

/** How many answers of 401, 403 and 429 there were, so that Discord never shuts the address out. */
export interface InvalidRequests {
  watch(rest: REST): void;
  /** Milliseconds for which nothing is to be announced: what is left is for people who ask. 0 in good times. */
  pauseMs(): number;
}

/** discord.js counts and tells at every so many. */
export const INVALID_WARNING_INTERVAL = 100;
/** From here on announcements wait for the next ten minutes. */
const RESERVE_FROM = INVALID_REQUESTS / 2;

export function createInvalidRequests(log: Log, now: () => number): InvalidRequests {
  let pausedUntil = 0;
  const note = (count: number, remainingMs: number): void => {
    log.warn({ count, limit: INVALID_REQUESTS, remainingMs }, "Discord refuses many requests");
    if (count >= RESERVE_FROM) pausedUntil = now() + remainingMs;
  };
  return {
    watch: (rest) => {
      rest.on(RESTEvents.InvalidRequestWarning, ({ count, remainingTime }) => {
        note(count, remainingTime);
      });
    },
    pauseMs: () => Math.max(0, pausedUntil - now()),
  };
}
