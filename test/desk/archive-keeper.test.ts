import { afterEach, beforeEach, expect, it } from "vitest";
import type { ReleaseStore } from "../../src/archive/release-store.ts";
import { ArchiveKeeper } from "../../src/desk/archive-keeper.ts";
import { Bureau } from "../_support/bureau.ts";
import { releaseOf } from "../_support/release-of.ts";

let bureau: Bureau;

beforeEach(async () => {
  bureau = await Bureau.open();
});

afterEach(async () => {
  await bureau.store.close();
});

/** A keeper of the bureau's archive over a store whose first answer is on its way until it is let go. */
function slowKeeper(): { readonly keeper: ArchiveKeeper; readonly letGo: () => void } {
  const { archive } = bureau;
  const { releases } = bureau.store;
  const { promise, resolve } = Promise.withResolvers<void>();
  let waits: Promise<void> | null = promise;
  const store: ReleaseStore = {
    ...releases,
    changesSince: async (sequence) => {
      const changes = await releases.changesSince(sequence);
      const first = waits;
      waits = null;
      await first;
      return changes;
    },
  };
  const keeper = new ArchiveKeeper({ store, archive, timeZone: "UTC", clock: () => bureau.now });
  return { keeper, letGo: resolve };
}

it("puts nothing that was read earlier in the place of what was read later", async () => {
  const { keeper, letGo } = slowKeeper();
  await keeper.bring([
    { release: releaseOf("ferry"), origin: { source: "file:a.md", fingerprint: "" } },
  ]);
  const early = keeper.follow();
  await new Promise((done) => setImmediate(done));
  await keeper.bring([
    {
      release: releaseOf("ferry", { title: "The right title" }),
      origin: { source: "file:a.md", fingerprint: "" },
    },
  ]);
  const late = [keeper.follow(), keeper.follow()];
  await new Promise((done) => setImmediate(done));

  letGo();
  await Promise.all([early, ...late]);

  expect(bureau.collection.stored("ferry")?.title).toBe("The right title");
});

it("follows again after the store could not be read", async () => {
  const { releases } = bureau.store;
  let isBroken = true;
  const store: ReleaseStore = {
    ...releases,
    changesSince: async (sequence) => {
      if (isBroken) throw new Error("the connection was lost");
      return await releases.changesSince(sequence);
    },
  };
  const { archive } = bureau;
  const keeper = new ArchiveKeeper({ store, archive, timeZone: "UTC", clock: () => bureau.now });
  await keeper.bring([
    { release: releaseOf("ferry"), origin: { source: "file:a.md", fingerprint: "" } },
  ]);

  const failed = await keeper.follow().catch((error: unknown) => error);
  isBroken = false;
  await keeper.follow();

  expect(failed).toBeInstanceOf(Error);
  expect(bureau.collection.stored("ferry")).toBeDefined();
});
