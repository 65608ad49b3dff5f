import { DiscordAPIError, HTTPError, RateLimitError, RESTJSONErrorCodes } from "discord.js";
import type { DeliveryOutcome } from "../../src/index.ts";

/** Where nothing can be posted any more, before somebody changes that (Discord's JSON error codes). */
const GONE = new Set<number | string>([
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.CannotSendMessagesToThisUser,
]);
const RIGHTS = new Set<number | string>([
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
]);
const FIRST_SERVER_ERROR = 500;
const TOO_MANY = 429;
/** The request never left: nobody carried it out. */
const NEVER_LEFT = new Set<unknown>([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

export type FailedOutcome = Exclude<DeliveryOutcome, { readonly kind: "sent" | "moved" }>;

/** What became of a message, from what discord.js threw. */
export function outcomeOf(error: unknown): FailedOutcome {
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
  const reason = error instanceof Error ? error.name : "no answer";
  if (isNeverLeft(error)) return { kind: "failed", reason };
  // No answer: the request may have been carried out.
  return { kind: "unknown", reason };
}

function isNeverLeft(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && NEVER_LEFT.has(error.code)) return true;
  return isNeverLeft(error.cause);
}

/** Whether Discord refused because the bot may not do that there. */
export function lacksRights(error: unknown): boolean {
  return error instanceof DiscordAPIError && RIGHTS.has(error.code);
}

/** Whether Discord refused with this JSON error code. */
export function isRefusal(error: unknown, code: RESTJSONErrorCodes): boolean {
  return error instanceof DiscordAPIError && error.code === code;
}
