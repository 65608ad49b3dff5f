import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { NO_COMMANDS } from "../../src/archive/formats/commands.ts";
import { IsolatedReader } from "../../src/runtime/isolated-reader.ts";

const FOLDER = resolve(import.meta.dirname, "../fixtures/formats");
const WORKER = new URL("../../adapters/reader-worker.ts", import.meta.url);

const SCRIPTS = mkdtempSync(join(tmpdir(), "pressdesk-reader-"));
afterAll(() => {
  rmSync(SCRIPTS, { recursive: true });
});

/** A process that does `work` with whatever it is given. */
function worker(work: string): URL {
  const path = join(SCRIPTS, `${createHash("sha256").update(work).digest("hex")}.mjs`);
  writeFileSync(path, `process.on("message", () => { ${work} });`);
  return pathToFileURL(path);
}

function file(name: string) {
  return { id: name, name, bytes: new Uint8Array(readFileSync(resolve(FOLDER, name))) };
}

const ANY = { id: "x", name: "x.pdf", bytes: new Uint8Array() };

describe("IsolatedReader", () => {
  it("reads files one after the other in its process", async () => {
    const reader = new IsolatedReader({ worker: WORKER, commands: NO_COMMANDS });

    const read = await Promise.all(
      ["ferry-header.docx", "ferry-narrow.pdf"].map(async (name) => await reader.read(file(name))),
    );
    await reader.close();

    const titles = read.map((one) => (one.kind === "releases" ? one.releases[0]?.title : one));
    expect(titles).toEqual(
      Array.from({ length: 2 }, () => "Lowgate Ferry to Sail Every Half Hour from 1 May"),
    );
  });

  it("runs commands on this side and hands their output over", async () => {
    const asked: string[] = [];
    const reader = new IsolatedReader({
      worker: WORKER,
      commands: {
        ...NO_COMMANDS,
        recognise: async (picture, languages) => {
          asked.push(`${picture.length} bytes in ${languages.join("+")}`);
          return await Promise.resolve({ kind: "failed", reason: "test" });
        },
      },
    });

    const read = await reader.read(file("ferry-scan.png"));
    await reader.close();

    expect(asked).toEqual([`${file("ferry-scan.png").bytes.length} bytes in eng+fra`]);
    expect(read).toMatchObject({
      problem: { reason: "ferry-scan.png: `tesseract` could not read it (test)." },
    });
  });

  it("ends what hangs, says so, and reads on", async () => {
    const hanging = new IsolatedReader({
      worker: worker("for (;;);"),
      commands: NO_COMMANDS,
      deadlineMs: 300,
    });

    const read = [await hanging.read(ANY), await hanging.read(ANY)];
    await hanging.close();

    const reason = "x.pdf: reading it took longer than 0.3 s; save it as plain text.";
    expect(read).toEqual(
      [1, 2].map(() => ({ kind: "problem", problem: { file: "x.pdf", reason } })),
    );
  });

  it("ends what grows", async () => {
    const growing = new IsolatedReader({
      worker: worker(
        "const kept = []; for (;;) kept.push(Array.from({ length: 1e5 }, (_, i) => ({ i })));",
      ),
      commands: NO_COMMANDS,
      memoryMb: 64,
    });

    const read = await growing.read(ANY);
    await growing.close();

    expect(read).toMatchObject({
      problem: { reason: "x.pdf: reading it needs more than 64 MB; save it as plain text." },
    });
  });

  it("survives a process that ends by itself", async () => {
    const ending = new IsolatedReader({ worker: worker("process.exit(3)"), commands: NO_COMMANDS });

    const read = await ending.read(ANY);
    await ending.close();

    expect(read).toMatchObject({
      problem: { reason: "x.pdf: it is damaged or not what it seems; save it again." },
    });
  });
});
