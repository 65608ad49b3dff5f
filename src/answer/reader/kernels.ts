/** The row-wise loops of the network, over matrices of the workspace. Padding rows are left alone. */
import type { Matrix } from "./workspace.ts";

/** In place. */
export function relu(x: Float32Array): void {
  for (let i = 0; i < x.length; i += 1) if ((x[i] ?? 0) < 0) x[i] = 0;
}

/** Scale and shift of a layer norm. */
export interface Norm {
  readonly scale: Float32Array;
  readonly shift: Float32Array;
}

/** How a matrix is laid out: rows of `width` numbers. */
export interface Shape {
  readonly rows: number;
  readonly width: number;
}

/** Each row of `x` to mean 0 and variance 1, then scaled and shifted, into `y`. */
export function layerNorm(
  x: Float32Array,
  { rows, width }: Shape,
  norm: Norm,
  y: Float32Array,
): void {
  const { scale, shift } = norm;
  for (let at = 0; at < rows * width; at += width) {
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < width; i += 1) {
      const value = x[at + i] ?? 0;
      sum += value;
      squares += value * value;
    }
    const mean = sum / width;
    const factor = 1 / Math.sqrt(squares / width - mean * mean + 1e-5);
    for (let i = 0; i < width; i += 1) {
      y[at + i] = ((x[at + i] ?? 0) - mean) * factor * (scale[i] ?? 0) + (shift[i] ?? 0);
    }
  }
}

/** Taps of the depthwise convolution. */
export const TAPS = 7;

/** A depthwise convolution: TAPS * width weights. */
export interface Depth {
  readonly weight: Float32Array;
  readonly bias: Float32Array;
  readonly dilation: number;
}

/**
 * Depthwise convolution over the rows with {@link TAPS} taps, written out because that halves its time. `x` has `margin` rows
 * of zeros (at least 3 * dilation) before and behind its rows.
 */
export function depthwise(
  x: Float32Array,
  { rows, width, margin }: Shape & { readonly margin: number },
  depth: Depth,
  y: Float32Array,
): void {
  const { weight, bias, dilation } = depth;
  const step = dilation * width;
  for (let t = 0; t < rows; t += 1) {
    const at = t * width;
    const first = (t + margin) * width - 3 * step;
    for (let i = 0; i < width; i += 1) {
      const a = first + i;
      const left =
        (weight[i] ?? 0) * (x[a] ?? 0) +
        (weight[width + i] ?? 0) * (x[a + step] ?? 0) +
        (weight[2 * width + i] ?? 0) * (x[a + 2 * step] ?? 0);
      const right =
        (weight[4 * width + i] ?? 0) * (x[a + 4 * step] ?? 0) +
        (weight[5 * width + i] ?? 0) * (x[a + 5 * step] ?? 0) +
        (weight[6 * width + i] ?? 0) * (x[a + 6 * step] ?? 0);
      y[at + i] =
        (bias[i] ?? 0) + left + (weight[3 * width + i] ?? 0) * (x[a + 3 * step] ?? 0) + right;
    }
  }
}

/** x += relu(a) * sigmoid(g) for every row [a, g] of `gated`. */
export function addGated(gated: Float32Array, { rows, width }: Shape, x: Float32Array): void {
  for (let t = 0; t < rows; t += 1) {
    const a = 2 * t * width;
    for (let i = 0; i < width; i += 1) {
      const value = gated[a + i] ?? 0;
      if (value <= 0) continue;
      const at = t * width + i;
      x[at] = (x[at] ?? 0) + value / (1 + Math.exp(-(gated[a + width + i] ?? 0)));
    }
  }
}

/** Softmax of the `length` numbers from `at` on, in place. */
export function softmax(x: Float32Array, at: number, length: number): void {
  const to = at + length;
  let top = -Infinity;
  for (let i = at; i < to; i += 1) top = Math.max(top, x[i] ?? -Infinity);
  let sum = 0;
  for (let i = at; i < to; i += 1) {
    // Below e^-16 nothing is left in float32.
    const value = (x[i] ?? -Infinity) - top;
    const power = value < -16 ? 0 : Math.exp(value);
    x[i] = power;
    sum += power;
  }
  const factor = 1 / sum;
  for (let i = at; i < to; i += 1) x[i] = (x[i] ?? 0) * factor;
}

/** Softmax over the first `columns` of every row; the padding columns become 0. */
export function softmaxRows({ data, stride }: Matrix, rows: number, columns: number): void {
  for (let t = 0; t < rows; t += 1) {
    softmax(data, t * stride, columns);
    data.fill(0, t * stride + columns, (t + 1) * stride);
  }
}

/** y = xᵀ; x has rows * columns, y columns * (at least rows). */
export function transpose(x: Matrix, rows: number, columns: number, y: Matrix): void {
  for (let t = 0; t < rows; t += 1) {
    const at = t * x.stride;
    for (let i = 0; i < columns; i += 1) y.data[i * y.stride + t] = x.data[at + i] ?? 0;
  }
}

/** A layer with one output. */
export interface Pointer {
  readonly weight: Float32Array;
  readonly bias: number;
}

/** A logit a row, from [near, far, far * v]; the layer has 3 * width weights, `v` width numbers. */
export function pointer(
  { weight, bias }: Pointer,
  {
    near,
    far,
    v,
  }: { readonly near: Float32Array; readonly far: Float32Array; readonly v: Float32Array },
  { rows, width }: Shape,
): Float32Array {
  const out = new Float32Array(rows);
  for (let t = 0; t < rows; t += 1) {
    const at = t * width;
    let sum = bias;
    for (let i = 0; i < width; i += 1) {
      const from = (weight[width + i] ?? 0) + (weight[2 * width + i] ?? 0) * (v[i] ?? 0);
      sum += (weight[i] ?? 0) * (near[at + i] ?? 0) + (far[at + i] ?? 0) * from;
    }
    out[t] = sum;
  }
  return out;
}

/** What {@link scoreSpans} adds up. */
export interface SpanParts {
  readonly start: Float32Array;
  readonly end: Float32Array;
  readonly left: Matrix;
  readonly right: Matrix;
  /** By number of further tokens; as many as a span may have. */
  readonly length: Float32Array;
  /** Index of its sentence a token. */
  readonly sentence: Int32Array;
}

/** start[i] + end[j] + left[i]·right[j] + length[j - i] for every span i..j inside a sentence; see `Logits`. */
export function scoreSpans({ start, end, left, right, length, sentence }: SpanParts): Float32Array {
  const longest = length.length;
  const width = left.stride;
  const out = new Float32Array(start.length * longest).fill(-Infinity);
  for (let i = 0; i < start.length; i += 1) {
    for (let d = 0; d < longest && sentence[i + d] === sentence[i]; d += 1) {
      const pair = dot(
        { x: left.data, at: i * width },
        { x: right.data, at: (i + d) * width },
        width,
      );
      out[i * longest + d] = (start[i] ?? 0) + (end[i + d] ?? 0) + pair + (length[d] ?? 0);
    }
  }
  return out;
}

/** A place in a row of numbers. */
export interface Place {
  readonly x: Float32Array;
  readonly at: number;
}

/** Sum of the products of `length` numbers from two places on. */
export function dot(a: Place, b: Place, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i += 1) sum += (a.x[a.at + i] ?? 0) * (b.x[b.at + i] ?? 0);
  return sum;
}

/** target += factor * source, for `length` numbers. */
export function addScaled(target: Place, source: Place, length: number, factor: number): void {
  for (let i = 0; i < length; i += 1) {
    target.x[target.at + i] =
      (target.x[target.at + i] ?? 0) + factor * (source.x[source.at + i] ?? 0);
  }
}
