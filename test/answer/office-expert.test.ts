import { expect, it } from "vitest";
import { Library } from "../../src/answer/library.ts";
import { askHolder } from "../../src/answer/office-expert.ts";
import { analyseQuestion } from "../../src/answer/question.ts";
import { readRelease } from "../../src/archive/read-release.ts";
import { lexiconFrom } from "../../src/text/lexicon.ts";

const LEXICON = lexiconFrom({
  lexicon: [
    "ambassador, envoy, ambassadeur",
    "Japan, Japanese, Tokyo",
    "director, head, boss",
    "foreign minister, minister of foreign affairs",
    "chair, chairman, chairwoman, head",
  ],
  dictionary: [],
  functionWords: "",
  vocabulary: [],
});

/** Releases of the Port of Orlena by their day of issue; asked on a day, or after all of them. */
async function answer(
  releases: Readonly<Record<string, string>>,
  question: string,
  today = "2026-11-26",
): Promise<string | null> {
  const library = new Library(LEXICON);
  for (const [date, body] of Object.entries(releases)) {
    if (date > today) continue;
    const text = `---\ntitle: News of the port\nissuer: Port of Orlena\ndate: ${date}\n---\n${body}\n`;
    const bytes = new TextEncoder().encode(text);
    const outcome = await readRelease({ id: date, name: `${date}.md`, bytes });
    if (outcome.kind === "releases") for (const release of outcome.releases) library.put(release);
  }
  const { language, ...rest } = analyseQuestion(question);
  const asked = { language, ...rest };
  const found = askHolder(asked, { library, allow: () => true, language, today });
  return found
    ? `${found.sentence.text.slice(found.name.start, found.name.end)}, ${found.document.release.id}`
    : null;
}

const MASTER = {
  "2024-02-01": "The harbour master, Oren Maddock, closed the quay.",
  "2024-09-01": "The board has appointed Ilva Tarrow harbour master from 1 October 2024.",
  "2025-03-01": "Harbour master Ilva Tarrow opened the new quay.",
};

it("names the present holder by the appointment", async () => {
  expect(await answer(MASTER, "Who is the harbour master?", "2024-11-01")).toBe(
    "Ilva Tarrow, 2024-09-01",
  );
});

it("names who held it then, by the mention nearest to the day", async () => {
  expect(await answer(MASTER, "Who was harbour master of Orlena in March 2024?")).toBe(
    "Oren Maddock, 2024-02-01",
  );
  expect(await answer(MASTER, "who was harbour master in april 2025")).toBe(
    "Ilva Tarrow, 2025-03-01",
  );
});

it("names the old holder until the new one takes office", async () => {
  expect(await answer(MASTER, "who is the harbour master", "2024-09-15")).toBe(
    "Oren Maddock, 2024-02-01",
  );
});

it("names who took the office last", async () => {
  expect(await answer(MASTER, "Who became harbour master?", "2024-11-01")).toBe(
    "Ilva Tarrow, 2024-09-01",
  );
});

it("names who stands in, and nobody else, where that is asked for", async () => {
  const releases = { "2025-01-16": "Mere Sovell acts as harbour master in the meantime." };

  expect(await answer(releases, "Who is acting harbour master?")).toBe("Mere Sovell, 2025-01-16");
  expect(await answer(MASTER, "Who is acting harbour master?")).toBeNull();
});

it.each([
  "The post of harbour master has been run since June by Edda Quill.",
  "Ilva Tarrow was elected Mayor of Sandrow.",
  "Edda Quill takes the place of Ilva Tarrow.",
])("is silent where a later release may say that somebody else holds it: %s", async (body) => {
  const releases = { ...MASTER, "2026-06-01": body };

  expect(await answer(releases, "Who is the harbour master?")).toBeNull();
});

it("does not take another office for the one asked for", async () => {
  const releases = {
    "2025-01-01": "The deputy harbour master, Oren Maddock, closed the quay.",
    "2025-02-01": "Ilva Tarrow, head of production, spoke to the crews.",
    "2025-03-01": "The ferry company is content, said its director, Edda Quill.",
  };

  expect(await answer(releases, "Who is the harbour master of Orlena?")).toBeNull();
  expect(await answer(releases, "Who is the head of the Port of Orlena?")).toBeNull();
  expect(await answer(releases, "Who is the director of the Port of Orlena?")).toBeNull();
});

it("keeps who sends an ambassador and who receives him apart", async () => {
  const releases = {
    "2025-01-01": "The new ambassador to Japan is Ilva Tarrow.",
    "2025-02-01": "Oren Maddock, Ambassador of Japan, paid a call.",
  };

  expect(await answer(releases, "Who is the Japanese envoy?")).toBe("Oren Maddock, 2025-02-01");
  expect(await answer(releases, "Who is our ambassador in Tokyo?")).toBe("Ilva Tarrow, 2025-01-01");
});

it("does not name an ambassador who has taken leave", async () => {
  const releases = {
    "2025-01-01": "Oren Maddock, Ambassador of Japan, was received in a farewell call.",
  };

  expect(await answer(releases, "Who is the ambassador of Japan?")).toBeNull();
});
