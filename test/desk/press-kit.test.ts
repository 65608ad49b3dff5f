import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readRelease } from "../../src/archive/read-release.ts";
import type { Original } from "../../src/desk/original.ts";
import { pressKitReply } from "../../src/desk/press-kit.ts";
import { FOLDER, syncFolder } from "../../src/runtime/folder-source.ts";
import { originalFile } from "../../src/runtime/original-file.ts";
import { Bureau } from "../_support/bureau.ts";

const QUAY = `---
title: The North Quay Opens
issuer: Veldan Port Authority
date: 2026-11-02
---
The north quay of Lowgate opens on Monday, the Board said. Ships of every size may use it.
`;
let bureau: Bureau;
let folder = "";

beforeEach(async () => {
  bureau = await Bureau.open();
  folder = mkdtempSync(join(tmpdir(), "pressdesk-kit-"));
});
afterEach(async () => {
  await bureau.store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function readFolder(): Promise<void> {
  const { releases } = bureau.store;
  await syncFolder({
    folder,
    read: readRelease,
    sink: {
      origins: async () => await releases.origins(FOLDER),
      bring: async (brought) => await bureau.keeper.bring(brought),
      drop: async (ids) => {
        await releases.drop(ids);
      },
    },
    onProblem: ({ reason }) => {
      throw new Error(reason);
    },
  });
  await bureau.keeper.follow();
}

async function originalOf(id: string): Promise<Original | null> {
  const origin = await bureau.store.originals.originOf(id);
  return origin && (await originalFile(folder, origin));
}

function kit(id: string, original: Original | null) {
  const release = bureau.collection.stored(id);
  if (!release) throw new Error(`There is no ${id}.`);
  const { blocks, attachments = [] } = pressKitReply(release, original, bureau.context());
  const files = attachments.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)]);
  return { notes: JSON.stringify(blocks), files };
}

describe("the press kit", () => {
  it("holds the file as it lies in the folder beside the text of it", async () => {
    writeFileSync(join(folder, "quay.md"), QUAY);
    await readFolder();

    const { files } = kit("quay", await originalOf("quay"));

    expect(files).toEqual([
      ["quay.txt", expect.stringContaining("The north quay of Lowgate opens on Monday")],
      ["quay.md", QUAY],
    ]);
  });

  it("gives the two files names of their own", async () => {
    writeFileSync(join(folder, "quay.txt"), QUAY);
    await readFolder();

    const { files } = kit("quay", await originalOf("quay"));

    expect(files.map(([name]) => name)).toEqual(["quay.txt", "quay-original.txt"]);
  });

  it("leaves a file out that has changed since it was read, or is gone", async () => {
    writeFileSync(join(folder, "quay.md"), QUAY);
    await readFolder();
    writeFileSync(join(folder, "quay.md"), QUAY.replace("Monday", "Sunday"));
    utimesSync(join(folder, "quay.md"), new Date(0), new Date(0));

    const changed = await originalOf("quay");
    rmSync(join(folder, "quay.md"));
    const gone = await originalOf("quay");

    expect([changed, gone]).toEqual([null, null]);
  });

  it("hands on no mail, which names who got it, and no feed", async () => {
    writeFileSync(join(folder, "quay.md"), QUAY);
    await readFolder();
    const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
    const mail = bytes(
      "From: a@example.org\nTo: b@example.org\nSubject: x\nMIME-Version: 1.0\nMessage-ID: <1>\n\nText",
    );
    const feed = bytes("<?xml version='1.0'?><rss version='2.0'><channel></channel></rss>");

    const kits = [mail, feed].map((one) => kit("quay", { name: "quay.eml", bytes: one }));

    for (const { files } of kits) expect(files.map(([name]) => name)).toEqual(["quay.txt"]);
  });

  it("says so when the file is too large for a message", async () => {
    writeFileSync(join(folder, "quay.md"), QUAY);
    await readFolder();
    const large = { name: "quay.pdf", bytes: new Uint8Array(10 * 1024 * 1024).fill(65) };

    const { files, notes } = kit("quay", large);

    expect(files.map(([name]) => name)).toEqual(["quay.txt"]);
    expect(notes).toContain("The original file is too large to be sent here.");
  });

  it("gives a file with a strange name one that every platform takes", async () => {
    writeFileSync(join(folder, "quay.md"), QUAY);
    await readFolder();
    const name = `../../\u202efdp.quay ${"x".repeat(300)}.p\u0000df`;

    const { files } = kit("quay", { name, bytes: new Uint8Array([1]) });

    expect(files[1]?.[0]).toMatch(/^[\w.-]{1,72}$/u);
  });
});
