/** What a button stands for beyond what fits into it, under a short name and without who asked; outlives the process. */
export interface Keepsakes {
  /** @param expiresAt after this instant it is forgotten, in milliseconds since 1970 */
  keep(key: string, value: string, expiresAt: number): Promise<void>;
  find(key: string, now: number): Promise<string | null>;
}

/** How long a button works, in milliseconds. */
export const BUTTONS_KEPT_MS = 30 * 24 * 3600_000;
