import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPace, type Pace } from "../../src/announce/pace.ts";
import type { DeliveryOutcome } from "../../src/domain/chat.ts";
import { Bureau, HOUR, MINUTE } from "../_support/bureau.ts";
import { releaseOf } from "../_support/release-of.ts";

let bureau: Bureau;

beforeEach(async () => {
  bureau = await Bureau.open();
  for (const chat of ["a", "b", "c", "d"]) await bureau.subscribe(chat);
  await bureau.bring(releaseOf("ferry"));
});

afterEach(async () => {
  await bureau.store.close();
});

const NEWS = "New release | Title of ferry";

describe("a platform that asks one chat to wait", () => {
  it("is obeyed for that chat alone, and the message comes afterwards", async () => {
    bureau.outcomes = (chat, _how, attempt) =>
      chat === "a" && attempt === 1
        ? { kind: "later", retryAfterMs: 30_000, everybody: false }
        : null;

    await bureau.publish();
    const first = bureau.news();
    bureau.now += 29_000;
    await bureau.send();
    const early = bureau.news();
    bureau.now += 1000;
    await bureau.send();

    expect(first).toEqual([`b sent: ${NEWS}`, `c sent: ${NEWS}`, `d sent: ${NEWS}`]);
    expect(early).toEqual([]);
    expect(bureau.news()).toEqual([`a sent: ${NEWS}`]);
  });

  it("may do so for as long as it likes: no attempt is counted", async () => {
    bureau.outcomes = (chat, _how, attempt) =>
      chat === "a" && attempt <= 20
        ? { kind: "later", retryAfterMs: 1000, everybody: false }
        : null;

    await bureau.publish();
    for (let i = 0; i < 20; i += 1) {
      bureau.now += 1000;
      await bureau.send();
    }

    expect(bureau.news()).toContain(`a sent: ${NEWS}`);
    expect(await bureau.counts()).toEqual({ sent: 4 });
  });
});

describe("a platform that asks everybody to wait", () => {
  async function heldAfter(everybody: boolean, chats: readonly string[]): Promise<number> {
    let heldUntil = 0;
    const pace: Pace = {
      ...createPace(10_000),
      hold: (until) => {
        heldUntil = Math.max(heldUntil, until);
      },
    };
    bureau.outcomes = (chat, _how, attempt) =>
      chats.includes(chat) && attempt === 1
        ? { kind: "later", retryAfterMs: MINUTE, everybody }
        : null;
    bureau.pace = pace;
    await bureau.publish();
    return heldUntil - bureau.now;
  }

  it("is obeyed for all chats", async () => {
    expect(await heldAfter(true, ["a"])).toBe(MINUTE);
  });

  it("is understood when several chats are told to wait within a second", async () => {
    expect(await heldAfter(false, ["a", "b", "c"])).toBe(MINUTE);
  });

  it("is not assumed of one or two chats", async () => {
    expect(await heldAfter(false, ["a", "b"])).toBeLessThan(0);
  });
});

describe("a platform in trouble", () => {
  it("is tried again later and later, within limits, and shown as refused in the end", async () => {
    const tries: number[] = [];
    bureau.outcomes = (chat) => {
      if (chat !== "a") return null;
      tries.push(bureau.now);
      return { kind: "failed", reason: "502" };
    };

    await bureau.publish();
    for (let i = 0; i < 11; i += 1) {
      bureau.now += 7 * MINUTE;
      await bureau.send();
    }

    expect(tries).toHaveLength(12);
    expect(await bureau.counts()).toEqual({ sent: 3, failed: 1 });
    expect((await bureau.store.account.undecided(5)).map(({ reason }) => reason)).toEqual(["502"]);
  });

  it("is not asked again at once", async () => {
    bureau.outcomes = (chat, _how, attempt) =>
      chat === "a" && attempt === 1 ? { kind: "failed", reason: "502" } : null;

    await bureau.publish();
    bureau.now += 500;
    await bureau.send();
    const early = bureau.news();
    bureau.now += 1000;
    await bureau.send();

    expect(early).toHaveLength(3);
    expect(bureau.news()).toEqual([`a sent: ${NEWS}`]);
  });
});

describe("a lost answer", () => {
  beforeEach(() => {
    bureau.outcomes = (chat, _how, attempt) =>
      chat === "a" && attempt === 1 ? { kind: "unknown", reason: "reset" } : null;
  });

  it("is shown as unknown and sent again only when somebody says so", async () => {
    await bureau.publish();
    bureau.now += HOUR;
    await bureau.send();
    const shown = bureau.news();
    const account = await bureau.counts();
    await bureau.store.account.decide("resend", "all", bureau.now);
    await bureau.send();

    expect(shown).toHaveLength(3);
    expect(account).toEqual({ sent: 3, unknown: 1 });
    expect(bureau.news()).toEqual([`a sent: ${NEWS}`]);
  });

  it("is repeated by itself where the platform posts no nonce twice, within its window", async () => {
    bureau.nonceWindowMs = 2 * MINUTE;

    await bureau.publish();
    bureau.now += 1000;
    await bureau.send();

    expect(bureau.news()).toContain(`a sent: ${NEWS}`);
    expect(await bureau.counts()).toEqual({ sent: 4 });
  });

  it("is not repeated when the operator drops it", async () => {
    await bureau.publish();
    await bureau.store.account.decide("drop", "all", bureau.now);
    bureau.now += HOUR;
    await bureau.send();

    expect(bureau.news()).toHaveLength(3);
    expect(await bureau.counts()).toEqual({ sent: 3, superseded: 1 });
  });

  it("of an edit is edited again: that harms nobody", async () => {
    bureau.outcomes = () => null;
    await bureau.publish();
    bureau.news();
    bureau.outcomes = (chat, how, attempt) =>
      chat === "a" && how === "edited" && attempt === 1
        ? { kind: "unknown", reason: "reset" }
        : null;

    await bureau.bring(releaseOf("ferry", { body: "It opens on Tuesday.", changeNote: "the day" }));
    await bureau.publish();
    bureau.now += 2000;
    await bureau.send();

    expect(bureau.news().filter((line) => line.startsWith("a "))).toEqual([
      "a edited: Correction | Title of ferry",
    ]);
  });

  it("of an edit is not called an edit that never went out when the text is corrected once more", async () => {
    bureau.outcomes = () => null;
    await bureau.publish();
    bureau.news();
    bureau.outcomes = (chat, how, attempt) =>
      chat === "a" && how === "edited" && attempt === 1
        ? { kind: "unknown", reason: "reset" }
        : null;
    await bureau.bring(releaseOf("ferry", { body: "It opens on Tuesday.", changeNote: "the day" }));
    await bureau.announce();
    await bureau.until(async () => {
      await bureau.send();
      return (await bureau.counts())["pending"] === 1;
    });

    await bureau.bring(releaseOf("ferry", { body: "It opens at 9 am.", changeNote: "the hour" }));
    await bureau.announce();

    expect(await bureau.counts()).toMatchObject({ unknown: 1 });
  });
});

describe("a chat that is gone", () => {
  it("is retired with its reason, gets nothing more, and stops nobody", async () => {
    bureau.outcomes = (chat) => (chat === "a" ? { kind: "gone", reason: "blocked" } : null);
    await bureau.publish();
    await bureau.bring(releaseOf("fees"));
    await bureau.publish();

    expect(bureau.news()).toHaveLength(6);
    expect(await bureau.counts()).toEqual({ sent: 6, retired: 1 });
    expect(await bureau.store.subscriptions.find({ platform: "telegram", chat: "a" })).toBeNull();
  });
});

describe("a chat that has moved", () => {
  it("gets the message under its new id, and its corrections there", async () => {
    bureau.outcomes = (chat) => (chat === "a" ? { kind: "moved", chat: "a2" } : null);

    await bureau.publish();
    const first = bureau.news();
    await bureau.bring(releaseOf("ferry", { body: "It opens on Tuesday.", changeNote: "the day" }));
    await bureau.publish();

    expect(first).toContain(`a2 sent: ${NEWS}`);
    expect(bureau.news()).toContain("a2 edited: Correction | Title of ferry");
  });
});

describe("a message that the platform will not take", () => {
  it("is shown as failed and stops nobody", async () => {
    bureau.outcomes = (chat) => (chat === "a" ? { kind: "refused", reason: "too long" } : null);

    await bureau.publish();

    expect(await bureau.counts()).toEqual({ sent: 3, failed: 1 });
  });
});

describe("an earlier text that went back to waiting after its correction was written down", () => {
  async function correctWhileSending(correction: ReturnType<typeof releaseOf>): Promise<void> {
    let isFirst = true;
    bureau.outcomes = async (chat): Promise<DeliveryOutcome | null> => {
      if (chat !== "a" || !isFirst) return null;
      isFirst = false;
      await bureau.bring(correction);
      await bureau.announce();
      return { kind: "later", retryAfterMs: 1000, everybody: false };
    };
    await bureau.publish();
    bureau.now += 5000;
    await bureau.send();
    bureau.now += 5000;
    await bureau.send();
  }

  it("is not sent, and the correction is", async () => {
    await correctWhileSending(releaseOf("right", { corrects: "ferry" }));

    expect(bureau.news().filter((line) => line.startsWith("a "))).toEqual([
      "a sent: Correction | Title of right",
    ]);
    const { pending = 0, sending = 0 } = await bureau.counts();
    expect(pending + sending).toBe(0);
  });

  it("is not sent when the correction is a new state of it", async () => {
    await correctWhileSending(
      releaseOf("ferry", { body: "It opens on Tuesday.", changeNote: "the day" }),
    );

    expect(bureau.news().filter((line) => line.startsWith("a "))).toEqual([
      "a sent: Correction | Title of ferry",
    ]);
    const { pending = 0, sending = 0 } = await bureau.counts();
    expect(pending + sending).toBe(0);
  });

  it("is not resent by the operator either", async () => {
    bureau.outcomes = (chat, _how, attempt) =>
      chat === "a" && attempt === 1 ? { kind: "unknown", reason: "reset" } : null;
    await bureau.publish();
    bureau.news();
    bureau.outcomes = () => null;
    await bureau.bring(releaseOf("ferry", { body: "It opens on Tuesday.", changeNote: "the day" }));
    await bureau.announce();

    await bureau.store.account.decide("resend", "all", bureau.now);
    await bureau.send();
    bureau.now += 5000;
    await bureau.send();

    expect(bureau.news().filter((line) => line.startsWith("a "))).toEqual([
      "a sent: Correction | Title of ferry",
    ]);
  });
});

describe("the dispatcher", () => {
  it("sends nothing while announcements are halted, and everything afterwards", async () => {
    await bureau.store.marks.set("halted", "yes");
    await bureau.publish();
    const halted = bureau.news();
    await bureau.store.marks.clear("halted");
    await bureau.send();

    expect(halted).toEqual([]);
    expect(bureau.news()).toHaveLength(4);
  });

  it("keeps the order of one chat's messages, corrections first", async () => {
    await bureau.bring(releaseOf("fees"), releaseOf("right", { corrects: "wrong" }));

    await bureau.publish();

    expect(bureau.shown.filter(({ chat }) => chat === "a").map(({ text }) => text)).toEqual([
      "Correction | Title of right",
      NEWS,
      "New release | Title of fees",
    ]);
  });

  it("does not look into the outbox without rest while a chat is made to wait", async () => {
    await bureau.bring(releaseOf("fees"));
    bureau.outcomes = (chat) =>
      chat === "a" ? { kind: "later", retryAfterMs: HOUR, everybody: false } : null;
    await bureau.publish();
    let looks = 0;
    const { outbox } = bureau.store;
    const claim = outbox.claim.bind(outbox);
    Object.assign(outbox, {
      claim: async (...asked: Parameters<typeof claim>) => {
        looks += 1;
        return await claim(...asked);
      },
    });
    const stop = new AbortController();

    const running = bureau.dispatcher().run(stop.signal);
    await new Promise((done) => setTimeout(done, 300));
    stop.abort();
    await running;

    expect(looks).toBeLessThanOrEqual(2);
  });
});

describe("a pace", () => {
  it("hands out so many a second, evenly, and none while it is held", () => {
    const pace = createPace(10);

    expect(pace.take(5, 1000)).toBe(2);
    expect(pace.take(5, 1000)).toBe(0);
    expect(pace.readyAt(1000)).toBe(1100);
    expect(pace.take(5, 1100)).toBe(1);
    pace.hold(5000);
    expect(pace.take(5, 4999)).toBe(0);
    expect(pace.readyAt(1200)).toBe(5000);
    expect(pace.take(5, 5000)).toBe(2);
  });

  it("takes back what was not used, but no more than it holds", () => {
    const pace = createPace(10);
    pace.take(2, 1000);

    pace.giveBack(7);

    expect(pace.take(9, 1000)).toBe(2);
  });
});
