import { describe, expect, it } from "vitest";
import { type Document, readDocument } from "../../src/answer/document.ts";
import { enumerated, listBlocks, listItems } from "../../src/answer/list-items.ts";
import { readRelease } from "../../src/archive/read-release.ts";

async function documentOf(body: string): Promise<Document> {
  const bytes = new TextEncoder().encode(`---\ntitle: Quay\n---\n\n${body}\n`);
  const outcome = await readRelease({ id: "quay", name: "quay.md", bytes });
  if (outcome.kind !== "releases" || !outcome.releases[0]) throw new Error("no release");
  return readDocument(outcome.releases[0]);
}

const LISTED =
  "Whoever comes aboard needs three things:\n\n- a ticket. It is bought on the quay.\n- a life jacket\n- patience\n\nThe ferry sails at noon.";

describe("a list set line by line", () => {
  it("is one block below the sentence that introduces it", async () => {
    const document = await documentOf(LISTED);
    const [block] = listBlocks(document);
    const texts = document.sentences.map(({ text }) => text);

    expect(listBlocks(document)).toHaveLength(1);
    expect(texts[block?.intro ?? -1]).toBe("Whoever comes aboard needs three things:");
    expect(texts[block?.last ?? -1]).toBe("patience");
  });

  it("has one item a line, whichever of its sentences is found", async () => {
    const document = await documentOf(LISTED);
    const items = document.sentences
      .slice(1, 6)
      .map((sentence) =>
        listItems("what does one need", document, sentence, []).map(
          ({ sentence: { text }, span }) => text.slice(span.start, span.end),
        ),
      );

    for (const each of items) expect(each).toEqual(["a ticket", "a life jacket", "patience"]);
  });
});

it.each([
  ["The Council welcomed Norland, Sudria and Ostia.", 3],
  ["The ferry sails at noon.", 1],
])("counts the parts that a sentence strings together: %j", async (text, count) => {
  const { sentences } = await documentOf(`The quay was full this morning. ${text}`);

  expect(sentences.map(enumerated).at(-1)).toBe(count);
});
