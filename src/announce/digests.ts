import type { RevisionRef } from "./fan-out.ts";

/** Releases that wait for a chat's next digest. */
export interface Digests {
  /**
   * Makes one delivery of every digest that is due by `now` and has something in it, and sets the next time; how many.
   * A chat whose time has come while the process was down gets one digest of everything since.
   */
  collect(now: number): Promise<number>;
  /** What a digest's delivery holds, in the order in which it came. */
  entries(delivery: number): Promise<readonly RevisionRef[]>;
}
