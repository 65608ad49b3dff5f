import { lstat, readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { ReadOutcome, ReleaseFile } from "../archive/read-release.ts";
import type { Problem, Release } from "../domain/release.ts";

export interface FolderContents {
  readonly releases: readonly Release[];
  readonly problems: readonly Problem[];
}

type ReadFile = (file: ReleaseFile) => Promise<ReadOutcome>;

/** Largest file that is read. */
export const MOST_BYTES = 25 * 1024 * 1024;

/** The outcome of a file that is read after the quick ones. */
const LATER = "later";
type Later = typeof LATER;

export interface ReadingOrder {
  /** What is read at once; all other files wait until these are read. */
  readonly isQuick: (bytes: Uint8Array) => boolean;
  /** After this no further file is begun or waited for; each is reported. Without end by default. */
  readonly budgetMs?: number;
}

/**
 * Reads every regular file of a folder and its subfolders; links are not followed, names that begin with a dot are passed
 * over. What can't be read is reported and skipped.
 *
 * @throws {Error} in one sentence when the folder itself can't be read.
 */
export async function readReleasesFolder(
  folder: string,
  read: ReadFile,
  { isQuick, budgetMs = Number.POSITIVE_INFINITY }: ReadingOrder = { isQuick: () => true },
): Promise<FolderContents> {
  const end = performance.now() + budgetMs;
  const slow: string[] = [];
  const outcomes: ReadOutcome[] = [];
  const quickly = async (file: ReleaseFile): Promise<ReadOutcome | Later> =>
    isQuick(file.bytes) ? await read(file) : LATER;
  for (const paths of batches(await filesOf(folder))) {
    const found = await Promise.all(
      paths.map(async (path) => await readOne(folder, path, quickly)),
    );
    for (const [i, outcome] of found.entries()) {
      if (outcome !== LATER) outcomes.push(outcome);
      else slow.push(paths[i] ?? "");
    }
  }
  let isLate = false;
  for (const path of slow) {
    const outcome: ReadOutcome | Later = isLate
      ? LATER
      : await Promise.race([readOne(folder, path, read), until(end)]);
    isLate = outcome === LATER;
    outcomes.push(
      outcome === LATER
        ? fault(nameIn(folder, path), "there was no time left to read it")
        : outcome,
    );
  }
  return contentsOf(outcomes);
}

/** So many files are fetched from the disk at once; together they hold at most eight times {@link MOST_BYTES}. */
const AT_ONCE = 8;

function batches(paths: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(paths.length / AT_ONCE) }, (_, i) =>
    paths.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
  );
}

/** The longest that a timer takes. */
const LONGEST_MS = 2 ** 31 - 1;

/** Never, when `end` is without end. */
async function until(end: number): Promise<Later> {
  const { promise, resolve } = Promise.withResolvers<Later>();
  const left = end - performance.now();
  if (left < LONGEST_MS) setTimeout(resolve, Math.max(0, left), LATER).unref();
  return await promise;
}

function contentsOf(outcomes: readonly ReadOutcome[]): FolderContents {
  return {
    releases: outcomes.flatMap((outcome) => {
      if (outcome.kind === "problem") return [];
      return outcome.kind === "feed"
        ? outcome.items.map(({ release }) => release)
        : outcome.releases;
    }),
    problems: outcomes.flatMap((outcome) => (outcome.kind === "problem" ? [outcome.problem] : [])),
  };
}

function nameIn(folder: string, path: string): string {
  return relative(folder, path).replaceAll(sep, "/");
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (cause: unknown) => {
      throw new Error(`The folder of releases ${folder} can't be read; check RELEASES_DIR.`, {
        cause,
      });
    },
  );
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

async function readOne(
  folder: string,
  path: string,
  read: (file: ReleaseFile) => Promise<ReadOutcome | Later>,
): Promise<ReadOutcome | Later> {
  const name = nameIn(folder, path);
  try {
    const { size } = await lstat(path);
    if (size > MOST_BYTES) return fault(name, "it is larger than 25 MB; make it smaller");
    return await read({ id: releaseId(name), name, bytes: await readFile(path) });
  } catch (error) {
    return fault(name, `it can't be read (${errorCode(error)}); check its rights`);
  }
}

function fault(name: string, reason: string): ReadOutcome {
  return { kind: "problem", problem: { file: name, reason: `${name}: ${reason}.` } };
}

/** A release's id: the path below the folder, without the extension. */
export function releaseId(name: string): string {
  return name.replace(/\.[^./]*$/u, "");
}

function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unexpected";
}
