import { describe, expect, it } from "vitest";
import { lettersForDigits, likelySpelling, skeleton } from "../../src/text/look-alikes.ts";

describe("lettersForDigits", () => {
  it.each([
    ["F00D SECURITY", "FOOD SECURITY"],
    ["METE0ROLOGICAL", "METEOROLOGICAL"],
    ["The 0ld Stores", "The Old Stores"],
    ["dia1ling wi11", "dialling will"],
    ["28 Apri1", "28 April"],
  ])("mends %j", (text, mended) => {
    expect(lettersForDigits(text)).toBe(mended);
  });

  it.each(["lot B2322", "CO2", "HALCYON-3", "G20", "COVID-19", "10 km", "2024-14"])(
    "leaves %j",
    (text) => {
      expect(lettersForDigits(text)).toBe(text);
    },
  );
});

it("gives what scanners confuse one shape", () => {
  expect(["Phnorn", "Te1", "S98"].map(skeleton)).toEqual(["Phnom", "Tel", "598"].map(skeleton));
});

it("spells a name as the rest of the text does most often", () => {
  expect(likelySpelling("Marl0w Harbour", "In Marlow they wait. Marlow Harbour opens.")).toBe(
    "Marlow Harbour",
  );
  expect(likelySpelling("Stornborough", "Stornborough\nAddress: Stomborough")).toBe("Stomborough");
});
