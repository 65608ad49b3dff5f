import type { Manuscript } from "../manuscript.ts";
import type { Commands } from "./commands.ts";

/** One entry of a feed. */
export interface FeedEntry {
  readonly manuscript: Manuscript;
  /** The feed's own name for it; the same in every fetch. */
  readonly key: string;
  readonly url: string | null;
  /** When the feed says it was changed, as the feed prints it. */
  readonly updated: string | null;
  /** It holds a summary or nothing; the text is at {@link url}. */
  readonly isSummary: boolean;
}

/** What a format's reader makes of a file. */
export type Reading =
  | DocumentReading
  | { readonly kind: "feed"; readonly entries: readonly FeedEntry[] }
  | Refusal;

export interface DocumentReading {
  readonly kind: "document";
  readonly manuscript: Manuscript;
}

export interface Refusal {
  readonly kind: "refused";
  /** The end of the sentence "FILE: ...". */
  readonly reason: string;
}

export type Reader = (bytes: Uint8Array, commands: Commands) => Promise<Reading>;

export function refused(reason: string): Refusal {
  return { kind: "refused", reason };
}
