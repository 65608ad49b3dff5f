/** Boosted regression trees, as flat arrays; leaves have `feature` -1 and their value in `threshold`. */
export interface Forest {
  readonly features: readonly string[];
  /** Log-odds before any tree. */
  readonly bias: number;
  readonly trees: readonly Tree[];
}

export interface Tree {
  readonly feature: readonly number[];
  /** Left when the value is at most this. */
  readonly threshold: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
}

/** Log-odds that a forest gives to a row of features. */
export function logOdds({ bias, trees }: Forest, row: readonly number[]): number {
  let sum = bias;
  for (const tree of trees) {
    let node = 0;
    for (;;) {
      const feature = tree.feature[node] ?? -1;
      const threshold = tree.threshold[node] ?? 0;
      if (feature < 0) {
        sum += threshold;
        break;
      }
      node = ((row[feature] ?? 0) <= threshold ? tree.left[node] : tree.right[node]) ?? 0;
    }
  }
  return sum;
}

/** 0 to 1. */
export function probability(forest: Forest, row: readonly number[]): number {
  return 1 / (1 + Math.exp(-logOdds(forest, row)));
}

/**
 * A forest as its training wrote it.
 *
 * @throws {TypeError} when it is none, or when it was trained on other features than `features`.
 */
export function asForest(value: unknown, features: readonly string[]): Forest {
  if (!isForest(value) || value.features.join() !== features.join()) {
    throw new TypeError(
      "The learned trees do not fit this version; train them again (npm run train).",
    );
  }
  return value;
}

function isForest(value: unknown): value is Forest {
  if (typeof value !== "object" || value === null) return false;
  return (
    "bias" in value && "trees" in value && "features" in value && Array.isArray(value.features)
  );
}
