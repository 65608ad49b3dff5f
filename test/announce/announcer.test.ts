import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { announceWhatIsDue } from "../../src/announce/announcer.ts";
import { planFanOut } from "../../src/announce/fan-out.ts";
import { Bureau, DAY, HOUR, MINUTE } from "../_support/bureau.ts";
import { releaseOf } from "../_support/release-of.ts";

let bureau: Bureau;

beforeEach(async () => {
  bureau = await Bureau.open();
});

afterEach(async () => {
  await bureau.store.close();
});

describe("announcements", () => {
  it("tell every subscribed chat of a new release once", async () => {
    await bureau.subscribe("a");
    await bureau.subscribe("b");
    await bureau.bring(releaseOf("ferry"));

    await bureau.publish();
    await bureau.publish();

    expect(bureau.news()).toEqual([
      "a sent: New release | Title of ferry",
      "b sent: New release | Title of ferry",
    ]);
  });

  it("wait for a release to settle, so that its counterparts are with it", async () => {
    await bureau.subscribe("a");
    await bureau.bring(releaseOf("ferry"));
    const { collection, store } = bureau;

    const announced = await announceWhatIsDue(
      {
        collection,
        ledger: store.ledger,
        fanOut: store.fanOut,
        subscriptions: store.subscriptions,
      },
      bureau.now + 500,
    );

    expect(announced).toEqual([]);
  });

  it("tell nobody of the baseline", async () => {
    await bureau.subscribe("a");
    const origin = { source: "file:old.md", fingerprint: "" };
    await bureau.keeper.bring([{ release: releaseOf("old"), origin }], true);

    await bureau.publish();

    expect(bureau.news()).toEqual([]);
  });

  it("tell of an embargoed release of the baseline when its embargo ends, not before", async () => {
    await bureau.subscribe("a");
    const release = releaseOf("secret", { embargoUntil: bureau.now + HOUR });
    const origin = { source: "file:secret.md", fingerprint: "" };
    await bureau.keeper.bring([{ release, origin }], true);

    await bureau.publish();
    const before = bureau.news();
    bureau.now += HOUR;
    await bureau.publish();

    expect(before).toEqual([]);
    expect(bureau.news()).toEqual(["a sent: New release | Title of secret"]);
  });

  it("tell of a release on the day that it bears", async () => {
    await bureau.subscribe("a");
    await bureau.bring(releaseOf("tomorrow", { date: "2026-11-03" }));

    await bureau.publish();
    const before = bureau.news();
    bureau.now += 12 * HOUR;
    await bureau.publish();

    expect(before).toEqual([]);
    expect(bureau.news()).toEqual(["a sent: New release | Title of tomorrow"]);
  });

  it("say nothing of a silent edit, and word what still waits by it", async () => {
    await bureau.subscribe("a");
    await bureau.bring(releaseOf("ferry"));
    await bureau.publish();
    bureau.news();

    await bureau.bring(releaseOf("ferry", { body: "The quay opens on Tuesday." }));
    await bureau.publish();

    expect(bureau.news()).toEqual([]);
  });

  it("edit the message of a changed file with a change note", async () => {
    await bureau.subscribe("a");
    await bureau.bring(releaseOf("ferry"));
    await bureau.publish();
    bureau.news();

    await bureau.bring(releaseOf("ferry", { body: "It opens on Tuesday.", changeNote: "the day" }));
    await bureau.publish();
    await bureau.publish();

    expect(bureau.news()).toEqual(["a edited: Correction | Title of ferry"]);
  });

  it("tell of a change with a note also when the text is changed without one before they go out", async () => {
    await bureau.subscribe("a");
    await bureau.bring(releaseOf("ferry"));
    await bureau.publish();
    bureau.news();

    await bureau.bring(releaseOf("ferry", { body: "It opens on Tuesday.", changeNote: "the day" }));
    await bureau.bring(releaseOf("ferry", { body: "It opens on Tuesday, 8 am." }));
    await bureau.publish();
    const told = bureau.news();
    await bureau.bring(releaseOf("ferry", { body: "It opens on Tuesday at 8 am." }));
    await bureau.publish();

    expect(told).toEqual(["a edited: Correction | Title of ferry"]);
    expect(bureau.news()).toEqual([]);
    expect(bureau.collection.stored("ferry")?.changeNote).toBeNull();
  });

  it("tell of a change with a note also when its file is renamed before they go out", async () => {
    await bureau.subscribe("a");
    await bureau.bring(releaseOf("ferry"));
    await bureau.publish();
    bureau.news();

    const corrected = releaseOf("ferry", { body: "It opens on Tuesday.", changeNote: "the day" });
    await bureau.bring(corrected);
    await bureau.store.releases.drop(["ferry"]);
    await bureau.bring({ ...corrected, id: "renamed", changeNote: null });
    await bureau.publish();

    expect(bureau.news()).toEqual(["a edited: Correction | Title of ferry"]);
  });

  it("reply once where the message can't be edited", async () => {
    await bureau.subscribe("a");
    await bureau.bring(releaseOf("ferry"));
    await bureau.publish();
    bureau.news();
    bureau.outcomes = (_chat, how) =>
      how === "edited" ? { kind: "refused", reason: "too old" } : null;

    await bureau.bring(releaseOf("ferry", { body: "It opens on Tuesday.", changeNote: "the day" }));
    await bureau.publish();
    const [reply] = bureau.shown;
    await bureau.publish();

    expect(bureau.news()).toEqual(["a sent: Correction | Title of ferry"]);
    expect(reply?.replyTo).toBe("m1");
  });
});

describe("a correction by another release", () => {
  it("reaches who got the text, also who has unsubscribed since, and new ones as news", async () => {
    await bureau.subscribe("stays");
    await bureau.subscribe("leaves");
    await bureau.bring(releaseOf("ferry"));
    await bureau.publish();
    bureau.news();
    await bureau.store.subscriptions.end({ platform: "telegram", chat: "leaves" });
    await bureau.subscribe("comes");

    await bureau.bring(releaseOf("right", { corrects: "ferry" }));
    await bureau.publish();

    expect(bureau.news()).toEqual([
      "comes sent: Correction | Title of right",
      "leaves edited: Correction | Title of right",
      "stays edited: Correction | Title of right",
    ]);
  });

  it("overtakes what is still to be sent of the wrong text", async () => {
    await bureau.subscribe("a");
    await bureau.bring(releaseOf("ferry"));
    await bureau.announce();

    await bureau.bring(releaseOf("right", { corrects: "ferry" }));
    await bureau.publish();

    expect(bureau.news()).toEqual(["a sent: Correction | Title of right"]);
    expect(await bureau.counts()).toEqual({ sent: 1, superseded: 1 });
  });

  it("replies to the digest in which the text went out, and edits nothing of it", async () => {
    bureau.now = Date.now();
    await bureau.subscribe("a", { frequency: "daily" });
    await bureau.bring(releaseOf("ferry"), releaseOf("fees"));
    await bureau.announce();
    bureau.now += DAY;
    await bureau.publish();
    const digest = bureau.news();

    await bureau.bring(releaseOf("right", { corrects: "ferry" }));
    await bureau.publish();
    const [reply] = bureau.shown;
    const correction = bureau.news();
    bureau.now += DAY;
    await bureau.publish();

    expect(digest).toEqual(["a sent: 2 new releases | Title of ferry | Title of fees"]);
    expect(correction).toEqual(["a sent: Correction | Title of right"]);
    expect(reply?.replyTo).toBe("m1");
    expect(bureau.news()).toEqual([]);
  });

  it("takes nothing else from a digest that was on its way and is refused for now", async () => {
    bureau.now = Date.now();
    await bureau.subscribe("a", { frequency: "daily" });
    await bureau.bring(releaseOf("ferry"), releaseOf("fees"));
    await bureau.announce();
    bureau.now += DAY;
    await bureau.announce();
    bureau.outcomes = async (_chat, _how, attempt) => {
      if (attempt > 1) return null;
      await bureau.bring(releaseOf("right", { corrects: "ferry" }));
      await bureau.announce();
      return { kind: "later", retryAfterMs: 0, everybody: false };
    };
    await bureau.send();
    bureau.now += MINUTE;
    await bureau.send();

    expect(bureau.news()).toEqual([
      "a sent: Correction | Title of right",
      "a sent: One new release | Title of fees",
    ]);
  });

  it("takes the wrong text's place in a digest that has not gone out", async () => {
    bureau.now = Date.now();
    await bureau.subscribe("a", { frequency: "daily" });
    await bureau.bring(releaseOf("ferry"));
    await bureau.announce();

    await bureau.bring(releaseOf("right", { corrects: "ferry" }));
    await bureau.announce();
    bureau.now += DAY;
    await bureau.publish();

    expect(bureau.news()).toEqual(["a sent: One new release | Title of right"]);
  });

  it("edits the announcement, not the late answer that cited the text", async () => {
    await bureau.subscribe("a");
    await bureau.bring(releaseOf("ferry"));
    await bureau.publish();
    bureau.news();
    await bureau.store.questions.leave({
      address: { platform: "telegram", chat: "a" },
      person: "p",
      question: "When does the quay of ferry open?",
      language: "en",
      at: bureau.now,
      expiresAt: bureau.now + DAY,
    });
    const [left] = await bureau.store.questions.open(bureau.now);
    if (!left) throw new Error("nothing was left");
    const again = releaseOf("ferry", { body: "It opens on Monday.", changeNote: "shorter" });
    await bureau.bring(again);
    await bureau.store.fanOut.fanOut(
      planFanOut({
        release: { ...again, revision: 2 },
        kind: "announcement",
        counterparts: [],
        supersedes: [],
        interests: [],
        answers: [{ question: left.id, release: "ferry", revision: 2 }],
        at: bureau.now,
      }),
    );
    const [claimed] = await bureau.store.outbox.claim({
      platform: "telegram",
      worker: "w",
      limit: 1,
      now: bureau.now,
      leaseMs: 1000,
    });
    if (!claimed) throw new Error("nothing was claimed");
    await bureau.store.outbox.settle(
      [{ delivery: claimed, settlement: { kind: "sent", messageId: "m9" } }],
      bureau.now,
    );

    await bureau.bring(releaseOf("right", { corrects: "ferry" }));
    await bureau.publish();

    expect(bureau.shown.map(({ message, how }) => `${how} ${message}`)).toEqual(["edited m1"]);
  });
});

describe("counterparts", () => {
  const khmer = releaseOf("ferry-km", { language: "km", translationOf: "ferry" });

  it("give a chat the one in its language, and only that", async () => {
    await bureau.subscribe("en");
    await bureau.subscribe("km", { language: "km" });
    await bureau.subscribe("fr", { language: "fr" });

    await bureau.bring(releaseOf("ferry"), khmer);
    await bureau.publish();
    await bureau.publish();

    expect(bureau.shown.map(({ chat, text }) => `${chat} ${text.split(" | ")[1] ?? ""}`)).toEqual(
      expect.arrayContaining(["en Title of ferry", "km Title of ferry-km", "fr Title of ferry"]),
    );
    expect(bureau.shown).toHaveLength(3);
  });

  it("are not told to a chat that was told of the release before they came", async () => {
    await bureau.subscribe("km", { language: "km" });
    await bureau.bring(releaseOf("ferry"));
    await bureau.publish();
    bureau.news();

    await bureau.bring(khmer);
    await bureau.publish();

    expect(bureau.news()).toEqual([]);
  });

  it("are not told to it after a silent edit of the release either", async () => {
    await bureau.subscribe("km", { language: "km" });
    await bureau.subscribe("digest", { language: "km", frequency: "daily" });
    await bureau.bring(releaseOf("ferry"));
    await bureau.publish();
    bureau.news();
    await bureau.bring(releaseOf("ferry", { body: "It opens on Tuesday." }));
    await bureau.publish();

    await bureau.bring(khmer);
    await bureau.publish();

    expect(bureau.news()).toEqual([]);
  });

  it("that are themselves unchanged do not take the place of a corrected text", async () => {
    await bureau.subscribe("km", { language: "km" });
    await bureau.bring(releaseOf("ferry"));
    await bureau.publish();
    await bureau.bring(khmer);
    await bureau.publish();
    bureau.news();

    await bureau.bring(releaseOf("ferry", { body: "It opens on Tuesday.", changeNote: "the day" }));
    await bureau.publish();

    expect(bureau.shown.map(({ how, text }) => `${how} ${text.split(" | ")[1] ?? ""}`)).toEqual([
      "edited Title of ferry",
    ]);
  });

  it("of a correction reach who got the counterpart of the wrong text, once", async () => {
    await bureau.subscribe("km", { language: "km" });
    await bureau.bring(releaseOf("ferry"), khmer);
    await bureau.publish();
    bureau.news();

    await bureau.bring(releaseOf("right", { corrects: "ferry" }));
    await bureau.publish();
    const told = bureau.news();
    await bureau.bring(
      releaseOf("right-km", { language: "km", translationOf: "right", corrects: "ferry-km" }),
    );
    await bureau.publish();

    expect(told).toHaveLength(1);
    expect(bureau.news()).toEqual([]);
  });
});

describe("a withdrawal", () => {
  it("reaches who got the text, edited in place, and nobody else", async () => {
    await bureau.subscribe("a");
    await bureau.bring(releaseOf("ferry"));
    await bureau.publish();
    bureau.news();
    await bureau.subscribe("later");

    await bureau.bring(releaseOf("ferry", { withdrawn: "it never sailed" }));
    await bureau.publish();
    await bureau.publish();

    expect(bureau.news()).toEqual([
      "a edited: Withdrawn | “Title of ferry” has been withdrawn: it never sailed",
    ]);
  });

  it("of a text that was replaced is told below its replacement, which stays", async () => {
    await bureau.subscribe("a");
    await bureau.bring(releaseOf("may"));
    await bureau.publish();
    await bureau.subscribe("b");
    await bureau.bring(releaseOf("june", { corrects: "may" }));
    await bureau.publish();
    bureau.news();

    await bureau.bring(releaseOf("may", { withdrawn: "a draft" }));
    await bureau.publish();
    const [told, ...others] = bureau.shown.splice(0);
    await bureau.bring(releaseOf("june", { withdrawn: "no date yet", corrects: "may" }));
    await bureau.publish();

    expect(others).toEqual([]);
    expect(told).toMatchObject({ chat: "a", how: "sent", replyTo: "m1" });
    expect(told?.text).toBe("Withdrawn | “Title of may” has been withdrawn: a draft");
    expect(bureau.news()).toEqual([
      "a edited: Withdrawn | “Title of june” has been withdrawn: no date yet",
      "b edited: Withdrawn | “Title of june” has been withdrawn: no date yet",
    ]);
  });

  it("reaches who got only the counterpart that is withdrawn", async () => {
    const km = releaseOf("ferry-km", { language: "km", translationOf: "ferry" });
    await bureau.subscribe("a", {
      interest: { topics: [], issuers: [], languages: ["km"], words: [] },
    });
    await bureau.bring(releaseOf("ferry"), km);
    await bureau.publish();
    bureau.news();

    await bureau.bring({ ...km, withdrawn: "misprint" });
    await bureau.publish();

    expect(bureau.news()).toEqual([
      "a edited: Withdrawn | “Title of ferry-km” has been withdrawn: misprint",
    ]);
  });

  it("of original and counterpart is told once, under the title that the chat knows", async () => {
    const km = releaseOf("ferry-km", { language: "km", translationOf: "ferry" });
    await bureau.subscribe("a", { language: "km" });
    await bureau.bring(releaseOf("ferry"), km);
    await bureau.publish();
    bureau.news();

    await bureau.bring(releaseOf("ferry", { withdrawn: "never sailed" }));
    await bureau.publish();
    const told = bureau.shown.map(({ text }) => text);
    bureau.news();
    await bureau.bring({ ...km, withdrawn: "never sailed" });
    await bureau.publish();

    expect(told).toHaveLength(1);
    expect(told[0]).toContain("Title of ferry-km");
    expect(bureau.news()).toEqual([]);
  });

  it("is settled for good when its reason is changed under a change note", async () => {
    await bureau.subscribe("a");
    await bureau.bring(releaseOf("ferry"));
    await bureau.publish();
    await bureau.bring(releaseOf("ferry", { withdrawn: "never sailed" }));
    await bureau.publish();
    bureau.news();

    await bureau.bring(releaseOf("ferry", { withdrawn: "sank", changeNote: "the reason" }));
    await bureau.publish();
    const again = await bureau.publish();

    expect(bureau.news()).toEqual([]);
    expect(again).toEqual([]);
  });

  it("is told of each text of one digest that is withdrawn, however many there are", async () => {
    bureau.now = Date.now();
    await bureau.subscribe("a", { frequency: "daily" });
    await bureau.bring(releaseOf("ferry"), releaseOf("fees"));
    await bureau.announce();
    bureau.now += DAY;
    await bureau.publish();
    bureau.news();

    await bureau.bring(releaseOf("ferry", { withdrawn: "never sailed" }));
    await bureau.publish();
    await bureau.bring(releaseOf("fees", { withdrawn: "never asked for" }));
    await bureau.publish();

    expect(bureau.news()).toEqual([
      "a sent: Withdrawn | “Title of fees” has been withdrawn: never asked for",
      "a sent: Withdrawn | “Title of ferry” has been withdrawn: never sailed",
    ]);
  });

  it("of original and counterpart is told once to who got one of them in a digest", async () => {
    bureau.now = Date.now();
    const km = releaseOf("ferry-km", { language: "km", translationOf: "ferry" });
    await bureau.subscribe("a", {
      language: "fr",
      frequency: "daily",
      interest: { topics: [], issuers: [], languages: ["km"], words: [] },
    });
    await bureau.bring(releaseOf("ferry"), km);
    await bureau.announce();
    bureau.now += DAY;
    await bureau.publish();
    bureau.news();

    await bureau.bring(releaseOf("ferry", { withdrawn: "never sailed" }));
    await bureau.publish();
    const told = bureau.news();
    await bureau.bring({ ...km, withdrawn: "never sailed" });
    await bureau.publish();

    expect(told).toHaveLength(1);
    expect(bureau.news()).toEqual([]);
  });

  it("leaves nothing of the text in a digest", async () => {
    bureau.now = Date.now();
    await bureau.subscribe("a", { frequency: "daily" });
    await bureau.bring(releaseOf("ferry"));
    await bureau.announce();

    await bureau.bring(releaseOf("ferry", { withdrawn: "never sailed" }));
    await bureau.announce();
    bureau.now += DAY;
    await bureau.publish();

    expect(bureau.news()).toEqual([]);
  });
});

describe("digests", () => {
  beforeEach(() => {
    bureau.now = Date.now();
  });

  it("hold after days of downtime everything since, each release once", async () => {
    await bureau.subscribe("a", { frequency: "daily" });
    await bureau.bring(releaseOf("one"));
    await bureau.announce();
    await bureau.bring(releaseOf("two"));
    await bureau.announce();

    bureau.now += 5 * DAY;
    await bureau.publish();
    bureau.now += DAY;
    await bureau.publish();

    expect(bureau.news()).toEqual(["a sent: 2 new releases | Title of two | Title of one"]);
  });

  it("are followed by nothing when a chat turns to being told at once: what waits comes now", async () => {
    await bureau.subscribe("a", { frequency: "daily" });
    await bureau.bring(releaseOf("one"));
    await bureau.announce();

    await bureau.subscribe("a", { frequency: "at-once" });
    await bureau.publish();

    expect(bureau.news()).toEqual(["a sent: One new release | Title of one"]);
  });

  it("do not come while the subscription is paused", async () => {
    await bureau.subscribe("a", { frequency: "daily" });
    await bureau.bring(releaseOf("one"));
    await bureau.announce();

    await bureau.subscribe("a", { frequency: "daily", paused: true });
    bureau.now += 2 * DAY;
    await bureau.publish();

    expect(bureau.news()).toEqual([]);
  });
});

describe("a paused chat", () => {
  it("is not sent what was on its way", async () => {
    await bureau.subscribe("a");
    await bureau.bring(releaseOf("one"));
    await bureau.announce();

    await bureau.subscribe("a", { paused: true });
    await bureau.send();

    expect(bureau.news()).toEqual([]);
  });

  it("is told of the correction of what it got", async () => {
    await bureau.subscribe("a");
    await bureau.bring(releaseOf("one"));
    await bureau.publish();
    bureau.news();

    await bureau.subscribe("a", { paused: true });
    await bureau.bring(releaseOf("one", { body: "It opens on Tuesday.", changeNote: "the day" }));
    await bureau.publish();

    expect(bureau.news()).toEqual(["a edited: Correction | Title of one"]);
  });
});

describe("an unsubscribed chat", () => {
  it("gets no correction of a text that it never got", async () => {
    await bureau.subscribe("a");
    await bureau.bring(releaseOf("right", { corrects: "wrong" }));
    await bureau.announce();

    await bureau.store.subscriptions.end({ platform: "telegram", chat: "a" });
    await bureau.send();

    expect(bureau.news()).toEqual([]);
  });
});

describe("quiet hours", () => {
  it("take the sound from announcements, not from urgent ones", async () => {
    await bureau.subscribe("a", { quiet: { from: 11 * 60, to: 13 * 60 } });
    await bureau.bring(releaseOf("one"), releaseOf("fire", { urgent: true }));

    await bureau.publish();

    expect(bureau.shown.map(({ text, silent }) => ({ text, silent }))).toEqual([
      { text: "New release | Title of fire", silent: false },
      { text: "New release | Title of one", silent: true },
    ]);
  });
});

describe("a process that lags behind the store", () => {
  it("tells what another has announced, and not as no longer valid", async () => {
    await bureau.subscribe("a");
    const other = await bureau.beside();
    await bureau.bring(releaseOf("ferry"));
    await bureau.announce();

    other.now = bureau.now;
    await other.send();

    expect(other.news()).toEqual(["a sent: New release | Title of ferry"]);
  });

  it("shows the corrected text in a correction, and tells of a withdrawal", async () => {
    await bureau.subscribe("a");
    await bureau.bring(releaseOf("ferry"), releaseOf("fees"));
    await bureau.publish();
    const other = await bureau.beside();
    await bureau.bring(
      releaseOf("ferry", { title: "The right title", changeNote: "the title" }),
      releaseOf("fees", { withdrawn: "never asked for" }),
    );
    await bureau.announce();

    other.now = bureau.now;
    await other.send();

    expect(other.news()).toEqual([
      "a edited: Correction | The right title",
      "a edited: Withdrawn | “Title of fees” has been withdrawn: never asked for",
    ]);
  });

  it("leaves nothing out of a digest", async () => {
    bureau.now = Date.now();
    await bureau.subscribe("a", { frequency: "daily" });
    await bureau.bring(releaseOf("ferry"));
    const other = await bureau.beside();
    await bureau.bring(releaseOf("fees"));
    await bureau.announce();
    bureau.now += DAY;
    await bureau.announce();

    other.now = bureau.now;
    await other.send();

    expect(other.news()).toEqual(["a sent: 2 new releases | Title of ferry | Title of fees"]);
  });

  it("puts no corrected or withdrawn text into a digest that waited for it", async () => {
    bureau.now = Date.now();
    await bureau.subscribe("a", { frequency: "daily" });
    await bureau.bring(releaseOf("ferry"), releaseOf("fees"), releaseOf("berths"));
    await bureau.announce();
    bureau.now += DAY;
    await bureau.announce();
    const other = await bureau.beside();
    await bureau.bring(
      releaseOf("ferry", { title: "The right title", changeNote: "the title" }),
      releaseOf("fees", { withdrawn: "never asked for" }),
      releaseOf("dues", { corrects: "berths" }),
    );
    await bureau.announce();

    other.now = bureau.now;
    await other.send();

    expect(other.news()).toEqual(["a sent: One new release | The right title"]);
  });
});
