import { sep } from "node:path";
import { watch } from "chokidar";

export interface FolderChanges {
  /** A file is new or has changed, and its size has stood still; `/` between folders. */
  readonly onFile: (name: string) => void;
  readonly onGone: (name: string) => void;
}

/** A file still being written is read when its size has stood still so long. */
const STILL_MS = 1000;

/** Follows a folder until `signal` is aborted; what is there already is not told. */
export function watchFolder(
  folder: string,
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
  const changed = (path: string): void => {
    onFile(path.replaceAll(sep, "/"));
  };
  watcher.on("add", changed).on("change", changed);
  watcher.on("unlink", (path) => {
    onGone(path.replaceAll(sep, "/"));
  });
  signal.addEventListener("abort", () => {
    void watcher.close();
  });
}
