import { setTimeout as sleep } from "node:timers/promises";
import type { Api } from "grammy";
import type { Place } from "./place.ts";

/** Telegram shows "typing" for five seconds, or until a message comes. */
const REPEAT_MS = 4500;
/** Longest wait for a "typing" under way, in milliseconds: one that arrives behind the answer would stand for five seconds. */
const LAST_MS = 300;

export interface Typing {
  end(): Promise<void>;
}

/** Shows that somebody is working on it until {@link Typing.end}; its failure is no matter. */
export function showTyping(api: Api, { chat, topic }: Place): Typing {
  const show = async (): Promise<void> => {
    const thread = topic === undefined ? {} : { message_thread_id: topic };
    await api.sendChatAction(chat, "typing", thread).catch(() => undefined);
  };
  let last = show();
  const timer = setInterval(() => {
    last = show();
  }, REPEAT_MS);
  // An answer that never comes must not keep the process.
  timer.unref();
  return {
    async end() {
      clearInterval(timer);
      await Promise.race([last, sleep(LAST_MS, undefined, { ref: false })]);
    },
  };
}
