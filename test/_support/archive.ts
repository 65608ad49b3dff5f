import { join, resolve } from "node:path";
import { Engine } from "../../src/answer/engine.ts";
import { learntFrom } from "../../src/answer/learnt.ts";
import { Library } from "../../src/answer/library.ts";
import { Collection } from "../../src/archive/collection.ts";
import { readRelease } from "../../src/archive/read-release.ts";
import { ArchiveService } from "../../src/desk/archive-service.ts";
import type { Release } from "../../src/domain/release.ts";
import { readDataFiles } from "../../src/runtime/data-files.ts";
import { readReleasesFolder } from "../../src/runtime/releases-folder.ts";
import { lexiconFrom } from "../../src/text/lexicon.ts";

const ROOT = resolve(import.meta.dirname, "../..");

export interface TestArchive {
  readonly engine: Engine;
  readonly collection: Collection;
  readonly library: Library;
}

/** A folder of releases, ready to be asked with what ships; default: the archive that ships. */
export async function openTestArchive(
  folder = join(ROOT, "data/releases"),
  arranged: (releases: readonly Release[]) => readonly Release[] = (releases) => releases,
): Promise<TestArchive> {
  const data = await readDataFiles(join(ROOT, "data"));
  const library = new Library(lexiconFrom(data));
  const collection = new Collection("UTC");
  const archive = new ArchiveService(collection, library);
  const { releases } = await readReleasesFolder(folder, readRelease);
  for (const release of arranged(releases)) archive.put(release);
  const engine = new Engine({ library, ...learntFrom(data) });
  return { engine, collection, library };
}
