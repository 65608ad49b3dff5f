import { expect, it } from "vitest";
import { wordDate, wordInstant, wordLanguage, wordTime } from "../../src/desk/wording.ts";

const NIGHT = Date.parse("2026-11-26T18:05:00Z");

it.each([
  ["en", "10 April 2024", "2024"],
  ["fr", "10 avril 2024", "2024"],
  ["km", "ថ្ងៃទី១០ ខែមេសា ឆ្នាំ២០២៤", "ឆ្នាំ២០២៤"],
] as const)("writes a day and a year as an office does (%s)", (language, day, year) => {
  expect(wordDate("2024-04-10", language)).toBe(day);
  expect(wordDate("2024", language)).toBe(year);
});

it("writes the first of a month in French as the 1er, and no other day so", () => {
  const instant = wordInstant(Date.parse("2026-12-01T08:05:00Z"), "fr", "UTC");

  expect(wordDate("2024-10-01", "fr")).toBe("1er octobre 2024");
  expect(wordDate("2024-10-11", "fr")).toBe("11 octobre 2024");
  expect(instant).toMatch(/^1er décembre 2026 à 08:05$/u);
});

it.each([
  ["en", "27 November 2026 at 01:05"],
  ["km", "ថ្ងៃទី២៧ ខែវិច្ឆិកា ឆ្នាំ២០២៦ ម៉ោង ០១:០៥"],
] as const)("writes an instant in the office's time zone (%s)", (language, worded) => {
  expect(wordInstant(NIGHT, language, "Asia/Phnom_Penh")).toBe(worded);
});

it("names a language and a time of day in the chat's language", () => {
  expect(wordLanguage("km", "en")).toBe("Khmer");
  expect(wordLanguage("km", "fr")).toBe("khmer");
  expect(wordTime(18 * 60, "km")).toBe("១៨:០០");
});
