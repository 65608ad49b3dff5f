import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inspect } from "../../../adapters/commands/inspect.ts";
import type { Workspace } from "../../../adapters/commands/io.ts";
import { readRelease } from "../../../src/archive/read-release.ts";

const FOLDER = resolve(import.meta.dirname, "../../fixtures/formats");
let scratch = "";

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "inspect-"));
});

afterEach(() => {
  rmSync(scratch, { recursive: true });
});

interface Run {
  readonly code: number;
  readonly out: readonly string[];
  readonly err: readonly string[];
}

async function run(...parameters: readonly string[]): Promise<Run> {
  const out: string[] = [];
  const err: string[] = [];
  const workspace: Workspace = {
    io: {
      out: (line) => void out.push(line),
      err: (line) => void err.push(line),
      resolve: (path) => resolve(FOLDER, path),
      isTerminal: false,
      width: 100,
    },
    openStore: async () => await Promise.reject(new Error("not used")),
    releasesFolder: "",
    pressContact: null,
    organisation: null,
    timeZone: "UTC",
    open: async () => await Promise.reject(new Error("not opened")),
    read: readRelease,
    now: () => 0,
  };
  return { code: await inspect.run(parameters, workspace), out, err };
}

describe("inspect", () => {
  it("prints one object of what it understood", async () => {
    const { code, out } = await run("ferry-narrow.pdf", "--json");

    expect(code).toBe(0);
    expect(JSON.parse(out.join("\n"))).toEqual({
      title: "Lowgate Ferry to Sail Every Half Hour from 1 May",
      issuer: "Lowgate Ferry Board",
      department: "Timetables Division",
      number: null,
      date: "2024-04-18",
      place: "Lowgate",
      language: "en",
      topics: [],
      contacts: [],
      body: expect.stringMatching(
        /^The Lowgate Ferry Board \(LFB\)[\s\S]+\n\n[\s\S]+9 October 2023\.$/u,
      ),
      missing: ["number", "topics", "contacts"],
    });
  });

  it("prints a feed's items with id, url and day of change", async () => {
    const { out } = await run("feed.atom", "--json");

    expect(JSON.parse(out.join(""))).toMatchObject({
      items: [
        {
          id: "urn:lfb:17",
          url: "https://ferry.example.org/17",
          updated: "2026-02-03T00:00:00Z",
          date: "2024-04-18",
        },
        { id: "urn:lfb:15", url: null, date: null },
      ],
    });
  });

  it("shows fields beside the lines that say so, then the body", async () => {
    const { out } = await run("ferry.txt");

    expect(out.find((line) => line.startsWith("issuer"))).toMatch(
      /Lowgate Ferry Board\s+\| line 1: L0WGATE FERRY BOARD$/u,
    );
    expect(out).toContain("missing     topics");
    expect(out.at(-2)).toMatch(/^The Lowgate Ferry Board/u);
  });

  it.each([
    ["none.pdf", "none.pdf: there is no such file; check the name."],
    [".", ".: it is no file; name a file."],
    ["README.md", "README.md: "],
  ])("refuses %s with exit 1 and one line", async (name, reason) => {
    const { code, out, err } = await run(name);

    expect({ code, out, lines: err.length }).toEqual({ code: 1, out: [], lines: 1 });
    expect(err[0]).toContain(reason);
  });

  it("refuses a file of more than 25 MB unread", async () => {
    const path = join(scratch, "large.txt");
    writeFileSync(path, "");
    truncateSync(path, 25 * 1024 * 1024 + 1);

    expect((await run(path)).err).toEqual([
      `${path}: it is larger than 25 MB; leave pictures out or split it.`,
    ]);
  });

  it("is misused without a file", async () => {
    await expect(run("--json")).rejects.toThrow("Name one file.");
  });
});
