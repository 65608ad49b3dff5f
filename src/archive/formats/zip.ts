import { LIMITS, megabytes } from "./limits.ts";
import { type Refusal, refused } from "./reading.ts";

/** A file inside a zip archive, still packed. */
interface Packed {
  readonly name: string;
  readonly method: number;
  readonly bytes: Uint8Array;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

/** A zip archive whose entries were all unpacked once and found within {@link LIMITS}: what it says of its sizes is not believed. */
export class Zip {
  readonly #entries: ReadonlyMap<string, Packed>;

  private constructor(entries: ReadonlyMap<string, Packed>) {
    this.#entries = entries;
  }

  static async open(bytes: Uint8Array): Promise<Zip | Refusal> {
    const entries = directory(bytes);
    if (!entries) return refused("its zip archive is damaged; save the document again");
    if (entries.size > LIMITS.zipEntries)
      return refused(`it holds more than ${LIMITS.zipEntries} parts; save the document again`);
    let total = 0;
    for (const entry of entries.values()) {
      const size = await unpackedSize(entry, LIMITS.unpackedBytes - total);
      if (size === null) return refused("its zip archive is damaged; save the document again");
      total += size;
      if (total > LIMITS.unpackedBytes)
        return refused(
          `it unpacks to more than ${megabytes(LIMITS.unpackedBytes)}; leave pictures out`,
        );
    }
    return new Zip(entries);
  }

  get names(): string[] {
    return [...this.#entries.keys()];
  }

  /** The text of an entry; null when there is none of that name. */
  async text(name: string): Promise<string | null> {
    const entry = this.#entries.get(name);
    if (!entry) return null;
    const chunks: Uint8Array[] = [];
    for await (const chunk of unpacked(entry)) chunks.push(chunk);
    return await new Blob(chunks.map((chunk) => new Uint8Array(chunk))).text();
  }
}

/** The names of a zip archive's entries, without unpacking any; null when it is none. */
export function zipNames(bytes: Uint8Array): string[] | null {
  const entries = directory(bytes);
  return entries && [...entries.keys()];
}

function directory(bytes: Uint8Array): Map<string, Packed> | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  if (end === null) return null;
  const entries = new Map<string, Packed>();
  let at = view.getUint32(end + 16, true);
  for (let count = view.getUint16(end + 10, true); count > 0; count -= 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== DIRECTORY_ENTRY) return null;
    const [nameLength, extra, comment] = [28, 30, 32].map((field) =>
      view.getUint16(at + field, true),
    );
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + (nameLength ?? 0)));
    const content = contentOf(view, at);
    if (!content) return null;
    entries.set(name, { name, method: view.getUint16(at + 10, true), bytes: content });
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
}

function endOfDirectory(view: DataView): number | null {
  const least = Math.max(0, view.byteLength - 22 - 65_535);
  for (let at = view.byteLength - 22; at >= least; at -= 1) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  }
  return null;
}

function contentOf(view: DataView, entry: number): Uint8Array | null {
  const size = view.getUint32(entry + 20, true);
  const local = view.getUint32(entry + 42, true);
  if (local + 30 > view.byteLength || view.getUint32(local, true) !== LOCAL_HEADER) return null;
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + size > view.byteLength) return null;
  return new Uint8Array(view.buffer, view.byteOffset + start, size);
}

/** Bytes that an entry really unpacks to, counted up to a little over `limit`; null when it cannot be unpacked. */
async function unpackedSize(entry: Packed, limit: number): Promise<number | null> {
  if (entry.method !== STORED && entry.method !== DEFLATED) return null;
  let size = 0;
  try {
    for await (const chunk of unpacked(entry)) {
      size += chunk.length;
      if (size > limit) break;
    }
  } catch {
    return null;
  }
  return size;
}

async function* unpacked({ method, bytes }: Packed): AsyncGenerator<Uint8Array> {
  if (method === STORED) {
    yield bytes;
    return;
  }
  const stream = new Blob([new Uint8Array(bytes)])
    .stream()
    .pipeThrough(new DecompressionStream("deflate-raw"));
  for await (const chunk of stream) yield chunk;
}
