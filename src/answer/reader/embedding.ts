/** Rows that go into the network: looked up in the tables of the weight file. */
import { FLOATS, INTEGERS } from "./features.ts";
import type { Architecture, Table, Tensors } from "./format.ts";

const TABLES = ["word_class", "span_type", "suffix"];

/** The numbers of a text's tokens, and where they go. */
export interface TokenRows {
  /** INTEGERS a token. */
  readonly integers: Int16Array;
  /** FLOATS a token. */
  readonly floats: Float32Array;
  /** A scaled word vector a token, from {@link Embedding.words}. */
  readonly words: Float32Array;
  /** A word vector of the other text a token. */
  readonly aligned: Float32Array | null;
}

export class Embedding {
  readonly #vectors: Table;
  readonly #scale: number;
  readonly #frequent: Table;
  readonly #limit: number;
  readonly #tables: readonly Table[];
  readonly #classes: Table;

  constructor(tensors: Tensors, { vectorScale, frequent }: Architecture) {
    this.#vectors = tensors.table("vectors");
    this.#scale = vectorScale;
    this.#frequent = tensors.table("frequent.weight");
    this.#limit = frequent;
    this.#tables = TABLES.map((name) => tensors.table(`${name}.weight`));
    this.#classes = tensors.table("question_class.weight");
  }

  /** Numbers in a word vector. */
  get wordWidth(): number {
    return this.#vectors.width;
  }

  /** Numbers in the row that says what a question is about. */
  get aboutWidth(): number {
    return this.#classes.width + this.#vectors.width;
  }

  /** Scaled word vectors of tokens. */
  words(integers: Int16Array, out: Float32Array): void {
    const width = this.wordWidth;
    for (let at = 0, t = 0; at < integers.length; at += INTEGERS, t += 1) {
      this.#vectors.row(integers[at] ?? 0, out, t * width, this.#scale);
    }
  }

  /** [word vector, frequent word, word class, span type, ending, floats, aligned], a row of `stride` numbers a token. */
  rows({ integers, floats, words, aligned }: TokenRows, out: Float32Array, stride: number): void {
    const width = this.wordWidth;
    for (let t = 0; t * INTEGERS < integers.length; t += 1) {
      let at = t * stride;
      const word = integers[t * INTEGERS] ?? 0;
      out.set(words.subarray(t * width, (t + 1) * width), at);
      at += width;
      this.#frequent.row(word < this.#limit ? word : 1, out, at);
      at += this.#frequent.width;
      for (const [k, table] of this.#tables.entries()) {
        table.row(integers[t * INTEGERS + 1 + k] ?? 0, out, at);
        at += table.width;
      }
      out.set(floats.subarray(t * FLOATS, (t + 1) * FLOATS), at);
      if (aligned) out.set(aligned.subarray(t * width, (t + 1) * width), at + FLOATS);
    }
  }

  /** [class of the question, word vector of the noun asked for (none: zeros)] */
  about(classId: number, focusId: number, out: Float32Array): void {
    this.#classes.row(classId, out);
    if (focusId > 1) this.#vectors.row(focusId, out, this.#classes.width, this.#scale);
  }
}
