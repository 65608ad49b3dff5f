import { expect, it } from "vitest";
import { Associations } from "../../src/text/associations.ts";

const associations = new Associations({
  en: "# what people ask: what releases say\nsacked: dismissed, relieved of duties, sack\nfar: distance\nsacked: resigned",
  fr: "viré: licenciement",
  km: "",
});

it("gives the words that go with a word of a question, by their stems", () => {
  expect(associations.of([["sack"]], "en")).toEqual([
    ["dismiss"],
    ["reliev", "of", "duti"],
    ["resign"],
  ]);
});

it("leads one way only, and within one language", () => {
  expect(associations.of([["dismiss"]], "en")).toEqual([]);
  expect(associations.of([["sack"]], "fr")).toEqual([]);
  expect(associations.of([["vir"]], "fr")).toEqual([["licenci"]]);
});

it("takes together what goes with several ways to say a word, phrases apart", () => {
  expect(associations.of([["far"], ["sack"], ["how", "far"]], "en")).toContainEqual(["distanc"]);
  expect(associations.of([["how", "far"]], "en")).toEqual([]);
});
