import { expect, it } from "vitest";
import { readDocument } from "../../src/answer/document.ts";
import { references } from "../../src/answer/references.ts";
import { readRelease } from "../../src/archive/read-release.ts";

/** What the sentence that begins so refers to without naming it, as stems. */
async function referred(body: string, beginning: string): Promise<string[]> {
  const text = `---\ntitle: Storage rules change\nissuer: Port Authority of Orlena\ndate: 2025-03-04\n---\n${body}\n`;
  const bytes = new TextEncoder().encode(text);
  const outcome = await readRelease({ id: "rules", name: "rules.md", bytes });
  if (outcome.kind !== "releases" || !outcome.releases[0]) throw new Error("no release");
  const document = readDocument(outcome.releases[0]);
  const sentence = document.sentences.find((each) => each.text.startsWith(beginning));
  if (!sentence) throw new Error(`No sentence begins with ${beginning}`);
  return [...(references(document)[sentence.index] ?? [])].filter(
    (stem) => !sentence.stems.has(stem),
  );
}

it("gives a surname the name in full and the office", async () => {
  const body =
    "Ms Ilva Tarrow, Harbour Master, opened the new quay on Monday. Ms Tarrow thanked the dockers for their patience.";

  expect(await referred(body, "Ms Tarrow thanked")).toEqual(
    expect.arrayContaining(["ilva", "harbour", "master"]),
  );
});

it("takes a pronoun for whoever was named last", async () => {
  const body =
    "Ms Ilva Tarrow, Harbour Master, opened the new quay on Monday. It cost eleven million crowns. She will retire in June.";

  expect(await referred(body, "She will")).toEqual(expect.arrayContaining(["tarrow", "master"]));
});

it("takes an office without a name for its holder", async () => {
  const body =
    "Mr Orson Pell, Minister of Transport of Orlena, spoke first. The Minister added that nobody would lose a berth.";

  expect(await referred(body, "The Minister added")).toEqual(
    expect.arrayContaining(["orson", "pell"]),
  );
});

it("takes the body without its name for the issuer, and an abbreviation for its long form", async () => {
  const body =
    "The Vessel Traffic Service (VTS) moves to the new tower. The Authority pays for it. The VTS employs forty people.";

  expect(await referred(body, "The Authority pays")).toContain("orlena");
  expect(await referred(body, "The VTS employs")).toEqual(
    expect.arrayContaining(["vessel", "traffic", "servic"]),
  );
});

it("refers to nobody where nobody is meant", async () => {
  expect(await referred("The quay opened on Monday. Rain fell all day.", "Rain fell")).toEqual([]);
});
