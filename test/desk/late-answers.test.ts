import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDesk } from "../../src/desk/create-desk.ts";
import {
  Bureau,
  buttonOf,
  DAY,
  HOUR,
  MINUTE,
  pressed,
  requestOf,
  textOf,
} from "../_support/bureau.ts";
import { releaseOf } from "../_support/release-of.ts";

const QUESTION = "What does a single ticket cost?";
const ANSWER = releaseOf("crossing", {
  title: "First Crossing of the Sandrow Ferry",
  body: "Captain Orla Brandt will command the first crossing. A single ticket costs 3 crowns.",
});
const address = { platform: "telegram", chat: "a" };
let bureau: Bureau;

beforeEach(async () => {
  bureau = await Bureau.open();
  await leave("ada");
});

afterEach(async () => {
  await bureau.store.close();
});

async function leave(person: string, where = address): Promise<boolean> {
  return await bureau.store.questions.leave({
    address: where,
    person,
    question: QUESTION,
    language: "en",
    at: bureau.now,
    expiresAt: bureau.now + 30 * DAY,
  });
}

describe("a question that was left with the desk", () => {
  it("is answered once, when a release answers it", async () => {
    await bureau.bring(releaseOf("fees"));
    await bureau.publish();
    const unrelated = bureau.news();
    await bureau.bring(ANSWER);
    await bureau.publish();
    const told = bureau.news();
    await bureau.bring(releaseOf("again", { title: ANSWER.title, body: `${ANSWER.text} Again.` }));
    await bureau.publish();

    expect(unrelated).toEqual([]);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(`You asked: “${QUESTION}”`);
    expect(bureau.news()).toEqual([]);
  });

  it("is answered at once when a release came before the button was pressed", async () => {
    const desk = createDesk({
      engine: bureau.engine,
      collection: bureau.collection,
      settings: bureau.store.chats,
      questions: bureau.store.questions,
      kept: bureau.store.kept,
      originalOf: async ({ id }) => await bureau.store.originals.find(id),
      defaultLanguage: "en",
      pressContact: null,
      organisation: null,
      clock: () => bureau.now,
      useCases: [],
      onError: (error) => {
        throw error;
      },
    });
    const refusal = await desk.handle(requestOf({ kind: "text", text: QUESTION }));
    await bureau.bring(ANSWER);

    const reply = await desk.handle(requestOf(pressed(buttonOf(refusal, "Tell me"))));

    expect(reply && textOf(reply)).toContain("First Crossing of the Sandrow Ferry");
    expect(await bureau.store.questions.open(bureau.now)).toHaveLength(1);
  });

  it("is left once by a person, however often the button is pressed", async () => {
    expect(await leave("ada")).toBe(false);
    expect(await leave("ben")).toBe(true);
  });

  it("is not answered from under an embargo, but when that ends", async () => {
    await bureau.bring({ ...ANSWER, embargoUntil: bureau.now + HOUR });
    await bureau.publish();
    const early = bureau.news();
    bureau.now += HOUR;
    await bureau.publish();

    expect(early).toEqual([]);
    expect(bureau.news()).toHaveLength(1);
  });

  it("is answered by an edit that nobody else is told of", async () => {
    await bureau.subscribe("b");
    await bureau.bring(releaseOf("crossing", { body: "It is on Monday." }));
    await bureau.publish();
    bureau.news();

    await bureau.bring(ANSWER);
    await bureau.publish();
    const told = bureau.news();
    await bureau.publish();

    expect(told).toEqual([expect.stringMatching(/^a sent: You asked/u)]);
    expect(bureau.news()).toEqual([]);
    expect(await bureau.store.ledger.open()).toEqual([]);
  });

  it("is not answered after its asker had everything forgotten", async () => {
    await bureau.store.chats.forget(address, "ada");
    await bureau.bring(ANSWER);

    await bureau.publish();

    expect(bureau.news()).toEqual([]);
  });

  it("is not answered when it is forgotten while the answer is on its way", async () => {
    await bureau.bring(ANSWER);
    await bureau.announce();

    await bureau.store.chats.forget(address, "ada");
    await bureau.send();

    expect(bureau.news()).toEqual([]);
  });

  it("is not answered after it has expired", async () => {
    bureau.now += 31 * DAY;
    await bureau.bring(ANSWER);

    await bureau.publish();

    expect(bureau.news()).toEqual([]);
  });

  it("is answered by what is right, when the first answer was corrected on its way", async () => {
    await bureau.bring(ANSWER);
    await bureau.announce();
    await bureau.bring({
      ...releaseOf("right", {
        title: ANSWER.title,
        body: "Captain Orla Brandt will command the first crossing. A single ticket costs 4 crowns.",
      }),
      corrects: "crossing",
    });

    await bureau.publish();

    expect(bureau.shown).toHaveLength(1);
    expect(bureau.news()[0]).toContain("You asked");
    expect(await bureau.counts()).toEqual({ sent: 1 });
  });

  it("waits for another release when what was to answer it is withdrawn on its way", async () => {
    await bureau.bring(ANSWER);
    await bureau.announce();
    await bureau.bring({ ...ANSWER, withdrawn: "it was a draft" });
    await bureau.publish();
    const early = bureau.news();

    await bureau.bring(releaseOf("fares", { title: "Fares", body: ANSWER.text }));
    await bureau.publish();

    expect(early).toEqual([]);
    expect(bureau.news()).toEqual([expect.stringContaining("You asked")]);
  });

  it("waits also when the process that was to answer it lags behind", async () => {
    await bureau.bring(ANSWER);
    await bureau.announce();
    const other = await bureau.beside();
    await bureau.bring({ ...ANSWER, withdrawn: "it was a draft" });
    await bureau.announce();

    other.now = bureau.now;
    await other.send();

    expect(other.news()).toEqual([]);
    expect(await bureau.store.questions.open(bureau.now)).toHaveLength(1);
  });

  it("is told what becomes of a release that answers in the place of the one that was to", async () => {
    const fares = { title: "Fares of the Sandrow Ferry", body: "A single ticket costs 4 crowns." };
    await bureau.bring({ ...ANSWER, date: "2026-10-20" });
    await bureau.announce();
    await bureau.bring(releaseOf("fares", fares));
    await bureau.publish();
    const answer = JSON.stringify(bureau.shown[0]?.reply.blocks);
    bureau.news();

    await bureau.bring(releaseOf("fares", { ...fares, withdrawn: "it was a draft" }));
    await bureau.publish();
    const [told] = bureau.shown;

    expect(answer).toContain("4 crowns");
    // The message may hold what is still valid.
    expect(told).toMatchObject({ chat: "a", how: "sent", replyTo: "m1" });
    expect(told?.text).toContain("it was a draft");
    expect(bureau.shown).toHaveLength(1);
  });

  it("is not answered by a release that is withdrawn while the answer is worded", async () => {
    const fares = { title: "Fares of the Sandrow Ferry", body: "A single ticket costs 4 crowns." };
    await bureau.bring({ ...ANSWER, date: "2026-10-20" });
    await bureau.announce();
    await bureau.bring(releaseOf("fares", fares));
    await bureau.announce();
    const other = await bureau.beside();
    other.now = bureau.now;
    const { holdings } = bureau.store;
    const note = holdings.note.bind(holdings);
    holdings.note = async (...noted) => {
      if (noted[1].length > 0) {
        holdings.note = note;
        await bureau.bring(releaseOf("fares", { ...fares, withdrawn: "it was a draft" }));
        await bureau.announce();
      }
      return await note(...noted);
    };

    await other.send();

    expect(JSON.stringify(other.shown[0]?.reply.blocks)).toContain("3 crowns");
    expect(other.shown).toHaveLength(1);
  });

  it("is told of the correction of an answer that may have come", async () => {
    await bureau.bring(ANSWER);
    bureau.nonceWindowMs = HOUR;
    bureau.outcomes = () => ({ kind: "unknown", reason: "reset" });
    await bureau.publish();
    bureau.outcomes = () => null;
    bureau.now += MINUTE;

    await bureau.bring({
      ...ANSWER,
      ...releaseOf("crossing", { title: ANSWER.title, body: "A single ticket costs 4 crowns." }),
      changeNote: "the price",
    });
    await bureau.publish();

    expect(bureau.shown.map(({ text }) => text)).toEqual([
      expect.stringContaining("Correction"),
      expect.stringContaining("You asked"),
    ]);
  });
});

describe("a subscriber who left a question", () => {
  it("gets one message for the answer and the announcement", async () => {
    await bureau.subscribe("a");
    await bureau.subscribe("b");
    await bureau.bring(ANSWER);

    await bureau.publish();

    const [mine = "", theirs] = bureau.news();
    expect(mine).toContain("You asked");
    expect(mine).toContain("First Crossing");
    expect(theirs).toBe("b sent: New release | First Crossing of the Sandrow Ferry");
    expect(bureau.news()).toEqual([]);
  });

  it("finds in it the first sentence of the release, which others are not shown", async () => {
    await bureau.subscribe("a");
    await leave("ada", { platform: "telegram", chat: "b" });
    await bureau.bring(ANSWER);

    await bureau.publish();

    const quotesIn = (chat: string): string[] =>
      (bureau.shown.find((shown) => shown.chat === chat)?.reply.blocks ?? []).flatMap((block) =>
        block.kind === "quote" ? [block.text] : [],
      );
    const answer = "A single ticket costs 3 crowns.";
    expect(quotesIn("a")).toEqual([answer, "Captain Orla Brandt will command the first crossing."]);
    expect(quotesIn("b")).toEqual([answer]);
  });

  it("gets the answer alone, when an edit of a release that came before answers", async () => {
    await bureau.subscribe("a");
    await bureau.bring(releaseOf("crossing", { body: "It is on Monday." }));
    await bureau.publish();
    bureau.shown.splice(0);

    await bureau.bring(ANSWER);
    await bureau.publish();

    const quotes = bureau.shown.flatMap(({ reply }) =>
      reply.blocks.flatMap((block) => (block.kind === "quote" ? [block.text] : [])),
    );
    expect(bureau.shown).toHaveLength(1);
    expect(quotes).toEqual(["A single ticket costs 3 crowns."]);
  });

  it("gets one message for several questions that a release answers", async () => {
    await leave("ben");
    await bureau.bring(ANSWER);

    await bureau.publish();

    expect(bureau.news()).toHaveLength(1);
  });

  it("is not told of it again by its next digest or a counterpart", async () => {
    bureau.now = Date.now();
    await leave("ben");
    await bureau.subscribe("a", { frequency: "daily", language: "km" });
    await bureau.bring(ANSWER);
    await bureau.publish();
    const told = bureau.news();
    await bureau.bring({ ...releaseOf("km", { language: "km" }), translationOf: "crossing" });
    await bureau.announce();
    bureau.now += DAY;
    await bureau.publish();

    expect(told).toHaveLength(1);
    expect(bureau.news()).toEqual([]);
  });

  it("gets the announcement when the question is forgotten meanwhile", async () => {
    await bureau.subscribe("a");
    await bureau.bring(ANSWER);
    await bureau.announce();

    await bureau.store.chats.forget(address, "ada");
    await bureau.send();

    expect(bureau.news()).toEqual(["a sent: New release | First Crossing of the Sandrow Ferry"]);
  });

  it("gets the correction of the text in the place of that one message", async () => {
    await bureau.subscribe("a");
    await bureau.bring(ANSWER);
    await bureau.publish();
    bureau.news();

    await bureau.bring({ ...ANSWER, text: `${ANSWER.text} Tea is served.`, changeNote: "tea" });
    await bureau.publish();

    expect(bureau.news()).toEqual(["a edited: Correction | First Crossing of the Sandrow Ferry"]);
  });
});
