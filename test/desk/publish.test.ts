import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readRelease } from "../../src/archive/read-release.ts";
import type { UseCase } from "../../src/desk/create-desk.ts";
import { createPublish } from "../../src/desk/publish.ts";
import type { ChatRequest } from "../../src/domain/chat.ts";
import type { Reply } from "../../src/domain/reply.ts";
import {
  Bureau,
  buttonOf,
  DAY,
  HOUR,
  PEOPLE,
  pressed,
  requestOf,
  textOf,
  typed,
} from "../_support/bureau.ts";
import { releaseOf } from "../_support/release-of.ts";

const OTHER = { id: "other", officer: true, manages: true } as const;
const FERRY = `---
title: New Ferry Links Lowgate and Sandrow
issuer: Veldan Port Authority
date: 2026-11-02
---
The new ferry sails every hour. It is blue.
`;
let bureau: Bureau;
let publish: UseCase;

beforeEach(async () => {
  bureau = await Bureau.open();
  publish = newPublish();
});

/** As after a restart: nothing but the store is left of what was before. */
function newPublish(): UseCase {
  const { releases, subscriptions, account, audit, drafts, originals } = bureau.store;
  return createPublish({
    read: readRelease,
    releases,
    subscriptions,
    account,
    collection: bureau.collection,
    audit,
    drafts,
    originals,
    timeZone: "Asia/Phnom_Penh",
    clock: () => bureau.now,
  });
}

afterEach(async () => {
  await bureau.store.close();
});

async function say(
  intent: ChatRequest["intent"],
  person: ChatRequest["person"] = PEOPLE.officer,
): Promise<Reply | null> {
  const reply = await publish(requestOf(intent, { person }), bureau.context());
  await bureau.keeper.follow();
  return reply;
}

async function actions(): Promise<string[]> {
  const records = await bureau.store.audit.latest(20);
  return records.map(({ action, person }) => `${action} by ${person}`);
}

function file(text: string, caption = ""): ChatRequest["intent"] {
  return { kind: "document", name: "r.md", bytes: new TextEncoder().encode(text), caption };
}

describe("publishing", () => {
  it("shows first what was understood, what is missing and how many chats it will reach", async () => {
    await bureau.subscribe("x");
    await bureau.subscribe("y", {
      interest: { topics: [], issuers: [], languages: [], words: ["harvest"] },
    });

    const preview = await say(file(FERRY));

    const text = JSON.stringify(preview?.blocks);
    expect(text).toContain("New Ferry Links Lowgate and Sandrow");
    expect(text).toContain("It will reach one chat.");
    expect(text).toContain("Not found");
    expect(preview?.onlyAsker).toBe(true);
    expect(bureau.collection.size).toBe(0);
    expect(await actions()).toEqual([]);
  });

  it("tells chats apart that are told at once, in digests or not at all", async () => {
    await bureau.subscribe("gone");
    await bureau.bring(releaseOf("fees"));
    bureau.outcomes = () => ({ kind: "gone", reason: "blocked" });
    await bureau.publish();
    await bureau.subscribe("x");
    await bureau.subscribe("y", { frequency: "daily" });
    await bureau.subscribe("z", { frequency: "weekly" });
    await bureau.subscribe("paused", { paused: true });

    const preview = await say(file(FERRY));

    const text = JSON.stringify(preview?.blocks);
    expect(text).toContain("It will reach 3 chats: 1 at once, 2 in digests.");
    expect(text).toContain("Not one chat that paused.");
    expect(text).toContain("Not one chat that can't be reached any more.");
  });

  it("warns of a text that a message may have cut, and not of a file", async () => {
    const long = `${FERRY}\n${"It is blue, says the Board of the harbour. ".repeat(90)}`;

    const typedPreview = await say(typed("publish", long));
    const filePreview = await say(file(long));

    expect(JSON.stringify(typedPreview?.blocks)).toContain("If the end is missing");
    expect(JSON.stringify(filePreview?.blocks)).not.toContain("If the end is missing");
  });

  it("goes out after the time in which it can be taken back", async () => {
    await bureau.subscribe("x");
    const preview = await say(typed("publish", FERRY));

    const reply = await say(pressed(buttonOf(preview, "Publish")));
    await bureau.publish();
    const early = bureau.news();
    bureau.now += 20_000;
    await bureau.publish();

    expect(reply && textOf(reply)).toBe(
      "New Ferry Links Lowgate and Sandrow | It goes out in 20 seconds.",
    );
    expect(early).toEqual([]);
    expect(bureau.news()).toEqual(["x sent: New release | New Ferry Links Lowgate and Sandrow"]);
    expect(await actions()).toEqual(["publish by officer"]);
  });

  it("can be taken back in that time: nobody is told and nothing is found", async () => {
    await bureau.subscribe("x");
    const confirmed = await say(pressed(buttonOf(await say(file(FERRY)), "Publish")));

    const undone = await say(pressed(buttonOf(confirmed, "Take it back")));
    bureau.now += HOUR;
    await bureau.publish();

    expect(undone && textOf(undone)).toBe("Taken back. Nobody was told.");
    expect(bureau.news()).toEqual([]);
    expect(bureau.collection.size).toBe(0);
    expect(await actions()).toEqual(["undo by officer", "publish by officer"]);
  });

  it("can be done again after it was taken back", async () => {
    await bureau.subscribe("x");
    const confirmed = await say(pressed(buttonOf(await say(file(FERRY)), "Publish")));
    await say(pressed(buttonOf(confirmed, "Take it back")));
    bureau.now += 1000;

    await say(pressed(buttonOf(await say(file(FERRY)), "Publish")));
    bureau.now += 20_000;
    await bureau.publish();

    expect(bureau.news()).toHaveLength(1);
  });

  it("can't be taken back later", async () => {
    const confirmed = await say(pressed(buttonOf(await say(file(FERRY)), "Publish")));
    bureau.now += 20_000;

    const undone = await say(pressed(buttonOf(confirmed, "Take it back")));

    expect(undone && textOf(undone)).toContain("too late");
    expect(bureau.collection.size).toBe(1);
    expect(await actions()).toEqual(["publish by officer"]);
  });

  it("keeps the file as it came for the press, until it is taken back", async () => {
    const confirmed = await say(pressed(buttonOf(await say(file(FERRY)), "Publish")));
    const [stored] = await bureau.store.releases.all();
    const id = stored?.release.id ?? "";

    const kept = await bureau.store.originals.find(id);
    await say(pressed(buttonOf(confirmed, "Take it back")));

    expect(kept).toEqual({ name: "r.md", bytes: new TextEncoder().encode(FERRY) });
    expect(await bureau.store.originals.find(id)).toBeNull();
  });

  it("happens once, however often the button is pressed, and is not discarded any more", async () => {
    await bureau.subscribe("x");
    const preview = await say(file(FERRY));
    await say(pressed(buttonOf(preview, "Publish")));
    bureau.now += 20_000;
    await bureau.publish();

    const again = await say(pressed(buttonOf(preview, "Publish")));
    const discarded = await say(pressed(buttonOf(preview, "Discard")));

    expect([again, discarded].map((reply) => reply && textOf(reply))).toEqual([
      "That button is too old. Please ask again.",
      "That button is too old. Please ask again.",
    ]);
    expect(bureau.context().view.valid).toHaveLength(1);
    expect(await actions()).toEqual(["publish by officer"]);
  });

  it("is nothing once it is discarded", async () => {
    const preview = await say(file(FERRY));

    await say(pressed(buttonOf(preview, "Discard")));
    const late = await say(pressed(buttonOf(preview, "Publish")));

    expect(late && textOf(late)).toContain("too old");
    expect(await bureau.store.releases.all()).toEqual([]);
  });

  it("waits for the day that the release bears, in the office's time zone", async () => {
    await bureau.subscribe("x");
    const tomorrow = FERRY.replace("2026-11-02", "2026-11-03");
    await say(pressed(buttonOf(await say(file(tomorrow)), "Publish")));
    // 3 November begins in Phnom Penh at 17:00 UTC of the day before.
    bureau.now = Date.UTC(2026, 10, 2, 16, 59);
    await bureau.publish();
    const early = bureau.news();
    bureau.now = Date.UTC(2026, 10, 2, 17);
    await bureau.publish();

    expect(early).toEqual([]);
    expect(bureau.news()).toHaveLength(1);
  });

  it("dates a text that bears no date by the day on which it goes out, and says so", async () => {
    const undated = FERRY.replace("date: 2026-11-02\n", "");
    const today = await say(file(undated));
    const later = await say(file(undated.replace("---\n", "---\nembargo: 2026-11-09T20:00:00Z\n")));

    await say(pressed(buttonOf(today, "Publish")));

    expect(JSON.stringify(today?.blocks)).toContain("it is dated 2 November 2026");
    expect(JSON.stringify(later?.blocks)).toContain("it is dated 10 November 2026");
    expect(JSON.stringify(today?.blocks)).toMatch(/Not found: [^.]*Date/u);
    expect(bureau.collection.all().map(({ date }) => date)).toEqual(["2026-11-02"]);
  });

  it("keeps an embargo that the text states", async () => {
    await bureau.subscribe("x");
    const later = FERRY.replace("date:", "embargo: 2026-11-02T18:00:00Z\ndate:");
    const reply = await say(pressed(buttonOf(await say(file(later)), "Publish")));
    bureau.now += HOUR;
    await bureau.publish();
    const early = bureau.news();
    bureau.now += 6 * HOUR;
    await bureau.publish();

    expect(reply && textOf(reply)).toContain("It goes out on 3 November 2026 at 01:00.");
    expect(early).toEqual([]);
    expect(bureau.news()).toHaveLength(1);
  });

  it("says so when the text is there already", async () => {
    await say(pressed(buttonOf(await say(file(FERRY)), "Publish")));
    bureau.now += HOUR;

    const again = await say(pressed(buttonOf(await say(file(FERRY)), "Publish")));

    expect(again && textOf(again)).toContain("is there already");
    expect(bureau.collection.size).toBe(1);
  });

  it("takes the text that follows the command, a question not", async () => {
    await say(typed("publish"));

    expect(await say({ kind: "text", text: "When does the ferry sail?" })).toBeNull();
    expect(JSON.stringify(await say({ kind: "text", text: FERRY }))).toContain("New Ferry Links");
  });

  it("takes a text with a title, an empty line and a body without any command", async () => {
    expect(JSON.stringify(await say({ kind: "text", text: FERRY }))).toContain("New Ferry Links");
  });

  it.each([
    "When does the ferry sail?\n\nI mean the new one, between Lowgate and Sandrow, that was announced last week.",
    "Tell me about the ferry\nand the quay, both of which were in the news last week, as far as I remember",
    "Thanks!\n\nThat was it.",
  ])("takes no question for a release: %j", async (text) => {
    expect(await say({ kind: "text", text })).toBeNull();
  });

  it("takes such a text in the officer's own chat alone", async () => {
    const request = requestOf({ kind: "text", text: FERRY }, { person: PEOPLE.officer });

    expect(await publish({ ...request, isPrivate: false }, bureau.context())).toBeNull();
  });
});

describe("a text that the app sends in several messages", () => {
  const PARAGRAPH = "The new ferry sails every hour, says the Board of the harbour. "
    .repeat(40)
    .trim();
  const HEAD = `New Ferry Links Lowgate and Sandrow\n\n${PARAGRAPH}`;
  const LAST = "The ferry is blue.";

  async function sayAt(text: string, afterMs: number): Promise<Reply | null> {
    const request = requestOf(
      { kind: "text", text },
      { person: PEOPLE.officer, at: bureau.now + afterMs },
    );
    return await publish(request, bureau.context());
  }

  it("is one draft, and the preview of its beginning publishes nothing", async () => {
    await bureau.subscribe("x");
    const first = await say(typed("publish", HEAD));
    const second = await sayAt(PARAGRAPH, 1000);
    publish = newPublish();
    const third = await sayAt(LAST, 2000);

    const stale = await say(pressed(buttonOf(first, "Publish")));
    await say(pressed(buttonOf(third, "Publish")));
    bureau.now += 20_000;
    await bureau.publish();

    expect(stale && textOf(stale)).toContain("too old");
    expect(JSON.stringify(second)).toContain("read as one text");
    const [release, ...others] = bureau.context().view.valid;
    expect(others).toEqual([]);
    const body = release?.paragraphs.map(({ start, end }) => release.text.slice(start, end));
    expect(body).toEqual([PARAGRAPH, PARAGRAPH, LAST]);
    expect(bureau.news()).toHaveLength(1);
  });

  it("goes on in the middle of a sentence", async () => {
    await say(typed("publish", `${HEAD} The ferry`));

    const preview = await sayAt("is blue.", 1000);

    expect(JSON.stringify(preview?.blocks)).toContain("The ferry is blue.");
  });

  it("stays the correction that it was begun as", async () => {
    await bureau.bring(releaseOf("ferry"));
    await say(typed("correct", "ferry"));
    await say({ kind: "text", text: HEAD });

    const preview = await sayAt(LAST, 1000);

    expect(JSON.stringify(preview?.blocks)).toContain("Corrects: Title of ferry");
  });

  it("ends there: what comes later, or behind a short text, is a question", async () => {
    await say(typed("publish", HEAD));
    const late = await sayAt(LAST, 6000);
    await say(typed("publish", FERRY));
    const behindShort = await sayAt(LAST, 1000);

    expect([late, behindShort]).toEqual([null, null]);
  });

  it("does not make a correction of the release that comes next", async () => {
    await bureau.bring(releaseOf("ferry"));
    await say(typed("correct", "ferry"));
    await say({ kind: "text", text: HEAD });

    const next = await say(file(FERRY));

    expect(JSON.stringify(next?.blocks)).not.toContain("Corrects:");
  });
});

describe("a restart in the midst of publishing", () => {
  it("leaves the draft, its confirmation and the time in which it can be taken back", async () => {
    await bureau.subscribe("x");
    const preview = await say(file(FERRY));

    publish = newPublish();
    const confirmed = await say(pressed(buttonOf(preview, "Publish")));
    publish = newPublish();
    const undone = await say(pressed(buttonOf(confirmed, "Take it back")));
    bureau.now += HOUR;
    await bureau.publish();

    expect(undone && textOf(undone)).toBe("Taken back. Nobody was told.");
    expect(bureau.news()).toEqual([]);
  });

  it("leaves what was begun: the next text is the correction", async () => {
    await bureau.bring(releaseOf("ferry"));
    await say(typed("correct", "ferry"));

    publish = newPublish();
    const preview = await say({ kind: "text", text: FERRY });

    expect(JSON.stringify(preview)).toContain("Corrects: Title of ferry");
  });

  it("loses nothing that was confirmed and not stored yet: the button works once more", async () => {
    await bureau.subscribe("x");
    const preview = await say(file(FERRY));
    const button = buttonOf(preview, "Publish");
    const key = button.split("_").at(-1) ?? "";
    const draft = await bureau.store.drafts.find(key, bureau.now);
    const embargoUntil = bureau.now + 20_000;
    if (draft)
      await bureau.store.drafts.confirm(key, { ...draft.release, embargoUntil }, bureau.now + HOUR);

    publish = newPublish();
    await say(pressed(button));
    const again = await say(pressed(button));
    bureau.now += 20_000;
    await bureau.publish();

    expect(again && textOf(again)).toContain("too old");
    expect(bureau.news()).toEqual(["x sent: New release | New Ferry Links Lowgate and Sandrow"]);
    expect(await actions()).toEqual(["publish by officer"]);
  });

  it("keeps a draft for an hour, and what waits for its day until then", async () => {
    const forgotten = await say(file(FERRY));
    const later = FERRY.replace("2026-11-02", "2026-11-05");
    const confirmed = await say(pressed(buttonOf(await say(file(later)), "Publish")));
    bureau.now += 2 * HOUR;
    await bureau.store.expire(bureau.now);

    const late = await say(pressed(buttonOf(forgotten, "Publish")));
    const undone = await say(pressed(buttonOf(confirmed, "Take it back")));

    expect(late && textOf(late)).toContain("too old");
    expect(undone && textOf(undone)).toBe("Taken back. Nobody was told.");
  });

  it("publishes once when the button is pressed twice at the same moment", async () => {
    await bureau.subscribe("x");
    const data = buttonOf(await say(file(FERRY)), "Publish");

    await Promise.all([say(pressed(data)), say(pressed(data))]);

    expect(await actions()).toEqual(["publish by officer"]);
    expect((await bureau.store.releases.all()).map(({ release }) => release.revision)).toEqual([1]);
  });
});

describe("correcting", () => {
  beforeEach(async () => {
    await bureau.subscribe("x");
    await bureau.bring(releaseOf("ferry"), releaseOf("fees"));
    await bureau.publish();
    bureau.news();
  });

  it("names the release first, then takes the text; who got the old one is told", async () => {
    await say(typed("correct", "ferry"));
    await say(pressed(buttonOf(await say(file(FERRY)), "Publish")));
    bureau.now += 20_000;
    await bureau.publish();

    expect(bureau.news()).toEqual(["x edited: Correction | New Ferry Links Lowgate and Sandrow"]);
    expect(await actions()).toEqual(["correct by officer"]);
  });

  it("takes a file's caption as the release that it corrects", async () => {
    const preview = await say(file(FERRY, "/correct ferry"));

    expect(JSON.stringify(preview)).toContain("Corrects: Title of ferry");
  });

  it("takes from the release that it corrects what the text leaves out, and says so", async () => {
    await bureau.bring(
      releaseOf("quay", {
        title: "The Quay Opens",
        issuer: "Veldan Port Authority",
        department: "Harbour Office",
        date: "2026-10-30",
        topics: ["Ports"],
        contacts: [{ name: "Ms Ada Fenn", phone: "555 0101" }],
      }),
    );
    await say(typed("correct", "quay"));

    const preview = await say({
      kind: "text",
      text: "The Quay Opens in May\n\nThe quay of Sandrow opens on the first day of May.",
    });
    await say(pressed(buttonOf(preview, "Publish")));
    bureau.now += 20_000;
    await bureau.publish();

    const shown = JSON.stringify(preview?.blocks);
    expect(shown).toContain(
      "Taken from the release that it corrects: Issuer, Department, Date, Topics, Contacts.",
    );
    expect(shown).toContain("Not found: Number, Place.");
    expect(bureau.context().view.valid.find(({ corrects }) => corrects === "quay")).toMatchObject({
      title: "The Quay Opens in May",
      issuer: "Veldan Port Authority",
      department: "Harbour Office",
      date: "2026-10-30",
      topics: ["Ports"],
      contacts: [{ name: "Ms Ada Fenn", phone: "555 0101" }],
    });
  });

  it("keeps what the text gives itself", async () => {
    await bureau.bring(
      releaseOf("quay", { issuer: "Veldan Port Authority", department: "Harbour Office" }),
    );
    await say(typed("correct", "quay"));

    const preview = await say(file(FERRY.replace("issuer: Veldan Port Authority", "issuer: City")));

    const shown = JSON.stringify(preview?.blocks);
    expect(shown).toContain("Issuer: City");
    expect(shown).toContain("Date: 2 November 2026");
    expect(shown).not.toContain("Harbour Office");
  });

  it("asks which release is meant when none or several are", async () => {
    const several = await say(typed("correct", "title"));
    const none = await say(typed("correct", "harvest"));

    expect(several && textOf(several)).toContain("Which release?");
    expect(none && textOf(none)).toContain("harvest");
  });

  it("is not forgotten because another officer publishes meanwhile", async () => {
    await say(typed("correct", "ferry"));
    await say(file(FERRY.replace("Ferry", "Bus")), OTHER);

    const preview = await say(file(FERRY));

    expect(JSON.stringify(preview)).toContain("Corrects: Title of ferry");
  });
});

describe("a preview of what changes a text", () => {
  const khmer = releaseOf("ferry-km", { language: "km", translationOf: "ferry" });

  /** The text goes to `a` and `digest` and, in Khmer, to `km`; not to `gone`, which can't be reached any more, nor to `late`. */
  async function tell(): Promise<void> {
    bureau.now = Date.now();
    await bureau.subscribe("a");
    await bureau.subscribe("digest", { frequency: "daily" });
    await bureau.subscribe("km", { language: "km" });
    await bureau.subscribe("gone");
    await bureau.bring(releaseOf("ferry"), khmer);
    await bureau.publish();
    await bureau.bring(releaseOf("fees"));
    bureau.outcomes = (chat) => (chat === "gone" ? { kind: "gone", reason: "blocked" } : null);
    await bureau.publish();
    bureau.now += DAY;
    await bureau.publish();
    await bureau.subscribe("late");
  }

  it("says how many chats got what is to be withdrawn", async () => {
    await tell();

    const preview = await say(typed("withdraw", "ferry: it never sailed"));

    expect(JSON.stringify(preview?.blocks)).toContain(
      "3 chats have got the text so far; they will be told.",
    );
  });

  it("says of a counterpart only who got that", async () => {
    await tell();

    const preview = await say(typed("withdraw", "ferry-km: it is misspelt"));

    expect(JSON.stringify(preview?.blocks)).toContain(
      "One chat has got the text so far; it will be told.",
    );
  });

  it("says how many chats got what is to be corrected, besides who is subscribed now", async () => {
    await tell();
    await bureau.store.subscriptions.end({ platform: "telegram", chat: "a" });

    const preview = await say(typed("correct", "ferry\nThe Ferry\n\nIt sails on Tuesday."));

    const text = JSON.stringify(preview?.blocks);
    expect(text).toContain("It will reach 3 chats: 2 at once, 1 in digests.");
    expect(text).toContain("3 chats have got the text so far; they will be told.");
  });

  it("says so when nobody got it", async () => {
    await bureau.bring(releaseOf("ferry"));

    const preview = await say(typed("withdraw", "ferry: it never sailed"));

    expect(JSON.stringify(preview?.blocks)).toContain("No chat has got the text so far.");
  });
});

describe("withdrawing", () => {
  it("asks for a title where none is given", async () => {
    const reply = await say(typed("withdraw"));

    expect(reply?.blocks).toEqual([
      { kind: "text", text: expect.stringContaining("/withdraw: the release's title") },
    ]);
  });

  beforeEach(async () => {
    await bureau.subscribe("x");
    await bureau.bring(releaseOf("ferry", { title: "Ferry: the Facts" }));
    await bureau.publish();
    bureau.news();
  });

  it("wants a reason, asks once more, and tells who got the text", async () => {
    const asked = await say(typed("withdraw", "Ferry: the Facts"));
    const preview = await say(typed("withdraw", "Ferry: the Facts: it never sailed"));
    await say(pressed(buttonOf(preview, "Withdraw")));
    await bureau.publish();

    expect(asked && textOf(asked)).toContain("Write why");
    expect(bureau.news()).toEqual([
      "x edited: Withdrawn | “Ferry: the Facts” has been withdrawn: it never sailed",
    ]);
    expect(await actions()).toEqual(["withdraw by officer"]);
  });

  it("keeps the text that has been changed since the preview", async () => {
    const preview = await say(typed("withdraw", "ferry: it never sailed"));
    await bureau.bring(releaseOf("ferry", { title: "Ferry: the Facts", body: "It is red." }));

    await say(pressed(buttonOf(preview, "Withdraw")));

    expect(bureau.collection.stored("ferry")).toMatchObject({ withdrawn: "it never sailed" });
    expect(bureau.collection.stored("ferry")?.text).toContain("It is red.");
  });
});

describe("rights", () => {
  it("give an officer nothing of another officer's draft", async () => {
    const preview = await say(file(FERRY));

    const reply = await say(pressed(buttonOf(preview, "Publish")), OTHER);

    expect(reply && textOf(reply)).toContain("too old");
    expect(await bureau.store.releases.all()).toEqual([]);
  });

  it("give whoever is no officer nothing at all", async () => {
    const preview = await say(file(FERRY));
    const tried = [
      file(FERRY),
      typed("publish", FERRY),
      typed("correct", "ferry"),
      typed("withdraw", "ferry: why"),
      pressed(buttonOf(preview, "Publish")),
    ];

    for (const intent of tried) expect(await say(intent, PEOPLE.manager)).toBeNull();
    expect(await actions()).toEqual([]);
  });
});
