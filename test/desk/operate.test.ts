import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createOperate } from "../../src/desk/operate.ts";
import type { ChatRequest } from "../../src/domain/chat.ts";
import type { Reply } from "../../src/domain/reply.ts";
import { Bureau, buttonOf, PEOPLE, pressed, requestOf, textOf, typed } from "../_support/bureau.ts";
import { releaseOf } from "../_support/release-of.ts";

let bureau: Bureau;

beforeEach(async () => {
  bureau = await Bureau.open();
});

afterEach(async () => {
  await bureau.store.close();
});

async function say(
  intent: ChatRequest["intent"],
  person: ChatRequest["person"] = PEOPLE.officer,
): Promise<Reply | null> {
  const { account, questions, audit, marks } = bureau.store;
  const operate = createOperate({
    account,
    questions,
    audit,
    halt: {
      isHalted: async () => (await marks.get("halted")) !== null,
      set: async (halted) => {
        if (halted) await marks.set("halted", "yes");
        else await marks.clear("halted");
      },
    },
    timeZone: "UTC",
    clock: () => bureau.now,
  });
  return await operate(requestOf(intent, { person }), bureau.context());
}

async function actions(): Promise<string[]> {
  const records = await bureau.store.audit.latest(20);
  return records.map(({ action, person, detail }) => `${action} by ${person} ${detail}`.trim());
}

describe("/status", () => {
  it("says that nothing has been announced", async () => {
    const reply = await say(typed("status"));

    expect(reply && textOf(reply)).toBe("Nothing has been announced yet.");
    expect(reply?.actions).toBeUndefined();
  });

  it("counts deliveries, and offers to decide on those whose answer was lost", async () => {
    for (const chat of ["a", "b", "c"]) await bureau.subscribe(chat);
    bureau.outcomes = (chat, _how, attempt) => {
      if (chat === "b") return { kind: "gone", reason: "blocked" };
      return chat === "c" && attempt === 1 ? { kind: "unknown", reason: "reset" } : null;
    };
    await bureau.bring(releaseOf("ferry"));
    await bureau.publish();

    const reply = await say(typed("status"));
    const decided = await say(pressed(buttonOf(reply, "Send again")));
    await bureau.send();
    const after = await say(typed("status"));

    expect(reply && textOf(reply)).toContain(
      "telegram: delivered 1 of 3; 1 unknown; 1 to chats that are gone",
    );
    expect(JSON.stringify(reply)).toContain("reset");
    expect(decided && textOf(decided)).toBe("Done for 1.");
    expect(after && textOf(after)).toBe("telegram: delivered 2 of 3; 1 to chats that are gone");
    expect(JSON.stringify(after)).toContain("1 × blocked");
    expect(await actions()).toEqual(["resend by officer 1"]);
  });
});

it("/status tells what is tried again, and why, from what is on its way", async () => {
  for (const chat of ["a", "b"]) await bureau.subscribe(chat);
  bureau.outcomes = (chat) => (chat === "b" ? { kind: "failed", reason: "502 Bad Gateway" } : null);
  await bureau.bring(releaseOf("ferry"));
  await bureau.publish();
  await bureau.bring(releaseOf("quay"));
  await bureau.announce();

  const reply = await say(typed("status"));

  expect(reply && textOf(reply)).toBe("telegram: delivered 1 of 4; 2 on the way; 1 retrying");
  expect(JSON.stringify(reply)).toContain("1 × 502 Bad Gateway");
});

it("/status lists what is unknown before what was refused, and counts what it does not list", async () => {
  for (let i = 0; i < 25; i += 1) await bureau.subscribe(String(i));
  bureau.outcomes = (chat) =>
    chat === "24" ? { kind: "unknown", reason: "reset" } : { kind: "refused", reason: "no rights" };
  await bureau.bring(releaseOf("ferry"));
  await bureau.publish();

  const reply = await say(typed("status"));
  const [, , list, more] = reply?.blocks ?? [];

  expect(list?.kind === "list" && list.items[0]?.detail).toBe("reset");
  expect(more).toEqual({ kind: "note", text: "And 5 more." });
});

describe("/pause and /resume", () => {
  it("halt announcements and let them go on, with a record of who did it", async () => {
    await bureau.subscribe("a");
    await bureau.bring(releaseOf("ferry"));

    await say(typed("pause"));
    await bureau.publish();
    const halted = bureau.news();
    const status = await say(typed("status"));
    await say(typed("resume"));
    await bureau.send();

    expect(halted).toEqual([]);
    expect(status && textOf(status)).toContain("Announcements are halted.");
    expect(bureau.news()).toHaveLength(1);
    expect(await actions()).toEqual(["resume by officer", "pause by officer"]);
  });
});

describe("/unanswered", () => {
  it("groups what no release answered, most asked first, without who asked", async () => {
    const { questions } = bureau.store;
    const note = async (wording: string, question: string): Promise<void> => {
      await questions.note({ wording, question, language: "en" }, bureau.now);
    };
    await note("fee", "What is the fee?");
    await note("captain", "Who is the captain?");
    await note("captain", "who is the captain");

    const reply = await say(typed("unanswered"));

    const [, list] = reply?.blocks ?? [];
    expect(list?.kind === "list" && list.items.map(({ text }) => text)).toEqual([
      "Who is the captain?",
      "What is the fee?",
    ]);
    expect(JSON.stringify(list)).toContain("asked 2 times");
  });

  it("says that every question found an answer", async () => {
    const reply = await say(typed("unanswered"));

    expect(reply && textOf(reply)).toBe("Every question so far found an answer.");
  });
});

describe("rights", () => {
  it.each([
    typed("status"),
    typed("unanswered"),
    typed("pause"),
    typed("resume"),
    pressed("deliveries_resend"),
    pressed("deliveries_drop"),
  ])("give whoever is no officer nothing: %j", async (intent) => {
    expect(await say(intent, PEOPLE.manager)).toBeNull();
    expect(await actions()).toEqual([]);
    expect(await bureau.store.marks.get("halted")).toBeNull();
  });

  it("leave everything else to others", async () => {
    expect(await say(typed("help"))).toBeNull();
    expect(await say(pressed("deliveries_other"))).toBeNull();
  });
});
