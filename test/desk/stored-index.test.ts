import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Library } from "../../src/answer/library.ts";
import { Collection } from "../../src/archive/collection.ts";
import { ArchiveService, type StoredArchive } from "../../src/desk/archive-service.ts";
import type { Release } from "../../src/domain/release.ts";
import { IndexFile, sourceVersion } from "../../src/runtime/index-file.ts";
import { words } from "../../src/text/words.ts";
import { lexiconOf } from "../_support/lexicon.ts";
import { releaseOf } from "../_support/release-of.ts";

const PLACES = ["Lowgate", "Sandrow", "Tolvane", "Marlow", "Hollin", "Brandt", "Farrant"];
const RELEASES = Array.from({ length: 600 }, (_, i) =>
  releaseOf(`r${i}`, {
    title: `The quay of ${PLACES[i % 7] ?? ""} number ${i}`,
    body: `The ${PLACES[(i * 3) % 7] ?? ""} board met ${PLACES[(i * 5) % 7] ?? ""} fishers about boat ${i % 40}. មេសា ទឹក។`,
  }),
);
const QUERIES = ["quay of Sandrow", "boat 17", "fishers of Tolvane board", "Marlow", "ទឹក"];

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pressdesk-index-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

interface Opened {
  readonly archive: ArchiveService;
  readonly library: Library;
}

function opened(releases: readonly Release[], stored: StoredArchive | null): Opened {
  const library = new Library(lexiconOf());
  const archive = new ArchiveService(new Collection("UTC"), library);
  archive.load(releases, stored);
  return { archive, library };
}

/** What there is to find, to the last digit that matters. MiniSearch drops what was taken out bit by bit, as searches meet it. */
function found({ library }: Opened): unknown {
  const search = (query: string): string[] =>
    library.index
      .search(
        words(query).map(({ stem }) => ({ term: stem, weight: 1 })),
        700,
        () => true,
      )
      .map(({ id, score }) => `${id} ${score.toFixed(6)}`)
      .toSorted();
  for (let round = 0; round < 5; round += 1) for (const query of QUERIES) search(query);
  return [QUERIES.map(search), library.size, library.isName("sandrow"), library.isName("board")];
}

function storedOf({ archive }: Opened): StoredArchive {
  const first = archive.store();
  const stored = archive.store();
  if (first || !stored) throw new Error("It is stored when nothing has changed for a while.");
  return stored;
}

async function onDisk(stored: StoredArchive): Promise<StoredArchive | null> {
  const index = new IndexFile<StoredArchive>({
    file: join(folder, "data/index.bin"),
    version: "1",
  });
  await index.write(stored);
  return await index.read();
}

it("finds with a stored index what it found without one", async () => {
  const fresh = opened(RELEASES, null);

  const again = opened(RELEASES, await onDisk(storedOf(fresh)));

  expect(found(again)).toEqual(found(fresh));
  expect(again.archive.store() ?? again.archive.store()).toBeNull();
});

it("takes in what has changed, come and gone since it was stored", async () => {
  const stored = await onDisk(storedOf(opened(RELEASES, null)));
  const now = [
    ...RELEASES.slice(5),
    releaseOf("new", { body: "The board of Sandrow met a stranger." }),
    releaseOf("r3", { revision: 2, body: "The quay of r3 is sold to Tolvane." }),
  ];

  const again = opened(now, stored);
  again.archive.delete("r9");
  again.archive.put(releaseOf("r10", { revision: 2, body: "It is blue." }));
  const fresh = opened(
    now.filter(({ id }) => id !== "r9" && id !== "r10"),
    null,
  );
  fresh.archive.put(releaseOf("r10", { revision: 2, body: "It is blue." }));

  expect(found(again)).toEqual(found(fresh));
});

it("is built anew when too much of it has gone", async () => {
  const stored = await onDisk(storedOf(opened(RELEASES, null)));
  const now = RELEASES.slice(300);

  const again = opened(now, stored);

  expect(found(again)).toEqual(found(opened(now, null)));
});

it("is not believed when it is of another version, damaged or not there", async () => {
  const file = join(folder, "index.bin");
  const index = new IndexFile({ file, version: "1" });
  const missing = await index.read();
  await index.write([1, 2, 3]);
  const whole = await index.read();
  const other = await new IndexFile({ file, version: "2" }).read();
  const bytes = readFileSync(file);
  bytes[bytes.length - 2] = 255 - (bytes.at(-2) ?? 0);
  writeFileSync(file, bytes);

  expect([missing, whole, other, await index.read()]).toEqual([null, [1, 2, 3], null, null]);
});

it("has another version as soon as a source is another", async () => {
  const sources = join(folder, "a.ts");
  writeFileSync(sources, "export const a = 1;");
  const [one, same] = [await sourceVersion("", [folder]), await sourceVersion("", [folder])];
  writeFileSync(sources, "export const a = 2;");

  expect(same).toBe(one);
  expect(await sourceVersion("", [folder])).not.toBe(one);
});
