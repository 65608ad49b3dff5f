import { expect, it } from "vitest";
import { regularly } from "../../src/runtime/regularly.ts";

it("does its work again and again, one at a time, and goes on after a failure, until it is stopped", async () => {
  const stop = new AbortController();
  const troubles: unknown[] = [];
  let [runs, underWay, most] = [0, 0, 0];

  await regularly(
    async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((done) => setTimeout(done, 2));
      underWay -= 1;
      runs += 1;
      if (runs === 4) stop.abort();
      if (runs === 2) throw new Error("once");
    },
    1,
    { signal: stop.signal, onTrouble: (error) => void troubles.push(error) },
  );

  expect(runs).toBe(4);
  expect(most).toBe(1);
  expect(troubles).toEqual([new Error("once")]);
});

it("does nothing when it was stopped before it began", async () => {
  let runs = 0;

  await regularly(
    async () => {
      await Promise.resolve();
      runs += 1;
    },
    1,
    { signal: AbortSignal.abort(), onTrouble: () => undefined },
  );

  expect(runs).toBe(0);
});
