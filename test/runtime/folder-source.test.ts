import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readRelease } from "../../src/archive/read-release.ts";
import {
  dropFile,
  type FolderSourceOptions,
  syncFile,
  syncFolder,
} from "../../src/runtime/folder-source.ts";
import { serveFolder } from "../../src/runtime/serve-archive.ts";
import { Bureau } from "../_support/bureau.ts";

const FEED = resolve(import.meta.dirname, "../fixtures/formats/feed.rss");
let folder = "";
let bureau: Bureau;
let problems: string[] = [];
let stop = new AbortController();
let clock = 1_700_000_000;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "pressdesk-folder-"));
  bureau = await Bureau.open();
  problems = [];
  stop = new AbortController();
});

afterEach(async () => {
  stop.abort();
  await bureau.store.close();
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
  clock += 10;
  utimesSync(join(folder, name), clock, clock);
}

function release(title: string, body = "The quay opens on Monday.", more = ""): string {
  return `---\ntitle: ${title}\nissuer: Veldan Port Authority\ndate: 2026-11-02\n${more}---\n${body}\n`;
}

function source(): FolderSourceOptions {
  return {
    folder,
    read: readRelease,
    sink: {
      origins: async () => await bureau.store.releases.origins("file:"),
      bring: async (brought) => await bureau.keeper.bring(brought),
      drop: async (ids) => {
        await bureau.store.releases.drop(ids);
      },
    },
    onProblem: ({ reason }) => void problems.push(reason),
  };
}

async function sync(): Promise<void> {
  await syncFolder(source());
  await bureau.keeper.follow();
}

function served(): string[] {
  return bureau.collection
    .all()
    .map(({ id, revision }) => `${id} ${revision}`)
    .toSorted();
}

describe("a folder of releases", () => {
  it("brings what is new, also in subfolders, and nothing twice", async () => {
    write("one.md", release("One"));
    write("2026/two.md", release("Two"));
    await sync();
    let reads = 0;
    await syncFolder({
      ...source(),
      read: async (file) => {
        reads += 1;
        return await readRelease(file);
      },
    });

    expect(served()).toEqual(["2026/two 1", "one 1"]);
    expect(reads).toBe(0);
  });

  it("counts a changed file as a new revision, a touched one not", async () => {
    write("one.md", release("One"));
    write("two.md", release("Two", "It is blue."));
    await sync();

    write("one.md", release("One", "The quay opens on Tuesday."));
    write("two.md", release("Two", "It is blue."));
    await sync();

    expect(served()).toEqual(["one 2", "two 1"]);
  });

  it("serves no more what is gone, and tells nobody", async () => {
    await bureau.subscribe("a");
    write("one.md", release("One"));
    await sync();
    await bureau.publish();
    bureau.news();

    rmSync(join(folder, "one.md"));
    await sync();
    await bureau.publish();

    expect(served()).toEqual([]);
    expect(bureau.news()).toEqual([]);
  });

  it("announces nothing anew when a file was renamed while nobody looked", async () => {
    await bureau.subscribe("a");
    write("one.md", release("One"));
    await sync();
    await bureau.publish();
    bureau.news();

    renameSync(join(folder, "one.md"), join(folder, "other.md"));
    await sync();
    await bureau.publish();

    expect(served()).toEqual(["other 1"]);
    expect(bureau.news()).toEqual([]);
  });

  it("announces nothing anew when it is seen to go before it comes under its new name", async () => {
    await bureau.subscribe("a");
    write("one.md", release("One"));
    await sync();
    await bureau.publish();
    bureau.news();

    renameSync(join(folder, "one.md"), join(folder, "other.md"));
    await dropFile("one.md", source());
    await bureau.keeper.follow();
    await syncFile("other.md", source());
    await bureau.publish();

    expect(served()).toEqual(["other 1"]);
    expect(bureau.news()).toEqual([]);
  });

  it("tells who got the text when it is corrected under its new name", async () => {
    await bureau.subscribe("a");
    write("one.md", release("One"));
    await sync();
    await bureau.publish();
    bureau.news();
    renameSync(join(folder, "one.md"), join(folder, "other.md"));
    await sync();

    write("other.md", release("One", "The quay opens on Tuesday.", "changeNote: the day\n"));
    await sync();
    await bureau.publish();

    expect(served()).toEqual(["other 2"]);
    expect(bureau.news()).toEqual(["a edited: Correction | One"]);
  });

  it("announces a text that was dropped before anybody was told of it", async () => {
    await bureau.subscribe("a");
    write("one.md", release("One"));
    await sync();
    await dropFile("one.md", source());
    write("other.md", release("One"));

    await syncFile("other.md", source());
    await bureau.publish();

    expect(bureau.news()).toEqual(["a sent: New release | One"]);
  });

  it("keeps the old text of a file that broke, and says so", async () => {
    write("one.md", release("One"));
    await sync();

    write("one.md", "---\ntitle: [unclosed\n---\n");
    await sync();

    expect(served()).toEqual(["one 1"]);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]).toContain("one.md");
  });

  it("passes over a file that is too large, a link and a hidden one, and reads the rest", async () => {
    write("large.md", release("Large"));
    truncateSync(join(folder, "large.md"), 26 * 1024 * 1024);
    write(".hidden.md", release("Hidden"));
    write("one.md", release("One"));
    symlinkSync(join(folder, "one.md"), join(folder, "link.md"));

    await sync();

    expect(served()).toEqual(["one 1"]);
    expect(problems).toEqual(["large.md: it is larger than 25 MB; make it smaller."]);
  });

  it("reads a feed that is dropped into it, and drops the items that it no longer holds", async () => {
    const text = readFileSync(FEED, "utf8");
    write("feed.rss", text);
    await sync();
    const before = served();

    write("feed.rss", text.replace(/<item>[\s\S]*?<\/item>/u, ""));
    await sync();

    expect(before.length).toBeGreaterThan(1);
    expect(served()).toHaveLength(before.length - 1);
  });

  it("serves one of two files that differ in their extension alone, and says so", async () => {
    write("one.md", release("One"));
    write("one.markdown", release("Another"));
    await sync();
    await sync();
    await syncFile("one.md", source());

    expect(served()).toEqual(["one 1"]);
    expect(new Set(problems)).toEqual(
      new Set(["one.md: one.markdown has the same name; give one of them another."]),
    );
  });

  it("says how far it has come, and keeps what it has read when it is stopped", async () => {
    for (let i = 0; i < 30; i += 1) write(`${String(i).padStart(2, "0")}.md`, release(`Quay ${i}`));
    const told: (readonly [number, number])[] = [];
    await syncFolder({
      ...source(),
      signal: stop.signal,
      onProgress: (done, all) => {
        told.push([done, all]);
        if (done === 16) stop.abort();
      },
    });
    await bureau.keeper.follow();
    const half = served().length;
    await syncFolder({ ...source(), onProgress: (...one) => void told.push(one) });
    await bureau.keeper.follow();

    expect(half).toBe(16);
    expect(served()).toHaveLength(30);
    expect(told).toEqual([8, 16, 8, 16, 24, 30].map((done) => [done, 30]));
  });

  it("says in one sentence that the folder can't be read", async () => {
    await expect(syncFolder({ ...source(), folder: join(folder, "none") })).rejects.toThrow(
      /can't be read; check RELEASES_DIR/u,
    );
  });
});

describe("serving a folder", () => {
  async function serve(): Promise<void> {
    await serveFolder({
      folder,
      read: readRelease,
      store: bureau.store.releases,
      bring: async (brought, isBaseline) => await bureau.keeper.bring(brought, isBaseline),
      onChange: () => undefined,
      onProblem: ({ reason }) => void problems.push(reason),
      onTrouble: (error) => {
        throw error;
      },
      signal: stop.signal,
    });
    await bureau.keeper.follow();
  }

  it("announces nothing of the very first start, and what came while it was down", async () => {
    await bureau.subscribe("a");
    write("one.md", release("One"));
    await serve();
    await bureau.publish();
    const first = bureau.news();
    stop.abort();
    stop = new AbortController();
    write("two.md", release("Two", "It is blue."));

    await serve();
    await bureau.publish();

    expect(first).toEqual([]);
    expect(bureau.news()).toEqual(["a sent: New release | Two"]);
  });

  it("takes the rest for the baseline when the very first start was stopped half-way", async () => {
    await bureau.subscribe("a");
    write("one.md", release("One"));
    stop.abort();
    await serve();
    stop = new AbortController();

    await serve();
    await bureau.publish();

    expect(served()).toEqual(["one 1"]);
    expect(bureau.news()).toEqual([]);
  });

  it("follows files that come, change, are renamed and go", async () => {
    await bureau.subscribe("a");
    await serve();
    const until = async (expected: readonly string[]): Promise<void> => {
      await expect
        .poll(
          async () => {
            await bureau.keeper.follow();
            return served();
          },
          { timeout: 8000, interval: 100 },
        )
        .toEqual(expected);
    };

    writeFileSync(join(folder, "one.md"), release("One"));
    await until(["one 1"]);
    await bureau.publish();
    renameSync(join(folder, "one.md"), join(folder, "two.md"));
    await until(["two 1"]);
    await bureau.publish();
    rmSync(join(folder, "two.md"));
    await until([]);

    expect(bureau.news()).toEqual(["a sent: New release | One"]);
  }, 30_000);
});
