import { join } from "node:path";
import { expect, it } from "vitest";
import { evaluateSet } from "./evaluate.ts";
import { trustScore } from "./score.ts";

/** Half a point below what was measured when the set was last asked; nothing is trained on it. */
const FLOOR = 62;

it("does not fall below its floor on the evaluation set of the house, and quotes to the letter", async () => {
  const judgements = await evaluateSet(join(import.meta.dirname, "house"));

  const astray = judgements.filter(({ isVerbatim }) => !isVerbatim);
  expect(astray.map(({ question }) => question.id)).toEqual([]);
  expect(trustScore(judgements)).toBeGreaterThanOrEqual(FLOOR);
}, 300_000);
