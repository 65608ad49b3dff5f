import { expect, it } from "vitest";
import { languageOf } from "../../src/text/language.ts";

it.each([
  ["The harbour office will stay open on Sunday, and the fee is waived.", "en"],
  ["Le bureau du port sera ouvert dimanche et la taxe est supprimée.", "fr"],
  ["ការិយាល័យកំពង់ផែនឹងបើកនៅថ្ងៃអាទិត្យ (Harbour Office, HO)។", "km"],
  ["", "en"],
])("reads %j as %s", (text, language) => {
  expect(languageOf(text)).toBe(language);
});
