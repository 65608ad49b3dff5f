import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readRelease } from "../../src/archive/read-release.ts";
import { ask } from "../../src/desk/ask.ts";
import { createDesk } from "../../src/desk/create-desk.ts";
import { createPublish } from "../../src/desk/publish.ts";
import type { Intent } from "../../src/domain/chat.ts";
import type { Reply } from "../../src/domain/reply.ts";
import { syncFolder } from "../../src/runtime/folder-source.ts";
import { Bureau, buttonOf, DAY, NOON, PEOPLE, pressed, typed } from "../_support/bureau.ts";
import { createMemorySettings } from "../_support/memory-settings.ts";

const FARES = `Lowgate Ferry Board

Bicycle Fares Rise on the Lowgate Ferries

Lowgate, 28 October 2026

The fare for bicycles on the ferries of Lowgate is 4.50 crowns from 1 March 2027, said Captain Ada Fenn.
`;
/** Says only in words what it corrects. */
const CORRECTION = `Lowgate Ferry Board

Correction: Bicycle Fares

Lowgate, 30 October 2026

The press release of 28 October on bicycle fares gave a wrong fare. The fare for bicycles on the ferries of Lowgate is 4.20 crowns from 1 March 2027.
`;
const FRENCH = `Lowgate Ferry Board

Le vélo plus cher sur les bacs de Lowgate

Lowgate, le 28 octobre 2026

Le prix du passage des vélos sur les bacs de Lowgate passe à 4,50 couronnes le 1er mars 2027, a dit le capitaine Ada Fenn.
`;
const QUESTION = "What is the fare for bicycles on the ferries of Lowgate?";

let folder = "";
let bureau: Bureau;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "pressdesk-relations-"));
  bureau = await Bureau.open();
});
afterEach(async () => {
  await bureau.store.close();
  rmSync(folder, { recursive: true });
});

async function keep(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  await look();
}

async function look(): Promise<void> {
  await syncFolder({
    folder,
    read: readRelease,
    sink: {
      origins: async () => await bureau.store.releases.origins("file:"),
      bring: async (brought) => await bureau.keeper.bring(brought),
      drop: async (ids) => {
        await bureau.store.releases.drop(ids);
      },
    },
    onProblem: ({ reason }) => {
      throw new Error(reason);
    },
  });
  await bureau.keeper.follow();
}

/** The release that the answer cites. */
function cited(): string | null {
  const { engine, collection } = bureau;
  const { answer } = ask(engine, collection, {
    question: QUESTION,
    at: bureau.now,
    previous: null,
  });
  return answer.status === "answered" ? answer.quote.release : null;
}

async function say(intent: Intent): Promise<Reply> {
  const { collection, engine, store } = bureau;
  const { releases, subscriptions, account, audit, drafts, originals, kept } = store;
  const clock = (): number => bureau.now;
  publish ??= createPublish({
    read: readRelease,
    releases,
    subscriptions,
    account,
    collection,
    audit,
    drafts,
    originals,
    timeZone: "UTC",
    clock,
  });
  const desk = createDesk({
    engine,
    collection,
    settings: createMemorySettings(),
    kept,
    originalOf: async ({ id }) => await originals.find(id),
    defaultLanguage: "en",
    pressContact: null,
    organisation: null,
    clock,
    useCases: [publish],
    onError: (error) => {
      throw error;
    },
  });
  const reply = await desk.handle({
    address: { platform: "telegram", chat: "a" },
    person: PEOPLE.officer,
    intent,
    isPrivate: true,
    language: "en",
    at: bureau.now,
  });
  await bureau.keeper.follow();
  if (!reply) throw new Error("the desk said nothing");
  return reply;
}
let publish: ReturnType<typeof createPublish> | undefined;
afterEach(() => {
  publish = undefined;
});

describe("a correction that says so in words alone", () => {
  it("takes the place of the text that it corrects, whichever comes first", async () => {
    await keep({ "b.txt": CORRECTION });
    await keep({ "a.txt": FARES });

    const state = bureau.collection.view(NOON).find("a")?.state;

    expect(state).toEqual({ kind: "superseded", by: "b" });
    expect(cited()).toBe("b");
  });

  it("is told to the chats that got the wrong text, as a correction", async () => {
    await bureau.subscribe("x");
    await keep({ "a.txt": FARES });
    await bureau.publish();
    bureau.news();

    await keep({ "b.txt": CORRECTION });
    await bureau.publish();

    expect(bureau.news()).toEqual(["x edited: Correction | Correction: Bicycle Fares"]);
  });

  it("gives its place back when it is dropped", async () => {
    await keep({ "a.txt": FARES, "b.txt": CORRECTION });
    rmSync(join(folder, "b.txt"));
    await look();

    expect(bureau.collection.view(NOON).isValid("a")).toBe(true);
    expect(cited()).not.toBe("b");
  });

  it("replaces nothing before its own embargo ends", async () => {
    const until = NOON + DAY;
    await keep({ "a.txt": FARES });
    await keep({
      "b.md": `---\ntitle: "Correction: Bicycle Fares"\nissuer: Lowgate Ferry Board\ndate: 2026-10-30\nembargo: ${new Date(until).toISOString()}\n---\n${CORRECTION.split("\n").at(-2) ?? ""}\n`,
    });
    const before = bureau.collection.view(bureau.now);
    const citedBefore = cited();
    bureau.now = until;

    expect(before.isValid("a")).toBe(true);
    expect(before.find("b")).toBeUndefined();
    expect(citedBefore).not.toBe("b");
    expect(cited()).toBe("b");
  });

  it("is shown to its officer for what it is before it is published in chat", async () => {
    await bureau.subscribe("x");
    await keep({ "a.txt": FARES });
    await bureau.publish();
    bureau.news();

    const preview = await say(typed("publish", CORRECTION));
    await say(pressed(buttonOf(preview, "Publish")));
    bureau.now += DAY;
    await bureau.publish();

    expect(JSON.stringify(preview.blocks)).toContain(
      "Corrects: Bicycle Fares Rise on the Lowgate Ferries",
    );
    expect(bureau.news()).toEqual(["x edited: Correction | Correction: Bicycle Fares"]);
    expect(bureau.collection.view(bureau.now).isValid("a")).toBe(false);
  });

  it("is asked for directly with what replaced it", async () => {
    await keep({ "a.txt": FARES, "b.txt": CORRECTION });

    const reply = await say(typed("release", "a"));

    expect(JSON.stringify(reply.blocks)).toContain("Correction: Bicycle Fares");
  });
});

describe("a text in another language that says nothing of being a translation", () => {
  it("is told in each chat's language once, and offered beside the other", async () => {
    await bureau.subscribe("english");
    await bureau.subscribe("french", { language: "fr" });

    await keep({ "a.txt": FARES, "f.txt": FRENCH });
    await bureau.publish();
    const reply = await say(typed("release", "a"));

    expect(bureau.news()).toEqual([
      "english sent: New release | Bicycle Fares Rise on the Lowgate Ferries",
      "french sent: Nouveau communiqué | Le vélo plus cher sur les bacs de Lowgate",
    ]);
    expect((reply.actions ?? []).flat().map(({ label }) => label)).toContain("In French");
  });

  it("is replaced with its original", async () => {
    await keep({ "a.txt": FARES, "f.txt": FRENCH, "b.txt": CORRECTION });

    expect(bureau.collection.view(NOON).find("f")?.state).toEqual({ kind: "superseded", by: "b" });
  });
});
