import { DiscordAPIError, HTTPError, RateLimitError } from "discord.js";
import type { DeliveryOutcome } from "../../src/index.ts";

/** Missing access, missing permissions, unknown channel, cannot send to this user (Discord's JSON error codes). */
const GONE = new Set<number | string>([50_001, 50_013, 10_003, 50_007]);
const FIRST_SERVER_ERROR = 500;
const TOO_MANY = 429;

/** What became of a message, from what discord.js threw. */
export function outcomeOf(error: unknown): DeliveryOutcome {
  if (error instanceof RateLimitError) {
    return { kind: "later", retryAfterMs: Math.ceil(error.retryAfter), everybody: error.global };
  }
  if (error instanceof DiscordAPIError) {
    const reason = `${error.code}: ${error.message}`;
    return GONE.has(error.code) ? { kind: "gone", reason } : { kind: "refused", reason };
  }
  if (error instanceof HTTPError) {
    if (error.status === TOO_MANY) return { kind: "later", retryAfterMs: 1000, everybody: false };
    const reason = `HTTP ${error.status}`;
    return error.status >= FIRST_SERVER_ERROR
      ? { kind: "failed", reason }
      : { kind: "refused", reason };
  }
  // No answer: the request may have been carried out.
  return { kind: "unknown", reason: error instanceof Error ? error.name : "no answer" };
}
