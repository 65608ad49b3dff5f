import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { watchFolder } from "../../src/runtime/watch-folder.ts";
import { until } from "../_support/until.ts";

const TEXT =
  "---\ntitle: The Quay Opens\nissuer: Veldan Port Authority\ndate: 2026-11-02\nlanguage: en\n---\nThe quay opens on Monday, the Board said, after two years of works.\n";

it("tells of files that come, change and go, in subfolders too, and of no hidden ones", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pressdesk-watch-"));
  mkdirSync(join(folder, "2026"));
  writeFileSync(join(folder, "there-before.md"), TEXT);
  const told: string[] = [];
  const end = new AbortController();
  watchFolder(
    folder,
    {
      onFile: (file) => void told.push(file),
      onGone: (file) => void told.push(`${file} gone`),
    },
    end.signal,
  );
  await new Promise((done) => {
    setTimeout(done, 500);
  });

  writeFileSync(join(folder, "2026", "quay.md"), TEXT);
  writeFileSync(join(folder, ".draft.md"), TEXT);
  await until(() => told.length === 1);
  rmSync(join(folder, "2026", "quay.md"));
  await until(() => told.length === 2);
  end.abort();
  rmSync(folder, { recursive: true });

  expect(told).toEqual(["2026/quay.md", "2026/quay.md gone"]);
});
