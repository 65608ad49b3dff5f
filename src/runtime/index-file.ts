import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { deserialize, serialize } from "node:v8";

/** Where a stored index lies, and of which version it must be to be believed. */
export interface IndexFileOptions {
  readonly file: string;
  readonly version: string;
}

/** A file of one value, believed only as long as its version is the one at hand; anything else is as if it were not there. */
export class IndexFile<T> {
  readonly #options: IndexFileOptions;

  constructor(options: IndexFileOptions) {
    this.#options = options;
  }

  /** `null` when there is none, it is of another version, or it is damaged. */
  async read(): Promise<T | null> {
    const { file, version } = this.#options;
    try {
      const bytes = await readFile(file);
      const digest = bytes.subarray(0, DIGEST_BYTES);
      const content = bytes.subarray(DIGEST_BYTES);
      if (!digestOf(content).equals(digest)) return null;
      const stored: { version: string; value: T } = deserialize(content);
      return stored.version === version ? stored.value : null;
    } catch {
      return null;
    }
  }

  /** Takes the place of what is there when it is complete. @throws when the folder can't be written to. */
  async write(value: T): Promise<void> {
    const { file, version } = this.#options;
    const content = serialize({ version, value });
    const part = `${file}.${process.pid}.part`;
    await mkdir(dirname(file), { recursive: true });
    try {
      await writeFile(part, Buffer.concat([digestOf(content), content]));
      await rename(part, file);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }
}

const DIGEST_BYTES = 32;

function digestOf(content: Uint8Array): Buffer {
  return createHash("sha256").update(content).digest();
}

/** A version that differs as soon as a source file below `folders`, a package or Node's own knowledge of writing does. */
export async function sourceVersion(lock: string, folders: readonly string[]): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify(process.versions));
  hash.update(await readFile(lock).catch(() => ""));
  for (const folder of folders) {
    const names = await readdir(folder, { recursive: true });
    for (const name of names.filter((one) => one.endsWith(".ts")).toSorted())
      hash.update(name).update(await readFile(join(folder, name)));
  }
  return hash.digest("hex");
}
