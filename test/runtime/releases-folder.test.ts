import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ReadOutcome, ReleaseFile } from "../../src/archive/read-release.ts";
import { readReleasesFolder } from "../../src/runtime/releases-folder.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "releases-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const read: string[] = [];

/** Notes what it is given; every file is a problem of its own name. */
async function note(file: ReleaseFile): Promise<ReadOutcome> {
  read.push(`${file.name} as ${file.id}`);
  return await Promise.resolve({
    kind: "problem",
    problem: { file: file.name, reason: file.name },
  });
}

function files(...names: readonly string[]): void {
  for (const name of names) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), name);
  }
  read.length = 0;
}

describe("readReleasesFolder", () => {
  it("reads files of subfolders too, but no links and nothing hidden", async () => {
    files("a.md", "2024/b.v2.txt", ".hidden.md");
    symlinkSync("/etc/hostname", join(folder, "link.md"));

    await readReleasesFolder(folder, note);

    expect(read.toSorted()).toEqual(["2024/b.v2.txt as 2024/b.v2", "a.md as a"]);
  });

  it("reads what is quick first", async () => {
    files("a.pdf", "b.md", "c.pdf", "d.md");

    await readReleasesFolder(folder, note, {
      isQuick: (bytes) => new TextDecoder().decode(bytes).endsWith("md"),
    });

    expect(read.map((line) => line.charAt(0)).join("")).toMatch(/^(?:bd|db)ac$/u);
  });

  it("waits for slow files no longer than it may, and reports those", async () => {
    files("a.pdf", "b.md", "c.pdf");
    const hang = async (file: ReleaseFile): Promise<ReadOutcome> =>
      file.name === "a.pdf" ? await new Promise<ReadOutcome>(() => undefined) : await note(file);

    const { problems } = await readReleasesFolder(folder, hang, {
      isQuick: (bytes) => new TextDecoder().decode(bytes).endsWith("md"),
      budgetMs: 200,
    });

    expect(problems.map(({ reason }) => reason)).toEqual([
      "b.md",
      "a.pdf: there was no time left to read it.",
      "c.pdf: there was no time left to read it.",
    ]);
  });

  it("says in one sentence that a folder can't be read", async () => {
    await expect(readReleasesFolder(join(folder, "none"), note)).rejects.toThrow(
      /can't be read; check RELEASES_DIR\.$/u,
    );
  });
});
