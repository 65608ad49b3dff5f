import type { Crossposts } from "./delivery.ts";
import { CROSSPOSTS_AN_HOUR } from "./limits.ts";

const HOUR_MS = 3_600_000;

/** Counts the publications of each announcement channel; `now` in milliseconds. */
export function createCrossposts(now: () => number): Crossposts {
  const taken = new Map<string, readonly number[]>();
  return {
    take(chat) {
      const recent = (taken.get(chat) ?? []).filter((at) => now() - at < HOUR_MS);
      const isFree = recent.length < CROSSPOSTS_AN_HOUR;
      taken.set(chat, isFree ? [...recent, now()] : recent);
      return isFree;
    },
  };
}
