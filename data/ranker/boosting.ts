import type { Forest, Tree } from "../../src/answer/forest.ts";

/** A sentence with its features; `label` 1 when it holds the answer. */
export interface Example {
  readonly row: readonly number[];
  readonly label: 0 | 1;
}

export interface BoostingOptions {
  readonly trees: number;
  readonly depth: number;
  readonly rate: number;
  /** Fewest examples of a leaf. */
  readonly leaf: number;
  /** By feature: 1 when more of it can only raise the probability, -1 when it can only lower it, else 0. */
  readonly directions: readonly number[];
}

const BINS = 32;
const LAMBDA = 1;
const ROW_SHARE = 0.8;
const COLUMN_SHARE = 0.6;

/** Gradient boosting of regression trees on the logistic loss, by histograms; the same result every time. */
export function boost(examples: readonly Example[], features: readonly string[], options: BoostingOptions): Forest {
  const random = generator(1);
  const cuts = features.map((_, j) => cutsOf(examples, j));
  const bins = cuts.map((cut, j) => Uint8Array.from(examples, ({ row }) => binOf(row[j] ?? 0, cut)));
  const positives = examples.filter(({ label }) => label === 1).length;
  const bias = Math.log(positives / (examples.length - positives));
  const scores = new Float64Array(examples.length).fill(bias);
  const gradients = new Float64Array(examples.length);
  const hessians = new Float64Array(examples.length);
  const trees: Tree[] = [];
  for (let t = 0; t < options.trees; t += 1) {
    for (const [i, { label }] of examples.entries()) {
      const p = 1 / (1 + Math.exp(-(scores[i] ?? 0)));
      gradients[i] = p - label;
      hessians[i] = p * (1 - p) + 1e-9;
    }
    const rows = examples.flatMap((_, i) => (random() < ROW_SHARE ? [i] : []));
    const columns = features.flatMap((_, j) => (random() < COLUMN_SHARE && (cuts[j]?.length ?? 0) > 0 ? [j] : []));
    const tree = grow({ rows, columns, bins, cuts, gradients, hessians, options });
    trees.push(tree);
    for (const [i, { row }] of examples.entries()) scores[i] = (scores[i] ?? 0) + leafOf(tree, row);
  }
  return { features, bias: rounded(bias), trees };
}

interface Growth {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly bins: readonly Uint8Array[];
  readonly cuts: readonly (readonly number[])[];
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
  readonly options: BoostingOptions;
}

interface Split {
  readonly feature: number;
  readonly bin: number;
  readonly gain: number;
}

function grow(growth: Growth): Tree {
  const tree = { feature: [] as number[], threshold: [] as number[], left: [] as number[], right: [] as number[] };
  const add = (rows: readonly number[], depth: number): number => {
    const node = tree.feature.length;
    tree.feature.push(-1);
    tree.threshold.push(leafValue(rows, growth));
    tree.left.push(0);
    tree.right.push(0);
    const split = depth < growth.options.depth ? bestSplit(rows, growth) : null;
    if (!split) return node;
    const column = growth.bins[split.feature];
    tree.feature[node] = split.feature;
    tree.threshold[node] = rounded(growth.cuts[split.feature]?.[split.bin] ?? 0);
    tree.left[node] = add(rows.filter((i) => (column?.[i] ?? 0) <= split.bin), depth + 1);
    tree.right[node] = add(rows.filter((i) => (column?.[i] ?? 0) > split.bin), depth + 1);
    return node;
  };
  add(growth.rows, 0);
  return tree;
}

function leafValue(rows: readonly number[], { gradients, hessians, options }: Growth): number {
  const g = rows.reduce((sum, i) => sum + (gradients[i] ?? 0), 0);
  const h = rows.reduce((sum, i) => sum + (hessians[i] ?? 0), 0);
  return rounded((-options.rate * g) / (h + LAMBDA));
}

function bestSplit(rows: readonly number[], growth: Growth): Split | null {
  const { gradients, hessians, bins, cuts, options } = growth;
  const totalG = rows.reduce((sum, i) => sum + (gradients[i] ?? 0), 0);
  const totalH = rows.reduce((sum, i) => sum + (hessians[i] ?? 0), 0);
  let best: Split | null = null;
  for (const feature of growth.columns) {
    const size = (cuts[feature]?.length ?? 0) + 1;
    const g = new Float64Array(size);
    const h = new Float64Array(size);
    const n = new Int32Array(size);
    const column = bins[feature];
    for (const i of rows) {
      const bin = column?.[i] ?? 0;
      g[bin] = (g[bin] ?? 0) + (gradients[i] ?? 0);
      h[bin] = (h[bin] ?? 0) + (hessians[i] ?? 0);
      n[bin] = (n[bin] ?? 0) + 1;
    }
    let [leftG, leftH, leftN] = [0, 0, 0];
    for (let bin = 0; bin < size - 1; bin += 1) {
      leftG += g[bin] ?? 0;
      leftH += h[bin] ?? 0;
      leftN += n[bin] ?? 0;
      if (leftN < options.leaf || rows.length - leftN < options.leaf) continue;
      const left = -leftG / (leftH + LAMBDA);
      const right = -(totalG - leftG) / (totalH - leftH + LAMBDA);
      if ((right - left) * (options.directions[feature] ?? 0) < 0) continue;
      const gain =
        leftG ** 2 / (leftH + LAMBDA) + (totalG - leftG) ** 2 / (totalH - leftH + LAMBDA) - totalG ** 2 / (totalH + LAMBDA);
      if (gain > (best?.gain ?? 1e-6)) best = { feature, bin, gain };
    }
  }
  return best;
}

/** Quantiles of a feature, those of the positive examples counted twice. */
function cutsOf(examples: readonly Example[], j: number): number[] {
  const step = Math.max(1, Math.floor(examples.length / 5000));
  const values = examples
    .filter(({ label }, i) => label === 1 || i % step === 0)
    .map(({ row }) => row[j] ?? 0)
    .toSorted((a, b) => a - b);
  const cuts = Array.from({ length: BINS - 1 }, (_, b) => values[Math.floor(((b + 1) * values.length) / BINS)] ?? 0);
  return [...new Set(cuts)].filter((cut) => cut < (values.at(-1) ?? 0));
}

function binOf(value: number, cuts: readonly number[]): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (cuts[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function leafOf(tree: Tree, row: readonly number[]): number {
  let node = 0;
  while ((tree.feature[node] ?? -1) >= 0) {
    const isLeft = (row[tree.feature[node] ?? 0] ?? 0) <= (tree.threshold[node] ?? 0);
    node = (isLeft ? tree.left[node] : tree.right[node]) ?? 0;
  }
  return tree.threshold[node] ?? 0;
}

function rounded(value: number): number {
  return Number(value.toPrecision(5));
}

/** Numerical Recipes' linear congruential generator, 0 to 1. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
