import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { batch } from "../../adapters/commands/batch.ts";
import { UsageError, type Workspace } from "../../adapters/commands/io.ts";
import { readRelease } from "../../src/archive/read-release.ts";
import { openTestArchive } from "../_support/archive.ts";

const RELEASE = (id: string, keys: string, body: string): [string, string] => [
  `${id}.md`,
  `---\ntitle: Fares of the Veldan Ferry\nissuer: Veldan Port Authority\nlanguage: en\n${keys}\n---\n${body}\n`,
];
const FILES = new Map([
  RELEASE("2024-fares", "date: 2024-03-01", "A single ticket for the Veldan ferry costs 3 crowns."),
  RELEASE(
    "2024-fares-corrected",
    "date: 2024-03-05\ncorrects: 2024-fares\nchangeNote: the price",
    "A single ticket for the Veldan ferry costs 4 crowns.",
  ),
  RELEASE(
    "2024-director",
    "date: 2024-02-01\nembargo: 2024-02-02T09:00:00+00:00",
    "Ms Ilse Marn, Director of the Veldan Port Authority, opened the new quay of Sandrow.",
  ),
]);

describe("npm run batch", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pressdesk-batch-"));
    mkdirSync(join(folder, "releases"));
    for (const [name, text] of FILES) writeFileSync(join(folder, "releases", name), text);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  async function run(questions: readonly object[]): Promise<Record<string, unknown>[]> {
    const file = join(folder, "questions.jsonl");
    writeFileSync(file, questions.map((question) => JSON.stringify(question)).join("\n"));
    const lines: string[] = [];
    const io = {
      out: (line: string) => void lines.push(line),
      err: (line: string) => {
        throw new Error(line);
      },
      resolve: (path: string) => path,
      isTerminal: false,
      width: 100,
    };
    const workspace: Workspace = {
      io,
      openStore: async () => await Promise.reject(new Error("not used")),
      releasesFolder: "",
      pressContact: null,
      organisation: null,
      timeZone: "UTC",
      open: async (path) => ({ ...(await openTestArchive(path)), problems: [] }),
      read: readRelease,
      now: () => Date.parse("2024-06-01T00:00:00Z"),
    };
    await batch.run(["--releases", join(folder, "releases"), "--questions", file], workspace);
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  it("answers in order, one object a line, with the file's own words", async () => {
    const [director, greeting] = await run([
      { id: "a", question: "who is the director of the Veldan Port Authority" },
      { id: "b", question: "hello" },
    ]);

    expect(director).toMatchObject({
      id: "a",
      status: "answered",
      answer: "Ilse Marn",
      release: "2024-director",
      quote: "Ms Ilse Marn, Director of the Veldan Port Authority, opened the new quay of Sandrow.",
    });
    expect(greeting).toMatchObject({ id: "b", status: "small-talk", release: null });
  });

  it("knows nothing of a release before its embargo ends, and all of it afterwards", async () => {
    const question = "who is the director of the Veldan Port Authority";

    const [before, after] = await run([
      { id: "a", question, asOf: "2024-02-01" },
      { id: "b", question, asOf: "2024-02-02" },
    ]);

    expect(before).toMatchObject({ status: "not-found", release: null, quote: "" });
    expect(after).toMatchObject({ status: "answered", release: "2024-director" });
  });

  it("never answers from a release that is corrected, but does for a day before the correction", async () => {
    const question = "what does a single ticket for the Veldan ferry cost";

    const answers = await run([
      { id: "a", question, asOf: "2024-03-02" },
      { id: "b", question },
    ]);

    const cited = answers.map(({ release }) => release);
    expect(cited[0]).not.toBe("2024-fares-corrected");
    expect(cited[1]).not.toBe("2024-fares");
  });

  it("says which option is missing", async () => {
    await expect(batch.run(["--releases", folder], {} as Workspace)).rejects.toThrow(UsageError);
  });
});
