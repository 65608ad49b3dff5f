import { expect, it } from "vitest";
import { questionLanguage } from "../../src/answer/question.ts";

it.each([
  ["Who built the lighthouse?", "en"],
  ["Qui a construit le phare ?", "fr"],
  ["Combien ont coûté les travaux ?", "fr"],
  ["Quand ouvre le quai ?", "fr"],
  ["In which year was the quai built?", "en"],
  ["តើអ្នកណាសាងសង់ Sandrow?", "km"],
])("takes %j for %s", (question, language) => {
  expect(questionLanguage(question)).toBe(language);
});
