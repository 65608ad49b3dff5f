import type { Release, ReleaseId } from "../domain/release.ts";

/** Where a release came from, and by what its source tells whether it has changed. */
export interface Origin {
  /** `file:PATH`, `feed:ADDRESS`, `chat`, `command`. */
  readonly source: string;
  /** Size and time of a file; empty where the source has nothing of the kind. */
  readonly fingerprint: string;
}

export interface StoredRelease {
  readonly release: Release;
  readonly origin: Origin;
  /** When this revision was stored, in milliseconds since 1970. */
  readonly storedAt: number;
}

/** What became of a release that was brought to the store. */
export type Stored =
  | { readonly kind: "new" | "revised"; readonly revision: number }
  | { readonly kind: "unchanged" }
  /** The same text is there under another id, come by another way. */
  | { readonly kind: "known"; readonly as: ReleaseId };

export interface Bring {
  readonly release: Release;
  /** `null`: an officer's change to a release that is there; where it came from stays. */
  readonly origin: Origin | null;
  readonly at: number;
  /** Counts as announced: it was public before the very first start. */
  readonly isOld: boolean;
}

/** Keeps every revision of every release; several processes may use it at once. */
export interface ReleaseStore {
  /** Adds releases, or new revisions of changed ones, in one transaction. `release.revision` is not read: the store counts. */
  bring(brought: readonly Bring[]): Promise<readonly Stored[]>;
  /** The source no longer has them: no longer served, told to nobody. */
  drop(ids: readonly ReleaseId[]): Promise<void>;
  /** The current revision of every release that is served. */
  all(): Promise<readonly StoredRelease[]>;
  /** Origins of all that is kept, also of texts known under another id, by id. */
  origins(prefix: string): Promise<ReadonlyMap<ReleaseId, Origin>>;
  /** Renews a fingerprint: the file was touched, its text is the same. */
  touch(id: ReleaseId, fingerprint: string): Promise<void>;
  /** What has changed after `sequence`: served releases, and ids no longer served. */
  changesSince(sequence: number): Promise<Changes>;
  /** The sequence of the last change; 0 before the first. */
  lastChange(): Promise<number>;
  revisions(id: ReleaseId): Promise<readonly StoredRelease[]>;
  /** Whether the baseline has been set; a source's own has its address as `name`. */
  hasBaseline(name: string): Promise<boolean>;
  setBaseline(name: string): Promise<void>;
}

export interface Changes {
  readonly sequence: number;
  readonly served: readonly Release[];
  readonly gone: readonly ReleaseId[];
}
