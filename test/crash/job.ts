/** Where a worker can be killed, in the order of a delivery's life. */
export const KILL_POINTS = [
  "fan-out written",
  "fan-out committed",
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
  /** It kills itself when it comes to this point for the `nth` time. */
  readonly kill: { readonly point: KillPoint; readonly nth: number } | null;
}

/** `telegram` takes no nonce; `nonce` posts nothing twice that bears the same one. */
export type PlatformName = "telegram" | "nonce";

/** The whole text of a release's announcement. */
export function announcementOf(release: string): string {
  return `${release} is out.`;
}

export function releaseIn(text: string): string {
  return text.replace(/ is out\.$/u, "");
}
