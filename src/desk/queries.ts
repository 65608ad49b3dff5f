import { BUTTONS_KEPT_MS, type Keepsakes } from "./keepsakes.ts";
import type { Filters } from "./search.ts";

/** What a list of releases was made from, so that its pages can be turned. */
export interface Query {
  readonly kind: "latest" | "search" | "title";
  readonly words: string;
  readonly filters: Filters;
}

/** Queries under a short name, for buttons: words in Khmer do not fit into one. */
export class Queries {
  readonly #kept: Keepsakes;
  readonly #keyOf: (text: string) => string;

  /** `keyOf` makes a short name of ASCII letters and digits. */
  constructor(kept: Keepsakes, keyOf: (text: string) => string) {
    this.#kept = kept;
    this.#keyOf = keyOf;
  }

  async keep({ kind, words, filters }: Query, now: number): Promise<string> {
    const { issuer, topic, language, from, to } = filters;
    // In one order, whatever order they were given in: the same query has one name.
    const value = JSON.stringify({ kind, words, filters: { issuer, topic, language, from, to } });
    const key = this.#keyOf(value);
    await this.#kept.keep(key, value, now + BUTTONS_KEPT_MS);
    return key;
  }

  async find(key: string, now: number): Promise<Query | null> {
    const value = await this.#kept.find(key, now);
    // A question is kept in the same way and is no query.
    return value === null ? null : asQuery(JSON.parse(value));
  }
}

/** What this class wrote itself. */
function asQuery(value: Query | Readonly<Record<"question", string>>): Query | null {
  return "kind" in value ? value : null;
}
