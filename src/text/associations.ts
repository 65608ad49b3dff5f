import type { Language } from "../domain/language.ts";
import { words } from "./words.ts";

/**
 * Words of everyday questions with the words in whose presence a press release is likely to answer them; one way only, and
 * looser than equivalents: `sacked` with `dismissed`, `successor`, `resign`.
 */
export class Associations {
  readonly #texts: Readonly<Record<Language, string>>;
  readonly #byStem = new Map<Language, ReadonlyMap<string, readonly Run[]>>();

  /** @param texts by language lines of `word: phrase, phrase`; `#` begins a remark. */
  constructor(texts: Readonly<Record<Language, string>>) {
    this.#texts = texts;
  }

  /**
   * Runs of stems that go with a word of a question, by its stem; of several ways to say it, those of single words. A
   * language's lines are stemmed when it is first asked for.
   */
  of(ways: readonly Run[], language: Language): readonly Run[] {
    const stemsOf = (phrase: string): string[] => words(phrase, language).map(({ stem }) => stem);
    const known = this.#byStem.get(language) ?? associationsByStem(this.#texts[language], stemsOf);
    this.#byStem.set(language, known);
    return ways.flatMap(([stem = "", ...more]) => (more.length > 0 ? [] : (known.get(stem) ?? [])));
  }
}

/** Stems that stand together, in any order. */
export type Run = readonly string[];

/** Runs that go with a word, by its stem; from lines as {@link Associations} has them. */
export function associationsByStem(
  text: string,
  stemsOf: (phrase: string) => readonly string[],
): ReadonlyMap<string, readonly Run[]> {
  const runs = new Map<string, Map<string, Run>>();
  for (const line of text.split("\n")) {
    const [word = "", phrases] = line.replace(/#.*$/u, "").split(":");
    const [key, ...more] = stemsOf(word);
    if (phrases === undefined || key === undefined || more.length > 0) continue;
    const known = runs.get(key) ?? new Map<string, Run>();
    runs.set(key, known);
    for (const run of phrases.split(",").map(stemsOf)) {
      if (run.length > 0 && run.join(" ") !== key) known.set(run.join(" "), run);
    }
  }
  return new Map([...runs].map(([key, known]) => [key, [...known.values()]]));
}
