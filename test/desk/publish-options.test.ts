import { afterEach, beforeEach, expect, it } from "vitest";
import { Collection } from "../../src/archive/collection.ts";
import { createPublish, type PublishOptions } from "../../src/desk/publish.ts";
import type { ChatRequest } from "../../src/domain/chat.ts";
import type { Release } from "../../src/domain/release.ts";
import { openStore, type Store } from "../../src/store/open-store.ts";

const FERRY: Release = {
  id: "ferry",
  revision: 1,
  text: "",
  title: "New Ferry",
  issuer: null,
  department: null,
  number: null,
  date: "2026-11-02",
  place: null,
  language: "en",
  topics: [],
  contacts: [],
  paragraphs: [],
  where: {},
  url: null,
  embargoUntil: null,
  corrects: null,
  translationOf: null,
  changeNote: null,
  withdrawn: null,
};

let store: Store;

beforeEach(async () => {
  store = await openStore({ databaseUrl: null, file: ":memory:", schedule: () => null });
});

afterEach(async () => {
  await store.close();
});

async function give(name: string, options: Readonly<Record<string, string>>): Promise<string> {
  const read: string[] = [];
  const publish = createPublish({
    read: (file) => {
      read.push(new TextDecoder().decode(file.bytes));
      return Promise.resolve({ kind: "releases", releases: [FERRY] });
    },
    subscriptions: store.subscriptions,
    account: store.account,
    collection: new Collection("UTC"),
    drafts: store.drafts,
    timeZone: "UTC",
    clock: () => 0,
  } as Partial<PublishOptions> as PublishOptions);
  const request: ChatRequest = {
    address: { platform: "test", chat: "c" },
    person: { id: "ann", officer: true, manages: true },
    intent: { kind: "command", name, argument: options["title"] ?? "", options },
    isPrivate: true,
    language: "en",
    at: 0,
  };
  const view = {
    valid: [FERRY],
    past: [],
    isValid: () => true,
    counterparts: () => [],
    correctedBy: () => null,
    find: () => ({ release: FERRY, state: { kind: "valid" } as const }),
  };
  const reply = await publish(request, {
    view,
    language: "en",
    pressContact: null,
    organisation: null,
    at: 0,
  });
  return JSON.stringify([reply?.blocks, read]);
}

it("withdraws with the reason that a platform asks for beside the title", async () => {
  const shown = await give("withdraw", { title: "ferry", reason: "the ferry was sold" });

  expect(shown).toContain("New Ferry");
  expect(shown).toContain("the ferry was sold");
});

it("corrects with the text that a platform asks for beside the title", async () => {
  const shown = await give("correct", { title: "ferry", text: "New Ferry\n\nIt sails daily." });

  expect(shown).toContain("It sails daily.");
});
