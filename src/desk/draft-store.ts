import type { ChatAddress } from "../domain/chat.ts";
import type { Release, ReleaseId } from "../domain/release.ts";
import type { Original } from "./original.ts";

/** A release, a correction or a withdrawal that an officer has been shown and not yet let out of hand. */
export interface Draft {
  readonly key: string;
  readonly action: "publish" | "correct" | "withdraw";
  readonly release: Release;
  readonly address: ChatAddress;
  readonly person: string;
  /** The text as it was typed, for what comes behind it; null for a file. */
  readonly typed: string | null;
  /** The file as it came; null for what was typed. */
  readonly original: Original | null;
  /** It is to go out; it can be taken back and nothing else. */
  readonly isConfirmed: boolean;
  /** Forgotten after this instant, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What an officer is about in a chat: the next text or file goes on with it. */
export interface Begun {
  readonly corrects: ReleaseId | null;
  /** The draft of which what comes at once is a further part; null before there is one. */
  readonly draft: string | null;
  /** When it was said, in milliseconds since 1970. */
  readonly at: number;
  readonly expiresAt: number;
}

/** Drafts over restarts, for every process; what has expired is not found. */
export interface DraftStore {
  keep(draft: Draft): Promise<void>;
  find(key: string, now: number): Promise<Draft | null>;
  /** Settles what goes out, once; `false` when it is settled already, or gone. */
  confirm(key: string, release: Release, expiresAt: number): Promise<boolean>;
  remove(key: string): Promise<void>;
  begun(address: ChatAddress, person: string, now: number): Promise<Begun | null>;
  /** `null` ends it. */
  begin(address: ChatAddress, person: string, begun: Begun | null): Promise<void>;
}
