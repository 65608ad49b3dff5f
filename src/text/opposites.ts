import { words } from "./words.ts";

/** Two sides that deny one another, each as phrases of stems. */
interface Pair {
  readonly one: readonly string[];
  readonly other: readonly string[];
}

/** Words that deny one another, such as `free` and `pay`. */
export class Opposites {
  readonly #pairs: readonly Pair[];

  constructor(pairs: readonly Pair[]) {
    this.#pairs = pairs;
  }

  /** In how many pairs the first text has the one side and the second the other, and not the one itself. */
  count(first: readonly string[], second: readonly string[]): number {
    const a = ` ${first.join(" ")} `;
    const b = ` ${second.join(" ")} `;
    return this.#pairs.filter(
      ({ one, other }) => holds(a, one) && holds(b, other) && !shareOne(a, b, one),
    ).length;
  }
}

function holds(text: string, phrases: readonly string[]): boolean {
  return phrases.some((phrase) => text.includes(` ${phrase} `));
}

function shareOne(a: string, b: string, phrases: readonly string[]): boolean {
  return phrases.some((phrase) => a.includes(` ${phrase} `) && b.includes(` ${phrase} `));
}

/** Reads a file of opposites: a pair a line, its sides parted by a bar, their words by commas; `#` begins a remark. */
export function parseOpposites(text: string): Opposites {
  return new Opposites(
    text
      .split("\n")
      .map((line) => line.replace(/#.*$/u, "").split("|"))
      .filter((sides) => sides.length === 2)
      .map(([one = "", other = ""]) => ({ one: side(one), other: side(other) })),
  );
}

/** Reads a file of contrasts: any two of the sides of a line deny one another. */
export function parseContrasts(text: string): Opposites {
  return new Opposites(
    text.split("\n").flatMap((line) => {
      const sides = line.replace(/#.*$/u, "").split("|").map(side);
      return sides.flatMap((one) =>
        sides.filter((other) => other !== one).map((other) => ({ one, other })),
      );
    }),
  );
}

function side(text: string): string[] {
  return text
    .split(",")
    .flatMap((phrase) =>
      (["en", "fr"] as const).map((language) =>
        words(phrase, language)
          .map(({ stem }) => stem)
          .join(" "),
      ),
    )
    .filter((phrase, i, all) => phrase !== "" && all.indexOf(phrase) === i);
}
