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

it("takes the lines of a letter that is indented as a whole for running text", async () => {
  const found = await sentences(
    [
      "   Since 8 June the wards of the old town have been",
      "   planted with the help of two hundred neigh-",
      "   bours, who water the young trees themselves. It has",
      "   rained on one day in three since the work began.",
    ].join("\n"),
  );

  expect(found.filter(({ kind }) => kind !== "title")).toEqual([
    {
      kind: "body",
      text: "Since 8 June the wards of the old town have been planted with the help of two hundred neighbours, who water the young trees themselves.",
    },
    { kind: "body", text: "It has rained on one day in three since the work began." },
  ]);
});

it("keeps an item together that runs on in an indented line", async () => {
  const found = await sentences(
    [
      "The city plants four hundred trees this spring, most",
      "of them limes and field maples from the nursery at",
      "Orlena Castle. The council has chosen the streets in",
      "which most people live. Two wards get the new trees:",
      "",
      "- Marsh End, whose old elms had to be cut down two",
      "  winters ago, and the streets around it",
      "- Tallow Hill, where there have never been any at all",
    ].join("\n"),
  );

  expect(found.filter(({ kind }) => kind === "item").map(({ text }) => text)).toEqual([
    "Marsh End, whose old elms had to be cut down two winters ago, and the streets around it",
    "Tallow Hill, where there have never been any at all",
  ]);
});

it("reads a title that stands above the body once more only once", async () => {
  const found = await sentences("# New trees\n\nPlanting begins in May.");

  expect(found.filter(({ text }) => text.includes("New trees"))).toEqual([
    { kind: "title", text: "New trees" },
  ]);
});
