import type { Group } from "./lexicon.ts";
import { type Word, words } from "./words.ts";

/** Longest phrase looked up, in words. */
const LONGEST = 4;

/** English for words and phrases of French and Khmer: the first member of their group. */
export class Glossary {
  readonly #functionWords: readonly Group[];
  readonly #groups: readonly Group[];
  #lookups: readonly Lookup[] | undefined;

  /**
   * @param functionWords known as they are written alone; `-` for nothing.
   * @param groups known without accents and endings; of several with the same word the first counts.
   */
  constructor(functionWords: readonly Group[], groups: readonly Group[]) {
    this.#functionWords = functionWords;
    this.#groups = groups;
  }

  /** English for the longest phrase that begins at a word, and where the phrase ends. */
  at(found: readonly Word[], from: number): { english: string; to: number } | undefined {
    this.#lookups ??= [
      new Lookup(this.#functionWords, typed),
      new Lookup(this.#groups, folded),
      new Lookup(this.#groups, withoutEndings),
    ];
    for (let to = Math.min(found.length, from + LONGEST); to > from; to -= 1) {
      const phrase = found.slice(from, to);
      for (const lookup of this.#lookups) {
        const english = lookup.get(phrase);
        if (english !== undefined) return { english: english === "-" ? "" : english, to };
      }
    }
    return undefined;
  }
}

type KeyOf = (phrase: readonly Word[]) => string;

/** The first member of each group by all of them; of several groups with the same one the first. */
class Lookup {
  readonly #keyOf: KeyOf;
  readonly #english = new Map<string, string>();

  constructor(groups: readonly Group[], keyOf: KeyOf) {
    this.#keyOf = keyOf;
    for (const group of groups) {
      for (const member of group) {
        const key = keyOf(words(member, "fr"));
        if (key !== "" && !this.#english.has(key)) this.#english.set(key, group[0] ?? member);
      }
    }
  }

  get(phrase: readonly Word[]): string | undefined {
    return this.#english.get(this.#keyOf(phrase));
  }
}

function typed(phrase: readonly Word[]): string {
  return joined(phrase, ({ surface }) => surface.toLowerCase());
}

function folded(phrase: readonly Word[]): string {
  return joined(phrase, ({ form }) => form);
}

/** Without the endings of number, gender and tense. */
function withoutEndings(phrase: readonly Word[]): string {
  return joined(phrase, ({ form }) =>
    form.replace(/(?<=[a-z]{4})(?:ees?|e?s|er|era|eront|ent|ant|ait|e|x)$/u, ""),
  );
}

/** Khmer is segmented now so, now otherwise: its words are joined. */
function joined(phrase: readonly Word[], of: (word: Word) => string): string {
  return phrase.map(of).join(phrase.every(({ script }) => script === "khmer") ? "" : " ");
}
