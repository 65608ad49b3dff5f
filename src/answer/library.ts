import { markOf } from "../archive/mark.ts";
import type { Language } from "../domain/language.ts";
import type { Release, ReleaseId } from "../domain/release.ts";
import { type IndexedRelease, ReleaseIndex } from "../search/release-index.ts";
import type { StoredPostings } from "../search/storable-search.ts";
import type { Lexicon } from "../text/lexicon.ts";
import { clusterPairs, contentStems } from "../text/terms.ts";
import { words } from "../text/words.ts";
import { type Document, readDocument } from "./document.ts";
import type { WordKnowledge } from "./matching.ts";

/** A library as it may be written to a file, without the releases themselves. */
export interface StoredLibrary {
  readonly postings: StoredPostings;
  /** By what each release of {@link postings} is known to be the same still. */
  readonly marks: Uint32Array;
  readonly common: { readonly stems: readonly string[]; readonly counts: Uint32Array };
}

/** With a larger share of releases gone or changed, a stored library is not taken up. */
const STALE_MOST = 0.1;

/** Documents kept ready; a page of text each, so a few megabytes. */
const KEPT_DOCUMENTS = 2000;

/** The releases as the answer engine knows them: indexed, and taken apart when they are needed. */
export class Library implements WordKnowledge {
  readonly index = new ReleaseIndex();
  readonly lexicon: Lexicon;
  readonly #releases = new Map<ReleaseId, Release>();
  readonly #documents = new Map<ReleaseId, Document>();
  /** How many releases there are in each language. */
  readonly #languages = new Map<Language, number>();
  /** Stems that stand with a small letter somewhere. */
  readonly #common = new Map<string, number>();

  constructor(lexicon: Lexicon) {
    this.lexicon = lexicon;
  }

  /** Takes in a release, or a new revision of one. */
  put(release: Release): void {
    this.delete(release.id);
    this.#releases.set(release.id, release);
    this.#countLanguage(release.language, 1);
    this.index.add(this.#indexed(release, 1));
  }

  /** Takes in an empty library's first releases; those that `stored` has as they are cost next to nothing. */
  load(releases: readonly Release[], stored: StoredLibrary | null): void {
    const known = new Map(
      stored?.postings.ids.map((id, i): [ReleaseId, number] => [id, stored.marks[i] ?? 0]),
    );
    const same = new Map(
      releases.filter((one) => known.get(one.id) === markOf(one)).map((one) => [one.id, one]),
    );
    if (stored && same.size >= known.size * (1 - STALE_MOST)) {
      this.index.restore(stored.postings, (id) => same.has(id));
      for (const [id, release] of same) {
        this.#releases.set(id, release);
        this.#countLanguage(release.language, 1);
      }
      for (const [i, stem] of stored.common.stems.entries())
        this.#common.set(stem, stored.common.counts[i] ?? 0);
    }
    for (const release of releases) if (!this.#releases.has(release.id)) this.put(release);
  }

  store(): StoredLibrary {
    const postings = this.index.store();
    return {
      postings,
      marks: Uint32Array.from(postings.ids, (id) => {
        const release = this.#releases.get(id);
        return release ? markOf(release) : 0;
      }),
      common: {
        stems: [...this.#common.keys()],
        counts: Uint32Array.from(this.#common.values()),
      },
    };
  }

  delete(id: ReleaseId): void {
    const release = this.#releases.get(id);
    if (!release) return;
    this.index.remove(this.#indexed(release, -1));
    this.#releases.delete(id);
    this.#countLanguage(release.language, -1);
    this.#documents.delete(id);
  }

  get size(): number {
    return this.#releases.size;
  }

  release(id: ReleaseId): Release | undefined {
    return this.#releases.get(id);
  }

  releases(): Iterable<Release> {
    return this.#releases.values();
  }

  document(id: ReleaseId): Document | undefined {
    const kept = this.#documents.get(id);
    if (kept) return kept;
    const release = this.#releases.get(id);
    if (!release) return undefined;
    const document = readDocument(release);
    const [oldest] = this.#documents.keys();
    if (this.#documents.size >= KEPT_DOCUMENTS && oldest !== undefined)
      this.#documents.delete(oldest);
    this.#documents.set(id, document);
    return document;
  }

  hasOtherThan(language: Language): boolean {
    return this.#languages.size > (this.#languages.has(language) ? 1 : 0);
  }

  isName(stem: string): boolean {
    return this.index.frequency(stem) > 0 && !this.#common.has(stem);
  }

  #countLanguage(language: Language, by: 1 | -1): void {
    const count = (this.#languages.get(language) ?? 0) + by;
    if (count > 0) this.#languages.set(language, count);
    else this.#languages.delete(language);
  }

  #indexed(release: Release, by: 1 | -1): IndexedRelease {
    const { sentences } = readDocument(release);
    const title: string[] = [];
    const body: string[] = [];
    for (const { kind, words: found } of sentences) {
      const field = kind === "title" ? title : body;
      field.push(...contentStems(found), ...found.flatMap(clusterPairs));
      for (const { surface, stem } of found)
        if (/^\p{Ll}/u.test(surface)) this.#countCommon(stem, by);
    }
    // Who issued it, on what and when is asked for, too, though no sentence may say so.
    const about = [release.issuer, release.department, ...release.topics].filter(
      (part) => part !== null,
    );
    body.push(...contentStems(words(about.join(" · "), release.language)));
    return { id: release.id, title, body };
  }

  #countCommon(stem: string, by: 1 | -1): void {
    const count = (this.#common.get(stem) ?? 0) + by;
    if (count > 0) this.#common.set(stem, count);
    else this.#common.delete(stem);
  }
}
