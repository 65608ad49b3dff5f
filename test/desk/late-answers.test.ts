import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { tellLateAnswers } from "../../src/desk/late-answers.ts";
import { Bureau, DAY, HOUR } from "../_support/bureau.ts";
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

async function leave(person: string): Promise<boolean> {
  return await bureau.store.questions.leave({
    address,
    person,
    question: QUESTION,
    language: "en",
    at: bureau.now,
    expiresAt: bureau.now + 30 * DAY,
  });
}

/** As the process does: what has just become public may answer what was left. */
async function publish(): Promise<void> {
  const announced = await bureau.announce();
  const { engine, collection } = bureau;
  const { questions } = bureau.store;
  const published = announced.map(({ release }) => release.id);
  await tellLateAnswers({ engine, collection, questions }, published, bureau.now);
  await bureau.send();
}

describe("a question that was left with the desk", () => {
  it("is answered once, when a release answers it", async () => {
    await bureau.bring(releaseOf("fees"));
    await publish();
    const unrelated = bureau.news();
    await bureau.bring(ANSWER);
    await publish();
    const told = bureau.news();
    await bureau.bring(releaseOf("again", { title: ANSWER.title, body: `${ANSWER.text} Again.` }));
    await publish();

    expect(unrelated).toEqual([]);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(`You asked: “${QUESTION}”`);
    expect(bureau.news()).toEqual([]);
  });

  it("is left once by a person, however often the button is pressed", async () => {
    expect(await leave("ada")).toBe(false);
    expect(await leave("ben")).toBe(true);
  });

  it("is not answered from under an embargo, but when that ends", async () => {
    await bureau.bring({ ...ANSWER, embargoUntil: bureau.now + HOUR });
    await publish();
    const early = bureau.news();
    bureau.now += HOUR;
    await publish();

    expect(early).toEqual([]);
    expect(bureau.news()).toHaveLength(1);
  });

  it("is not answered after its asker had everything forgotten", async () => {
    await bureau.store.chats.forget(address, "ada");
    await bureau.bring(ANSWER);

    await publish();

    expect(bureau.news()).toEqual([]);
  });

  it("is not answered when it is forgotten while the answer is on its way", async () => {
    await bureau.bring(ANSWER);
    const announced = await bureau.announce();
    const { engine, collection } = bureau;
    const { questions } = bureau.store;
    const ids = announced.map(({ release }) => release.id);
    await tellLateAnswers({ engine, collection, questions }, ids, bureau.now);

    await bureau.store.chats.forget(address, "ada");
    await bureau.send();

    expect(bureau.news()).toEqual([]);
  });

  it("is not answered after it has expired", async () => {
    bureau.now += 31 * DAY;
    await bureau.bring(ANSWER);

    await publish();

    expect(bureau.news()).toEqual([]);
  });

  it("is answered by what is right, when the first answer was corrected on its way", async () => {
    await bureau.bring(ANSWER);
    const announced = await bureau.announce();
    const { engine, collection } = bureau;
    const { questions } = bureau.store;
    const ids = announced.map(({ release }) => release.id);
    await tellLateAnswers({ engine, collection, questions }, ids, bureau.now);
    await bureau.bring({
      ...releaseOf("right", {
        title: ANSWER.title,
        body: "Captain Orla Brandt will command the first crossing. A single ticket costs 4 crowns.",
      }),
      corrects: "crossing",
    });

    await publish();

    expect(bureau.shown).toHaveLength(1);
    expect(bureau.news()[0]).toContain("You asked");
    expect(await bureau.counts()).toEqual({ sent: 1 });
  });
});
