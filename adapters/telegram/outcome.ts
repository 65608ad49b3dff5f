import { GrammyError, HttpError } from "grammy";
import type { ApiError } from "grammy/types";
import type { DeliveryOutcome } from "../../src/index.ts";

export type Failure = Exclude<DeliveryOutcome, { kind: "sent" }>;

/** The connection never stood, so nothing was sent. */
const NOT_CONNECTED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EPROTO",
  "CERT_HAS_EXPIRED",
]);
const GONE = /chat not found|thread not found|TOPIC_DELETED|PEER_ID_INVALID|user not found/iu;
const UNCHANGED = /message is not modified/iu;

/** The edit would change nothing: what should be shown is shown. */
export function isUnchanged(error: unknown): boolean {
  return error instanceof GrammyError && UNCHANGED.test(error.description);
}

/** Telegram does not know the token. */
export function isUnauthorised(error: unknown): boolean {
  return error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404);
}

/** What a failed call means for the message that it was to send; its reason never holds the token. */
export function failureOf(error: unknown): Failure {
  if (error instanceof GrammyError) return refusalOf(error);
  if (error instanceof HttpError) return lossOf(error.error);
  return { kind: "failed", reason: error instanceof Error ? error.name : "unexpected" };
}

/** What Telegram's refusal means; the words are those of the official server (telegram-bot-api, Client.cpp). */
export function refusalOf({ error_code: code, description, parameters }: ApiError): Failure {
  const reason = `${code} ${description}`;
  if (parameters?.migrate_to_chat_id !== undefined) {
    return { kind: "moved", chat: String(parameters.migrate_to_chat_id) };
  }
  if (code === 429) {
    const seconds = parameters?.retry_after ?? 1;
    return { kind: "later", retryAfterMs: seconds * 1000, everybody: false };
  }
  if (code >= 500 || code === 401 || code === 404) return { kind: "failed", reason };
  if (code === 403 || GONE.test(description)) return { kind: "gone", reason };
  return { kind: "refused", reason };
}

/** No answer, or none of the Bot API: an error page of something in between, no connection, or a lost answer. */
export function lossOf(cause: unknown): Failure {
  const { type, code, message } = traits(cause);
  // Half a JSON document is an answer that was lost; anything else that is not JSON comes from a proxy.
  if (type === "invalid-json" && !/end of JSON input|Unterminated/iu.test(message)) {
    return { kind: "failed", reason: "an error page instead of an answer" };
  }
  if (NOT_CONNECTED.has(code)) return { kind: "failed", reason: code };
  return { kind: "unknown", reason: `no answer (${code || type || "timeout"})` };
}

function traits(cause: unknown): { type: string; code: string; message: string } {
  const read = (key: string): string => {
    const value: unknown = cause instanceof Error ? Reflect.get(cause, key) : undefined;
    return typeof value === "string" ? value : "";
  };
  return { type: read("type"), code: read("code"), message: read("message") };
}
