import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ask } from "../../src/desk/ask.ts";
import { openTestArchive, type TestArchive } from "../_support/archive.ts";

const HOUSE = join(import.meta.dirname, "../evaluation/house");
const AT = Date.parse("2026-11-26T12:00:00Z");
/** Of the house's questions, every so many: enough to meet each kind, few enough to be quick. */
const EVERY = 6;

const questionShape = z.object({ question: z.string(), after: z.string().optional() });
const questions = readFileSync(join(HOUSE, "questions.jsonl"), "utf8")
  .split("\n")
  .filter((line) => line.trim() !== "")
  .map((line) => questionShape.parse(JSON.parse(line)))
  .filter(({ after }, i) => after === undefined && i % EVERY === 0)
  .map(({ question }) => question);

/** What is answered, and from where; how sure does not count. */
function answerTo({ engine, collection }: TestArchive, question: string): string {
  const { answer } = ask(engine, collection, { question, at: AT, previous: null });
  if (answer.status !== "answered") return answer.status;
  const { quote, span, reading } = answer;
  return JSON.stringify([quote.release, quote.text, span?.text, reading]);
}

it("is answered the same whatever the order in which releases came", async () => {
  const folder = join(HOUSE, "releases");
  const archive = await openTestArchive(folder);
  const reversed = await openTestArchive(folder, (releases) => releases.toReversed());

  const differing = questions.filter(
    (question) => answerTo(archive, question) !== answerTo(reversed, question),
  );

  expect(differing).toEqual([]);
});

describe("the same question in another form", () => {
  let archive: TestArchive;
  beforeAll(async () => {
    archive = await openTestArchive(join(HOUSE, "releases"));
  });

  it.each([
    ["with spaces around and between", (text: string) => `  ${text.replaceAll(" ", "   ")} \n`],
    ["with zero-width spaces behind its words", (text: string) => text.replaceAll(" ", "\u200b ")],
    ["with a full stop too many", (text: string) => `${text}..`],
    ["with typographic apostrophes", (text: string) => text.replaceAll("'", "\u2019")],
  ])("is answered the same %s", (_, change) => {
    const differing = questions.filter(
      (question) => answerTo(archive, question) !== answerTo(archive, change(question)),
    );

    expect(questions.length).toBeGreaterThan(20);
    expect(differing).toEqual([]);
  });
});
