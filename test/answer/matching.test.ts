import { expect, it } from "vitest";
import { associated, type Term } from "../../src/answer/matching.ts";

function term(runs: readonly (readonly string[])[]): Term {
  return {
    stem: "sack",
    form: "sacked",
    weight: 1,
    isName: false,
    alternatives: [],
    translations: [],
    associated: runs,
    fromContext: false,
    known: false,
  };
}

function documentOf(...texts: readonly string[]): Parameters<typeof associated>[1] {
  const sentences = texts.map((text) => ({ stems: new Set(text.split(" ")) }));
  return { sentences, stems: new Set(sentences.flatMap(({ stems }) => [...stems])) };
}

it("finds what goes with a word, more where fewer sentences have it", () => {
  const found = associated(
    term([["dismiss"], ["reliev", "duti"]]),
    documentOf(
      "board dismiss chief",
      "chief reliev hi duti",
      "chief reliev",
      "dismiss him",
      "rain",
    ),
  );

  expect(found[1]).toBe(1);
  expect(found[0]).toBeGreaterThan(0);
  expect(found[0]).toBeLessThan(1);
  expect(found[3]).toBe(found[0]);
  expect([found[2], found[4]]).toEqual([0, 0]);
});

it("finds nothing where nothing goes with a word, or no sentence has it", () => {
  expect([...associated(term([]), documentOf("chief"))]).toEqual([0]);
  expect([...associated(term([["dismiss"]]), documentOf("chief"))]).toEqual([0]);
  expect([...associated(term([["dismiss"]]), documentOf())]).toEqual([]);
});
