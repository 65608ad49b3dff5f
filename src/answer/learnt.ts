import { parseOpposites } from "../text/opposites.ts";
import { FEATURES } from "./features.ts";
import { asForest, type Forest } from "./forest.ts";
import { createSpanReader } from "./reader/span-reader.ts";
import type { SpanReader } from "./span-reader.ts";
import { POLARITY_FEATURES, type Polarity } from "./yes-no.ts";

/** What the engine knows beside the releases. */
export interface Learnt {
  readonly reader: SpanReader | null;
  /** Judges sentences. */
  readonly sentences: Forest;
  /** Tells yes from no. */
  readonly polarity: Polarity;
}

/** What ships for it, as it lies in its files. */
export interface LearntFiles {
  readonly reader: Parameters<typeof createSpanReader>[0];
  readonly sentences: unknown;
  readonly polarity: unknown;
  readonly opposites: string;
}

/** @throws {TypeError} in one sentence when a part was trained for another version. */
export function learntFrom({ reader, sentences, polarity, opposites }: LearntFiles): Learnt {
  return {
    reader: createSpanReader(reader),
    sentences: asForest(sentences, FEATURES),
    polarity: {
      trees: asForest(polarity, POLARITY_FEATURES),
      opposites: parseOpposites(opposites),
    },
  };
}
