import type { ReadOutcome, ReleaseFile } from "../archive/read-release.ts";
import type { Origin, ReleaseStore } from "../archive/release-store.ts";
import type { Problem, Release } from "../domain/release.ts";
import {
  dropFile,
  FOLDER,
  type FolderSourceOptions,
  syncFile,
  syncFolder,
} from "./folder-source.ts";
import { watchFolder } from "./watch-folder.ts";

interface Brought {
  readonly release: Release;
  readonly origin: Origin;
}

export interface ServeArchiveOptions {
  readonly folder: string;
  readonly read: (file: ReleaseFile) => Promise<ReadOutcome>;
  readonly store: ReleaseStore;
  readonly bring: (brought: readonly Brought[], isBaseline: boolean) => Promise<unknown>;
  /** Called after anything was brought or dropped. */
  readonly onChange: () => void;
  readonly onProblem: (problem: Problem) => void;
  /** Files of the folder looked at so far, of all; at the start alone. */
  readonly onProgress?: (done: number, all: number) => void;
  readonly onTrouble: (error: unknown) => void;
  readonly signal: AbortSignal;
}

/** The mark under which the very first start's baseline is kept. */
const BASELINE = "folder";

/**
 * Takes over what the folder holds, then follows it. What is there at the very first start is the baseline.
 *
 * Resolves when all of the folder has been looked at. @throws {Error} in one sentence when it can't be read.
 */
export async function serveFolder(options: ServeArchiveOptions): Promise<void> {
  const { folder, read, store, bring, onChange, onProblem, onTrouble, signal } = options;
  let isBaseline = !(await store.hasBaseline(BASELINE));
  const source: FolderSourceOptions = {
    folder,
    read,
    onProblem,
    signal,
    sink: {
      origins: async () => await store.origins(FOLDER),
      bring: async (brought) => {
        await bring(brought, isBaseline);
        onChange();
      },
      drop: async (ids) => {
        await store.drop(ids);
        onChange();
      },
    },
  };
  const readFirst = async (): Promise<void> => {
    const { onProgress } = options;
    await syncFolder({ ...source, ...(onProgress === undefined ? {} : { onProgress }) });
    // Stopped half-way, the rest is still the baseline of the next start.
    if (signal.aborted) return;
    if (isBaseline) await store.setBaseline(BASELINE);
    isBaseline = false;
  };
  // One change at a time: two events of one file must not overtake each other.
  let queue: Promise<unknown> = Promise.resolve();
  const enqueue = (work: () => Promise<unknown>): void => {
    queue = queue.then(async () => (signal.aborted ? null : await work())).catch(onTrouble);
  };
  const first = readFirst();
  // What comes while the folder is read for the first time is no part of the baseline.
  queue = first.catch(() => undefined);
  watchFolder(
    folder,
    {
      onFile: (name) => {
        enqueue(async () => {
          await syncFile(name, source);
        });
      },
      onGone: (name) => {
        enqueue(async () => {
          await dropFile(name, source);
        });
      },
    },
    signal,
  );
  await first;
}
