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

/**
 * Reads every regular file of a folder and its subfolders; links are not followed, names that begin with a dot are passed
 * over. What can't be read is reported and skipped.
 *
 * @throws {Error} in one sentence when the folder itself can't be read.
 */
export async function readReleasesFolder(folder: string, read: ReadFile): Promise<FolderContents> {
  const releases: Release[] = [];
  const problems: Problem[] = [];
  for (const path of await filesOf(folder)) {
    const outcome = await readOne(folder, path, read);
    if (outcome.kind === "problem") problems.push(outcome.problem);
    else if (outcome.kind === "feed") releases.push(...outcome.items.map(({ release }) => release));
    else releases.push(...outcome.releases);
  }
  return { releases, problems };
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

async function readOne(folder: string, path: string, read: ReadFile): Promise<ReadOutcome> {
  const name = relative(folder, path).replaceAll(sep, "/");
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
