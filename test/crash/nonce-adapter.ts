import { request } from "node:http";
import type { ChatAdapter, DeliveryOutcome } from "../../src/domain/chat.ts";

import type { Reply } from "../../src/domain/reply.ts";

/** How long the stand-in remembers a nonce, in milliseconds: longer than a trial on a busy machine. */
export const NONCE_WINDOW_MS = 15 * 60_000;

/** Speaks to a platform like Discord, which posts nothing twice that bears the same nonce. */
export function createNonceAdapter(url: string): ChatAdapter {
  return {
    platform: "nonce",
    nonceWindowMs: NONCE_WINDOW_MS,
    start: () => Promise.resolve(),
    deliver: async (chat, reply, options) =>
      await post(url, JSON.stringify({ chat, text: textOf(reply), nonce: options?.nonce })),
    revise: async (chat, message, reply) =>
      await post(url, JSON.stringify({ chat, text: textOf(reply), message })),
  };
}

function textOf({ blocks: [block] }: Reply): string {
  return block && "text" in block ? block.text : "";
}

async function post(url: string, body: string): Promise<DeliveryOutcome> {
  const { promise, resolve } = Promise.withResolvers<DeliveryOutcome>();
  const lost = (error: Error): void => {
    resolve({ kind: "unknown", reason: error.message });
  };
  const asked = request(url, { method: "POST" }, (answer) => {
    let read = "";
    answer.setEncoding("utf8");
    answer.on("data", (chunk: string) => {
      read += chunk;
    });
    answer.on("error", lost);
    answer.on("end", () => {
      resolve(outcomeOf(answer.statusCode ?? 0, read));
    });
  });
  asked.on("error", lost);
  asked.end(body);
  return await promise;
}

function outcomeOf(status: number, answer: string): DeliveryOutcome {
  if (status === 200) return { kind: "sent", messageId: answer };
  if (status === 405) return { kind: "refused", reason: "no edits here" };
  if (status === 403) return { kind: "gone", reason: "403" };
  if (status === 429) return { kind: "later", retryAfterMs: 300, everybody: false };
  return { kind: "failed", reason: String(status) };
}
