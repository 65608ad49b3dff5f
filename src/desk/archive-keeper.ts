import type { Origin, ReleaseStore, Stored } from "../archive/release-store.ts";
import { stateAt } from "../archive/validity.ts";
import type { Release } from "../domain/release.ts";
import type { ArchiveService, StoredArchive } from "./archive-service.ts";

export interface ArchiveKeeperOptions {
  readonly store: ReleaseStore;
  readonly archive: Pick<ArchiveService, "load" | "putAll" | "delete">;
  /** IANA; decides whether a release's day has come. */
  readonly timeZone: string;
  readonly clock: () => number;
}

/** What a source holds now. */
export interface Brought {
  readonly release: Release;
  readonly origin: Origin;
}

/** Releases brought in one transaction: questions are answered in between. */
const CHUNK = 200;

/** Keeps what this process serves in step with the store, into which other processes write as well. */
export class ArchiveKeeper {
  readonly #options: ArchiveKeeperOptions;
  #sequence = 0;
  /** The last one that began, or will begin after the one before it. */
  #following: Promise<unknown> = Promise.resolve();
  /** Has not begun yet. */
  #next: Promise<number> | null = null;

  constructor(options: ArchiveKeeperOptions) {
    this.#options = options;
  }

  /** Serves what the store holds; `index` is what a former process stored of it. */
  async load(index: StoredArchive | null = null): Promise<void> {
    const { store, archive } = this.#options;
    // Changes that come while the releases are read are read once more: better than not at all.
    const sequence = await store.lastChange();
    archive.load(
      (await store.all()).map(({ release }) => release),
      index,
    );
    this.#sequence = sequence;
  }

  /**
   * Takes over what has changed since; how many releases. One at a time: what was read earlier does not take the place of
   * what was read later. It holds all that was stored when it was called.
   */
  async follow(): Promise<number> {
    if (this.#next) return await this.#next;
    const next = this.#following.then(async () => {
      this.#next = null;
      return await this.#takeOver();
    });
    this.#next = next;
    this.#following = next.catch(() => undefined);
    return await next;
  }

  async #takeOver(): Promise<number> {
    const { store, archive } = this.#options;
    const { sequence, served, gone } = await store.changesSince(this.#sequence);
    archive.putAll(served);
    for (const id of gone) archive.delete(id);
    this.#sequence = sequence;
    return served.length + gone.length;
  }

  /** Stores what a source holds. `isBaseline`: what is public already counts as announced. */
  async bring(brought: readonly Brought[], isBaseline = false): Promise<readonly Stored[]> {
    const { store, clock } = this.#options;
    const outcomes: Stored[] = [];
    for (let from = 0; from < brought.length; from += CHUNK) {
      const at = clock();
      const part = brought.slice(from, from + CHUNK).map(({ release, origin }) => ({
        release,
        origin,
        at,
        isOld: isBaseline && this.#isPublic(release, at),
      }));
      outcomes.push(...(await store.bring(part)));
    }
    return outcomes;
  }

  #isPublic(release: Release, at: number): boolean {
    const state = stateAt([release], at, this.#options.timeZone).get(release.id);
    return state?.kind !== "embargoed" && state?.kind !== "not-yet-issued";
  }
}
