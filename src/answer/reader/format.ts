/**
 * The weight file.
 *
 * | bytes | what |
 * | --- | --- |
 * | 8 | `PRREADER` in ASCII |
 * | 4 | version, little-endian uint32: 1 |
 * | 4 | length of the header in bytes, little-endian uint32 |
 * | header | JSON in UTF-8, padded with spaces to a multiple of 8 bytes from the file's start |
 * | payload | tensors one after another, each from a multiple of 8 bytes on |
 * | 32 | SHA-256 of everything before; whoever reads the file checks it |
 *
 * Header: `members` (the architecture of each network; their logits are averaged), `calibration`, `vocabulary` (SHA-256 of
 * the words joined by line feeds) and `tensors`: name -> `{ shape, type, offset, scales? }`, offsets from the payload's
 * start. A member's tensors are named `0.start.weight`, `1.start.weight` ...; `vectors` is common to all. Type `float32`, or
 * `int8` with one float32 scale a row at `scales` (value = int8 * scale; a row is the last dimension).
 */
import { z } from "zod";

const MAGIC = "PRREADER";
const VERSION = 1;
const CHECKSUM_BYTES = 32;
const HEADER_AT = 16;

/** The weight file is damaged, or of another version than this code reads. */
export class FormatError extends Error {
  override readonly name = "FormatError";
}

const entry = z.object({
  shape: z.array(z.number()),
  type: z.enum(["float32", "int8"]),
  offset: z.number(),
  scales: z.number().optional(),
});
const architecture = z.object({
  hidden: z.number(),
  heads: z.number(),
  dilations: z.record(z.string(), z.array(z.number())),
  vectorScale: z.number(),
  frequent: z.number(),
});
const header = z.object({
  members: z.array(architecture).min(1),
  calibration: z.object({ temperature: z.number().default(1), shift: z.number().default(0) }),
  vocabulary: z.string(),
  tensors: z.record(z.string(), entry),
});

type Index = z.infer<typeof header>["tensors"];

/** Shape of one network: see `Network`. */
export type Architecture = z.infer<typeof architecture>;

export interface Weights {
  readonly members: readonly Architecture[];
  /** Probability of a span ~ exp((score + shift) / temperature), of "no answer" ~ 1. */
  readonly calibration: { readonly temperature: number; readonly shift: number };
  readonly tensors: Tensors;
}

/** @throws {FormatError} if the file is damaged or of another version. */
export function parseWeights(bytes: Uint8Array): Weights {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = new TextDecoder().decode(bytes.subarray(0, MAGIC.length));
  if (bytes.length < HEADER_AT + CHECKSUM_BYTES || magic !== MAGIC) {
    throw new FormatError("The reader's weights are no weight file.");
  }
  const version = view.getUint32(8, true);
  if (version !== VERSION) {
    throw new FormatError(
      `The reader's weights are of version ${version}; this code reads ${VERSION}.`,
    );
  }
  const payloadAt = HEADER_AT + view.getUint32(12, true);
  const parsed = header.safeParse(parseJson(bytes.subarray(HEADER_AT, payloadAt)));
  if (!parsed.success) throw new FormatError("The reader's weights have a damaged header.");
  const { members, calibration, tensors } = parsed.data;
  // A copy, so that it begins at offset 0.
  const payload = new Uint8Array(bytes.subarray(payloadAt, bytes.length - CHECKSUM_BYTES));
  return { members, calibration, tensors: new Tensors(tensors, payload.buffer) };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

/** A tensor read row by row. */
export interface Table {
  readonly width: number;
  readonly rows: number;
  /** Writes row `id`, times `factor`, to `out` from `at` on. */
  row(id: number, out: Float32Array | Float64Array, at?: number, factor?: number): void;
}

/** Tensors by name: small ones as arrays, tables row by row from their bytes. */
export class Tensors {
  readonly #index: Index;
  readonly #buffer: ArrayBuffer;
  readonly #prefix: string;

  /** `prefix`: of the names of one member. */
  constructor(index: Index, buffer: ArrayBuffer, prefix = "") {
    this.#index = index;
    this.#buffer = buffer;
    this.#prefix = prefix;
  }

  /** The tensors of one member, and the common ones. */
  member(number: number): Tensors {
    return new Tensors(this.#index, this.#buffer, `${number}.`);
  }

  #find(name: string): Index[string] | undefined {
    return this.#index[this.#prefix + name] ?? this.#index[name];
  }

  #entry(name: string): Index[string] {
    const found = this.#find(name);
    if (!found) throw new FormatError(`The reader's weights lack the tensor ${name}.`);
    return found;
  }

  has(name: string): boolean {
    return this.#find(name) !== undefined;
  }

  shape(name: string): readonly number[] {
    return this.#entry(name).shape;
  }

  /** The whole tensor, row-major. */
  array(name: string): Float32Array {
    const table = this.table(name);
    const out = new Float32Array(table.rows * table.width);
    for (let row = 0; row < table.rows; row += 1) table.row(row, out, row * table.width, 1);
    return out;
  }

  /** A tensor read row by row, kept in its stored form. */
  table(name: string): Table {
    const { shape, type, offset, scales } = this.#entry(name);
    const width = shape.at(-1) ?? 1;
    const rows = shape.slice(0, -1).reduce((a, b) => a * b, 1);
    const size = rows * width;
    const values =
      type === "int8"
        ? new Int8Array(this.#buffer, offset, size)
        : new Float32Array(this.#buffer, offset, size);
    const scale = type === "int8" ? new Float32Array(this.#buffer, scales ?? 0, rows) : null;
    return {
      width,
      rows,
      row(id, out, at = 0, factor = 1) {
        const by = factor * (scale ? (scale[id] ?? 0) : 1);
        const from = id * width;
        for (let i = 0; i < width; i += 1) out[at + i] = (values[from + i] ?? 0) * by;
      },
    };
  }
}
