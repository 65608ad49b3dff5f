import type { Transformer } from "grammy";
import { Api } from "grammy";

export interface ClientSettings {
  readonly token: string;
  readonly apiRoot: string;
}

const OFFICIAL_ROOT = "https://api.telegram.org";
/** A call that is not answered in this time is given up; Telegram answers in well under a second. */
const TIMEOUT_SECONDS = 20;

/** The server's address without a slash at its end, which grammY refuses. */
export function rootOf(apiRoot: string | undefined): string {
  return (apiRoot ?? OFFICIAL_ROOT).replace(/\/+$/u, "");
}

export function createApi(
  { token, apiRoot }: ClientSettings,
  transformers: readonly Transformer[] = [],
  timeoutSeconds = TIMEOUT_SECONDS,
): Api {
  const api = new Api(token, { apiRoot, timeoutSeconds });
  if (transformers.length > 0) api.config.use(...transformers);
  return api;
}

/** Gives up every call when `signal` is aborted. */
export function until(signal: AbortSignal): Transformer {
  return async (prev, method, payload, own) =>
    await prev(method, payload, own ?? (isSignal(signal) ? signal : undefined));
}

type Signal = NonNullable<Parameters<Api["getMe"]>[0]>;

/** grammY's declarations ask for the signal of a polyfill; it uses what every signal has. */
function isSignal(signal: unknown): signal is Signal {
  return signal instanceof AbortSignal;
}
