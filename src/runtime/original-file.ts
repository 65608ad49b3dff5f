import { lstat, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Origin } from "../archive/release-store.ts";
import { FOLDER } from "./folder-source.ts";

/** The file in the folder of releases that an origin names, as it was when it was read; `null` when it has changed since. */
export async function originalFile(
  folder: string,
  { source, fingerprint }: Origin,
): Promise<{ readonly name: string; readonly bytes: Uint8Array } | null> {
  if (!source.startsWith(FOLDER)) return null;
  const path = join(folder, source.slice(FOLDER.length));
  try {
    const { size, mtimeMs } = await lstat(path);
    if (fingerprint !== `${size} ${mtimeMs}`) return null;
    return { name: basename(path), bytes: new Uint8Array(await readFile(path)) };
  } catch {
    // It is gone, or can't be read: the text is there all the same.
    return null;
  }
}
