import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createWhy } from "../../src/desk/why.ts";
import { Bureau, DAY, HOUR, requestOf, textOf, typed } from "../_support/bureau.ts";
import { releaseOf } from "../_support/release-of.ts";

let bureau: Bureau;
const interest = { topics: [], issuers: [], languages: [], words: [] };

beforeEach(async () => {
  bureau = await Bureau.open();
});

afterEach(async () => {
  await bureau.store.close();
});

async function why(title = ""): Promise<string> {
  const { subscriptions, account } = bureau.store;
  const ask = createWhy({ subscriptions, account });
  const reply = await ask(requestOf(typed("why", title)), bureau.context());
  const [list] = reply?.blocks.filter(({ kind }) => kind === "list") ?? [];
  if (list?.kind !== "list") return reply ? textOf(reply) : "";
  return list.items.map(({ text, detail }) => `${text}: ${detail}`).join(" | ");
}

describe("/why", () => {
  it.each([
    [{}, "came because this chat gets every release"],
    [{ topics: ["Ports"] }, "came because it is on the topic “Ports”"],
    [{ issuers: ["Veldan Port Authority"] }, "came because it is from “Veldan Port Authority”"],
    [{ words: ["quays"] }, "came because it holds the words “quays”"],
    [{ languages: ["en"] as const }, "came because of its language"],
  ])("says why a release came: %j", async (wanted, reason) => {
    await bureau.subscribe("a", { interest: { ...interest, ...wanted } });
    await bureau.bring(releaseOf("ferry"));
    await bureau.publish();

    expect(await why("ferry")).toContain(`Title of ferry: ${reason} · `);
  });

  it.each([
    [{ words: ["harvest"] }, "releases with the words “harvest”"],
    [{ topics: ["Fisheries"] }, "releases on Fisheries"],
    [{ languages: ["fr"] as const, topics: ["Ports"] }, "releases on Ports · releases in French"],
  ])("says what the chat gets instead of a release that did not come: %j", async (wanted, gets) => {
    await bureau.subscribe("a", { interest: { ...interest, ...wanted } });
    await bureau.bring(releaseOf("ferry"));
    await bureau.publish();

    expect(await why("ferry")).toContain(`did not come: this chat gets only ${gets} · `);
  });

  it("says that a chat that gets another choice by now had not asked for a release", async () => {
    await bureau.subscribe("a", { interest: { ...interest, words: ["harvest"] } });
    await bureau.bring(releaseOf("ferry"));
    await bureau.publish();

    await bureau.subscribe("a");

    expect(await why("ferry")).toContain("did not come: this chat had not asked for it when");
  });

  it("says that the subscription is paused", async () => {
    await bureau.subscribe("a", { paused: true });
    await bureau.bring(releaseOf("ferry"));
    await bureau.publish();

    expect(await why("ferry")).toContain("did not come: the subscription is paused");
  });

  it.each(["at-once", "daily"] as const)(
    "says that a release was announced before the chat subscribed (%s)",
    async (frequency) => {
      await bureau.bring(releaseOf("ferry"));
      await bureau.publish();
      await bureau.subscribe("a", { frequency });

      expect(await why("ferry")).toContain("did not come: this chat had not asked for it when");
    },
  );

  it("says that a release waits for the digest, and afterwards why it came with one", async () => {
    bureau.now = Date.now();
    await bureau.subscribe("a", { frequency: "daily" });
    await bureau.bring(releaseOf("ferry"));
    await bureau.publish();
    const waiting = await why("ferry");
    bureau.now += DAY;
    await bureau.publish();

    expect(waiting).toContain("comes with the next digest");
    expect(await why("ferry")).toContain("came because this chat gets every release");
  });

  it("says that a release is on its way, may have come, or was refused", async () => {
    await bureau.subscribe("a");
    await bureau.bring(releaseOf("ferry"));
    await bureau.announce();
    const waiting = await why("ferry");
    bureau.outcomes = () => ({ kind: "unknown", reason: "reset" });
    await bureau.send();
    const unknown = await why("ferry");
    bureau.outcomes = () => ({ kind: "refused", reason: "too long" });
    await bureau.store.account.decide("resend", "all", bureau.now);
    await bureau.send();

    expect(waiting).toContain("is on its way");
    expect(unknown).toContain("may have come");
    expect(await why("ferry")).toContain("did not come: the platform refused it");
  });

  it("does not deny what came before the chat wanted something else, or nothing", async () => {
    await bureau.subscribe("a");
    await bureau.bring(releaseOf("ferry"));
    await bureau.publish();
    await bureau.subscribe("a", { interest: { ...interest, words: ["harvest"] } });
    const narrowed = await why("ferry");
    await bureau.store.subscriptions.end({ platform: "telegram", chat: "a" });

    expect(narrowed).toContain("came because of what this chat wanted at the time");
    expect(await why("ferry")).toContain("came because of what this chat wanted at the time");
  });

  it("says of a counterpart that the other one came", async () => {
    await bureau.subscribe("a");
    await bureau.bring(
      releaseOf("ferry"),
      releaseOf("bateau", { language: "fr", translationOf: "ferry" }),
    );
    await bureau.publish();

    expect(await why("bateau")).toContain("came because this chat gets every release");
  });

  it("explains the newest when none is named, and nothing under embargo", async () => {
    await bureau.subscribe("a");
    await bureau.bring(
      releaseOf("ferry"),
      releaseOf("secret", { embargoUntil: bureau.now + HOUR }),
    );
    await bureau.publish();

    expect(await why()).toContain("Title of ferry: came because this chat gets every release");
    expect(await why("secret")).toContain("secret");
    expect(await why("secret")).not.toContain("Title");
  });

  it("explains a release once, in the chat's language, whatever languages it is in", async () => {
    await bureau.subscribe("a");
    await bureau.bring(
      releaseOf("ferry"),
      releaseOf("salang", { language: "km", translationOf: "ferry" }),
    );
    await bureau.publish();

    const shown = await why();

    expect(shown).toContain("Title of ferry: came");
    expect(shown).not.toContain("salang");
  });

  it("still explains what has been withdrawn since", async () => {
    await bureau.subscribe("a");
    await bureau.bring(releaseOf("ferry"));
    await bureau.publish();
    await bureau.bring(releaseOf("ferry", { revision: 2, withdrawn: "An error." }));
    await bureau.publish();

    expect(await why("ferry")).toContain("Title of ferry: came");
  });

  it("says that nothing comes to a chat that is not subscribed", async () => {
    await bureau.bring(releaseOf("ferry"));

    expect(await why()).toContain("This chat is not subscribed");
  });
});
