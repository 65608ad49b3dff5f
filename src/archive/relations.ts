import type { Release, ReleaseId } from "../domain/release.ts";
import { Corrections, type StoredCorrections } from "./corrections.ts";
import { Counterparts, type StoredCounterparts } from "./counterparts.ts";
import { markOf } from "./mark.ts";

/** Relations as they may be written to a file, without the releases themselves. */
export interface StoredRelations {
  readonly ids: readonly ReleaseId[];
  /** By what each release is known to be the same still. */
  readonly marks: Uint32Array;
  readonly corrections: StoredCorrections;
  readonly counterparts: StoredCounterparts;
}

/**
 * Releases with `corrects` and `translationOf` filled in where neither front matter nor a command states them and the texts
 * themselves say so. What is stated stays; the order in which releases come does not matter. A change costs a look at its
 * neighbours in time, not at all releases.
 */
export class Relations {
  readonly #stated = new Map<ReleaseId, Release>();
  readonly #related = new Map<ReleaseId, Release>();
  readonly #corrections = new Corrections();
  readonly #counterparts = new Counterparts(
    ({ id, corrects }) => corrects ?? this.#corrections.get(id),
  );
  /** Changed since they were last looked at. */
  readonly #open = new Set<ReleaseId>();

  get size(): number {
    return this.#stated.size;
  }

  put(release: Release): void {
    this.#stated.set(release.id, release);
    this.#related.set(release.id, release);
    this.#corrections.put(release);
    this.#counterparts.put(release);
    this.#open.add(release.id);
  }

  /** The first releases, into an empty one: what `stored` knows of those that are the same still is not read anew. */
  load(releases: readonly Release[], stored: StoredRelations | null): void {
    const same = new Set(stored ? this.#restore(releases, stored) : []);
    for (const release of releases) if (!same.has(release)) this.put(release);
  }

  store(): StoredRelations {
    this.#settle();
    const ids = [...this.#stated.keys()];
    return {
      ids,
      marks: Uint32Array.from(this.#stated.values(), markOf),
      corrections: this.#corrections.store(ids),
      counterparts: this.#counterparts.store(ids),
    };
  }

  /** Those of `releases` that were taken up as stored. */
  #restore(releases: readonly Release[], stored: StoredRelations): readonly Release[] {
    const byId = new Map(releases.map((release) => [release.id, release]));
    const same = stored.ids.map((id, i) => {
      const release = byId.get(id);
      return release && markOf(release) === stored.marks[i] ? release : null;
    });
    this.#corrections.restore(stored.corrections, same);
    this.#counterparts.restore(stored.counterparts, same);
    const known = same.filter((release) => release !== null);
    for (const release of known) {
      this.#stated.set(release.id, release);
      this.#related.set(release.id, this.#relatedOf(release));
    }
    // Something may be gone or have changed without anything new.
    if (known.length < stored.ids.length) for (const id of stored.ids) this.#open.add(id);
    return known;
  }

  delete(id: ReleaseId): void {
    if (!this.#stated.delete(id)) return;
    this.#related.delete(id);
    this.#corrections.delete(id);
    this.#counterparts.delete(id);
    this.#open.add(id);
  }

  get(id: ReleaseId): Release | undefined {
    this.#settle();
    return this.#related.get(id);
  }

  all(): Iterable<Release> {
    this.#settle();
    return this.#related.values();
  }

  /** What a release that is not among these would correct by its own words. */
  correctedBy(release: Release): ReleaseId | null {
    return this.#corrections.of(release);
  }

  #settle(): void {
    if (this.#open.size === 0) return;
    const corrected = this.#corrections.settle();
    for (const id of corrected) this.#counterparts.touch(id);
    for (const id of new Set([...this.#open, ...corrected, ...this.#counterparts.settle()])) {
      const release = this.#stated.get(id);
      if (release) this.#related.set(id, this.#relatedOf(release));
    }
    this.#open.clear();
  }

  #relatedOf(release: Release): Release {
    const { id } = release;
    const corrects = release.corrects ?? this.#corrections.get(id);
    const translationOf = release.translationOf ?? this.#counterparts.get(id);
    return corrects === release.corrects && translationOf === release.translationOf
      ? release
      : { ...release, corrects, translationOf };
  }
}

/** Releases with their relations; see {@link Relations}. */
export function withRelations(releases: readonly Release[]): Release[] {
  const relations = new Relations();
  for (const release of releases) relations.put(release);
  return [...relations.all()];
}
