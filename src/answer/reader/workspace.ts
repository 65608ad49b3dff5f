/**
 * Memory and matrix product of the network. The product is 60 lines of WebAssembly with 128-bit SIMD
 * (its text stands in `data/reader/matmul.wat`; to rebuild: any WAT assembler, then base64), about ten times as fast as the same loops
 * in JavaScript. Matrices are row-major float32 in the module's memory; rows are padded with zeros to a multiple of eight, so
 * that the product needs no special cases.
 */
const MODULE =
  "AGFzbQEAAAABDgFgCn9/f39/f39/f38AAhIBBnJlYWRlcgZtZW1vcnkCAAEDAgEABwwBCG11bHRpcGx5AAAKwAMBvQMCCH8L" +
  "eyAJQQJ0IQsDQEEAIQoDQCAEIApq/QAEACEVIAQgCmr9AAQQIRkgFSEWIBUhFyAVIRggGSEaIBkhGyAZIRwgACEOIA4gAWoh" +
  "DyAPIAFqIRAgECABaiERIAIgCmohDSAIIQwDQCAN/QAEACESIA39AAQQIRMgDv0JAgAhFCAVIBQgEv3mAf3kASEVIBkgFCAT" +
  "/eYB/eQBIRkgD/0JAgAhFCAWIBQgEv3mAf3kASEWIBogFCAT/eYB/eQBIRogEP0JAgAhFCAXIBQgEv3mAf3kASEXIBsgFCAT" +
  "/eYB/eQBIRsgEf0JAgAhFCAYIBQgEv3mAf3kASEYIBwgFCAT/eYB/eQBIRwgDkEEaiEOIA9BBGohDyAQQQRqIRAgEUEEaiER" +
  "IA0gA2ohDSAMQQFrIgwNAAsgBSAKaiENIA0gFf0LBAAgDSAZ/QsEECANIAZqIQ0gDSAW/QsEACANIBr9CwQQIA0gBmohDSAN" +
  "IBf9CwQAIA0gG/0LBBAgDSAGaiENIA0gGP0LBAAgDSAc/QsEECAKQSBqIgogC0kNAAsgACABQQJ0aiEAIAUgBkECdGohBSAH" +
  "QQRrIgcNAAsL";

/** Rounded up to a multiple of eight. */
export function pad(n: number): number {
  return (n + 7) & ~7;
}

/** Rows * stride numbers in the workspace; `pointer` is the byte offset of the first. */
export interface Matrix {
  readonly data: Float32Array;
  readonly pointer: number;
  readonly stride: number;
}

/** The right side of a product: inputs * outputs weights (rows `stride` numbers apart) and outputs biases, by pointer. */
export interface Linear {
  readonly weight: number;
  readonly stride: number;
  readonly bias: number;
  readonly inputs: number;
  /** A multiple of eight. */
  readonly outputs: number;
}

type Multiply = (...parameters: readonly number[]) => void;
const PAGE_BYTES = 65_536;

/** Weights that stay and scratch matrices that live for one forward pass. */
export class Workspace {
  readonly #memory = new WebAssembly.Memory({ initial: 32 });
  readonly #multiply: Multiply;
  #kept = 64;
  #used = 64;

  constructor() {
    const bytes = Uint8Array.from(atob(MODULE), (character) => character.charCodeAt(0));
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
      reader: { memory: this.#memory },
    });
    const multiply = exports["multiply"];
    if (typeof multiply !== "function") throw new TypeError("The matrix product is missing.");
    this.#multiply = (...parameters) => {
      multiply(...parameters);
    };
  }

  /** Stores numbers for good and gives their pointer; only before the first {@link take}. */
  keep(numbers: Float32Array): number {
    const pointer = this.#kept;
    this.#kept += 4 * pad(numbers.length);
    this.#grow(this.#kept);
    new Float32Array(this.#memory.buffer, pointer, numbers.length).set(numbers);
    this.#used = this.#kept;
    return pointer;
  }

  /** Takes all scratch matrices back and makes room for `numbers` new numbers. */
  reset(numbers: number): void {
    this.#used = this.#kept;
    this.#grow(this.#used + 4 * numbers);
  }

  #grow(bytes: number): void {
    const missing = bytes - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE_BYTES));
  }

  /** How much is in use; give it to {@link release} to take back what came later. */
  get mark(): number {
    return this.#used;
  }

  release(mark: number): void {
    this.#used = mark;
  }

  /** A scratch matrix of zeros, its rows padded. @throws {RangeError} if {@link reset} asked for too little. */
  take(rows: number, stride: number): Matrix {
    const pointer = this.#used;
    const size = pad(rows) * stride;
    this.#used += 4 * pad(size);
    return { data: new Float32Array(this.#memory.buffer, pointer, size).fill(0), pointer, stride };
  }

  /** y = x w + b; padding rows are computed, too. */
  product(rows: number, x: Matrix, layer: Linear, { y, xColumn = 0, yColumn = 0 }: Target): void {
    this.#multiply(
      x.pointer + 4 * xColumn,
      4 * x.stride,
      layer.weight,
      4 * layer.stride,
      layer.bias,
      y.pointer + 4 * yColumn,
      4 * y.stride,
      pad(rows),
      layer.inputs,
      layer.outputs,
    );
  }
}

/** Where a product goes. */
export interface Target {
  readonly y: Matrix;
  /** First column of x that is read. */
  readonly xColumn?: number;
  /** First column of y that is written. */
  readonly yColumn?: number;
}
