import type { Language } from "../domain/language.ts";
import { Associations } from "./associations.ts";
import { Glossary } from "./glossary.ts";
import { type Opposites, parseContrasts } from "./opposites.ts";
import { isStopWord } from "./stop-words.ts";
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

/** Words that may stand for one another, and words that translate one another. */
export interface Lexicon {
  /** For any release: close equivalents. */
  readonly equivalents: Phrases;
  /** For releases in another language than the question's: many more words, which would blur a search in one language. */
  readonly dictionary: Phrases;
  /** What tells that a sentence is about what is asked, though it says it otherwise. */
  readonly associations: Associations;
  /** English for the words of French and Khmer. */
  readonly glossary: Glossary;
  /** Words of which one never stands for the other. */
  readonly contrasts: Opposites;
}

/** @param files the files of both parts, a group a line. */
export function lexiconFrom(files: {
  readonly lexicon: readonly string[];
  readonly dictionary: readonly string[];
  readonly associations: Readonly<Record<Language, string>>;
  readonly functionWords: string;
  readonly vocabulary: readonly string[];
  readonly contrasts: string;
}): Lexicon {
  const equivalents = files.lexicon.flatMap(parseGroups);
  let contrasts: Opposites | undefined;
  return {
    equivalents: new Phrases(equivalents),
    dictionary: new Phrases([...equivalents, ...files.dictionary.flatMap(parseGroups)]),
    associations: new Associations(files.associations),
    glossary: new Glossary(
      parseGroups(files.functionWords),
      [...files.vocabulary, ...files.dictionary].flatMap(parseGroups).concat(equivalents),
    ),
    // Stemmed when they are first looked up.
    get contrasts() {
      contrasts ??= parseContrasts(files.contrasts);
      return contrasts;
    },
  };
}

/** Groups of equivalents by stem, in every language at once; stemmed when they are first looked up. */
export class Phrases {
  readonly #groups: readonly Group[];
  #byPhrase: ReadonlyMap<string, readonly number[]> | undefined;

  constructor(groups: readonly Group[]) {
    this.#groups = groups;
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
      this.#byPhrase ??= byPhrase(this.#groups);
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

function byPhrase(groups: readonly Group[]): Map<string, number[]> {
  const numbers = new Map<string, number[]>();
  for (const [number, group] of groups.entries()) {
    for (const key of new Set(group.flatMap(phraseKeys))) {
      const known = numbers.get(key);
      if (known) known.push(number);
      else numbers.set(key, [number]);
    }
  }
  return numbers;
}

/** A phrase by the stems of its words; English and French endings, where they differ. */
function phraseKeys(phrase: string): string[] {
  const keys = (["en", "fr"] as const).map((language) =>
    words(phrase, language)
      .map(({ stem }) => stem)
      .join(" "),
  );
  return [...new Set(keys)].filter((key) => key !== "" && !isEmpty(key, phrase));
}

/** A key of stop words alone says nothing, such as `be` for beer; `us` and `un` do, when they are typed so. */
function isEmpty(key: string, phrase: string): boolean {
  return key.split(" ").every(isStopWord) && key !== phrase;
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
