import { GrammyError, HttpError } from "grammy";
import { describe, expect, it } from "vitest";
import { failureOf } from "../../../adapters/telegram/outcome.ts";

const TOKEN = "123456:SECRET";

function refusal(code: number, description: string, parameters = {}): GrammyError {
  const answer = { ok: false, error_code: code, description, parameters } as const;
  return new GrammyError("Call to 'sendMessage' failed!", answer, "sendMessage", {});
}

function loss(traits: object): HttpError {
  const cause = Object.assign(new Error(`request to http://x/bot${TOKEN}/y failed`), traits);
  return new HttpError("Network request for 'sendMessage' failed!", cause);
}

describe("what a failed call means", () => {
  it.each([
    [403, "Forbidden: bot was blocked by the user", "gone"],
    [403, "Forbidden: bot was kicked from the supergroup chat", "gone"],
    [403, "Forbidden: user is deactivated", "gone"],
    [403, "Forbidden: bot is not a member of the channel chat", "gone"],
    [403, "Forbidden: bot can't initiate conversation with a user", "gone"],
    [400, "Bad Request: chat not found", "gone"],
    [400, "Bad Request: message thread not found", "gone"],
    [400, "Bad Request: TOPIC_DELETED", "gone"],
    [400, "Bad Request: TOPIC_CLOSED", "refused"],
    [400, "Bad Request: not enough rights to send text messages to the chat", "refused"],
    [400, "Bad Request: message can't be edited", "refused"],
    [400, "Bad Request: message to edit not found", "refused"],
    [500, "Internal Server Error", "failed"],
    [502, "Bad Gateway", "failed"],
    [401, "Unauthorized", "failed"],
  ])("%i %s: %s", (code, description, kind) => {
    expect(failureOf(refusal(code, description)).kind).toBe(kind);
  });

  it("tells the new chat of a group that became another", () => {
    const error = refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", {
      migrate_to_chat_id: -1005,
    });

    expect(failureOf(error)).toEqual({ kind: "moved", chat: "-1005" });
  });

  it("tells in milliseconds how long Telegram wants to be left alone", () => {
    const error = refusal(429, "Too Many Requests: retry after 7", { retry_after: 7 });

    expect(failureOf(error)).toEqual({ kind: "later", retryAfterMs: 7000, everybody: false });
  });

  it.each([
    [{ type: "system", code: "ECONNREFUSED" }, "failed"],
    [{ type: "system", code: "ENOTFOUND" }, "failed"],
    [{ type: "invalid-json", message: "Unexpected token '<'" }, "failed"],
    [{ type: "system", code: "ECONNRESET" }, "unknown"],
    [{ type: "invalid-json", message: "Unexpected end of JSON input" }, "unknown"],
    [{ message: "Request to 'sendMessage' timed out after 20 seconds" }, "unknown"],
  ])("%j without an answer: %s", (traits, kind) => {
    expect(failureOf(loss(traits)).kind).toBe(kind);
  });

  it("never holds the token", () => {
    for (const code of ["ECONNRESET", "ECONNREFUSED"]) {
      expect(JSON.stringify(failureOf(loss({ type: "system", code })))).not.toContain(TOKEN);
    }
    expect(JSON.stringify(failureOf(new Error(`about ${TOKEN}`)))).not.toContain(TOKEN);
  });
});
