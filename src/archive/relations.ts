import type { Release, ReleaseId } from "../domain/release.ts";
import { Corrections } from "./corrections.ts";
import { Counterparts } from "./counterparts.ts";

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
