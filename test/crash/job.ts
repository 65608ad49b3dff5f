import type { Schedule } from "../../src/announce/subscription.ts";

/** Where a worker can be killed, in the order of a delivery's life. */
export const KILL_POINTS = [
  "fan-out written",
  "fan-out committed",
  "digest written",
  "claimed",
  "request written",
  "request accepted",
  "answer read",
  "marked as sent",
  "settled",
] as const;

export type KillPoint = (typeof KILL_POINTS)[number];

/** What a worker process is told. */
export interface Job {
  readonly databaseUrl: string | null;
  readonly file: string;
  readonly platform: PlatformName;
  readonly url: string;
  readonly token: string;
  readonly leaseMs: number;
  readonly perSecond: number;
  /** It takes up what people write as well. */
  readonly polls: boolean;
  /** It kills itself when it comes to this point for the `nth` time. */
  readonly kill: { readonly point: KillPoint; readonly nth: number } | null;
}

/** `telegram` takes no nonce; `nonce` posts nothing twice that bears the same one. */
export type PlatformName = "telegram" | "nonce";

/** A day holds one release or two, a week several, of which more than one may be corrected or withdrawn. */
const DIGEST_MS = { daily: 400, weekly: 2500 } as const;

/** Digests of the suite come every moment. */
export const schedule: Schedule = ({ frequency }, after) =>
  frequency === "at-once" ? null : after + DIGEST_MS[frequency];

/** What the bot says to somebody who wrote `text`. */
export function replyTo(text: string): string {
  return `noted: ${text}`;
}
