import type { ReleaseId } from "../domain/release.ts";

/** A release's file as it came. */
export interface Original {
  /** As the sender called it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Files that came by chat, by the release that was read from them. */
export interface OriginalStore {
  keep(release: ReleaseId, original: Original): Promise<void>;
  find(release: ReleaseId): Promise<Original | null>;
  remove(release: ReleaseId): Promise<void>;
}
