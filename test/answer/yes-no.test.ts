import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/answer/document.ts";
import { askedOf } from "../../src/answer/follow-up.ts";
import { Library } from "../../src/answer/library.ts";
import { analyseQuestion } from "../../src/answer/question.ts";
import { POLARITY_FEATURES, polarityFeatures } from "../../src/answer/yes-no.ts";
import { readRelease } from "../../src/archive/read-release.ts";
import { parseOpposites } from "../../src/text/opposites.ts";
import { lexiconOf } from "../_support/lexicon.ts";

const OPPOSITES = parseOpposites(
  "# a remark\npay, cost | free, for nothing\nopen | closed, stays shut\n",
);

async function features(question: string, sentence: string): Promise<Record<string, number>> {
  const bytes = new TextEncoder().encode(
    `---\ntitle: Opening hours\nissuer: Museum of Orlena\ndate: 2025-03-04\n---\n${sentence} It was founded in 1902 by the town.\n`,
  );
  const outcome = await readRelease({ id: "hours", name: "hours.md", bytes });
  if (outcome.kind !== "releases" || !outcome.releases[0]) throw new Error("no release");
  const library = new Library(lexiconOf());
  library.put(outcome.releases[0]);
  const found = readDocument(outcome.releases[0]).sentences.find(({ text }) => text === sentence);
  if (!found) throw new Error("no sentence");
  const row = polarityFeatures(askedOf(analyseQuestion(question), null, library), found, OPPOSITES);
  return Object.fromEntries(POLARITY_FEATURES.map((name, i) => [name, row[i] ?? Number.NaN]));
}

describe("what tells yes from no", () => {
  it.each([
    ["Do children pay?", "Children under twelve may come in for nothing.", "opposites", 1],
    ["Is it open on Mondays?", "The museum is closed on Mondays.", "opposites", 1],
    ["Do children pay?", "Children pay half the price.", "opposites", 0],
    ["I am 33, can I apply?", "Applicants must be no older than 30.", "outOfBounds", 1],
    ["I am 28, can I apply?", "Applicants must be no older than 30.", "outOfBounds", 0],
    ["Can a 16-year-old renew?", "Renewal is open to anyone over 18.", "outOfBounds", 1],
    ["Is a child of ten let in?", "Children between 6 and 12 are welcome.", "outOfBounds", 0],
    ["Did all the judges agree?", "Two of the judges disagreed.", "allAgainstSome", 1],
    [
      "Was there ever a woman before?",
      "She is the first woman to lead it.",
      "firstAgainstBefore",
      1,
    ],
    ["Does it close?", "It will not close.", "isNegated", 1],
  ])("%j beside %j", async (question, sentence, name, wanted) => {
    expect((await features(question, sentence))[name]).toBe(wanted);
  });
});
