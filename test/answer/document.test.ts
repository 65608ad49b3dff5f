import { expect, it } from "vitest";
import { readDocument, type Sentence } from "../../src/answer/document.ts";
import { readRelease } from "../../src/archive/read-release.ts";

async function sentences(body: string): Promise<Pick<Sentence, "kind" | "text">[]> {
  const bytes = new TextEncoder().encode(
    `---\ntitle: New trees\nissuer: City of Orlena\ndate: 2025-03-04\n---\n${body}\n`,
  );
  const outcome = await readRelease({ id: "trees", name: "trees.md", bytes });
  if (outcome.kind !== "releases" || !outcome.releases[0]) throw new Error("no release");
  return readDocument(outcome.releases[0]).sentences.map(({ kind, text }) => ({ kind, text }));
}

it.each([
  ["dashes", "- Marsh End\n- Tallow Hill"],
  ["numbers", "1. Marsh End\n2. Tallow Hill"],
])("knows the lines of a list by their %s", async (_, list) => {
  const found = await sentences(
    `Two wards get the new trees:\n\n${list}\n\nPlanting begins in May.`,
  );

  expect(found.filter(({ kind }) => kind === "item").map(({ text }) => text)).toEqual([
    "Marsh End",
    "Tallow Hill",
  ]);
});

it("reads a title that stands above the body once more only once", async () => {
  const found = await sentences("# New trees\n\nPlanting begins in May.");

  expect(found.filter(({ text }) => text.includes("New trees"))).toEqual([
    { kind: "title", text: "New trees" },
  ]);
});
