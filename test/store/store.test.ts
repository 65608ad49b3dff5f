import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Delivery } from "../../src/announce/delivery.ts";
import type { FanOut } from "../../src/announce/fan-out.ts";
import { planFanOut } from "../../src/announce/fan-out.ts";
import { nextDigest } from "../../src/announce/local-time.ts";
import { EVERYTHING, newSubscription, type Subscription } from "../../src/announce/subscription.ts";
import type { Release } from "../../src/domain/release.ts";
import { openStore, type Store } from "../../src/store/open-store.ts";
import { type PostgresServer, startPostgres, whyNoPostgres } from "../_support/postgres.ts";
import { releaseOf } from "../_support/release-of.ts";

const NOON = Date.UTC(2026, 10, 2, 12);
const LEASE = 10_000;
/** Chats enough for two fan-outs to overlap. */
const CROWD = 100;
/** Groups that move one after the other while a fan-out goes on. */
const GROUPS = 40;
/** Releases that take long enough to store for others to come in between. */
const ARCHIVE = 100;
const NEWS = 5;
const OPEN_STORE = pathToFileURL(
  resolve(import.meta.dirname, "../../src/store/open-store.ts"),
).href;
const origin = { source: "file:a.md", fingerprint: "1" };
const AGAIN = { kind: "again", at: NOON, counted: true, mayHaveArrived: false } as const;

const schedule = (rhythm: Parameters<typeof nextDigest>[0], after: number): number | null =>
  nextDigest(rhythm, after, "UTC");

const engines = [
  { engine: "SQLite", reason: undefined },
  { engine: "PostgreSQL", reason: whyNoPostgres() },
];

for (const { engine, reason } of engines) {
  describe.skipIf(reason !== undefined)(
    `the store on ${engine}${reason ? ` (${reason})` : ""}`,
    () => {
      let server: PostgresServer | null = null;
      let folder = "";
      let databaseUrl: string | null = null;
      let file = "";
      let store: Store;
      const opened: Store[] = [];

      beforeAll(async () => {
        if (engine === "PostgreSQL") server = await startPostgres();
        folder = mkdtempSync(join(tmpdir(), "pressdesk-store-"));
      }, 60_000);
      afterAll(() => {
        server?.stop();
        rmSync(folder, { recursive: true, force: true });
      });
      afterEach(async () => {
        for (const one of opened.splice(0)) await one.close();
      });

      async function fresh(): Promise<Store> {
        databaseUrl = server?.database() ?? null;
        file = join(folder, `${String(Math.random())}.sqlite`);
        return await another();
      }
      async function another(): Promise<Store> {
        store = await openStore({ databaseUrl, file, schedule });
        opened.push(store);
        return store;
      }
      async function bring(release: Release, isOld = false) {
        const [outcome] = await store.releases.bring([{ release, origin, at: NOON, isOld }]);
        return outcome;
      }
      async function subscribe(chat: string, changes: Partial<Subscription> = {}): Promise<void> {
        const subscription = newSubscription({ platform: "telegram", chat }, "en", NOON);
        await store.subscriptions.save({ ...subscription, ...changes });
      }
      async function announce(
        release: Release,
        changes: Partial<Parameters<typeof planFanOut>[0]> = {},
      ): Promise<number> {
        const plan: FanOut = planFanOut({
          release,
          kind: "announcement",
          counterparts: [],
          supersedes: [],
          interests: await store.subscriptions.interests(),
          at: NOON,
          ...changes,
        });
        return await store.fanOut.fanOut(plan);
      }
      async function claim(worker = "one", now = NOON, limit = 10): Promise<readonly Delivery[]> {
        return await store.outbox.claim({
          platform: "telegram",
          worker,
          limit,
          now,
          leaseMs: LEASE,
        });
      }
      async function sendAll(): Promise<readonly Delivery[]> {
        const claimed = await claim();
        await store.outbox.settle(
          claimed.map((delivery) => ({
            delivery,
            settlement: { kind: "sent", messageId: `m${delivery.id}` },
          })),
          NOON,
        );
        return claimed;
      }
      async function counts(): Promise<Readonly<Record<string, number>>> {
        const [telegram] = await store.account.counts();
        return Object.fromEntries(
          Object.entries(telegram?.counts ?? {}).filter(([, count]) => count > 0),
        );
      }

      /** A process of its own: SQLite's waiting blocks the one in which it happens. */
      async function startProcess(): Promise<string> {
        const script = `import { openStore } from ${JSON.stringify(OPEN_STORE)};
          const store = await openStore({ databaseUrl: ${JSON.stringify(databaseUrl)}, file: ${JSON.stringify(file)}, schedule: () => null });
          await store.releases.all(); await store.close(); console.log("ready");`;
        const { stdout } = await promisify(execFile)(process.execPath, [
          "--input-type=module-typescript",
          "-e",
          script,
        ]);
        return stdout.trim();
      }

      it("counts a changed text as a new revision and an unchanged one as nothing", async () => {
        await fresh();

        const first = await bring(releaseOf("quay"));
        const again = await bring(releaseOf("quay"));
        const changed = await bring(releaseOf("quay", { changeNote: "The day was wrong." }));

        expect([first, again, changed]).toEqual([
          { kind: "new", revision: 1 },
          { kind: "unchanged" },
          { kind: "revised", revision: 2 },
        ]);
        expect(
          (await store.releases.revisions("quay")).map(({ release }) => release.revision),
        ).toEqual([2, 1]);
      });

      it("keeps one text under two printed dates as two releases, and under a feed's date as one", async () => {
        await fresh();
        const notice = { title: "Notice", body: "The quay is closed on the first Monday." };
        const printed = (date: string) => ({
          ...notice,
          date,
          where: { date: { start: 0, end: 5 } },
        });
        await bring(releaseOf("march", printed("2026-03-02")));

        const outcomes = [
          await bring(releaseOf("april", printed("2026-04-02"))),
          await bring(releaseOf("feed/april", { ...notice, date: "2026-04-03" })),
          await bring(releaseOf("a/april", printed("2026-04-02"))),
        ];

        expect(outcomes).toEqual([
          { kind: "new", revision: 1 },
          { kind: "known", as: "march" },
          { kind: "known", as: "april" },
        ]);
      });

      it("serves a text that came by two ways once, and the other when the first is dropped", async () => {
        await fresh();
        await bring(releaseOf("quay"));

        const twin = await bring({ ...releaseOf("quay"), id: "feed/quay" });
        const before = (await store.releases.all()).map(({ release }) => release.id);
        await store.releases.drop(["quay"]);
        const after = (await store.releases.all()).map(({ release }) => release.id);

        expect(twin).toEqual({ kind: "known", as: "quay" });
        expect(before).toEqual(["quay"]);
        expect(after).toEqual(["feed/quay"]);
      });

      it("announces nothing anew when a file is renamed", async () => {
        await fresh();
        await bring(releaseOf("quay"), true);
        await bring({ ...releaseOf("quay"), id: "renamed" });

        await store.releases.drop(["quay"]);

        expect(await store.ledger.open()).toEqual([]);
      });

      it("tells what has changed since, also to another process", async () => {
        const first = await fresh();
        await bring(releaseOf("quay"));
        await bring(releaseOf("mole"));
        const { sequence } = await first.releases.changesSince(0);
        const second = await another();
        await second.releases.drop(["mole"]);
        await second.releases.bring([
          { release: releaseOf("pier"), origin, at: NOON, isOld: false },
        ]);

        const changes = await first.releases.changesSince(sequence);

        expect(changes.served.map(({ id }) => id)).toEqual(["pier"]);
        expect(changes.gone).toEqual(["mole"]);
      });

      it("shows whoever follows every change, also of a long transaction that others overtake", async () => {
        const first = await fresh();
        // SQLite waits by blocking: two transactions within one process would wait for ever.
        const second = server ? await another() : first;
        const bringing = (id: string) => ({
          release: releaseOf(id),
          origin,
          at: NOON,
          isOld: true,
        });
        const archive = Array.from({ length: ARCHIVE }, (_, i) => bringing(`old${i}`));
        const followed = new Set<string>();
        let from = 0;
        const follow = async (): Promise<void> => {
          const { sequence, served } = await second.releases.changesSince(from);
          for (const { id } of served) followed.add(id);
          from = sequence;
        };

        const long = first.releases.bring(archive);
        for (let i = 0; i < NEWS; i += 1) {
          await second.releases.bring([bringing(`new${i}`)]);
          await follow();
        }
        await long;
        await follow();

        expect(followed.size).toBe(ARCHIVE + NEWS);
      });

      it("opens what is changed until it is closed, but nothing old", async () => {
        await fresh();
        await bring(releaseOf("quay"), true);
        const old = await store.ledger.open();

        await bring(releaseOf("quay", { topics: ["ports", "quays"] }));
        const changed = await store.ledger.open();
        await store.ledger.close([{ release: "quay", revision: 2 }]);
        const closed = await store.ledger.open();
        await bring(releaseOf("quay", { changeNote: "The day was wrong." }));
        await store.ledger.close([{ release: "quay", revision: 2 }]);

        expect([old, closed]).toEqual([[], []]);
        expect(changed).toEqual([{ release: "quay", revision: 2, announced: 1, storedAt: NOON }]);
        expect(await store.ledger.open()).toEqual([
          { release: "quay", revision: 3, announced: 2, storedAt: NOON },
        ]);
      });

      it("fans a release out once, however often it is asked to", async () => {
        await fresh();
        await bring(releaseOf("quay"));
        await subscribe("1");
        await subscribe("2");

        const made = await announce(releaseOf("quay"));
        const again = await announce(releaseOf("quay"));

        expect([made, again]).toEqual([2, 0]);
        expect(await counts()).toEqual({ pending: 2 });
        expect(await store.ledger.open()).toEqual([]);
      });

      it("gives each chat the counterpart in its own language, and only that", async () => {
        await fresh();
        const english = releaseOf("quay");
        const khmer = releaseOf("quay-km", { language: "km", translationOf: "quay" });
        await bring(english);
        await bring(khmer);
        await subscribe("1");
        await subscribe("2", { language: "km" });

        await announce(english, { counterparts: [khmer] });
        await announce(khmer, { counterparts: [english] });

        const told = (await claim()).map(({ address, release }) => [address.chat, release]);
        expect(told.toSorted(([a = ""], [b = ""]) => a.localeCompare(b))).toEqual([
          ["1", "quay"],
          ["2", "quay-km"],
        ]);
      });

      it("makes no delivery for a paused chat or one that wants other words", async () => {
        await fresh();
        await bring(releaseOf("quay"));
        await subscribe("1", { paused: true });
        await subscribe("2", { interest: { ...EVERYTHING, words: ["salmon"] } });
        await subscribe("3", { interest: { ...EVERYTHING, words: ["quays"] } });

        await announce(releaseOf("quay"));

        expect((await claim()).map(({ address }) => address.chat)).toEqual(["3"]);
      });

      it("counts subscriptions by how they are told", async () => {
        await fresh();
        await subscribe("1");
        await subscribe("2", { frequency: "daily" });
        await subscribe("3", { frequency: "weekly", paused: true });
        await subscribe("4");
        await bring(releaseOf("quay"));
        await announce(releaseOf("quay"));
        const gone = (await claim()).find(({ address }) => address.chat === "4");
        const settlement = { kind: "retired", reason: "blocked" } as const;
        if (gone) await store.outbox.settle([{ delivery: gone, settlement }], NOON);

        const crowds = await store.subscriptions.crowds();

        expect(crowds.map(({ telling, chats }) => `${telling} ${chats}`).toSorted()).toEqual([
          "at-once 1",
          "digest 1",
          "gone 1",
          "paused 1",
        ]);
      });

      it("hands a delivery to one claimer only, and one of a chat at a time", async () => {
        const first = await fresh();
        for (const id of ["a", "b"]) {
          await bring(releaseOf(id));
          await subscribe("1");
          await announce(releaseOf(id));
        }
        const second = await another();

        const [mine, theirs] = await Promise.all([
          first.outbox.claim({
            platform: "telegram",
            worker: "one",
            limit: 9,
            now: NOON,
            leaseMs: LEASE,
          }),
          second.outbox.claim({
            platform: "telegram",
            worker: "two",
            limit: 9,
            now: NOON,
            leaseMs: LEASE,
          }),
        ]);

        expect([...mine, ...theirs].map(({ release }) => release)).toEqual(["a"]);
      });

      it("shows what a claimer whose lease has run out does not tell, and believes one that still does", async () => {
        await fresh();
        await bring(releaseOf("quay"));
        await subscribe("1");
        await subscribe("2");
        await announce(releaseOf("quay"));
        const claimed = await claim();
        await store.outbox.expire("telegram", NOON + LEASE, null);
        const shown = await store.account.undecided(10);

        await store.outbox.settle(
          claimed.map((delivery) => ({
            delivery,
            settlement:
              delivery.address.chat === "1"
                ? { kind: "sent", messageId: "7" }
                : { kind: "retired", reason: "blocked" },
          })),
          NOON + LEASE,
        );

        expect(shown).toMatchObject([
          { status: "unknown", address: { platform: "telegram", chat: "1" }, release: "quay" },
          { status: "unknown", address: { platform: "telegram", chat: "2" }, release: "quay" },
        ]);
        expect(await counts()).toEqual({ sent: 1, retired: 1 });
      });

      it("takes no late word of what a person has decided on or another claimer holds", async () => {
        await fresh();
        await bring(releaseOf("quay"));
        for (const chat of ["1", "2", "3"]) await subscribe(chat);
        await announce(releaseOf("quay"));
        const late = await claim();
        await store.outbox.expire("telegram", NOON + LEASE, null);
        const [dropped, resent, held] = late;
        await store.account.decide("drop", dropped?.id ?? 0, NOON + LEASE);
        await store.account.decide("resend", held?.id ?? 0, NOON + LEASE);
        await claim("two", NOON + LEASE);
        await store.account.decide("resend", resent?.id ?? 0, NOON + LEASE);

        await store.outbox.settle(
          late.map((delivery) => ({ delivery, settlement: { kind: "sent", messageId: "7" } })),
          NOON + LEASE,
        );

        expect(await counts()).toEqual({ superseded: 1, pending: 1, sending: 1 });
      });

      it("keeps a renewed lease, and sends again what the platform will not post twice", async () => {
        await fresh();
        await bring(releaseOf("quay"));
        await subscribe("1");
        await announce(releaseOf("quay"));
        const [delivery] = await claim();
        await store.outbox.renew([delivery?.lease ?? ""], NOON + 2 * LEASE);

        const kept = await store.outbox.expire("telegram", NOON + LEASE, NOON - 1);
        const expired = await store.outbox.expire("telegram", NOON + 2 * LEASE, NOON - 1);
        const [again] = await claim("two", NOON + 2 * LEASE);

        expect([kept, expired]).toEqual([0, 1]);
        expect(again?.nonce).toBe(delivery?.nonce);
      });

      it("tells everybody who got a text of its correction and sends nothing more of it", async () => {
        await fresh();
        const wrong = releaseOf("quay");
        const right = releaseOf("quay-2", { corrects: "quay" });
        await bring(wrong);
        await subscribe("1");
        await announce(wrong);
        await sendAll();
        await subscribe("2");
        await store.fanOut.fanOut({
          ...planFanOut({
            release: { ...wrong, id: "other" },
            kind: "announcement",
            counterparts: [],
            supersedes: [],
            interests: [],
            at: NOON,
          }),
        });
        await bring(right);

        const made = await announce(right, {
          kind: "correction",
          supersedes: [{ release: "quay", revision: 1 }],
        });

        const told = await claim();
        expect(made).toBe(2);
        expect(
          told.map(({ address, kind, replaces }) => [address.chat, kind, replaces !== null]),
        ).toEqual([
          ["1", "correction", true],
          ["2", "correction", false],
        ]);
      });

      it("calls back what waits of a withdrawn text and tells only who got it", async () => {
        await fresh();
        const release = releaseOf("quay");
        await bring(release);
        await subscribe("1");
        await subscribe("2");
        await announce(release);
        const [first] = await claim("one", NOON, 1);
        if (first) {
          await store.outbox.settle(
            [{ delivery: first, settlement: { kind: "sent", messageId: "7" } }],
            NOON,
          );
        }
        const withdrawn = { ...release, revision: 2, withdrawn: "It was a draft." };
        await bring(withdrawn);

        await announce(withdrawn, {
          kind: "withdrawal",
          supersedes: [
            { release: "quay", revision: 1 },
            { release: "quay", revision: 2 },
          ],
        });

        expect(await counts()).toEqual({ sent: 1, superseded: 1, pending: 1 });
        const [told] = await claim();
        expect(told).toMatchObject({ kind: "withdrawal", address: { chat: first?.address.chat } });
        expect(told && (await store.outbox.earlier(told))).toMatchObject({
          kind: "announcement",
          status: "sent",
          messageId: "7",
          nonce: first?.nonce,
        });
      });

      it("counts the chats that a text reached or may have reached, each once", async () => {
        await fresh();
        for (const chat of ["1", "2", "3", "4"]) await subscribe(chat);
        await bring(releaseOf("quay"));
        await announce(releaseOf("quay"));
        const [sent, lost, gone] = await claim("one", NOON, 3);
        const settlements = [
          { kind: "sent", messageId: "7" },
          { kind: "unknown", reason: "reset" },
          { kind: "retired", reason: "blocked" },
        ] as const;
        for (const [i, delivery] of [sent, lost, gone].entries()) {
          const settlement = settlements[i];
          if (delivery && settlement) await store.outbox.settle([{ delivery, settlement }], NOON);
        }
        const texts = [1, 2].map((revision) => ({ release: "quay", revision }));

        const got = await store.account.whoGot(texts);
        await claim("one", NOON, 1);

        expect([got, await store.account.whoGot(texts), await store.account.whoGot([])]).toEqual([
          2, 3, 0,
        ]);
      });

      it("tells of a withdrawal whoever got the text in an answer that was written down for another", async () => {
        await fresh();
        for (const id of ["quay", "mole"]) await bring(releaseOf(id));
        const asked = { address: { platform: "telegram", chat: "1" }, language: "en" } as const;
        const question = {
          ...asked,
          person: "9",
          question: "when?",
          at: NOON,
          expiresAt: NOON + 1,
        };
        await store.questions.leave(question);
        const [left] = await store.questions.open(NOON);
        const answers = [{ question: left?.id ?? 0, release: "quay", revision: 1 }];
        await announce(releaseOf("quay"), { answers });
        const [answer] = await claim();
        const id = answer?.id ?? 0;
        const mole = { release: "mole", revision: 1 };

        const noted = [
          await store.holdings.note(id, [mole]),
          await store.holdings.note(id, [mole]),
          await store.holdings.note(id, []),
        ];
        const got = await store.account.whoGot([mole]);
        const withdrawn = { ...releaseOf("mole"), revision: 2, withdrawn: "It was a draft." };
        await bring(withdrawn);
        const made = await announce(withdrawn, { kind: "withdrawal", supersedes: [mole] });

        expect([noted, got, made]).toEqual([[true, false, false], 1, 1]);
        expect(await store.outbox.earlier({ id: id + 1, replaces: id })).toMatchObject({
          kind: "answer",
          isShared: true,
        });
      });

      it("counts the time for repeating a nonce from the first attempt that may have arrived", async () => {
        await fresh();
        await bring(releaseOf("quay"));
        await subscribe("1");
        await announce(releaseOf("quay"));
        const settle = async (
          mayHaveArrived: boolean,
          now: number,
        ): Promise<Delivery | undefined> => {
          const [delivery] = await claim("one", now);
          const settlement = {
            kind: "again",
            at: now,
            counted: true,
            mayHaveArrived,
            reason: "reset",
          } as const;
          if (delivery) await store.outbox.settle([{ delivery, settlement }], now);
          return delivery;
        };

        const refused = await settle(false, NOON);
        const lost = await settle(true, NOON + 1);
        const refusedAgain = await settle(false, NOON + 2);
        const last = await settle(false, NOON + 3);

        expect(
          [refused, lost, refusedAgain, last].map((one) => [one?.isInDoubt, one?.startedAt]),
        ).toEqual([
          [false, NOON],
          [false, NOON + 1],
          [true, NOON + 1],
          [true, NOON + 1],
        ]);
      });

      it("tells of a withdrawal whoever may have got the text, also where it was to be repeated", async () => {
        await fresh();
        const release = releaseOf("quay");
        await bring(release);
        await subscribe("1");
        await announce(release);
        const [lost] = await claim();
        await store.outbox.expire("telegram", NOON + LEASE, NOON - 1);
        const withdrawn = { ...release, revision: 2, withdrawn: "It was a draft." };
        await bring(withdrawn);

        await announce(withdrawn, {
          kind: "withdrawal",
          supersedes: [{ release: "quay", revision: 1 }],
        });

        expect(await counts()).toEqual({ unknown: 1, pending: 1 });
        const [told] = await claim("one", NOON + LEASE);
        expect(told?.kind).toBe("withdrawal");
        // By its nonce the platform may still tell where it stands.
        expect(told && (await store.outbox.earlier(told))).toEqual({
          kind: "announcement",
          status: "unknown",
          messageId: null,
          nonce: lost?.nonce,
          startedAt: NOON,
          isShared: false,
        });
      });

      it("says of a chat that is gone what may have arrived there", async () => {
        await fresh();
        await bring(releaseOf("quay"));
        await subscribe("1");
        await announce(releaseOf("quay"));
        await claim();
        await store.outbox.expire("telegram", NOON + LEASE, NOON - 1);
        const [delivery] = await claim("two", NOON + LEASE);
        const settlement = { kind: "retired", reason: "403 blocked" } as const;

        if (delivery) await store.outbox.settle([{ delivery, settlement }], NOON + LEASE);

        expect(delivery?.isInDoubt).toBe(true);
        expect(await counts()).toEqual({ retired: 1 });
      });

      it("fans out a release and its counterpart at the same moment to each chat once", async () => {
        const first = await fresh();
        const english = releaseOf("quay");
        const khmer = releaseOf("quay-km", { language: "km", translationOf: "quay" });
        await bring(english);
        await bring(khmer);
        for (let chat = 0; chat < CROWD; chat += 1) await subscribe(String(chat));
        // SQLite waits by blocking: two transactions within one process would wait for ever.
        const second = server ? await another() : first;
        await second.subscriptions.interests();
        const interests = await first.subscriptions.interests();
        const plan = (release: Release, other: Release): FanOut => ({
          ...planFanOut({
            release,
            kind: "announcement",
            counterparts: [other],
            supersedes: [],
            interests,
            at: NOON,
          }),
          // Each as if the chats took its own text, as they do when an interest names a language.
          choices: interests.map(({ key, language }) => ({
            release: release.id,
            revision: 1,
            interestKey: key,
            language,
          })),
        });

        const made = await Promise.all([
          first.fanOut.fanOut(plan(english, khmer)),
          second.fanOut.fanOut(plan(khmer, english)),
        ]);

        expect(made.reduce((sum, one) => sum + one, 0)).toBe(CROWD);
      });

      it("collects a digest once, with each release once, and none that is empty", async () => {
        await fresh();
        await subscribe("1", { frequency: "daily" });
        await subscribe("2", {
          frequency: "daily",
          interest: { ...EVERYTHING, words: ["salmon"] },
        });
        for (const id of ["a", "b"]) {
          await bring(releaseOf(id));
          await announce(releaseOf(id));
        }
        const due = Date.now() + 24 * 3600_000;

        const made = await store.digests.collect(due);
        const again = await store.digests.collect(due);

        const digests = await claim("one", due);
        expect([made, again]).toEqual([1, 0]);
        expect(digests).toMatchObject([{ kind: "digest", address: { chat: "1" } }]);
        const entries = await store.digests.entries(digests[0]?.id ?? 0);
        expect(entries.map(({ release }) => release)).toEqual(["a", "b"]);
      });

      it("counts what is tried again, and why it and what went to chats that are gone was not taken", async () => {
        await fresh();
        for (const chat of ["1", "2", "3", "4"]) await subscribe(chat);
        await bring(releaseOf("quay"));
        await announce(releaseOf("quay"));
        const claimed = await claim("one", NOON, 3);
        await store.outbox.settle(
          claimed.map((delivery, i) => ({
            delivery,
            settlement:
              i < 2
                ? { kind: "retired", reason: "403 blocked" }
                : { ...AGAIN, reason: "502 Bad Gateway" },
          })),
          NOON,
        );

        expect(await store.account.counts()).toMatchObject([
          {
            platform: "telegram",
            counts: { pending: 2, retired: 2 },
            retrying: 1,
            reasons: [
              { reason: "403 blocked", deliveries: 2 },
              { reason: "502 Bad Gateway", deliveries: 1 },
            ],
          },
        ]);
      });

      it("retires a chat that is gone, and what waits for it", async () => {
        await fresh();
        await subscribe("1");
        for (const id of ["a", "b"]) {
          await bring(releaseOf(id));
          await announce(releaseOf(id));
        }
        const [delivery] = await claim();
        if (delivery) {
          await store.outbox.settle(
            [{ delivery, settlement: { kind: "retired", reason: "403 blocked" } }],
            NOON,
          );
        }

        expect(await counts()).toEqual({ retired: 2 });
        expect(await store.subscriptions.find({ platform: "telegram", chat: "1" })).toBeNull();
      });

      it("moves all of a chat that has a new id, and sends there", async () => {
        await fresh();
        await subscribe("-1");
        await bring(releaseOf("quay"));
        await announce(releaseOf("quay"));
        const [delivery] = await claim();
        if (delivery) {
          await store.outbox.settle(
            [{ delivery, settlement: { kind: "moved", chat: "-100" } }],
            NOON,
          );
        }

        expect((await claim()).map(({ address }) => address.chat)).toEqual(["-100"]);
        const moved = await store.subscriptions.find({ platform: "telegram", chat: "-100" });
        expect(moved).not.toBeNull();
      });

      it("leaves nothing behind that is fanned out while a chat moves", async () => {
        const first = await fresh();
        for (let chat = 0; chat < GROUPS; chat += 1) await subscribe(`-${chat}`);
        await bring(releaseOf("a"));
        await announce(releaseOf("a"));
        await bring(releaseOf("b"));
        const claimed = await claim("one", NOON, GROUPS);
        // SQLite waits by blocking: two transactions within one process would wait for ever.
        const second = server ? await another() : first;
        const interests = await second.subscriptions.interests();
        const plan = planFanOut({
          release: releaseOf("b"),
          kind: "announcement",
          counterparts: [],
          supersedes: [],
          interests,
          at: NOON,
        });
        const moves = claimed.map((delivery) => ({
          delivery,
          settlement: { kind: "moved", chat: `-100${delivery.address.chat}` } as const,
        }));

        const moving = moves.map(async (move) => {
          await first.outbox.settle([move], NOON);
        });
        await Promise.all([...moving, second.fanOut.fanOut(plan)]);

        expect(await counts()).toEqual({ pending: 2 * GROUPS });
      }, 30_000);

      it("counts what has waited too long, and nothing that has gone out", async () => {
        await fresh();
        await subscribe("1");
        await subscribe("2");
        await bring(releaseOf("quay"));
        await announce(releaseOf("quay"));
        await claim("one", NOON, 1);

        const early = await store.account.overdue(NOON);
        const both = await store.account.overdue(NOON + 1);
        await store.outbox.expire("telegram", NOON + LEASE, null);

        expect([early, both, await store.account.overdue(NOON + 1)]).toEqual([0, 2, 1]);
      });

      it("sends nothing more to a chat that has unsubscribed", async () => {
        await fresh();
        await subscribe("1");
        await bring(releaseOf("quay"));
        await announce(releaseOf("quay"));

        const ended = await store.subscriptions.end({ platform: "telegram", chat: "1" });

        expect(ended).toBe(true);
        expect(await claim()).toEqual([]);
      });

      it("tells an asker once, and nobody who has opted out", async () => {
        await fresh();
        await bring(releaseOf("quay"));
        const question = {
          address: { platform: "telegram", chat: "1" },
          person: "9",
          question: "when does the quay open",
          language: "en",
          at: NOON,
          expiresAt: NOON + 1000,
        } as const;
        await store.questions.leave(question);
        await store.questions.leave({ ...question, person: "10" });
        await store.chats.forget(question.address, "10");
        const [left, ...others] = await store.questions.open(NOON);
        const ref = { release: "quay", revision: 1 };
        const answers = [left?.id ?? 0, -1].map((id) => ({ question: id, ...ref }));

        const made = await announce(releaseOf("quay"), { answers });
        await bring(releaseOf("quay", { changeNote: "The day was wrong." }));
        const again = await announce(releaseOf("quay", { revision: 2 }), { answers });

        expect(others).toEqual([]);
        expect([made, again]).toEqual([1, 0]);
        expect(await store.questions.open(NOON)).toEqual([]);
        expect((await claim()).map(({ kind, subject }) => [kind, subject])).toEqual([
          ["answer", String(left?.id)],
        ]);
      });

      it("keeps a draft with its file and what was begun, for every process, for its time", async () => {
        const first = await fresh();
        const address = { platform: "telegram", chat: "1" };
        const draft = {
          key: "a",
          action: "correct",
          release: releaseOf("quay"),
          address,
          person: "9",
          typed: null,
          original: { name: "quay.pdf", bytes: new Uint8Array([0, 255, 10, 39]) },
          isConfirmed: false,
          expiresAt: NOON + 1000,
        } as const;
        const begun = { corrects: "quay", draft: "a", at: NOON, expiresAt: NOON + 1000 };
        await first.drafts.keep(draft);
        await first.drafts.begin(address, "9", { ...begun, draft: null });
        await first.drafts.begin(address, "9", begun);

        const second = await another();
        const found = await second.drafts.find("a", NOON);
        const foundBegun = await second.drafts.begun(address, "9", NOON);
        const late = await second.drafts.find("a", NOON + 1000);
        await second.expire(NOON + 1000);

        expect(found).toEqual(draft);
        expect(foundBegun).toEqual(begun);
        expect(late).toBeNull();
        expect(await first.drafts.find("a", NOON)).toBeNull();
        expect(await first.drafts.begun(address, "9", NOON)).toBeNull();
      });

      it("lets a draft go out once, whichever process is asked to", async () => {
        const first = await fresh();
        const draft = {
          key: "a",
          action: "publish",
          release: releaseOf("quay"),
          address: { platform: "telegram", chat: "1" },
          person: "9",
          typed: "The quay opens.",
          original: null,
          isConfirmed: false,
          expiresAt: NOON + 1000,
        } as const;
        await first.drafts.keep(draft);
        const second = await another();
        const release = releaseOf("quay", { embargoUntil: NOON + 20_000 });

        const settled = await Promise.all([
          first.drafts.confirm("a", release, NOON + 5000),
          second.drafts.confirm("a", release, NOON + 5000),
        ]);
        const found = await second.drafts.find("a", NOON + 2000);
        await first.chats.forget(draft.address, "9");
        const kept = await second.drafts.find("a", NOON);
        await first.drafts.remove("a");

        expect(settled.toSorted((a, b) => Number(a) - Number(b))).toEqual([false, true]);
        expect(found).toEqual({ ...draft, release, isConfirmed: true, expiresAt: NOON + 5000 });
        expect(kept).not.toBeNull();
        expect(await second.drafts.find("a", NOON)).toBeNull();
      });

      it("forgets what an officer has begun and not confirmed when asked to", async () => {
        await fresh();
        const address = { platform: "telegram", chat: "1" };
        await store.drafts.begin(address, "9", {
          corrects: null,
          draft: null,
          at: NOON,
          expiresAt: NOON + 1000,
        });
        await store.drafts.begin(address, "10", {
          corrects: null,
          draft: null,
          at: NOON,
          expiresAt: NOON + 1000,
        });

        await store.chats.forget(address, "9");

        expect(await store.drafts.begun(address, "9", NOON)).toBeNull();
        expect(await store.drafts.begun(address, "10", NOON)).not.toBeNull();
      });

      it("keeps what buttons stand for, for every process, for its time", async () => {
        const first = await fresh();
        await first.kept.keep("a", "old", NOON + 10);
        await first.kept.keep("a", "new", NOON + 1000);
        const second = await another();

        const found = await second.kept.find("a", NOON + 500);
        const late = await second.kept.find("a", NOON + 1000);
        await second.expire(NOON + 1000);

        expect([found, late]).toEqual(["new", null]);
        expect(await first.kept.find("a", NOON)).toBeNull();
      });

      it("counts what is said of an answer, for each release that was cited", async () => {
        await fresh();
        const verdict = { wording: "open quay", question: "When?", language: "en" } as const;
        const no = { ...verdict, release: "quay", isRight: false };
        await store.questions.judge(no, NOON);
        await store.questions.judge(no, NOON + 1);
        await store.questions.judge({ ...no, isRight: true }, NOON + 2);
        await store.questions.judge({ ...no, release: "mole" }, NOON);
        await store.questions.judge({ ...no, release: "pier", isRight: true }, NOON);

        const misjudged = await store.questions.misjudged(10);

        expect(misjudged.map(({ release, right, wrong }) => [release, right, wrong])).toEqual([
          ["quay", 1, 2],
          ["mole", 0, 1],
        ]);
        expect(misjudged[0]).toMatchObject({ question: "When?", language: "en", lastAt: NOON + 2 });
      });

      it("keeps the file of a release until it is taken back", async () => {
        await fresh();
        const original = { name: "quay.pdf", bytes: new Uint8Array([37, 0, 255]) };
        await store.originals.keep("quay", { name: "draft.pdf", bytes: new Uint8Array() });
        await store.originals.keep("quay", original);

        const found = await (await another()).originals.find("quay");
        await store.originals.remove("quay");

        expect(found).toEqual(original);
        expect(await store.originals.find("quay")).toBeNull();
      });

      it("closes no question when the fan-out that answers it comes to nothing", async () => {
        await fresh();
        await bring(releaseOf("quay"), true);
        await store.questions.leave({
          address: { platform: "telegram", chat: "1" },
          person: "9",
          question: "when does the quay open",
          language: "en",
          at: NOON,
          expiresAt: NOON + 1000,
        });
        const [left] = await store.questions.open(NOON);
        const answers = [{ question: left?.id ?? 0, release: "quay", revision: 1 }];

        const made = await announce(releaseOf("quay"), { answers });

        expect(made).toBe(0);
        expect(await store.questions.open(NOON)).toEqual([left]);
      });

      it("notes an update once, whichever process takes it", async () => {
        const first = await fresh();
        const second = await another();

        const seen = await Promise.all([first.seen("update 1"), second.seen("update 1")]);

        expect(seen.toSorted((a, b) => Number(a) - Number(b))).toEqual([false, true]);
      });

      it("lets several processes start at once", async () => {
        databaseUrl = server?.database() ?? null;
        file = join(folder, "together.sqlite");

        const started = await Promise.all([1, 2, 3].map(async () => await startProcess()));

        expect(started).toEqual(["ready", "ready", "ready"]);
      });
    },
  );
}
