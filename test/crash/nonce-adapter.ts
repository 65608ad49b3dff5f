import { request } from "node:http";
import { z } from "zod";
import type { ChatAdapter, DeliveryOutcome } from "../../src/domain/chat.ts";

import type { Reply } from "../../src/domain/reply.ts";

/** How long the stand-in remembers a nonce, in milliseconds: longer than a trial on a busy machine. */
export const NONCE_WINDOW_MS = 15 * 60_000;

/** Speaks to a platform like Discord, which posts nothing twice that bears the same nonce. */
export function createNonceAdapter(url: string): ChatAdapter {
  const say = async (message: Record<string, unknown>): Promise<Said> =>
    await post(url, JSON.stringify(message));
  return {
    platform: "nonce",
    nonceWindowMs: NONCE_WINDOW_MS,
    start: () => Promise.resolve(),
    deliver: async (chat, reply, options) => {
      const text = textOf(reply);
      const { nonce, overwrites } = options ?? {};
      const { outcome, standing } = await say({ chat, text, nonce: overwrites ?? nonce });
      if (outcome.kind !== "sent" || overwrites === undefined || standing === text) return outcome;
      const edited = await say({ chat, text, message: outcome.messageId });
      if (edited.outcome.kind !== "refused") return edited.outcome;
      // The earlier text stands there and can't be edited, or an earlier attempt at this one.
      if (options?.isInDoubt === true)
        return { kind: "unknown", reason: "what stands there may be this", isFinal: true };
      return (await say({ chat, text, nonce })).outcome;
    },
    revise: async (chat, message, reply) =>
      (await say({ chat, text: textOf(reply), message })).outcome,
  };
}

/** How a request ended, and which text stands there now. */
interface Said {
  readonly outcome: DeliveryOutcome;
  readonly standing: string | null;
}

const answerShape = z.object({ id: z.string(), text: z.string() });

function textOf({ blocks: [block] }: Reply): string {
  return block && "text" in block ? block.text : "";
}

async function post(url: string, body: string): Promise<Said> {
  const { promise, resolve } = Promise.withResolvers<Said>();
  const lost = (error: Error): void => {
    resolve({ outcome: { kind: "unknown", reason: error.message }, standing: null });
  };
  const asked = request(url, { method: "POST" }, (answer) => {
    let read = "";
    answer.setEncoding("utf8");
    answer.on("data", (chunk: string) => {
      read += chunk;
    });
    answer.on("error", lost);
    answer.on("end", () => {
      resolve(saidBy(answer.statusCode ?? 0, read));
    });
  });
  asked.on("error", lost);
  asked.end(body);
  return await promise;
}

function saidBy(status: number, answer: string): Said {
  if (status !== 200) return { outcome: failureOf(status), standing: null };
  const { id, text } = answerShape.parse(JSON.parse(answer));
  return { outcome: { kind: "sent", messageId: id }, standing: text };
}

function failureOf(status: number): DeliveryOutcome {
  if (status === 405) return { kind: "refused", reason: "no edits here" };
  if (status === 403) return { kind: "gone", reason: "403" };
  if (status === 429) return { kind: "later", retryAfterMs: 300, everybody: false };
  return { kind: "failed", reason: String(status) };
}
