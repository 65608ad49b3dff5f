/**
 * Forward pass of the reader: embeddings, two convolutions, attention between question and passage both ways, eight
 * convolutions with two self-attentions, then a score for every span inside a sentence and one for "no answer". It computes
 * what the trained model computes: `test/answer/reader` compares the logits.
 */
import { Embedding, type TokenRows } from "./embedding.ts";
import { INTEGERS } from "./features.ts";
import type { Architecture, Table, Tensors } from "./format.ts";
import {
  addGated,
  addScaled,
  depthwise,
  dot,
  layerNorm,
  type Pointer,
  pointer,
  relu,
  scoreSpans,
  softmax,
  softmaxRows,
  TAPS,
  transpose,
} from "./kernels.ts";
import { type AttentionLayer, type ConvolutionLayer, Layers } from "./layers.ts";
import { type Linear, type Matrix, pad, Workspace } from "./workspace.ts";

export interface Input {
  /** INTEGERS a token. */
  readonly passageIntegers: Int16Array;
  /** FLOATS a token. */
  readonly passageFloats: Float32Array;
  readonly questionIntegers: Int16Array;
  readonly questionFloats: Float32Array;
  /** Index of its sentence a passage token. */
  readonly sentence: Int32Array;
  /** Class of the question. */
  readonly classId: number;
  /** Vocabulary id of the noun asked for, 0 if none. */
  readonly focusId: number;
}

export interface Logits {
  /** Of the span from token i on with d + 1 tokens at i * longest + d; -Infinity if it leaves its sentence. */
  readonly spans: Float32Array;
  /** Of "no answer". */
  readonly none: number;
}

/** A text's tokens as rows of hidden numbers. */
interface Rows {
  readonly matrix: Matrix;
  readonly count: number;
}

export class Network {
  readonly #work = new Workspace();
  readonly #layers: Layers;
  readonly #embedding: Embedding;
  readonly #hidden: number;
  readonly #heads: number;
  readonly #similarity: Float32Array;
  readonly #length: Float32Array;
  readonly #linear: Readonly<
    Record<
      | "align"
      | "passage_in"
      | "question_in"
      | "merge"
      | "merge_question"
      | "question_vector"
      | "none_hidden"
      | "left"
      | "right",
      Linear
    >
  >;
  readonly #pointers: Readonly<Record<"question_pool" | "start" | "end" | "none", Pointer>>;
  readonly #blocks: ReadonlyMap<string, readonly ConvolutionLayer[]>;
  readonly #attention: readonly [AttentionLayer, AttentionLayer];
  /** Word vectors by vocabulary id. */
  readonly vectors: Table;

  constructor(tensors: Tensors, architecture: Architecture) {
    const { hidden, heads, dilations } = architecture;
    this.#hidden = hidden;
    this.#heads = heads;
    this.vectors = tensors.table("vectors");
    this.#embedding = new Embedding(tensors, architecture);
    this.#similarity = tensors.array("similarity");
    this.#length = tensors.array("length");
    const layers = new Layers(tensors, this.#work);
    this.#layers = layers;
    this.#linear = {
      align: layers.linear("align"),
      passage_in: layers.linear("passage_in"),
      question_in: layers.linear("question_in"),
      merge: layers.linear("merge"),
      merge_question: layers.linear("merge_question"),
      question_vector: layers.linear("question_vector"),
      none_hidden: layers.linear("none_hidden"),
      left: layers.linear("left"),
      right: layers.linear("right"),
    };
    this.#pointers = {
      question_pool: layers.pointer("question_pool"),
      start: layers.pointer("start"),
      end: layers.pointer("end"),
      none: layers.pointer("none"),
    };
    this.#blocks = new Map(
      Object.entries(dilations).map(([name, list]) => [
        name,
        list.map((dilation, i) => layers.convolution(`${name}.${i}`, dilation)),
      ]),
    );
    this.#attention = [
      layers.attention("attend1", hidden / heads),
      layers.attention("attend2", hidden / heads),
    ];
  }

  /** Tokens of the longest span. */
  get longest(): number {
    return this.#length.length;
  }

  forward(input: Input): Logits {
    const h = this.#hidden;
    const linear = this.#linear;
    const t = input.passageIntegers.length / INTEGERS;
    const q = input.questionIntegers.length / INTEGERS;
    const rows = pad(t) + pad(q);
    this.#work.reset(rows * (40 * h + 8 * this.vectors.width + pad(t) + 3 * pad(q)) + 128 * h);
    const passage = this.#words(input.passageIntegers, t);
    const question = this.#words(input.questionIntegers, q);
    const aligned = this.#align(passage, question);
    const c = this.#embed(linear.passage_in, passage, {
      integers: input.passageIntegers,
      floats: input.passageFloats,
      words: passage.matrix.data,
      aligned: aligned.data,
    });
    const u = this.#embed(linear.question_in, question, {
      integers: input.questionIntegers,
      floats: input.questionFloats,
      words: question.matrix.data,
      aligned: null,
    });
    this.#convolve(c, "encode");
    this.#convolve(u, "encode");
    const about = this.#about(input.classId, input.focusId);
    const x = { matrix: this.#merge(c, u, about), count: t };
    const [attend1, attend2] = this.#attention;
    this.#convolve(x, "model1");
    this.#attend(x, attend1);
    const x1 = this.#copy(x);
    this.#convolve(x, "model2");
    this.#attend(x, attend2);
    const x2 = this.#copy(x);
    this.#convolve(x, "model3");
    const v = this.#questionVector(u, about);
    const shape = { rows: t, width: h };
    const start = pointer(this.#pointers.start, { near: x1.data, far: x2.data, v }, shape);
    const end = pointer(this.#pointers.end, { near: x2.data, far: x.matrix.data, v }, shape);
    const left = this.#apply(linear.left, { matrix: x2, count: t });
    const right = this.#apply(linear.right, x);
    const { sentence } = input;
    const spans = scoreSpans({ start, end, left, right, length: this.#length, sentence });
    return { spans, none: this.#none(x, start, v) };
  }

  #apply(layer: Linear, { matrix, count }: Rows): Matrix {
    const y = this.#work.take(count, layer.outputs);
    this.#work.product(count, matrix, layer, { y });
    return y;
  }

  #copy({ matrix, count }: Rows): Matrix {
    const y = this.#work.take(count, matrix.stride);
    y.data.set(matrix.data);
    return y;
  }

  /** A scratch matrix as the right side of a product. */
  #right(matrix: Matrix, inputs: number, outputs: number, column = 0): Linear {
    return {
      weight: matrix.pointer + 4 * column,
      stride: matrix.stride,
      bias: this.#layers.zeros,
      inputs,
      outputs,
    };
  }

  #transposed(x: Matrix, rows: number): Matrix {
    const y = this.#work.take(x.stride, pad(rows));
    transpose(x, rows, x.stride, y);
    return y;
  }

  #words(integers: Int16Array, count: number): Rows {
    const matrix = this.#work.take(count, this.#embedding.wordWidth);
    this.#embedding.words(integers, matrix.data);
    return { matrix, count };
  }

  /** For each passage token the mean of the question's word vectors, weighted by similarity. */
  #align(passage: Rows, question: Rows): Matrix {
    const width = this.#embedding.wordWidth;
    const { count: t } = passage;
    const { count: q } = question;
    const a = this.#apply(this.#linear.align, passage);
    relu(a.data);
    const b = this.#apply(this.#linear.align, question);
    relu(b.data);
    const weights = this.#work.take(t, pad(q));
    this.#work.product(t, a, this.#right(this.#transposed(b, q), width, pad(q)), { y: weights });
    softmaxRows(weights, t, q);
    const out = this.#work.take(t, width);
    this.#work.product(t, weights, this.#right(question.matrix, pad(q), width), { y: out });
    return out;
  }

  #embed(layer: Linear, { count }: Rows, rows: TokenRows): Rows {
    const input = this.#work.take(count, layer.inputs);
    this.#embedding.rows(rows, input.data, layer.inputs);
    const matrix = this.#work.take(count, this.#hidden);
    this.#work.product(count, input, layer, { y: matrix });
    relu(matrix.data);
    return { matrix, count };
  }

  #convolve({ matrix, count: rows }: Rows, name: string): void {
    const width = this.#hidden;
    const blocks = this.#blocks.get(name) ?? [];
    const { mark } = this.#work;
    const margin = (TAPS >> 1) * Math.max(...blocks.map(({ depth }) => depth.dilation));
    const normed = this.#work.take(rows + 2 * margin, width).data;
    const mixed = this.#work.take(rows, width);
    const gated = this.#work.take(rows, 2 * width);
    for (const { norm, depth, point } of blocks) {
      layerNorm(matrix.data, { rows, width }, norm, normed.subarray(margin * width));
      depthwise(normed, { rows, width, margin }, depth, mixed.data);
      this.#work.product(rows, mixed, point, { y: gated });
      addGated(gated.data, { rows, width }, matrix.data);
    }
    this.#work.release(mark);
  }

  #attend(
    { matrix: x, count: rows }: Rows,
    { norm, query, key, value, out }: AttentionLayer,
  ): void {
    const h = this.#hidden;
    const size = h / this.#heads;
    const work = this.#work;
    const { mark } = work;
    const normed = work.take(rows, h);
    const q = work.take(rows, h);
    const k = work.take(rows, h);
    const v = work.take(rows, h);
    const mixed = work.take(rows, h);
    layerNorm(x.data, { rows, width: h }, norm, normed.data);
    work.product(rows, normed, query, { y: q });
    work.product(rows, normed, key, { y: k });
    work.product(rows, normed, value, { y: v });
    const keys = this.#transposed(k, rows);
    const weights = work.take(rows, pad(rows));
    for (let column = 0; column < h; column += size) {
      const right = {
        ...this.#right(keys, size, pad(rows)),
        weight: keys.pointer + 4 * column * keys.stride,
      };
      work.product(rows, q, right, { y: weights, xColumn: column });
      softmaxRows(weights, rows, rows);
      work.product(rows, weights, this.#right(v, pad(rows), size, column), {
        y: mixed,
        yColumn: column,
      });
    }
    work.product(rows, mixed, out, { y: normed });
    for (let i = 0; i < rows * h; i += 1) x.data[i] = (x.data[i] ?? 0) + (normed.data[i] ?? 0);
    work.release(mark);
  }

  #about(classId: number, focusId: number): Matrix {
    const out = this.#work.take(1, this.#embedding.aboutWidth);
    this.#embedding.about(classId, focusId, out.data);
    return out;
  }

  /** Attention both ways: [c, seen, c * seen, c * back] -> hidden. */
  #merge(c: Rows, u: Rows, about: Matrix): Matrix {
    const h = this.#hidden;
    const work = this.#work;
    const { count: t } = c;
    const { count: q } = u;
    const scores = this.#similarities(c, u);
    const toPassage = this.#transposed(scores, t);
    softmaxRows(toPassage, q, t);
    softmaxRows(scores, t, q);
    const summary = work.take(q, h);
    work.product(q, toPassage, this.#right(c.matrix, pad(t), h), { y: summary });
    const rows = work.take(t, 4 * h);
    work.product(t, scores, this.#right(u.matrix, pad(q), h), { y: rows, yColumn: h });
    work.product(t, scores, this.#right(summary, pad(q), h), { y: rows, yColumn: 3 * h });
    for (let i = 0; i < t; i += 1) {
      const at = i * 4 * h;
      for (let k = 0; k < h; k += 1) {
        const value = c.matrix.data[i * h + k] ?? 0;
        rows.data[at + k] = value;
        rows.data[at + 2 * h + k] = value * (rows.data[at + h + k] ?? 0);
        rows.data[at + 3 * h + k] = value * (rows.data[at + 3 * h + k] ?? 0);
      }
    }
    const out = work.take(t, h);
    work.product(t, rows, this.#linear.merge, { y: out });
    const constant = work.take(1, h);
    work.product(1, about, this.#linear.merge_question, { y: constant });
    for (let i = 0; i < t * h; i += 1)
      out.data[i] = (out.data[i] ?? 0) + (constant.data[i % h] ?? 0);
    relu(out.data);
    return out;
  }

  /** w0·c + w1·u + (w2 * c)·u for each passage and question token. */
  #similarities({ matrix: c, count: t }: Rows, { matrix: u, count: q }: Rows): Matrix {
    const h = this.#hidden;
    const w = this.#similarity;
    const scaled = this.#work.take(t, h);
    for (let i = 0; i < t * h; i += 1)
      scaled.data[i] = (c.data[i] ?? 0) * (w[2 * h + (i % h)] ?? 0);
    const scores = this.#work.take(t, pad(q));
    this.#work.product(t, scaled, this.#right(this.#transposed(u, q), h, pad(q)), { y: scores });
    const own = Float32Array.from({ length: q }, (_, j) =>
      dot({ x: u.data, at: j * h }, { x: w, at: h }, h),
    );
    for (let i = 0; i < t; i += 1) {
      const base = dot({ x: c.data, at: i * h }, { x: w, at: 0 }, h);
      for (let j = 0; j < q; j += 1) {
        const at = i * scores.stride + j;
        scores.data[at] = (scores.data[at] ?? 0) + base + (own[j] ?? 0);
      }
    }
    return scores;
  }

  #questionVector({ matrix: u, count: q }: Rows, about: Matrix): Float32Array {
    const h = this.#hidden;
    const { weight } = this.#pointers.question_pool;
    const weights = Float32Array.from({ length: q }, (_, j) =>
      dot({ x: u.data, at: j * h }, { x: weight, at: 0 }, h),
    );
    softmax(weights, 0, q);
    const input = this.#work.take(1, h + about.stride);
    for (let j = 0; j < q; j += 1) {
      addScaled({ x: input.data, at: 0 }, { x: u.data, at: j * h }, h, weights[j] ?? 0);
    }
    input.data.set(about.data.subarray(0, about.stride), h);
    const out = this.#work.take(1, h);
    this.#work.product(1, input, this.#linear.question_vector, { y: out });
    return out.data;
  }

  /** From the highest value of each channel, the channels where the start points to, and the question. */
  #none({ matrix: x, count: rows }: Rows, start: Float32Array, v: Float32Array): number {
    const h = this.#hidden;
    const input = this.#work.take(1, 3 * h);
    input.data.fill(-Infinity, 0, h);
    const weights = start.slice();
    softmax(weights, 0, rows);
    for (let t = 0; t < rows; t += 1) {
      for (let i = 0; i < h; i += 1) {
        input.data[i] = Math.max(input.data[i] ?? -Infinity, x.data[t * h + i] ?? -Infinity);
      }
      addScaled({ x: input.data, at: h }, { x: x.data, at: t * h }, h, weights[t] ?? 0);
    }
    input.data.set(v.subarray(0, h), 2 * h);
    const hidden = this.#work.take(1, h);
    this.#work.product(1, input, this.#linear.none_hidden, { y: hidden });
    const { weight, bias } = this.#pointers.none;
    let sum = bias;
    for (let i = 0; i < h; i += 1) sum += (weight[i] ?? 0) * Math.max(0, hidden.data[i] ?? 0);
    return sum;
  }
}
