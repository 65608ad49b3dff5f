import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Subscription } from "../../src/announce/subscription.ts";
import type { UseCase } from "../../src/desk/create-desk.ts";
import { releaseKey } from "../../src/desk/release-keys.ts";
import { createSubscribe } from "../../src/desk/subscribe.ts";
import type { ChatRequest } from "../../src/domain/chat.ts";
import type { Reply } from "../../src/domain/reply.ts";
import { Bureau, buttonOf, PEOPLE, pressed, requestOf, textOf, typed } from "../_support/bureau.ts";
import { releaseOf } from "../_support/release-of.ts";

const EVERYTHING = { topics: [], issuers: [], languages: [], words: [] };
let bureau: Bureau;
let subscribe: UseCase;

beforeEach(async () => {
  bureau = await Bureau.open();
  subscribe = createSubscribe({
    subscriptions: bureau.store.subscriptions,
    clock: () => bureau.now,
  });
  await bureau.bring(
    releaseOf("ferry"),
    releaseOf("tides", { issuer: "Office of Tides, Quays and Winds", topics: ["Tides"] }),
  );
});

afterEach(async () => {
  await bureau.store.close();
});

async function say(
  intent: ChatRequest["intent"],
  person: ChatRequest["person"] = PEOPLE.manager,
): Promise<Reply | null> {
  return await subscribe(requestOf(intent, { person }), bureau.context());
}

async function kept(): Promise<Subscription | null> {
  return await bureau.store.subscriptions.find({ platform: "telegram", chat: "a" });
}

describe("/subscribe", () => {
  it("alone brings every release at once, in one step", async () => {
    const reply = await say(typed("subscribe"));

    expect(await kept()).toMatchObject({
      interest: EVERYTHING,
      frequency: "at-once",
      quiet: null,
      paused: false,
    });
    expect(reply && textOf(reply)).toContain("every new release, at once");
  });

  it("alone widens what was narrow, and resumes what was paused", async () => {
    await say(typed("subscribe", "fisheries, daily 18:00"));
    await say(pressed("sub_pause"));

    await say(typed("subscribe"));

    expect(await kept()).toMatchObject({
      interest: EVERYTHING,
      frequency: "at-once",
      paused: false,
    });
  });

  it("by a deep link brings what it names, in addition to what the chat gets", async () => {
    await say(pressed("sub_ports"));
    await say(pressed("sub_night-ferry_khmer"));

    expect((await kept())?.interest).toEqual({
      topics: ["Ports"],
      issuers: [],
      languages: ["km"],
      words: ["night ferry"],
    });
  });

  it("by a deep link narrows down nothing", async () => {
    await say(typed("subscribe"));

    await say(pressed("sub_ports"));

    expect((await kept())?.interest).toEqual(EVERYTHING);
  });

  it("takes topics, issuers and languages of the archive for what they are, all else as words", async () => {
    await say(typed("subscribe", "ports, veldan port authority, Khmer, fisheries; night ferry"));

    expect((await kept())?.interest).toEqual({
      topics: ["Ports"],
      issuers: ["Veldan Port Authority"],
      languages: ["km"],
      words: ["fisheries", "night ferry"],
    });
  });

  it("takes an option as one name, whatever commas it holds", async () => {
    await say(
      typed("subscribe", "storm", {
        issuer: "Office of Tides, Quays and Winds",
        topic: "Tides",
        language: "fr",
      }),
    );

    expect((await kept())?.interest).toEqual({
      topics: ["Tides"],
      issuers: ["Office of Tides, Quays and Winds"],
      languages: ["fr"],
      words: ["storm"],
    });
  });

  it.each([
    ["daily 18:00", "daily", 18 * 60, 1],
    ["daily at 7.30", "daily", 7 * 60 + 30, 1],
    ["quotidien 18 h", "daily", 18 * 60, 1],
    ["daily", "daily", 8 * 60, 1],
    ["weekly friday 9:15", "weekly", 9 * 60 + 15, 5],
    ["Weekly Sun", "weekly", 8 * 60, 7],
    ["at once", "at-once", 8 * 60, 1],
    ["every Friday at 9", "weekly", 9 * 60, 5],
    ["chaque jour à 18h", "daily", 18 * 60, 1],
    ["chaque jeudi à 9h30", "weekly", 9 * 60 + 30, 4],
    ["aussitôt", "at-once", 8 * 60, 1],
    ["រៀងរាល់ថ្ងៃ ម៉ោង ១៨:០០", "daily", 18 * 60, 1],
    ["រៀងរាល់ថ្ងៃពុធ ម៉ោង 9", "weekly", 9 * 60, 3],
    ["រាល់សប្តាហ៍", "weekly", 8 * 60, 1],
  ])("understands %s", async (words, frequency, digestAt, weekday) => {
    await say(typed("subscribe", words));

    expect(await kept()).toMatchObject({ frequency, digestAt, weekday, interest: EVERYTHING });
  });

  it.each(["every port", "chaque quai", "daily bread"])("takes %s as words", async (words) => {
    await say(typed("subscribe", words));

    expect((await kept())?.interest.words).toEqual([words]);
  });

  it("does not take a time that no clock shows", async () => {
    await say(typed("subscribe", "daily 18:75"));

    expect((await kept())?.digestAt).toBe(8 * 60);
  });

  it.each([
    ["quiet 22-7", { from: 22 * 60, to: 7 * 60 }],
    ["quiet 22:30 - 6:15", { from: 22 * 60 + 30, to: 6 * 60 + 15 }],
    ["quiet 0-24", { from: 0, to: 0 }],
    ["quiet off", null],
    ["silence 22h à 7h", { from: 22 * 60, to: 7 * 60 }],
    ["ស្ងាត់ ២២-៧", { from: 22 * 60, to: 7 * 60 }],
  ])("understands %s and keeps the rest", async (words, quiet) => {
    await say(typed("subscribe", "fisheries, daily 18:00, quiet 1-2"));

    await say(typed("subscribe", words));

    expect(await kept()).toMatchObject({
      quiet,
      frequency: "daily",
      interest: { ...EVERYTHING, words: ["fisheries"] },
    });
  });

  it("widens a narrow interest to everything when that is asked for", async () => {
    await say(typed("subscribe", "fisheries"));

    await say(typed("subscribe", "everything, weekly"));

    expect(await kept()).toMatchObject({ interest: EVERYTHING, frequency: "weekly" });
  });
});

describe("the buttons", () => {
  it("set the rhythm, the quiet of the night, the languages and the pause", async () => {
    const first = await say(typed("subscribe"));
    for (const label of ["Daily", "Quiet at night", "rançais", "Pause"])
      await say(pressed(buttonOf(first, label)));

    expect(await kept()).toMatchObject({
      frequency: "daily",
      quiet: { from: 22 * 60, to: 7 * 60 },
      interest: { ...EVERYTHING, languages: ["fr"] },
      paused: true,
    });
  });

  it("turn off what they have turned on, in the same message", async () => {
    await say(typed("subscribe"));
    await say(pressed("sub_lang_km"));
    await say(pressed("sub_quiet_on"));
    await say(pressed("sub_pause"));
    const shown = await say(typed("subscriptions"));
    for (const label of ["✓", "Sound", "Resume"]) await say(pressed(buttonOf(shown, label)));

    const last = await say(pressed("sub_lang_km"));

    expect(await kept()).toMatchObject({ quiet: null, paused: false, interest: EVERYTHING });
    expect(last?.inPlace).toBe(true);
  });

  it.each(["sub_daily", "sub_pause", "sub_quiet_off", "sub_lang_km"])(
    "of a chat that has unsubscribed do not subscribe it again: %s",
    async (data) => {
      await say(typed("subscribe"));
      await say(typed("unsubscribe"));

      const reply = await say(pressed(data));

      expect(await kept()).toBeNull();
      expect(reply && textOf(reply)).toContain("not subscribed");
    },
  );
});

describe("deep links", () => {
  it("subscribe a chat to everything", async () => {
    await say(pressed("sub_on"));

    expect(await kept()).toMatchObject({ interest: EVERYTHING, frequency: "at-once" });
  });

  it("subscribe a chat to a topic, and to another beside it", async () => {
    await say(pressed(`sub_t_${releaseKey("Ports")}`));
    const first = (await kept())?.interest;
    await say(pressed(`sub_t_${releaseKey("Tides")}`));

    expect(first).toEqual({ ...EVERYTHING, topics: ["Ports"] });
    expect((await kept())?.interest.topics).toEqual(["Ports", "Tides"]);
  });

  it("take nothing from a chat that gets everything", async () => {
    await say(typed("subscribe"));

    await say(pressed(`sub_t_${releaseKey("Ports")}`));

    expect((await kept())?.interest).toEqual(EVERYTHING);
  });

  it("to a topic that nobody knows change nothing", async () => {
    await say(pressed("sub_t_unknown"));

    expect(await kept()).toBeNull();
  });
});

describe("rights", () => {
  it.each([
    typed("subscribe"),
    typed("unsubscribe"),
    pressed("sub_on"),
    pressed("sub_daily"),
    pressed("sub_end"),
  ])("let only managers change a chat's subscription", async (intent) => {
    await say(typed("subscribe", "fisheries"));
    const before = await kept();

    const reply = await say(intent, PEOPLE.member);

    expect(reply?.onlyAsker).toBe(true);
    expect(await kept()).toEqual(before);
  });

  it("let everybody see it", async () => {
    await say(typed("subscribe", "fisheries, quiet 22-7"));

    const reply = await say(typed("subscriptions"), PEOPLE.member);

    expect(reply && textOf(reply)).toContain("“fisheries”");
    expect(reply && textOf(reply)).toContain("22:00 to 07:00");
  });
});

describe("/unsubscribe", () => {
  it("ends it, and says so when there is none", async () => {
    await say(typed("subscribe"));

    const first = await say(typed("unsubscribe"));
    const second = await say(typed("unsubscribe"));

    expect(await kept()).toBeNull();
    expect(first && textOf(first)).toBe("This chat gets no more releases.");
    expect(second && textOf(second)).toBe("This chat was not subscribed.");
  });
});
