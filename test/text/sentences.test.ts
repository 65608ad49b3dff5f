import * as fc from "fast-check";
import { expect, it } from "vitest";
import { splitSentences } from "../../src/text/sentences.ts";

const split = (text: string): string[] =>
  splitSentences(text).map(({ start, end }) => text.slice(start, end));

it.each([
  [
    "On 10 April 2024, H.E. Mr. Sok met the U.S. Ambassador at No. 3, St. 24. The U.S. delegation left at 5 p.m. The talks ended.",
    3,
  ],
  ["Then Marlow Co., Ltd. signed. J. Smith spoke.", 2],
  ['"I am here," he said. "It is late."', 2],
  ["L'usine ouvrira le 3 avril. M. Roux l'a dit. Cf. art. 4 du décret.", 3],
  ["នៅថ្ងៃទី១ ខែមករា។ ទឹក «ល្អ»។ ចប់៕", 3],
])("splits %j into %i sentences", (text, count) => {
  expect(split(text)).toHaveLength(count);
});

it("loses no letter and overlaps nothing, whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const spans = splitSentences(text);

      const kept = spans.map(({ start, end }) => text.slice(start, end)).join("");
      expect(kept.replaceAll(/\s/gu, "")).toBe(text.replaceAll(/\s/gu, ""));
      expect(spans.every(({ start }, i) => start >= (spans[i - 1]?.end ?? 0))).toBe(true);
    }),
  );
});
