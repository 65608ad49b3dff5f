import { array, assert, constantFrom, integer, oneof, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { clipSpans, packPieces, shorten, splitText } from "../../src/text/split.ts";

const slices = (text: string, limit: number): string[] =>
  splitText(text, limit).map(({ start, end }) => text.slice(start, end));

const clusters = (text: string): Set<number> =>
  new Set(
    [...new Intl.Segmenter("km", { granularity: "grapheme" }).segment(text)].map(
      ({ index }) => index,
    ),
  );

const KHMER = "ព្រះរាជាណាចក្រកម្ពុជាស្តីពីកិច្ចសហប្រតិបត្តិការ";

describe("splitText", () => {
  it("leaves a text that fits as it is", () => {
    expect(slices("  One line. ", 20)).toEqual(["One line."]);
    expect(slices(" \n", 20)).toEqual([]);
  });

  it("cuts between sentences, not behind an abbreviation", () => {
    const text = "The port will open in May. Mr. Dara Vann will speak.";

    expect(slices(text, 31)).toEqual(["The port will open in May.", "Mr. Dara Vann will speak."]);
  });

  it("cuts between lines", () => {
    expect(slices("Rice\nFish and salt\nOil", 17)).toEqual(["Rice", "Fish and salt\nOil"]);
  });

  it("cuts a long sentence at a blank", () => {
    expect(slices("seven short words stand in this line", 14)).toEqual([
      "seven short",
      "words stand in",
      "this line",
    ]);
  });

  it("keeps Khmer clusters, emoji and combining marks whole", () => {
    for (const text of [KHMER, "👩‍👩‍👧".repeat(9), "e\u0301".repeat(30), "🇰🇭".repeat(12)]) {
      const boundaries = clusters(text);
      for (const { start } of splitText(text, 9)) expect(boundaries).toContain(start);
    }
  });

  it("cuts even what cannot be cut well rather than exceeding the limit", () => {
    const pieces = slices(`a${"\u0301".repeat(50)}`, 20);

    expect(pieces.map((piece) => piece.length)).toEqual([20, 20, 11]);
  });

  it("loses nothing but white space at the seams and exceeds no limit", () => {
    const word = oneof(
      string({ unit: "grapheme", maxLength: 12 }),
      constantFrom("។", ".", "! ", "\n", " ", "\u200b", "\u200f", KHMER, "😀", "</b>", "](x)"),
    );
    assert(
      property(array(word), integer({ min: 2, max: 40 }), (parts, limit) => {
        const text = parts.join("");

        const pieces = slices(text, limit);

        expect(pieces.join("").replaceAll(/\s/gu, "")).toBe(text.replaceAll(/\s/gu, ""));
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(limit);
          expect(piece).toBe(piece.trim());
          expect(piece.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});

describe("shorten", () => {
  it("leaves a short label and shortens a long one between graphemes", () => {
    expect(shorten("Full text", 9)).toBe("Full text");
    expect(shorten("The full text", 9)).toBe("The full…");
    expect(shorten("ab👩‍👩‍👧cd", 6)).toBe("ab…");
  });
});

describe("clipSpans", () => {
  it("keeps what lies in the piece, counted from its start", () => {
    const spans = [
      { start: 0, end: 4 },
      { start: 6, end: 12 },
      { start: 20, end: 22 },
    ];

    expect(clipSpans(spans, { start: 8, end: 20 })).toEqual([{ start: 0, end: 4 }]);
  });
});

describe("packPieces", () => {
  const fits = (message: readonly string[]): boolean => message.join("").length <= 6;

  it("begins a message between pieces and gives an oversized piece its own", () => {
    expect(packPieces(["abc", "def", "g", "hijklmnop", "q"], { fits })).toEqual([
      ["abc", "def"],
      ["g"],
      ["hijklmnop"],
      ["q"],
    ]);
  });

  it("takes a heading along with what it heads", () => {
    const leads = (piece: string): boolean => piece === "#";

    expect(packPieces(["abcd", "#", "efgh"], { fits, leads })).toEqual([["abcd"], ["#", "efgh"]]);
    expect(packPieces(["#", "efghij", "k"], { fits, leads })).toEqual([["#"], ["efghij"], ["k"]]);
  });

  it("keeps every piece in order", () => {
    const leads = (piece: string): boolean => piece.length === 1;
    assert(
      property(array(string({ maxLength: 9 })), (pieces) => {
        expect(packPieces(pieces, { fits, leads }).flat()).toEqual(pieces);
      }),
    );
  });
});
