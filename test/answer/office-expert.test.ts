import { expect, it } from "vitest";
import { Library } from "../../src/answer/library.ts";
import { askHolder } from "../../src/answer/office-expert.ts";
import { analyseQuestion } from "../../src/answer/question.ts";
import { readRelease } from "../../src/archive/read-release.ts";
import { lexiconOf } from "../_support/lexicon.ts";

const LEXICON = lexiconOf(
  "ambassador, envoy, ambassadeur",
  "Japan, Japanese, Tokyo",
  "director, head, boss",
  "foreign minister, minister of foreign affairs",
  "chair, chairman, chairwoman, head",
);

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

it("names whoever holds the highest office of an organisation, by whatever title", async () => {
  const releases = {
    "2025-01-01": "The chair of the supervisory board, Edda Quill, was content.",
    "2025-02-01": '"The quay is sound," said Ilva Tarrow, managing director.',
    "2025-03-01": "The finance director, Oren Maddock, presented the accounts.",
  };

  expect(await answer(releases, "Who runs the Port of Orlena?")).toBe("Ilva Tarrow, 2025-02-01");
  expect(await answer(releases, "Qui dirige Orlena ?")).toBe("Ilva Tarrow, 2025-02-01");
  expect(await answer(releases, "boss of the port of orlena")).toBe("Ilva Tarrow, 2025-02-01");
});

it("names the head of a part, and not of the whole, where the part is asked for", async () => {
  const releases = {
    "2025-01-01": "Ilva Tarrow, chief executive, spoke.",
    "2025-02-01": "Nobody waits, said Edda Quill, head of the pilot service.",
  };

  expect(await answer(releases, "who is in charge of the pilot service of the port")).toBe(
    "Edda Quill, 2025-02-01",
  );
  expect(await answer(releases, "Who runs the customs office of the port?")).toBeNull();
});

it.each([
  "The ferry company is content, said its managing director, Edda Quill.",
  "Edda Quill, director of the theatre, opened the hall. The director, Edda Quill, was content.",
  "Mayor Edda Quill opened the quay.",
  "The deputy director, Edda Quill, opened the quay.",
  "Head gardener Edda Quill planted the quay.",
])("does not take another's office for the organisation's: %s", async (body) => {
  expect(await answer({ "2025-01-01": body }, "Who runs the Port of Orlena?")).toBeNull();
});

it.each([
  "Until a new one is found the port is led by Edda Quill.",
  "The executive director, Edda Quill, opened the quay. Managing director Ilva Tarrow spoke.",
  "Managing director Ilva Tarrow will leave in May.",
])("is silent about an organisation where somebody else may lead it: %s", async (body) => {
  const releases = {
    "2025-01-01": "Managing director Ilva Tarrow opened the quay.",
    "2025-06-01": body,
  };

  expect(await answer(releases, "Who heads the Port of Orlena?", "2025-01-15")).toBe(
    "Ilva Tarrow, 2025-01-01",
  );
  expect(await answer(releases, "Who heads the Port of Orlena?")).toBeNull();
});

it("names who led an organisation at a time, if a release says so by then", async () => {
  const releases = {
    "2025-01-01": "Managing director Ilva Tarrow opened the quay.",
    "2025-06-01": "Edda Quill, managing director, closed it.",
  };

  expect(await answer(releases, "Who ran the port in January 2025?")).toBe(
    "Ilva Tarrow, 2025-01-01",
  );
  expect(await answer(releases, "Who ran the port in July 2024?")).toBeNull();
});

it("finds an office by its words alone, and an envoy only where one country is meant", async () => {
  const releases = {
    "2025-01-01": "Ilva Tarrow, Mayor of Sandrow, opened the quay.",
    "2025-02-01": "Oren Maddock, Ambassador of Japan, paid a call.",
  };
  const both = { ...releases, "2025-03-01": "Mere Sovell is the ambassador to Japan." };

  expect(await answer(releases, "mayor sandrow")).toBe("Ilva Tarrow, 2025-01-01");
  expect(await answer(releases, "ambassador japan")).toBe("Oren Maddock, 2025-02-01");
  expect(await answer(both, "ambassador japan")).toBeNull();
});

it("names who represents a country as its ambassador", async () => {
  const releases = {
    "2025-01-01": "Oren Maddock, Ambassador of Japan to Sandrow, paid a call.",
  };

  expect(await answer(releases, "Who represents Japan as ambassador in Sandrow?")).toBe(
    "Oren Maddock, 2025-01-01",
  );
});
