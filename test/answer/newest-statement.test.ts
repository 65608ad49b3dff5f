import { expect, it } from "vitest";
import { gatherEvidence } from "../../src/answer/evidence.ts";
import { askedOf } from "../../src/answer/follow-up.ts";
import { Library } from "../../src/answer/library.ts";
import { withNewestFirst } from "../../src/answer/newest-statement.ts";
import { analyseQuestion } from "../../src/answer/question.ts";
import { createSpanReader } from "../../src/answer/reader/span-reader.ts";
import { readRelease } from "../../src/archive/read-release.ts";
import { readDataFiles } from "../../src/runtime/data-files.ts";
import { lexiconOf } from "../_support/lexicon.ts";

const reader = createSpanReader((await readDataFiles("data")).reader);

/** What comes first, by the day of its release; each release's sentence as likely as is given. */
async function first(question: string, likely: Readonly<Record<string, number>>): Promise<string> {
  const library = new Library(lexiconOf());
  for (const [date, employees] of [
    ["2023-05-01", "7,900"],
    ["2025-05-01", "8,150"],
  ]) {
    const text = `---\ntitle: Figures of the year\nissuer: Orlena Hospitals\ndate: ${date}\n---\n\nThe hospitals employ ${employees} people.\n`;
    const bytes = new TextEncoder().encode(text);
    const outcome = await readRelease({ id: String(date), name: `${date}.md`, bytes });
    if (outcome.kind === "releases") for (const release of outcome.releases) library.put(release);
  }
  const asked = askedOf(analyseQuestion(question), null, library);
  const judged = gatherEvidence(asked, {
    library,
    reader,
    allow: () => true,
    contextRelease: null,
  })
    .filter(({ sentence }) => sentence.kind === "body")
    .map((candidate) => ({
      ...candidate,
      probability: likely[candidate.found.document.release.id] ?? 0,
    }))
    .toSorted((a, b) => b.probability - a.probability);
  return withNewestFirst(asked.question, judged)[0]?.found.document.release.id ?? "";
}

it("puts the newer figure first where it is almost as likely", async () => {
  const likely = { "2023-05-01": 0.8, "2025-05-01": 0.5 };
  expect(await first("how many people do the hospitals employ", likely)).toBe("2025-05-01");
});

it("leaves the likelier one first where the other is hardly likely, or a year is named", async () => {
  const unlikely = { "2023-05-01": 0.8, "2025-05-01": 0.2 };
  expect(await first("how many people do the hospitals employ", unlikely)).toBe("2023-05-01");

  const likely = { "2023-05-01": 0.8, "2025-05-01": 0.5 };
  expect(await first("how many people did the hospitals employ in 2023", likely)).toBe(
    "2023-05-01",
  );
});
