import { sequentialize } from "@grammyjs/runner";
import type { Context, MiddlewareFn } from "grammy";
import { Bot } from "grammy";
import type { Update, UserFromGetMe } from "grammy/types";
import type { Admission } from "../../src/index.ts";
import type { Log } from "./log.ts";

/** Everything that the bot takes notice of. */
export const ALLOWED_UPDATES = [
  "message",
  "edited_message",
  "callback_query",
  "inline_query",
  "channel_post",
] as const satisfies readonly (keyof Update)[];

/** Updates worked on at once; further ones wait at Telegram. */
const IN_FLIGHT = 500;

export interface UpdateHandlers {
  /** Whether an update is meant for the bot at all; whatever else is said in a chat counts for nothing. */
  readonly concerns: (ctx: Context) => boolean;
  /** Whether whoever it comes from has not asked too much already. */
  readonly admit: (ctx: Context) => Admission;
  /** Somebody asks too much at once and is told so; `isRepeated`: not for the first time. */
  readonly flooded: (ctx: Context, waitSeconds: number, isRepeated: boolean) => Promise<void>;
  readonly handle: (ctx: Context) => Promise<void>;
}

export interface UpdateParts extends UpdateHandlers {
  readonly me: UserFromGetMe;
  readonly token: string;
  readonly seen: (updateKey: string) => Promise<boolean>;
  readonly log: Log;
}

/** Takes updates up: many at once, those of one chat in their order, each only once. */
export interface Updates {
  /** Begins at once; resolves when there is room for another. */
  take(update: Update): Promise<void>;
  /** Resolves when nothing is being worked on. */
  settled(): Promise<void>;
}

export function createUpdates(parts: UpdateParts): Updates {
  const { me, token, log, handle } = parts;
  const bot = new Bot(token, { botInfo: me });
  bot.use(limited(parts), sequentialize(orderOf), once(parts), handle);
  const inFlight = new Set<Promise<void>>();

  async function work(update: Update): Promise<void> {
    try {
      await bot.handleUpdate(update);
    } catch (error) {
      const cause = error instanceof Error ? error.stack : undefined;
      log.error({ cause: cause?.replaceAll(token, "<token>") }, "An update was not handled");
    }
  }
  return {
    async take(update) {
      const task = work(update).finally(() => inFlight.delete(task));
      inFlight.add(task);
      if (inFlight.size >= IN_FLIGHT) await Promise.race(inFlight);
    },
    async settled() {
      while (inFlight.size > 0) await Promise.all(inFlight);
    },
  };
}

/** One person's flood is stopped before it stands in any queue. */
function limited({ concerns, admit, flooded }: UpdateParts): MiddlewareFn {
  return async (ctx, next) => {
    if (!concerns(ctx)) return;
    const admission = admit(ctx);
    if (admission.kind === "admitted") await next();
    else await flooded(ctx, admission.waitSeconds, admission.kind === "ignored");
  };
}

function orderOf(ctx: Context): string | undefined {
  const key = ctx.chat?.id ?? ctx.from?.id;
  return key === undefined ? undefined : String(key);
}

/** Telegram may send an update twice. When the store cannot tell, twice is better than never. */
function once({ seen, me, log }: UpdateParts): MiddlewareFn {
  return async (ctx, next) => {
    const key = `telegram/${me.id}/${ctx.update.update_id}`;
    const isRepeated = await seen(key).catch(() => {
      log.warn({ key }, "The store cannot tell whether an update was seen before");
      return false;
    });
    if (!isRepeated) await next();
  };
}
