import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { FormatError, parseWeights } from "../../../src/answer/reader/format.ts";
import { Network } from "../../../src/answer/reader/network.ts";
import { createSpanReader } from "../../../src/answer/reader/span-reader.ts";

const root = resolve(import.meta.dirname, "../../..");
const weights = readFileSync(resolve(root, "data/reader/weights.bin"));
const vocabulary = z
  .object({ words: z.array(z.string()) })
  .parse(JSON.parse(readFileSync(resolve(root, "data/reader/vocabulary.json"), "utf8"))).words;
const numbers = z.array(z.number());
const cases = z
  .array(
    z.object({
      member: z.number(),
      passageIntegers: numbers,
      passageFloats: numbers,
      questionIntegers: numbers,
      questionFloats: numbers,
      sentence: numbers,
      classId: z.number(),
      focusId: z.number(),
      /** Null stands for a span that leaves its sentence. */
      spans: z.array(z.number().nullable()),
      none: z.number(),
    }),
  )
  .parse(JSON.parse(readFileSync(resolve(root, "test/fixtures/reader/parity.json"), "utf8")));

it.each(cases)("gives the logits of the trained network, case $member", (each) => {
  const { members, tensors } = parseWeights(weights);
  const architecture = members[each.member];
  if (!architecture) throw new Error("no such network");
  const network = new Network(tensors.member(each.member), architecture);

  const { spans, none } = network.forward({
    passageIntegers: Int16Array.from(each.passageIntegers),
    passageFloats: Float32Array.from(each.passageFloats),
    questionIntegers: Int16Array.from(each.questionIntegers),
    questionFloats: Float32Array.from(each.questionFloats),
    sentence: Int32Array.from(each.sentence),
    classId: each.classId,
    focusId: each.focusId,
  });

  const farthest = each.spans.reduce<number>(
    (most, wanted, i) => {
      const given = spans[i] ?? Number.NaN;
      if (wanted === null) return given === -Infinity ? most : Infinity;
      return Math.max(most, Math.abs(given - wanted));
    },
    Math.abs(none - each.none),
  );
  expect(farthest).toBeLessThan(2e-3);
});

it("refuses weights that are cut short or of another kind", () => {
  const other = Uint8Array.from(weights);
  other[0] = 0;

  expect(() => parseWeights(weights.subarray(0, 40))).toThrow(FormatError);
  expect(() => parseWeights(other)).toThrow(FormatError);
});

it("reads who was appointed, and sees when the text does not say", () => {
  const text =
    "The Harbour Board has appointed Ms Ada Quill as Chief Engineer.\nShe takes over from Mr. Ivo Brandt, who retires after twelve years.";
  const cut = text.indexOf("\n");
  const sentences = [
    { start: 0, end: cut },
    { start: cut + 1, end: text.length },
  ];
  const reader = createSpanReader({ weights, vocabulary, associations: "", lexicon: [] });
  const prepared = reader.prepare(text, sentences);

  const there = reader.read("Who was appointed Chief Engineer?", prepared, 1);
  const notThere = reader.read("What does a ticket for the opera cost?", prepared, 1);

  const [span] = there.spans;
  expect(text.slice(span?.start, span?.end)).toContain("Ada Quill");
  expect(notThere.noAnswer).toBeGreaterThan(there.noAnswer);
});
