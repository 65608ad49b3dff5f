import { lstat, readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { ReadOutcome, ReleaseFile } from "../archive/read-release.ts";
import type { Origin } from "../archive/release-store.ts";
import type { Problem, Release, ReleaseId } from "../domain/release.ts";
import { MOST_BYTES, releaseId } from "./releases-folder.ts";

/** Where a folder's releases go. */
export interface FolderSink {
  /** What is stored of the folder, by id. */
  origins(): Promise<ReadonlyMap<ReleaseId, Origin>>;
  bring(
    brought: readonly { readonly release: Release; readonly origin: Origin }[],
  ): Promise<unknown>;
  drop(ids: readonly ReleaseId[]): Promise<void>;
}

export interface FolderSourceOptions {
  readonly folder: string;
  readonly read: (file: ReleaseFile) => Promise<ReadOutcome>;
  readonly sink: FolderSink;
  readonly onProblem: (problem: Problem) => void;
  /** Files looked at so far, of all that there are. */
  readonly onProgress?: (done: number, all: number) => void;
  readonly signal?: AbortSignal;
}

/** The source of everything that lies in the folder. */
export const FOLDER = "file:";
/** Files read at once, and brought together. */
const AT_ONCE = 8;
const BATCH = 200;
const STORED_WITHIN_MS = 1000;

/** Brings what is new or has changed in a folder since it was last looked at, and drops what is gone. */
export async function syncFolder(options: FolderSourceOptions): Promise<void> {
  const { folder, sink, onProgress, signal } = options;
  const known = bySource(await sink.origins());
  const names = onePerId(await namesIn(folder), known, options);
  const there = new Set(names.map((name) => `${FOLDER}${name}`));
  const gone = [...known].flatMap(([source, { ids }]) => (there.has(source) ? [] : ids));
  const open: FileChange[] = [];
  let storedAt = performance.now();
  for (let from = 0; from < names.length; from += AT_ONCE) {
    if (signal?.aborted === true) break;
    const part = names.slice(from, from + AT_ONCE);
    const read = await Promise.all(part.map(async (name) => await changeOf(name, known, options)));
    open.push(...read.flat());
    if (open.length >= BATCH || performance.now() - storedAt > STORED_WITHIN_MS) {
      await take(open.splice(0), options);
      storedAt = performance.now();
    }
    onProgress?.(Math.min(names.length, from + AT_ONCE), names.length);
  }
  // Stopped half-way, what has been read is kept.
  await take(open, options);
  if (signal?.aborted === true) return;
  // Last: a renamed file is known under its new name by now, and goes on as what it was.
  if (gone.length > 0) await sink.drop(gone);
}

/** Brings one file that is new or has changed. */
export async function syncFile(name: string, options: FolderSourceOptions): Promise<void> {
  const { folder, sink, onProblem } = options;
  const origins = await sink.origins();
  const owner = origins.get(releaseId(name))?.source.slice(FOLDER.length) ?? name;
  if (owner !== name && (await isThere(join(folder, owner)))) {
    onProblem(sameName(name, owner));
    return;
  }
  const known = bySource(origins);
  await take(await changeOf(name, known, options), options);
}

/** Drops what a file held that is gone. */
export async function dropFile(name: string, { sink }: FolderSourceOptions): Promise<void> {
  const known = bySource(await sink.origins());
  await sink.drop(known.get(`${FOLDER}${name}`)?.ids ?? []);
}

/** Of files that differ in their extension alone the one that is known or, of new ones, the first; the others are reported. */
function onePerId(
  names: readonly string[],
  known: ReadonlyMap<string, KnownFile>,
  { onProblem }: FolderSourceOptions,
): string[] {
  return [...Map.groupBy(names, releaseId).values()].flatMap((same) => {
    const kept = same.find((name) => known.has(`${FOLDER}${name}`)) ?? same[0] ?? "";
    for (const name of same) if (name !== kept) onProblem(sameName(name, kept));
    return [kept];
  });
}

function sameName(name: string, owner: string): Problem {
  return { file: name, reason: `${name}: ${owner} has the same name; give one of them another.` };
}

async function isThere(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}

interface KnownFile {
  readonly fingerprint: string;
  readonly ids: ReleaseId[];
}

function bySource(origins: ReadonlyMap<ReleaseId, Origin>): Map<string, KnownFile> {
  const files = new Map<string, KnownFile>();
  for (const [id, { source, fingerprint }] of origins) {
    const file = files.get(source);
    if (file) file.ids.push(id);
    else files.set(source, { fingerprint, ids: [id] });
  }
  return files;
}

interface FileChange {
  readonly releases: readonly Release[];
  readonly origin: Origin;
  /** What the file held before and holds no more. */
  readonly dropped: readonly ReleaseId[];
}

async function changeOf(
  name: string,
  known: ReadonlyMap<string, KnownFile>,
  { folder, read, onProblem }: FolderSourceOptions,
): Promise<FileChange[]> {
  const source = `${FOLDER}${name}`;
  const before = known.get(source);
  try {
    const path = join(folder, name);
    const { size, mtimeMs, isFile } = await factsOf(path);
    const fingerprint = `${size} ${mtimeMs}`;
    if (!isFile || before?.fingerprint === fingerprint) return [];
    if (size > MOST_BYTES) {
      onProblem({ file: name, reason: `${name}: it is larger than 25 MB; make it smaller.` });
      return [];
    }
    const outcome = await read({ id: releaseId(name), name, bytes: await readFile(path) });
    if (outcome.kind === "problem") {
      // What was read of it before stays: a broken file takes nothing away.
      onProblem(outcome.problem);
      return [];
    }
    const releases =
      outcome.kind === "feed" ? outcome.items.map(({ release }) => release) : outcome.releases;
    if (releases.length === 0)
      onProblem({
        file: name,
        reason: `${name}: its entries have no text; name the feed in RELEASE_FEEDS, where their pages are read.`,
      });
    const kept = new Set(releases.map(({ id }) => id));
    const dropped = (before?.ids ?? []).filter((id) => !kept.has(id));
    return [{ releases, origin: { source, fingerprint }, dropped }];
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unexpected";
    onProblem({ file: name, reason: `${name}: it can't be read (${code}); check its rights.` });
    return [];
  }
}

async function factsOf(path: string): Promise<{ size: number; mtimeMs: number; isFile: boolean }> {
  const facts = await lstat(path);
  return { size: facts.size, mtimeMs: facts.mtimeMs, isFile: facts.isFile() };
}

async function take(changes: readonly FileChange[], { sink }: FolderSourceOptions): Promise<void> {
  const brought = changes.flatMap(({ releases, origin }) =>
    releases.map((release) => ({ release, origin })),
  );
  if (brought.length > 0) await sink.bring(brought);
  const dropped = changes.flatMap((change) => change.dropped);
  if (dropped.length > 0) await sink.drop(dropped);
}

/** Regular files below the folder, links not followed, `/` between folders. @throws {Error} when the folder can't be read. */
async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (cause: unknown) => {
      throw new Error(`The folder of releases ${folder} can't be read; check RELEASES_DIR.`, {
        cause,
      });
    },
  );
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
    .toSorted();
}
