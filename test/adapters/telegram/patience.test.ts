import { Api, GrammyError, HttpError } from "grammy";
import type { ApiResponse } from "grammy/types";
import { describe, expect, it } from "vitest";
import { patient } from "../../../adapters/telegram/patience.ts";

const refusal = (error_code: number, retry_after?: number): object => ({
  ok: false,
  error_code,
  description: "refused",
  parameters: retry_after === undefined ? {} : { retry_after },
});
const loss = (traits: object): HttpError =>
  new HttpError("no answer", Object.assign(new Error("no answer"), traits));
const WELL = { ok: true, result: { message_id: 5 } };

/** A call that meets these answers in turn, then the last for ever. */
function calling(answers: readonly (object | Error)[]) {
  const pauses: number[] = [];
  let calls = 0;
  const api = new Api("1:x");
  api.config.use(
    async () => {
      const answer = answers[Math.min(calls, answers.length - 1)];
      calls += 1;
      if (answer instanceof Error) throw answer;
      return await Promise.resolve(answer as ApiResponse<never>);
    },
    patient({
      attempts: 3,
      longestWaitMs: 30_000,
      pause: (ms) => {
        pauses.push(ms);
        return Promise.resolve(ms < 20_000);
      },
    }),
  );
  const send = async (): Promise<string> => {
    try {
      return String((await api.sendMessage(1, "Hello")).message_id);
    } catch (error) {
      return error instanceof GrammyError ? String(error.error_code) : "lost";
    }
  };
  return { send, pauses, calls: () => calls };
}

describe("a patient call", () => {
  it("waits as long as Telegram asks, as often as it asks", async () => {
    const { send, pauses } = calling([...Array.from({ length: 6 }, () => refusal(429, 2)), WELL]);

    expect(await send()).toBe("5");
    expect(pauses).toHaveLength(6);
    for (const ms of pauses) expect(ms).toBeGreaterThanOrEqual(2000);
  });

  it("does not wait longer altogether than it may", async () => {
    const { send, pauses } = calling([refusal(429, 9)]);

    expect(await send()).toBe("429");
    expect(pauses).toHaveLength(3);
  });

  it.each([
    refusal(500),
    refusal(502),
    loss({ type: "invalid-json", message: "Unexpected token <" }),
    loss({ code: "ECONNREFUSED" }),
  ])("repeats what certainly was not carried out: %o", async (failure) => {
    const { send, pauses } = calling([failure, failure, WELL]);

    expect(await send()).toBe("5");
    expect(pauses[1]).toBeGreaterThan((pauses[0] ?? 0) / 2);
  });

  it("gives up a server that goes on failing", async () => {
    const { send, calls } = calling([refusal(500)]);

    expect(await send()).toBe("500");
    expect(calls()).toBe(3);
  });

  it.each([
    ["lost", loss({ code: "ECONNRESET" })],
    ["lost", loss({ message: "timed out" })],
    ["400", refusal(400)],
    ["401", refusal(401)],
    ["403", refusal(403)],
  ])(
    "repeats nothing that may have been carried out, or never will be: %s",
    async (end, failure) => {
      const { send, calls } = calling([failure, WELL]);

      expect(await send()).toBe(end);
      expect(calls()).toBe(1);
    },
  );

  it("fails as it last did when the wait is broken off", async () => {
    const { send, calls } = calling([refusal(429, 20), WELL]);

    expect(await send()).toBe("429");
    expect(calls()).toBe(1);
  });
});
