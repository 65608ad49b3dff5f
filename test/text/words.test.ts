import { expect, it } from "vitest";
import { words } from "../../src/text/words.ts";

it.each([
  ["តើនរណាជាឯកអគ្គរដ្ឋទូត", ["តើ", "នរណា", "ជា", "ឯកអគ្គ", "រដ្ឋទូត"]],
  ["លោកជាឯកអគ្គរដ្ឋទូតជប៉ុន", ["លោក", "ជា", "ឯកអគ្គ", "រដ្ឋទូត", "ជប៉ុន"]],
  ["តើអ្នកណាជាប្រធាន", ["តើ", "អ្នកណា", "ជា", "ប្រធាន"]],
])("parts the words of %j where they certainly end", (text, forms) => {
  expect(words(text, "km").map(({ form }) => form)).toEqual(forms);
});

it("tells where each word stands, also behind such an end", () => {
  const text = "តើ\u200bនរណាជាឯកអគ្គរដ្ឋទូត ១២ នាក់";

  const khmer = words(text, "km").filter(({ script }) => script === "khmer");

  expect(khmer.map(({ start, end }) => text.slice(start, end).replaceAll("\u200b", ""))).toEqual(
    khmer.map(({ surface }) => surface),
  );
});
