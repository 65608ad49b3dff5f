import type { Library } from "../answer/library.ts";
import type { Collection } from "../archive/collection.ts";
import type { Release, ReleaseId } from "../domain/release.ts";

/** Keeps the collection and the index in step. */
export class ArchiveService {
  readonly collection: Collection;
  readonly #library: Library;

  constructor(collection: Collection, library: Library) {
    this.collection = collection;
    this.#library = library;
  }

  put(release: Release): void {
    this.putAll([release]);
  }

  /** At once: what releases have to do with each other is worked out once for all. */
  putAll(releases: readonly Release[]): void {
    for (const release of releases) this.collection.put(release);
    for (const release of releases)
      this.#library.put(this.collection.stored(release.id) ?? release);
  }

  delete(id: ReleaseId): void {
    this.collection.delete(id);
    this.#library.delete(id);
  }
}
