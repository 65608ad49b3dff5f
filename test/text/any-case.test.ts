import { expect, it } from "vitest";
import { spelledOut } from "../../src/text/any-case.ts";

it.each([
  ["(?i:la|l['’]|éluée?)\\s+x", "LA x"],
  ["^(?i:chargé d['’]affaires)$", "CHARGÉ D’Affaires"],
  ["(?i:(?:(?<role>chief)(?: \\p{Ll}+){0,2}?)\\s)a", "CHIEF of a"],
  ["\\b(?i:his|her)\\s(?i:post)\\b", "Her POST"],
  ["(?i:vice[- ]president)", "Vice-President"],
])("writes %s out in both cases", (source, text) => {
  const written = spelledOut(source);

  expect(written).not.toContain("(?i:");
  expect(new RegExp(written, "u").test(text)).toBe(true);
});

it("leaves the rest of the expression as it is", () => {
  expect(spelledOut("a(?i:b)c\\p{Lu}(?<name>[d-f])")).toBe("a(?:[bB])c\\p{Lu}(?<name>[d-f])");
  expect(new RegExp(spelledOut("(?i:la) [A-Z]"), "u").test("LA x")).toBe(false);
});
