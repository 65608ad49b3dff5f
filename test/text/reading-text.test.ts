import { expect, it } from "vitest";
import { readingText } from "../../src/text/reading-text.ts";

function read(stored: string): string {
  return readingText(stored, { start: 0, end: stored.length }).text;
}

it("drops what is not seen between letters", () => {
  expect(read("Or\u200blena\u200d city\u00ad")).toBe("Orlena city");
});

it("keeps what makes one emoji of several", () => {
  const family = "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}";

  expect(read(`Families ${family} ride free.`)).toBe(`Families ${family} ride free.`);
});
