import { expect, it } from "vitest";
import { createProgress, type Progress } from "../../src/runtime/progress.ts";

function shownOf(steps: readonly (readonly [ms: number, done: number])[]): Progress[] {
  const shown: Progress[] = [];
  let now = 50;
  const progress = createProgress({ show: (one) => void shown.push(one), clock: () => now });
  for (const [ms, done] of steps) {
    now = 50 + ms;
    progress(done, 1000);
  }
  return shown;
}

it("shows count, rate and time left every three seconds, and the end", () => {
  const steps = Array.from({ length: 10 }, (_, i) => [(i + 1) * 1000, (i + 1) * 100] as const);

  expect(shownOf(steps)).toEqual([
    { done: 300, all: 1000, perSecond: 100, secondsLeft: 7 },
    { done: 600, all: 1000, perSecond: 100, secondsLeft: 4 },
    { done: 900, all: 1000, perSecond: 100, secondsLeft: 1 },
    { done: 1000, all: 1000, perSecond: 100, secondsLeft: 0 },
  ]);
});

it("shows nothing of what is done at once", () => {
  expect(
    shownOf([
      [500, 500],
      [900, 1000],
    ]),
  ).toEqual([]);
});
