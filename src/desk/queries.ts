import type { Filters } from "./search.ts";

/** What a list of releases was made from, so that its pages can be turned. */
export interface Query {
  readonly kind: "latest" | "search" | "title";
  readonly words: string;
  readonly filters: Filters;
}

/** Queries kept; the oldest are forgotten, and their buttons say so. */
const KEPT = 5000;

/** Queries under a short name, for buttons: words in Khmer do not fit into one. In memory only. */
export class Queries {
  readonly #kept = new Map<string, Query>();
  readonly #keyOf: (text: string) => string;

  /** `keyOf` makes a short name of ASCII letters and digits. */
  constructor(keyOf: (text: string) => string) {
    this.#keyOf = keyOf;
  }

  keep(query: Query): string {
    const { kind, words, filters } = query;
    const { issuer, topic, language, from, to } = filters;
    const key = this.#keyOf(JSON.stringify([kind, words, issuer, topic, language, from, to]));
    this.#kept.delete(key);
    this.#kept.set(key, query);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return key;
  }

  find(key: string): Query | undefined {
    return this.#kept.get(key);
  }
}
