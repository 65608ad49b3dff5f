import type { ChatAddress } from "../domain/chat.ts";
import type { ReleaseId } from "../domain/release.ts";

/** What an officer did. */
export interface AuditRecord {
  readonly at: number;
  readonly action:
    | "publish"
    | "correct"
    | "withdraw"
    | "undo"
    | "pause"
    | "resume"
    | "resend"
    | "drop";
  /** Empty for what concerns no single release. */
  readonly release: ReleaseId;
  readonly platform: ChatAddress["platform"];
  /** The platform's own id of the officer; the command line's user has none. */
  readonly person: string;
  readonly detail: string;
}

export interface AuditLog {
  add(record: AuditRecord): Promise<void>;
  /** Newest first. */
  latest(limit: number): Promise<readonly AuditRecord[]>;
}
