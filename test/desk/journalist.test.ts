import { beforeAll, describe, expect, it } from "vitest";
import type { Desk } from "../../src/desk/desk.ts";
import type { ChatRequest, Intent } from "../../src/domain/chat.ts";
import type { Reply } from "../../src/domain/reply.ts";
import { openNewsroom } from "../_support/newsroom.ts";

/** Seven more releases about buoys, of two offices, in a row of months. */
const BUOYS = Object.fromEntries(
  Array.from({ length: 7 }, (_, i) => [
    `2026-0${i + 1}-15-buoy`,
    `---
title: Buoy ${i + 1} Laid in the Sound
issuer: ${i < 4 ? "Office of Sea Marks" : "Veldan Port Authority"}
date: 2026-0${i + 1}-15
language: en
topics: [${i % 2 === 0 ? "Sea marks" : "Safety"}]
number: "${i + 40}/26"
---
Buoy number ${i + 1} was laid in the Sound this morning. Ships pass it to the north, and fishers keep clear of its chain.
`,
  ]),
);

let desk: Desk;
beforeAll(async () => {
  desk = await openNewsroom({
    ...BUOYS,
    "2026-12-24-secret": `---
title: Buoy of the Winter
date: 2026-12-24
topics: [Secret]
issuer: Office of Secrets
embargoUntil: 2026-12-24T08:00:00Z
language: en
---
The buoy of the winter is red. Ships pass it to the north, and fishers keep clear of its chain.
`,
  });
});

async function ask(intent: Intent): Promise<Reply> {
  const request: ChatRequest = {
    address: { platform: "test", chat: "c" },
    person: { id: "ann", officer: false, manages: true },
    intent,
    isPrivate: true,
    language: "en",
    at: 0,
  };
  const reply = await desk.handle(request);
  if (!reply) throw new Error("the desk said nothing");
  return reply;
}

async function search(options: Record<string, string>): Promise<Reply> {
  return await ask({ kind: "command", name: "search", argument: "buoy", options });
}

function release(title: string): Intent {
  return { kind: "command", name: "release", argument: title, options: {} };
}

async function press(reply: Reply, label: string): Promise<Reply> {
  const action = (reply.actions ?? []).flat().find((each) => each.label === label);
  if (!action) throw new Error(`no button ${label}`);
  return await ask({ kind: "action", data: action.data });
}

function titles(reply: Reply): string[] {
  return reply.blocks.flatMap((block) =>
    block.kind === "list" ? block.items.map(({ text }) => text) : [],
  );
}

function worded(reply: Reply): string {
  return JSON.stringify(reply.blocks);
}

describe("a search with filters", () => {
  it("turns its pages, and none is lost", async () => {
    const first = await search({});

    const second = await press(first, "Next");
    const back = await press(second, "Back");

    expect(titles(first)).toHaveLength(5);
    expect(titles(second)).toHaveLength(2);
    expect(new Set([...titles(first), ...titles(second)]).size).toBe(7);
    expect(second.inPlace).toBe(true);
    expect(titles(back)).toEqual(titles(first));
  });

  it("keeps the filters while pages are turned", async () => {
    const first = await search({ from: "2026-01-01", to: "2026-06-30" });

    const second = await press(first, "Next");

    expect(titles(second)).toHaveLength(1);
  });

  it("says what narrows it down, also when nothing is left", async () => {
    const found = await search({ issuer: "veldan", from: "June 2026" });
    const none = await search({ to: "2025", language: "km" });

    expect(worded(found)).toContain("“buoy · veldan · 1 June 2026 –”");
    expect(worded(none)).toContain("“buoy · Khmer · – 31 December 2025”");
  });

  it.each([
    [{ issuer: "office of sea MARKS" }, [1, 2, 3, 4]],
    [{ topic: "safety" }, [2, 4, 6]],
    [{ from: "2026-06-01" }, [6, 7]],
    [{ from: "1 June 2026" }, [6, 7]],
    [{ to: "2026-02-15" }, [1, 2]],
    [{ from: "June 2026" }, [6, 7]],
    [{ from: "2026-03", to: "2026-04" }, [3, 4]],
    [{ to: "2025" }, []],
    [{ issuer: "veldan", topic: "sea marks" }, [5, 7]],
    [{ language: "km" }, []],
  ])("with %j finds only what passes", async (options, numbers) => {
    const reply = await search(options);

    const found = titles(reply).map((title) => Number(/\d/u.exec(title)?.[0]));
    expect(found.toSorted((a, b) => a - b)).toEqual(numbers);
  });

  it("says that a day is none, instead of finding nothing", async () => {
    const reply = await search({ from: "31 February 2026" });

    expect(worded(reply)).toContain("31 February 2026");
    expect(worded(reply)).toContain("not a date");
  });

  it("says that a page is too old when its words are forgotten", async () => {
    const reply = await ask({ kind: "action", data: "page_unknown_1" });

    expect(worded(reply)).toContain("too old");
  });

  it("completes issuers and topics, each once, and nothing under embargo", () => {
    const issuers = desk.suggest("search", "issuer", "", "en").map(({ value }) => value);
    const topics = desk.suggest("search", "topic", "S", "en").map(({ value }) => value);

    expect(issuers.filter((issuer) => issuer === "Veldan Port Authority")).toHaveLength(1);
    expect(issuers).not.toContain("Office of Secrets");
    expect(topics.toSorted((a, b) => a.localeCompare(b))).toEqual(["Safety", "Sea marks"]);
  });
});

describe("a press kit", () => {
  async function kitOf(title: string): Promise<Reply> {
    const full = await ask({ kind: "command", name: "release", argument: title, options: {} });
    return await press(full, "Press kit");
  }

  it("holds the contacts, a citation to copy, the link and the whole text as a file", async () => {
    const kit = await kitOf("New Ferry Links Lowgate and Sandrow");

    const [file] = kit.attachments ?? [];
    const text = new TextDecoder().decode(file?.bytes);
    expect(titles(kit)).toEqual(["Ms Ada Fenn, 555 0101, press@ports.example.org"]);
    expect(kit.blocks).toContainEqual({
      kind: "copy",
      text: "Veldan Port Authority, “New Ferry Links Lowgate and Sandrow”, press release, 2 November 2026, https://ports.example.org/ferry",
    });
    expect(kit.blocks[0]).toMatchObject({ kind: "head", url: "https://ports.example.org/ferry" });
    expect(file?.name).toBe("2026-11-02-ferry.txt");
    expect(text).toMatch(/^New Ferry Links[\s\S]*will sail every hour[\s\S]*a boat again/u);
  });

  it("leads to the kit of the counterpart, and to the full text", async () => {
    const kit = await kitOf("New Ferry Links Lowgate and Sandrow");

    const khmer = await press(kit, "In Khmer");
    const full = await press(kit, "Full text");

    expect(khmer.blocks[0]).toMatchObject({ title: expect.stringContaining("សាឡាងថ្មី") });
    expect(khmer.attachments?.[0]?.name).toBe("2026-11-02-ferry-km.txt");
    expect(worded(full)).toContain("will sail every hour");
  });

  it("names the press contact of the house where the release has none, and its number", async () => {
    const kit = await kitOf("Buoy 3 Laid in the Sound");

    expect(worded(kit)).toContain("press@ports.example.org");
    expect(worded(kit)).toContain("press release 42/26");
  });

  it("says of a withdrawn release that it is withdrawn", async () => {
    const full = await ask({
      kind: "command",
      name: "release",
      argument: "2026-09-01-pier",
      options: {},
    });

    const kit = await press(full, "Press kit");

    expect(worded(kit)).toContain("the pier was never closed");
  });
});

describe("a full text", () => {
  it("names the release once, above its words", async () => {
    const { blocks } = await ask(release("New Ferry Links Lowgate and Sandrow"));

    expect(blocks.map(({ kind }) => kind)).toEqual(["head", "paragraph", "paragraph"]);
  });

  it("of a withdrawn release is found by its title, and says that it is withdrawn", async () => {
    const full = await ask(release("pier"));

    expect(worded(full)).toContain("the pier was never closed");
  });

  it("says how it is had again, and has itself as a file", async () => {
    const full = await ask({
      kind: "command",
      name: "release",
      argument: "2026-10-20-berths",
      options: {},
    });

    const again = await ask({ kind: "action", data: full.again ?? "" });

    expect(again.blocks).toEqual(full.blocks);
    expect(new TextDecoder().decode(full.asFile?.bytes)).toContain("Article 60.");
  });
});

describe("an answer", () => {
  it("is confirmed to who asked only", async () => {
    const answer = await ask({ kind: "text", text: "What does a single ticket cost?" });

    const reply = await press(answer, "That was it");

    expect(reply).toMatchObject({ onlyAsker: true });
  });

  it("that was not it leads to other releases and the press contact", async () => {
    await ask({ kind: "text", text: "What colour is the buoy in the Sound?" });

    const reply = await ask({ kind: "action", data: "wrong_none" });

    expect(titles(reply).length).toBeGreaterThan(0);
    expect(worded(reply)).toContain("press@ports.example.org");
  });
});
