/** What is remembered of a feed between two polls. */
export interface FeedMemory {
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Not to be asked before, in milliseconds since 1970. */
  readonly nextAt: number;
  /** Polls that failed in a row. */
  readonly failures: number;
}

/** By the feed's address, or by the state of an entry whose page could not be read. */
export interface FeedMemories {
  get(address: string): Promise<FeedMemory | null>;
  set(address: string, memory: FeedMemory): Promise<void>;
}
