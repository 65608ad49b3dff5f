import { expect, it } from "vitest";
import { createFloodLimit } from "../../src/desk/flood-limit.ts";

const kinds = (count: number, ask: (i: number) => { kind: string }): string[] =>
  Array.from({ length: count }, (_, i) => ask(i).kind);

it("admits a burst, warns once, then keeps quiet for a while", () => {
  const admit = createFloodLimit({ burst: 3, refillMs: 1000, pauseMs: 5000 });

  expect(kinds(6, () => admit("ann", 0))).toEqual([
    "admitted",
    "admitted",
    "admitted",
    "warned",
    "ignored",
    "ignored",
  ]);
  expect(admit("ann", 4999)).toEqual({ kind: "ignored", waitSeconds: 1 });
  expect(admit("ann", 5000)).toEqual({ kind: "admitted" });
});

it("tells how many seconds to wait", () => {
  const admit = createFloodLimit({ burst: 0, pauseMs: 4500 });

  expect(admit("ann", 0)).toEqual({ kind: "warned", waitSeconds: 5 });
});

it("lets nobody else wait", () => {
  const admit = createFloodLimit({ burst: 1 });
  admit("ann", 0);
  admit("ann", 0);

  expect(admit("bo", 0)).toEqual({ kind: "admitted" });
});

it("holds up nobody who tries out what there is, and somebody who asks 50 questions in ten seconds", () => {
  const admit = createFloodLimit();

  expect(new Set(kinds(20, (i) => admit("ann", i * 250)))).toEqual(new Set(["admitted"]));
  expect(kinds(50, (i) => admit("bo", i * 200))).toContain("warned");
});

it("never holds up a person who asks at an even pace", () => {
  const admit = createFloodLimit({ burst: 2, refillMs: 1000 });

  const asked = kinds(100, (i) => admit("ann", i * 1000));

  expect(new Set(asked)).toEqual(new Set(["admitted"]));
});
