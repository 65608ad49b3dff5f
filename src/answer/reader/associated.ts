/** What goes with the question's words, found in a passage: see `data/associations`. */
import type { Run } from "../../text/associations.ts";
import { parseGroups } from "../../text/lexicon.ts";
import type { Passage } from "./features.ts";

/** English names of a group: the others are of other languages. */
const ENGLISH = /^[ -~]+$/u;

/** Lines as in `data/associations`, with the equivalents of each word that have to do with English. */
export function goesWith({
  associations,
  lexicon,
}: {
  readonly associations: string;
  readonly lexicon: readonly string[];
}): string {
  const equivalents = lexicon.flatMap(parseGroups).flatMap((group) => {
    const names = group.filter((name) => ENGLISH.test(name));
    return names
      .filter((name) => names.length > 1 && !name.includes(" "))
      .map((name) => `${name}: ${names.filter((other) => other !== name).join(", ")}`);
  });
  return [associations, ...equivalents].join("\n");
}

/** What goes with a content word counts so much against the word itself. */
const ASSOCIATED = 0.5;

/** How a passage has what goes with the content words of a question. */
export interface Associated {
  /** For each token the highest weight of a content word that it goes with, by how much it tells; 0 for none. */
  readonly strength: Float32Array;
  /** That word, -1 for none. */
  readonly term: Int32Array;
  /** By sentence and content word: how much the sentence has of what goes with it, 0 to {@link ASSOCIATED}. */
  readonly bySentence: readonly Float32Array[];
  /** Highest of these a content word, 0 to 1. */
  readonly best: Float32Array;
}

/** A run tells more where few sentences have it. */
export function associatedIn(
  { tokens, bounds, sentence, byStem }: Passage,
  runs: readonly (readonly Run[])[],
  weight: readonly number[],
): Associated {
  const strength = new Float32Array(tokens.length);
  const term = new Int32Array(tokens.length).fill(-1);
  const bySentence = bounds.map(() => new Float32Array(runs.length));
  const best = new Float32Array(runs.length);
  for (const [t, ofTerm] of runs.entries()) {
    for (const run of ofTerm) {
      const places = run.map((stem) => byStem.get(stem) ?? []);
      const [first = [], ...others] = places.map((at) => new Set(at.map((i) => sentence[i] ?? -1)));
      const having = [...first].filter((own) => others.every((other) => other.has(own)));
      if (having.length === 0) continue;
      const tells = Math.log(1 + bounds.length / having.length) / Math.log(1 + bounds.length);
      best[t] = Math.max(best[t] ?? 0, tells);
      for (const own of having) {
        const row = bySentence[own];
        if (row) row[t] = Math.max(row[t] ?? 0, ASSOCIATED * tells);
      }
      const value = tells * (weight[t] ?? 0);
      for (const i of places.flat()) {
        if (value <= (strength[i] ?? 0) || !having.includes(sentence[i] ?? -1)) continue;
        strength[i] = value;
        term[i] = t;
      }
    }
  }
  return { strength, term, bySentence, best };
}
