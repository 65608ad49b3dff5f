import { join } from "node:path";
import { array, assert, constantFrom, oneof, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import type { Language } from "../../src/domain/language.ts";
import { readDataFiles } from "../../src/runtime/data-files.ts";
import { gloss } from "../../src/text/gloss.ts";
import { lexiconFrom } from "../../src/text/lexicon.ts";

const { glossary } = lexiconFrom(await readDataFiles(join(import.meta.dirname, "../../data")));

describe("a gloss", () => {
  it.each<[Language, string, string]>([
    ["km", "ថ្ងៃទី២ ខែមិថុនា ឆ្នាំ២០២៥", "2 June 2025"],
    ["km", "កំពង់ផែនេះមានទូក ១២ គ្រឿង។", "port this has vessel 12 "],
    ["fr", "Le port ouvre lundi à Lysac.", "the port open Monday at Lysac."],
    [
      "fr",
      "La mairie a 9,4 millions d’euros, et l’énergie coûte.",
      " 9.4 million euro, and energy ",
    ],
    ["fr", "parce qu'il est là", "because "],
  ])("puts %s %j into English, word by word", (language, original, english) => {
    expect(gloss(original, language, glossary).text).toContain(english);
  });

  it("spells Khmer names in Latin letters with capitals, the same each time", () => {
    const [one, other] = ["លោក សុខ វណ្ណា ថ្លែង", "ឯកឧត្តម សុខ វណ្ណា មក"].map(
      (text) => /\p{Lu}\w+ \p{Lu}\w+(?= |$)/u.exec(gloss(text, "km", glossary).text.slice(3))?.[0],
    );

    expect(one).toMatch(/^\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+$/u);
    expect(other).toBe(one);
  });

  it("leads back to the words that it stands for", () => {
    const original = "សំបុត្រមានតម្លៃ ៣៥ ដុល្លារ ក្នុងឆ្នាំ២០២៤។";
    const { text, original: back } = gloss(original, "km", glossary);
    const start = text.indexOf("35");
    const span = back({ start, end: text.indexOf("dollar") + "dollar".length });

    expect(span && original.slice(span.start, span.end)).toBe("៣៥ ដុល្លារ");
  });

  it("leads back into the text, and never backwards, whatever it is", () => {
    const part = oneof(
      string({ unit: "grapheme", maxLength: 8 }),
      constantFrom(
        "ថ្ងៃទី",
        "១២",
        "លោក សុខ វណ្ណា",
        "l’",
        "d'",
        "9,4",
        "«",
        "។",
        " ",
        "\u200b",
        "école",
        "parce qu'",
      ),
    );
    assert(
      property(
        array(part, { maxLength: 20 }),
        constantFrom<Language>("fr", "km"),
        (parts, language) => {
          const original = parts.join("");
          const english = gloss(original, language, glossary);
          const spans = [...english.text.matchAll(/\S+/gu)].flatMap(
            ({ index, 0: word }) =>
              english.original({ start: index, end: index + word.length }) ?? [],
          );
          for (const [i, { start, end }] of spans.entries()) {
            expect(start).toBeGreaterThanOrEqual(spans[i - 1]?.start ?? 0);
            expect(end).toBeLessThanOrEqual(original.length);
            expect(end).toBeGreaterThan(start);
          }
        },
      ),
    );
  });
});
