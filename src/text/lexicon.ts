import { words } from "./words.ts";

/** Words and phrases that may stand for one another, over languages: `ambassador`, `envoy`, `ambassadeur`. */
export type Group = readonly string[];

/** What else a stretch of a question may be called. */
export interface Expansion {
  /** Words of the question that are replaced: first and one past the last. */
  readonly from: number;
  readonly to: number;
  /** Stems of each other way to say it. */
  readonly alternatives: readonly (readonly string[])[];
}

/** Longest phrase looked up, in words. */
const LONGEST = 4;

/** Equivalents by stem, in every language at once. */
export class Lexicon {
  readonly #groups: Group[] = [];
  readonly #byPhrase = new Map<string, number[]>();

  constructor(groups: readonly Group[]) {
    for (const group of groups) this.#add(group);
  }

  #add(group: Group): void {
    const number = this.#groups.length;
    this.#groups.push(group);
    for (const phrase of group) {
      for (const key of phraseKeys(phrase)) {
        const known = this.#byPhrase.get(key);
        if (!known) this.#byPhrase.set(key, [number]);
        else if (!known.includes(number)) known.push(number);
      }
    }
  }

  /** The longest phrases of the question that the lexicon knows, with their other forms. */
  expand(stems: readonly string[]): Expansion[] {
    const found: Expansion[] = [];
    let from = 0;
    while (from < stems.length) {
      const expansion = this.#longestAt(stems, from);
      if (expansion) found.push(expansion);
      from = expansion ? expansion.to : from + 1;
    }
    return found;
  }

  #longestAt(stems: readonly string[], from: number): Expansion | undefined {
    for (let to = Math.min(stems.length, from + LONGEST); to > from; to -= 1) {
      const own = stems.slice(from, to).join(" ");
      const groups = this.#byPhrase.get(own);
      if (!groups) continue;
      const others = new Set(
        groups.flatMap((group) => (this.#groups[group] ?? []).flatMap(phraseKeys)),
      );
      others.delete(own);
      return { from, to, alternatives: [...others].map((key) => key.split(" ")) };
    }
    return undefined;
  }
}

/** A phrase by the stems of its words; English and French endings, where they differ. */
function phraseKeys(phrase: string): string[] {
  const keys = (["en", "fr"] as const).map((language) =>
    words(phrase, language)
      .map(({ stem }) => stem)
      .join(" "),
  );
  return [...new Set(keys)].filter((key) => key !== "");
}

/** Reads a lexicon file: a group a line, its members between commas; `#` begins a remark. */
export function parseGroups(text: string): Group[] {
  return text
    .split("\n")
    .map((line) => line.replace(/#.*$/u, ""))
    .map((line) => line.split(",").map((part) => part.trim()))
    .map((group) => group.filter((part) => part !== ""))
    .filter((group) => group.length > 1);
}
