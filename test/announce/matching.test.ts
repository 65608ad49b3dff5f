import { describe, expect, it } from "vitest";
import { matcherOf } from "../../src/announce/matching.ts";
import { EVERYTHING } from "../../src/announce/subscription.ts";
import { releaseOf } from "../_support/release-of.ts";

describe("matching", () => {
  const english = matcherOf(
    releaseOf("x", {
      title: "Fishing Quotas for the Northern Bay",
      body: "The ministers of fisheries agreed on the night ferries.",
      department: "Bureau of Quotas",
    }),
  );

  it.each([
    ["fishery", true],
    ["night ferry", true],
    ["ferry night", false],
    ["northern bay", true],
    ["harvest", false],
    ["", false],
  ])("finds words by their stems and phrases in a row: %s", (word, isThere) => {
    expect(english.match({ ...EVERYTHING, words: [word, "zzz"] }) !== null).toBe(isThere);
  });

  it("finds French words in a French release, also those that look English", () => {
    const french = matcherOf(
      releaseOf("x", {
        language: "fr",
        title: "Les travaux du port",
        body: "Les ministres ont visité les chantiers navals et les nouvelles écluses.",
      }),
    );

    for (const word of ["travaux", "ministre", "chantier naval", "écluse"])
      expect(french.match({ ...EVERYTHING, words: [word] })).toEqual({ kind: "word", value: word });
  });

  it("finds Khmer words inside an unspaced sentence", () => {
    const khmer = matcherOf(
      releaseOf("x", {
        language: "km",
        title: "សេចក្តីប្រកាស",
        body: "រដ្ឋមន្ត្រីបានទៅទស្សនាប្រទេសជប៉ុនកាលពីម្សិលមិញ។",
      }),
    );

    expect(khmer.match({ ...EVERYTHING, words: ["ជប៉ុន"] })).not.toBeNull();
    expect(khmer.match({ ...EVERYTHING, words: ["បារាំង"] })).toBeNull();
  });

  it("wants one of the issuers and one of the languages, and one of the topics or words", () => {
    const wanted = {
      topics: ["Tides"],
      issuers: ["bureau of quotas"],
      languages: ["en"] as const,
      words: ["fisheries"],
    };

    expect(english.match(wanted)).toEqual({ kind: "word", value: "fisheries" });
    expect(english.match({ ...wanted, languages: ["km"] })).toBeNull();
    expect(english.match({ ...wanted, issuers: ["Office of Tides"] })).toBeNull();
    expect(english.match({ ...wanted, words: ["harvest"] })).toBeNull();
    expect(english.match({ ...wanted, words: [], topics: [] })?.kind).toBe("issuer");
  });
});
