import { createHash, timingSafeEqual } from "node:crypto";
import type { Update } from "grammy/types";
import type { Updates } from "./updates.ts";

/** What arrived at the webhook's address. */
export interface WebhookRequest {
  readonly body: Uint8Array;
  /** The header {@link SECRET_HEADER}. */
  readonly secret: string | undefined;
}

/** In lower case, as Node gives header names. */
export const SECRET_HEADER = "x-telegram-bot-api-secret-token";

/**
 * Takes an update that Telegram posted and says with which status to answer: 200 once it is taken up, 401 for a wrong
 * secret, 400 for what is no update, 503 while there is nobody to work on it (Telegram then posts it again).
 */
export async function receive(
  { body, secret }: WebhookRequest,
  expected: string,
  updates: Updates | null,
): Promise<200 | 400 | 401 | 503> {
  if (!isSame(secret ?? "", expected)) return 401;
  if (!updates) return 503;
  const update = parsed(body);
  if (!isUpdate(update)) return 400;
  await updates.take(update);
  return 200;
}

function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

/** Of equal length whatever is given, as the comparison wants it. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
}

function isUpdate(value: unknown): value is Update {
  return (
    typeof value === "object" &&
    value !== null &&
    "update_id" in value &&
    typeof value.update_id === "number"
  );
}
