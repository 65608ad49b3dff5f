import type { Library, StoredLibrary } from "../answer/library.ts";
import type { Collection } from "../archive/collection.ts";
import type { StoredRelations } from "../archive/relations.ts";
import type { Release, ReleaseId } from "../domain/release.ts";

/** Smaller archives are indexed in a moment. */
const LEAST_STORED = 500;
/** So large a share of an archive is indexed anew at a start without being missed. */
const UNSTORED_MOST = 0.02;

/** What of an archive is stored, so that the next start need not work it out anew. */
export interface StoredArchive {
  readonly library: StoredLibrary;
  readonly relations: StoredRelations;
}

/** Keeps the collection and the index in step. */
export class ArchiveService {
  readonly collection: Collection;
  readonly #library: Library;
  /** Releases that have changed since the index was last stored. */
  #unstored = 0;
  #unstoredBefore = -1;

  constructor(collection: Collection, library: Library) {
    this.collection = collection;
    this.#library = library;
  }

  put(release: Release): void {
    this.putAll([release]);
  }

  /** At once: what releases have to do with each other is worked out once for all. */
  putAll(releases: readonly Release[]): void {
    this.#unstored += releases.length;
    for (const release of releases) this.collection.put(release);
    for (const release of releases)
      this.#library.put(this.collection.stored(release.id) ?? release);
  }

  /** The first releases; what `stored` knows of them is not worked out anew. */
  load(releases: readonly Release[], stored: StoredArchive | null): void {
    this.collection.load(releases, stored?.relations ?? null);
    this.#library.load(
      releases.map((release) => this.collection.stored(release.id) ?? release),
      stored?.library ?? null,
    );
    const known = stored?.relations.ids.length ?? 0;
    this.#unstored = Math.abs(releases.length - known);
  }

  /** The index and the relations as they may be written to a file; null when little has changed since it last was, or something since this was last asked. */
  store(): StoredArchive | null {
    const { size } = this.collection;
    const isQuiet = this.#unstored === this.#unstoredBefore;
    this.#unstoredBefore = this.#unstored;
    if (!isQuiet || size < LEAST_STORED || this.#unstored < size * UNSTORED_MOST) return null;
    this.#unstored = 0;
    return { library: this.#library.store(), relations: this.collection.store() };
  }

  delete(id: ReleaseId): void {
    this.#unstored += 1;
    this.collection.delete(id);
    this.#library.delete(id);
  }
}
