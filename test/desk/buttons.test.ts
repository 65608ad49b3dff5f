import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDesk } from "../../src/desk/create-desk.ts";
import type { Desk } from "../../src/desk/desk.ts";
import { createOperate } from "../../src/desk/operate.ts";
import type { ChatRequest } from "../../src/domain/chat.ts";
import { ACTION_DATA_BYTES, type Reply } from "../../src/domain/reply.ts";
import {
  Bureau,
  buttonOf,
  DAY,
  PEOPLE,
  pressed,
  requestOf,
  textOf,
  typed,
} from "../_support/bureau.ts";
import { releaseOf } from "../_support/release-of.ts";

const QUESTION = "What does a single ticket cost?";
const TICKETS = releaseOf("tickets", {
  title: "Tickets of the Sandrow Ferry",
  body: "A single ticket costs 3 crowns. Children under six travel free of charge.",
});
const ANN = PEOPLE.member;
const BOB = { ...PEOPLE.member, id: "bob" };
let bureau: Bureau;
let desk: Desk;

beforeEach(async () => {
  bureau = await Bureau.open();
  await bureau.bring(
    TICKETS,
    releaseOf("fares", { title: "Tickets to the Islands", body: "A ticket is sold at each quay." }),
  );
  desk = newDesk();
});
afterEach(async () => {
  await bureau.store.close();
});

/** As after a restart: nothing but the store is left of what was before. */
function newDesk(): Desk {
  const { engine, collection, store } = bureau;
  const { account, questions, audit, originals } = store;
  const clock = (): number => bureau.now;
  const halt = { isHalted: () => Promise.resolve(false), set: () => Promise.resolve() };
  return createDesk({
    engine,
    collection,
    settings: store.chats,
    questions,
    kept: store.kept,
    originalOf: async ({ id }) => await originals.find(id),
    defaultLanguage: "en",
    pressContact: "press@ports.example.org",
    organisation: null,
    clock,
    useCases: [createOperate({ account, questions, halt, audit, timeZone: "UTC", clock })],
    onError: (error) => {
      throw error;
    },
  });
}

async function say(
  intent: ChatRequest["intent"],
  person: ChatRequest["person"] = ANN,
): Promise<Reply> {
  const reply = await desk.handle(requestOf(intent, { person }));
  if (!reply) throw new Error("The desk said nothing.");
  return reply;
}

async function ask(question: string): Promise<Reply> {
  return await say({ kind: "text", text: question });
}

async function shownToOfficers(): Promise<string> {
  return JSON.stringify((await say(typed("unanswered"), PEOPLE.officer)).blocks);
}

describe("whether an answer was what was asked", () => {
  it("goes to the desk, without who said it and once for each person", async () => {
    const answer = await ask(QUESTION);

    await say(pressed(buttonOf(answer, "Not what I asked")));
    await say(pressed(buttonOf(answer, "Not what I asked")));
    await say(pressed(buttonOf(answer, "Not what I asked")), BOB);
    await say(pressed(buttonOf(answer, "That was it")), PEOPLE.manager);

    const shown = await shownToOfficers();
    expect(shown).toContain("Answered, but not what was asked:");
    expect(shown).toContain(QUESTION);
    expect(shown).toContain("from “Tickets of the Sandrow Ferry”: 2 said no, 1 said yes");
  });

  it("is nothing that officers see where everybody was content", async () => {
    const answer = await ask(QUESTION);

    await say(pressed(buttonOf(answer, "That was it")));

    expect(await shownToOfficers()).toContain("Every question so far found an answer.");
  });

  it("is about the question that was answered, whoever presses the button and whenever", async () => {
    const answer = await ask(QUESTION);
    await ask("Who built the lighthouse?");
    desk = newDesk();

    const reply = await say(pressed(buttonOf(answer, "Not what I asked")), BOB);
    const left = await say(pressed(buttonOf(reply, "Tell me when")), BOB);

    expect(JSON.stringify(reply.blocks)).toContain("Tickets to the Islands");
    expect(textOf(left)).toContain("Noted.");
    const open = await bureau.store.questions.open(bureau.now);
    expect(open.map(({ question }) => question)).toEqual([QUESTION]);
    expect(await shownToOfficers()).toContain("1 said no, 0 said yes");
  });

  it("is forgotten after half a year", async () => {
    await say(pressed(buttonOf(await ask(QUESTION), "Not what I asked")));

    await bureau.store.questions.expire(bureau.now + 1);

    expect(await bureau.store.questions.misjudged(10)).toEqual([]);
  });
});

describe("the buttons of a list", () => {
  beforeEach(async () => {
    const many = Array.from({ length: 7 }, (_, i) =>
      releaseOf(`buoy-${i}`, {
        title: `Buoy ${i} Laid`,
        issuer: i < 6 ? "Office of Sea Marks" : "City",
      }),
    );
    await bureau.bring(...many);
  });

  it("turn the pages of a search with its filters after a restart", async () => {
    const first = await say(typed("search", "buoy", { words: "buoy", issuer: "sea marks" }));
    desk = newDesk();

    const second = await say(pressed(buttonOf(first, "Next")));

    expect(second.inPlace).toBe(true);
    expect(textOf(second).match(/Buoy \d Laid/gu)).toHaveLength(1);
    expect(textOf(second)).not.toContain("Buoy 6");
  });

  it("work for a month and say kindly afterwards that they are too old", async () => {
    const first = await say(typed("search", "buoy", { words: "buoy" }));
    bureau.now += 31 * DAY;
    await bureau.store.expire(bureau.now);

    const late = await say(pressed(buttonOf(first, "Next")));

    expect(textOf(late)).toContain("That button is too old.");
    expect(late.onlyAsker).toBe(true);
  });

  it("fit into what the strictest platform takes, whatever was asked", async () => {
    const answer = await ask(QUESTION);
    const search = await say(typed("search", "buoy", { words: "buoy", issuer: "ស្ថាប័ន".repeat(9) }));
    const list = await say(typed("latest"));

    const data = [answer, search, list].flatMap(({ actions = [] }) => actions.flat());

    for (const { data: each } of data) {
      expect(Buffer.byteLength(each)).toBeLessThanOrEqual(ACTION_DATA_BYTES);
    }
  });
});
