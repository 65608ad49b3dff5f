import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gated, isVerbatim } from "../../src/answer/gate.ts";
import { ask } from "../../src/desk/ask.ts";
import type { Answered } from "../../src/domain/answer.ts";
import type { Release } from "../../src/domain/release.ts";
import { openTestArchive } from "../_support/archive.ts";

const AT = Date.parse("2026-11-26T12:00:00Z");
const QUESTION = "who is the US ambassador to ASEAN";

async function answerOfTheSeed(): Promise<{ answer: Answered; release: Release }> {
  const { engine, collection } = await openTestArchive();
  const { answer } = ask(engine, collection, { question: QUESTION, at: AT, previous: null });
  if (answer.status !== "answered") throw new Error("the seed was not answered from");
  const release = collection.stored(answer.quote.release);
  if (!release) throw new Error("the answer cites no release");
  return { answer, release };
}

describe("the verbatim gate", () => {
  it("lets an answer out whose places say what it claims", async () => {
    const { answer, release } = await answerOfTheSeed();

    expect(gated(answer, () => release)).toMatchObject({
      status: "answered",
      span: { text: "Yohannes Abraham" },
    });
  });

  it("lets nothing out when any offset is moved", async () => {
    const { answer, release } = await answerOfTheSeed();

    fc.assert(
      fc.property(
        fc.constantFrom("span", "quote"),
        fc.constantFrom("start", "end"),
        fc.integer({ min: -40, max: 40 }).filter((by) => by !== 0),
        (part, side, by) => {
          const place = answer[part];
          if (!place) return;
          const moved = { ...place, [side]: place[side] + by };
          // White space and marks at an edge do not change what is read.
          fc.pre(
            /[\p{L}\p{N}]/u.test(
              release.text.slice(
                Math.min(place[side], moved[side]),
                Math.max(place[side], moved[side]),
              ),
            ),
          );

          expect(gated({ ...answer, [part]: moved }, () => release).status).toBe("not-found");
        },
      ),
    );
  });

  it("lets nothing out when the stored text has changed under it", async () => {
    const { answer, release } = await answerOfTheSeed();

    fc.assert(
      fc.property(fc.integer({ min: answer.quote.start, max: answer.quote.end - 1 }), (at) => {
        const letter = release.text.charAt(at);
        fc.pre(/\p{L}/u.test(letter));
        const text = `${release.text.slice(0, at)}${letter === "x" ? "y" : "x"}${release.text.slice(at + 1)}`;

        expect(gated(answer, () => ({ ...release, text })).status).toBe("not-found");
      }),
    );
  });

  it("lets nothing out that the index made up", async () => {
    const { answer, release } = await answerOfTheSeed();

    const forged = {
      ...answer,
      quote: { ...answer.quote, text: answer.quote.text.replace("cordial", "hostile") },
    };

    expect(gated(forged, () => release).status).toBe("not-found");
    expect(isVerbatim({ ...answer.quote, revision: 2 }, () => release)).toBe(false);
    expect(isVerbatim(answer.quote, () => undefined)).toBe(false);
  });

  it("lets no span out that its quotation does not hold", async () => {
    const { answer, release } = await answerOfTheSeed();
    const start = release.text.indexOf("Phnom Penh");
    const elsewhere = {
      release: release.id,
      revision: 1,
      start,
      end: start + 10,
      text: "Phnom Penh",
    };

    expect(isVerbatim(elsewhere, () => release)).toBe(true);
    expect(gated({ ...answer, span: elsewhere }, () => release).status).toBe("not-found");
  });
});
