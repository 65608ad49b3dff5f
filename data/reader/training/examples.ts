/** Questions on passages as numbers, in the files that `train.py` reads. */
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import {
  FLOATS,
  INTEGERS,
  matchFeatures,
  type Passage,
  TABLES,
  type Vocabulary,
} from "../../../src/answer/reader/features.ts";
import { analyseQuestion, CLASSES } from "../../../src/answer/reader/question.ts";
import type { Gold } from "./gold.ts";

/** `train` is learnt from, the others are measured: see README.md. */
export type Part = "train" | "validation" | "held" | "press" | "archives" | "glossed";

export interface Example {
  readonly id: string;
  readonly part: Part;
  readonly passage: Passage;
  readonly question: string;
  /** Null: the passage does not say. Empty: it says so, but not in a span that could be read. */
  readonly gold: readonly Gold[] | null;
  /** The same as another one, as it may be typed. */
  readonly isNoisy?: boolean;
}

/**
 * `integers.i16` and `floats.f32`: a row a token, of the passage and then of the question, example after example. `meta.json`: the
 * widths, and of each example where its rows begin, how many tokens passage (`t`) and question (`q`) have, the sentence of
 * each, and the right spans.
 */
export class ExampleFiles {
  readonly #folder: string;
  readonly #vocabulary: Vocabulary;
  readonly #integers: number;
  readonly #floats: number;
  readonly #examples: object[] = [];
  readonly #counts = new Map<string, number>();
  #rows = 0;

  constructor(folder: string, vocabulary: Vocabulary) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
    this.#vocabulary = vocabulary;
    this.#integers = openSync(join(folder, "integers.i16"), "w");
    this.#floats = openSync(join(folder, "floats.f32"), "w");
  }

  /** How many of each part. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  /** A question without a word is passed over. */
  add({ id, part, passage, question, gold, isNoisy = false }: Example): void {
    const asked = analyseQuestion(question);
    if (asked.tokens.length === 0) return;
    const match = matchFeatures(passage, asked, this.#vocabulary);
    for (const rows of [passage.integers, match.questionIntegers]) write(this.#integers, rows);
    for (const rows of [match.passage, match.question]) write(this.#floats, rows);
    const [t, q] = [passage.tokens.length, asked.tokens.length];
    const focus = asked.tokens[asked.focus];
    this.#examples.push({
      id,
      part,
      at: this.#rows,
      t,
      q,
      class: asked.classId,
      focus: focus ? this.#vocabulary.id(focus.lower) : 0,
      noisy: isNoisy,
      gold: gold ?? [],
      none: gold === null,
      sentence: Array.from(passage.sentence),
    });
    this.#rows += t + q;
    const kind = `${part}${isNoisy ? ", as typed" : ""}${gold === null ? ", no answer" : ""}`;
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
  }

  /** @param dimensions numbers in a word vector */
  close(dimensions: number): void {
    closeSync(this.#integers);
    closeSync(this.#floats);
    const widths = { integers: INTEGERS, floats: FLOATS, tables: TABLES, classes: CLASSES.length };
    writeFileSync(
      join(this.#folder, "meta.json"),
      JSON.stringify({ ...widths, dimensions, examples: this.#examples }),
    );
  }
}

function write(file: number, { buffer, byteOffset, byteLength }: Int16Array | Float32Array): void {
  writeSync(file, new Uint8Array(buffer, byteOffset, byteLength));
}
