import type { Options } from "minisearch";
import type { ReleaseId } from "../domain/release.ts";
import { StorableSearch, type StoredPostings } from "./storable-search.ts";

/** What is indexed of a release: terms, ready made, so that one tokenizer serves index and query. */
export interface IndexedRelease {
  readonly id: ReleaseId;
  readonly title: readonly string[];
  readonly body: readonly string[];
}

export interface Hit {
  readonly id: ReleaseId;
  /** BM25 of the query's terms, each times its weight, per term that was asked. */
  readonly score: number;
}

/** A term of a query and what it counts: 1 as asked, less for a synonym or a guess at a misspelling. */
export interface QueryTerm {
  readonly term: string;
  readonly weight: number;
}

/** Releases without any term of a question, taken to exist beside those of a small archive. */
const UNSEEN = 10;
const SEPARATOR = "\n";
/** Textbook BM25; k, b and d hardly move the ranking of releases, stop words out before the length is counted do. */
const BM25 = { k: 1.2, b: 0.75, d: 0 };
const TITLE_BOOST = 1.6;

const OPTIONS: Options<{ id: string; title: string; body: string }> = {
  fields: ["title", "body"],
  tokenize: (text) => (text === "" ? [] : text.split(SEPARATOR)),
  processTerm: (term) => term,
  autoVacuum: true,
};

/** Which releases are about a question? The only place that knows MiniSearch. */
export class ReleaseIndex {
  readonly #index = new StorableSearch(OPTIONS);
  readonly #frequency = new Map<string, number>();

  get size(): number {
    return this.#index.documentCount;
  }

  /** Takes a release in; one that is in already must be removed first. */
  add(release: IndexedRelease): void {
    this.#index.add({
      id: release.id,
      title: release.title.join(SEPARATOR),
      body: release.body.join(SEPARATOR),
    });
    this.#count(release, 1);
  }

  /** Takes a release out, given as it was added. */
  remove(release: IndexedRelease): void {
    if (!this.#index.has(release.id)) return;
    this.#index.discard(release.id);
    this.#count(release, -1);
  }

  /** The index as it may be written to a file. */
  store(): StoredPostings {
    return this.#index.store();
  }

  /** Takes up a stored index in place of what is there, without what `keeps` says no to. */
  restore(stored: StoredPostings, keeps: (id: ReleaseId) => boolean): void {
    this.#frequency.clear();
    this.#index.restore(stored, keeps, (term, releases) => this.#frequency.set(term, releases));
  }

  #count({ title, body }: IndexedRelease, by: number): void {
    for (const term of new Set([...title, ...body])) {
      this.#frequency.set(term, (this.#frequency.get(term) ?? 0) + by);
    }
  }

  /** In how many releases a term stands. */
  frequency(term: string): number {
    return this.#frequency.get(term) ?? 0;
  }

  /**
   * Inverse document frequency, 0 to 1: 1 for a term that no release has. A few releases say little about how common a
   * word is, so {@link UNSEEN} more are taken to exist that do not have it.
   */
  rarity(term: string): number {
    const n = this.size + UNSEEN;
    const frequency = this.frequency(term);
    const most = Math.log(1 + (n + 0.5) / 0.5);
    return Math.log(1 + (n - frequency + 0.5) / (frequency + 0.5)) / most;
  }

  /** Terms of the index one typing error (one per five letters, at most two) from `term`. */
  similar(term: string): string[] {
    const edits = Math.min(2, Math.floor(term.length / 5) + (term.length === 4 ? 1 : 0));
    if (edits === 0) return [];
    const found = this.#index.search(term, { fuzzy: edits, prefix: false });
    return [...new Set(found.flatMap(({ terms }) => terms))];
  }

  /** The releases nearest to the terms, best first. `allow` says which exist for the one who asks. */
  search(terms: readonly QueryTerm[], limit: number, allow: (id: ReleaseId) => boolean): Hit[] {
    if (terms.length === 0) return [];
    const weights = new Map<string, number>();
    for (const { term, weight } of terms) {
      weights.set(term, Math.max(weight, weights.get(term) ?? 0));
    }
    const results = this.#index.search([...weights.keys()].join(SEPARATOR), {
      bm25: BM25,
      boost: { title: TITLE_BOOST },
      boostTerm: (term) => weights.get(term) ?? 1,
      filter: ({ id }) => allow(String(id)),
    });
    return results
      .map(({ id, score, queryTerms }) => ({
        id: String(id),
        // MiniSearch multiplies by the number of matched terms.
        score: score / Math.max(1, queryTerms.length),
      }))
      .toSorted((a, b) => b.score - a.score)
      .slice(0, limit);
  }
}
