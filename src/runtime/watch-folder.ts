import { readFile, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { watch } from "chokidar";
import type { ReadOutcome, ReleaseFile } from "../archive/read-release.ts";
import type { ReleaseId } from "../domain/release.ts";
import { MOST_BYTES, releaseId } from "./releases-folder.ts";

export interface FolderChanges {
  /** A file is new or has changed, and its size has stood still. */
  readonly onFile: (file: string, outcome: ReadOutcome) => void;
  /** A file is gone. */
  readonly onGone: (id: ReleaseId) => void;
}

/** A file still being written is read when its size has stood still so long. */
const STILL_MS = 1000;

/** Follows a folder of releases until `signal` is aborted; what is there already is not told. */
export function watchReleasesFolder(
  folder: string,
  read: (file: ReleaseFile) => Promise<ReadOutcome>,
  { onFile, onGone }: FolderChanges,
  signal: AbortSignal,
): void {
  const watcher = watch(".", {
    cwd: folder,
    ignoreInitial: true,
    followSymlinks: false,
    awaitWriteFinish: { stabilityThreshold: STILL_MS },
    ignored: (path) => /(?:^|[\\/])\.[^\\/.]/u.test(path.slice(folder.length)),
  });
  const changed = async (path: string): Promise<void> => {
    const name = path.replaceAll(sep, "/");
    const file = join(folder, path);
    const { size } = await stat(file);
    if (size > MOST_BYTES) return;
    onFile(name, await read({ id: releaseId(name), name, bytes: await readFile(file) }));
  };
  // A file that is gone again, or can't be read, is told by its next event.
  const follow = (path: string): void => {
    changed(path).catch(() => undefined);
  };
  watcher.on("add", follow).on("change", follow);
  watcher.on("unlink", (path) => {
    onGone(releaseId(path.replaceAll(sep, "/")));
  });
  signal.addEventListener("abort", () => {
    void watcher.close();
  });
}
