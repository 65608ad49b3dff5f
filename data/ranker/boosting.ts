import type { Forest, Tree } from "../../src/answer/forest.ts";
import { randomOf } from "./random.ts";

/** Examples as one run of numbers: of each its label, then its row. */
export type Packed = Float32Array<ArrayBuffer>;

/** What is learnt from, row by row; grows as it is filled. */
export class Examples {
  readonly width: number;
  #rows: Packed = new Float32Array(1 << 16);
  #count = 0;
  readonly #labels: number[] = [];

  constructor(width: number) {
    this.width = width;
  }

  get length(): number {
    return this.#count;
  }

  get positives(): number {
    return this.#labels.reduce((sum, label) => sum + label, 0);
  }

  /** `label` 1 when the row is what is looked for. */
  push(row: ArrayLike<number>, label: 0 | 1): void {
    const at = this.#count * this.width;
    if (at + this.width > this.#rows.length) {
      const grown = new Float32Array(this.#rows.length * 2);
      grown.set(this.#rows);
      this.#rows = grown;
    }
    this.#rows.set(row, at);
    this.#labels.push(label);
    this.#count += 1;
  }

  pack(): Packed {
    const packed = new Float32Array(this.#count * (this.width + 1));
    for (let i = 0; i < this.#count; i += 1) {
      packed[i * (this.width + 1)] = this.label(i);
      packed.set(this.#rows.subarray(i * this.width, (i + 1) * this.width), i * (this.width + 1) + 1);
    }
    return packed;
  }

  /** Takes in what another has packed. */
  add(packed: Packed): void {
    const step = this.width + 1;
    if (packed.length % step !== 0) throw new RangeError(`${packed.length} numbers are no rows of ${this.width}.`);
    for (let at = 0; at < packed.length; at += step)
      this.push(packed.subarray(at + 1, at + step), packed[at] === 1 ? 1 : 0);
  }

  value(row: number, column: number): number {
    return this.#rows[row * this.width + column] ?? 0;
  }

  label(row: number): number {
    return this.#labels[row] ?? 0;
  }
}

export interface BoostingOptions {
  readonly trees: number;
  /** Of a tree, at most. */
  readonly leaves: number;
  readonly rate: number;
  /** Fewest examples of a leaf. */
  readonly leaf: number;
  /** Each tree sees about so much of the features; 0 to 1. */
  readonly share: number;
}

/** Values of a feature that are told apart, at most. */
const BINS = 255;
const LAMBDA = 2;

/** Gradient boosting of regression trees on the logistic loss, by histograms; the same result every time. */
export function boost(examples: Examples, features: readonly string[], options: BoostingOptions): Forest {
  const cuts = features.map((_, j) => cutsOf(examples, j));
  const bins = cuts.map((cut, j) =>
    Uint8Array.from({ length: examples.length }, (_, i) => binOf(examples.value(i, j), cut)),
  );
  const bias = Math.log(examples.positives / (examples.length - examples.positives));
  const scores = new Float64Array(examples.length).fill(bias);
  const gradients = new Float64Array(examples.length);
  const hessians = new Float64Array(examples.length);
  const trees: Tree[] = [];
  const random = randomOf(1);
  for (let t = 0; t < options.trees; t += 1) {
    for (let i = 0; i < examples.length; i += 1) {
      const p = 1 / (1 + Math.exp(-(scores[i] ?? 0)));
      gradients[i] = p - examples.label(i);
      hessians[i] = p * (1 - p) + 1e-9;
    }
    const columns = features.flatMap((_, j) => (random() < options.share ? [j] : []));
    const tree = grow({ count: examples.length, columns, bins, cuts, gradients, hessians, options });
    trees.push(tree);
    for (let i = 0; i < examples.length; i += 1) scores[i] = (scores[i] ?? 0) + leafOf(tree, examples, i);
  }
  return { features, bias: rounded(bias), trees };
}

/** The mean of several forests' log-odds, as one forest. */
export function averaged(forests: readonly Forest[]): Forest {
  const [first] = forests;
  if (!first) throw new RangeError("No forest.");
  const count = forests.length;
  const shared = ({ feature, threshold, ...rest }: Tree): Tree => ({
    ...rest,
    feature,
    threshold: threshold.map((value, i) => ((feature[i] ?? -1) < 0 ? value / count : value)),
  });
  return {
    features: first.features,
    bias: forests.reduce((sum, { bias }) => sum + bias, 0) / count,
    trees: forests.flatMap(({ trees }) => trees.map(shared)),
  };
}

interface Growth {
  /** Rows in all. */
  readonly count: number;
  /** Features that this tree may ask for. */
  readonly columns: readonly number[];
  readonly bins: readonly Uint8Array[];
  readonly cuts: readonly (readonly number[])[];
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
  readonly options: BoostingOptions;
}

/** Sums over the rows of a node: gradient, hessian and count of each bin of each feature in turn. */
type Histogram = Float64Array;

interface Split {
  readonly feature: number;
  readonly bin: number;
  readonly gain: number;
}

/** A node that may still be split. */
interface Leaf {
  readonly node: number;
  readonly rows: Int32Array;
  readonly histogram: Histogram;
  readonly split: Split | null;
}

/** Splits the leaf that gains most, again and again. */
function grow(growth: Growth): Tree {
  const tree = { feature: [] as number[], threshold: [] as number[], left: [] as number[], right: [] as number[] };
  const leafFor = (rows: Int32Array, histogram: Histogram): Leaf => {
    const node = tree.feature.length;
    tree.feature.push(-1);
    tree.threshold.push(leafValue(rows, growth));
    tree.left.push(0);
    tree.right.push(0);
    return { node, rows, histogram, split: bestSplit(histogram, growth) };
  };
  const all = Int32Array.from({ length: growth.count }, (_, i) => i);
  let open = [leafFor(all, histogramOf(all, growth))];
  for (let leaves = 1; leaves < growth.options.leaves; leaves += 1) {
    const best = open.reduce((one, other) => ((other.split?.gain ?? 0) > (one.split?.gain ?? 0) ? other : one));
    if (!best.split) break;
    const { node, rows, histogram, split } = best;
    const middle = partitioned(rows, growth.bins[split.feature] ?? new Uint8Array(), split.bin);
    const [left, right] = [rows.subarray(0, middle), rows.subarray(middle)];
    const smaller = histogramOf(left.length < right.length ? left : right, growth);
    const larger = histogram.map((value, i) => value - (smaller[i] ?? 0));
    const children = [
      leafFor(left, left.length < right.length ? smaller : larger),
      leafFor(right, left.length < right.length ? larger : smaller),
    ];
    tree.feature[node] = split.feature;
    tree.threshold[node] = rounded(growth.cuts[split.feature]?.[split.bin] ?? 0);
    tree.left[node] = children[0]?.node ?? 0;
    tree.right[node] = children[1]?.node ?? 0;
    open = [...open.filter((leaf) => leaf !== best), ...children];
  }
  return tree;
}

/** Rows up to the bin first, the others behind them; how many come first. */
function partitioned(rows: Int32Array, column: Uint8Array, bin: number): number {
  const others = new Int32Array(rows.length);
  let first = 0;
  let behind = 0;
  for (const row of rows) {
    if ((column[row] ?? 0) <= bin) {
      rows[first] = row;
      first += 1;
    } else {
      others[behind] = row;
      behind += 1;
    }
  }
  rows.set(others.subarray(0, behind), first);
  return first;
}

function histogramOf(rows: Int32Array, { columns, bins, gradients, hessians }: Growth): Histogram {
  const sums = new Float64Array(columns.length * (BINS + 1) * 3);
  for (const [place, feature] of columns.entries()) {
    const column = bins[feature] ?? new Uint8Array();
    const base = place * (BINS + 1) * 3;
    for (const row of rows) {
      const at = base + (column[row] ?? 0) * 3;
      sums[at] = (sums[at] ?? 0) + (gradients[row] ?? 0);
      sums[at + 1] = (sums[at + 1] ?? 0) + (hessians[row] ?? 0);
      sums[at + 2] = (sums[at + 2] ?? 0) + 1;
    }
  }
  return sums;
}

function leafValue(rows: Int32Array, { gradients, hessians, options }: Growth): number {
  let g = 0;
  let h = 0;
  for (const row of rows) {
    g += gradients[row] ?? 0;
    h += hessians[row] ?? 0;
  }
  return rounded((-options.rate * g) / (h + LAMBDA));
}

function bestSplit(histogram: Histogram, { columns, cuts, options }: Growth): Split | null {
  let best: Split | null = null;
  for (const [place, feature] of columns.entries()) {
    const cut = cuts[feature] ?? [];
    const base = place * (BINS + 1) * 3;
    const at = (bin: number, part: number): number => histogram[base + bin * 3 + part] ?? 0;
    let [totalG, totalH, total] = [0, 0, 0];
    for (let bin = 0; bin <= cut.length; bin += 1) {
      totalG += at(bin, 0);
      totalH += at(bin, 1);
      total += at(bin, 2);
    }
    let [leftG, leftH, left] = [0, 0, 0];
    for (let bin = 0; bin < cut.length; bin += 1) {
      leftG += at(bin, 0);
      leftH += at(bin, 1);
      left += at(bin, 2);
      if (left < options.leaf || total - left < options.leaf) continue;
      const gain =
        leftG ** 2 / (leftH + LAMBDA) + (totalG - leftG) ** 2 / (totalH - leftH + LAMBDA) - totalG ** 2 / (totalH + LAMBDA);
      if (gain > (best?.gain ?? 1e-6)) best = { feature, bin, gain };
    }
  }
  return best;
}

/** Quantiles of a feature, those of the positive examples counted twice. */
function cutsOf(examples: Examples, j: number): number[] {
  const step = Math.max(1, Math.floor(examples.length / 50_000));
  const values: number[] = [];
  for (let i = 0; i < examples.length; i += 1)
    if (examples.label(i) === 1 || i % step === 0) values.push(examples.value(i, j));
  values.sort((a, b) => a - b);
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

function leafOf(tree: Tree, examples: Examples, row: number): number {
  let node = 0;
  while ((tree.feature[node] ?? -1) >= 0) {
    const isLeft = examples.value(row, tree.feature[node] ?? 0) <= (tree.threshold[node] ?? 0);
    node = (isLeft ? tree.left[node] : tree.right[node]) ?? 0;
  }
  return tree.threshold[node] ?? 0;
}

function rounded(value: number): number {
  return Number(value.toPrecision(5));
}
