import { expect, it } from "vitest";
import { readDocument } from "../../src/answer/document.ts";
import { statements } from "../../src/answer/statements.ts";
import { readRelease } from "../../src/archive/read-release.ts";

async function statementsIn(
  body: string,
): Promise<{ words: string; speaker: string | null; sentences: number }[]> {
  const text = `---\ntitle: Storage rules change\nissuer: Port Authority of Orlena\ndate: 2025-03-04\n---\n${body}\n`;
  const bytes = new TextEncoder().encode(text);
  const outcome = await readRelease({ id: "rules", name: "rules.md", bytes });
  if (outcome.kind !== "releases" || !outcome.releases[0]) throw new Error("no release");
  const document = readDocument(outcome.releases[0]);
  return statements(document).map(({ words, speaker, first, last }) => ({
    words: document.text.slice(words.start, words.end).replaceAll("\n", " "),
    speaker: speaker && document.text.slice(speaker.start, speaker.end),
    sentences: last - first + 1,
  }));
}

it("keeps the sentences of one quotation together, with the speaker behind it", async () => {
  const body =
    '"A quay is not a cupboard. What stands here must leave again," said Ms Ilva Tarrow, Harbour Master.';

  expect(await statementsIn(body)).toEqual([
    {
      words: "A quay is not a cupboard. What stands here must leave again",
      speaker: "Ms Ilva Tarrow, Harbour Master",
      sentences: 2,
    },
  ]);
});

it("finds the name of a speaker who is a pronoun", async () => {
  const body =
    'Ms Ilva Tarrow, Harbour Master, opened the quay. "We have waited nine years for this day," she said.';

  expect((await statementsIn(body))[0]?.speaker).toContain("Ilva Tarrow");
});

it("takes a name in quotation marks for no statement", async () => {
  expect(await statementsIn('The tug "Orlena Star" leads the parade.')).toEqual([]);
});
