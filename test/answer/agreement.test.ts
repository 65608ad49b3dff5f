import { describe, expect, it } from "vitest";
import { agreedConfidence } from "../../src/answer/agreement.ts";
import type { Answered } from "../../src/domain/answer.ts";

function answer(
  short: string,
  {
    release = "a",
    start = 0,
    confidence = 0.4,
    reading = null,
  }: Partial<{
    release: string;
    start: number;
    confidence: number;
    reading: Answered["reading"];
  }> = {},
): Answered {
  const quote = {
    release,
    revision: 1,
    start,
    end: start + 40,
    text: `Long before ${short} and after.`,
  };
  return {
    status: "answered",
    span: { ...quote, text: short },
    quote,
    items: [],
    reading,
    confidence,
    more: [],
  };
}

describe("answers that agree", () => {
  const best = answer("2 March 2026");

  it("are likelier than one alone, and never certain", () => {
    const two = agreedConfidence(best, [answer("Monday, 2 March 2026", { release: "b" })]);
    const three = agreedConfidence(best, [
      answer("Monday, 2 March 2026", { release: "b" }),
      answer("2 march 2026", { release: "c", confidence: 1 }),
    ]);

    expect(two).toBeGreaterThan(best.confidence);
    expect(three).toBeGreaterThan(two);
    expect(three).toBeLessThan(1);
  });

  it("are those from one list or statement, whatever their words", () => {
    expect(agreedConfidence(best, [answer("the North Quay")])).toBeGreaterThan(best.confidence);
  });

  it.each([
    ["other words", answer("3 March 2026", { release: "b" })],
    [
      "a whole sentence about it",
      answer(`The quay opens on 2 March 2026, ${"as planned ".repeat(4)}`, { release: "b" }),
    ],
    ["yes or no", answer("2 March 2026", { release: "b", reading: { kind: "yes" } })],
  ])("are not %s", (_, other) => {
    expect(agreedConfidence(best, [other])).toBe(best.confidence);
  });

  it("are not a few letters that stand in many answers", () => {
    expect(agreedConfidence(answer("12"), [answer("12 km", { release: "b" })])).toBe(0.4);
  });
});
