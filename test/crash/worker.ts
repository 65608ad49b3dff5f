import { flushCompileCache } from "node:module";
import { createTelegramAdapter } from "../../adapters/telegram/telegram-adapter.ts";
import { announceWhatIsDue } from "../../src/announce/announcer.ts";
import { type Delivery, questionsOf } from "../../src/announce/delivery.ts";
import { createDispatcher } from "../../src/announce/dispatcher.ts";
import { createPace } from "../../src/announce/pace.ts";
import type { Collection } from "../../src/archive/collection.ts";
import {
  announcementReply,
  digestReply,
  withdrawalReply,
} from "../../src/desk/announcement-reply.ts";
import { caughtUp } from "../../src/desk/catch-up.ts";
import type { ChatAdapter, Handle } from "../../src/domain/chat.ts";
import type { Reply } from "../../src/domain/reply.ts";
import { openStore, type Store } from "../../src/store/open-store.ts";
import { createDeath } from "./death.ts";
import { type Job, replyTo, schedule } from "./job.ts";
import { createNonceAdapter } from "./nonce-adapter.ts";
import { answerTo, followedIn } from "./releases.ts";
import { type Told, wordingOf } from "./told.ts";

/** Few, so that a kill leaves few in doubt. */
const AT_ONCE = 6;
const ANNOUNCE_MS = 50;
const DIGESTS_MS = 100;

/** A worker process of the crash suite: fans out what is due and dispatches it, until its parent goes or kills it. */
async function work(job: Job): Promise<void> {
  const ended = new AbortController();
  process.once("disconnect", () => {
    ended.abort();
  });
  const { signal } = ended;
  const store = await openStore({ databaseUrl: job.databaseUrl, file: job.file, schedule });
  const death = createDeath(job.kill, (claimed) => process.send?.({ claimed }));
  const { collection, follow } = followedIn(store);
  const adapter = adapterFor(job, store);
  const onTrouble = (error: unknown): void => {
    process.send?.({ trouble: error instanceof Error ? error.message : String(error) });
  };
  const dispatcher = createDispatcher({
    adapter: death.adapter(adapter),
    outbox: death.outbox(store.outbox),
    compose: caughtUp({ collection, catchUp: follow }, async (delivery) => {
      const told = await toldBy(delivery, store, collection);
      return told.length === 0 ? null : { reply: textReply(wordingOf(told)), silent: false };
    }),
    pace: createPace(job.perSecond),
    clock: Date.now,
    worker: `${process.pid}.${Date.now()}`,
    isHalted: () => Promise.resolve(false),
    onTrouble,
    leaseMs: job.leaseMs,
    atOnce: AT_ONCE,
  });
  const fanOut = death.fanOut(store.fanOut);
  const digests = death.digests(store.digests);
  const announce = async (): Promise<void> => {
    await follow();
    const announced = await announceWhatIsDue(
      {
        collection,
        ledger: store.ledger,
        fanOut,
        subscriptions: store.subscriptions,
        findAnswers: async (published, now) => {
          const open = await store.questions.open(now);
          return open.flatMap(({ id, question }) => {
            const release = answerTo(question, collection, now);
            if (!release || !published.includes(release.id)) return [];
            return [{ question: id, release: release.id, revision: release.revision }];
          });
        },
        settleMs: 0,
      },
      Date.now(),
    );
    if (announced.length > 0) dispatcher.wake();
  };
  const collect = async (): Promise<void> => {
    if ((await digests.collect(Date.now())) > 0) dispatcher.wake();
  };
  await follow();
  flushCompileCache();
  process.send?.({ ready: true });
  await Promise.all([
    dispatcher.run(signal),
    repeat(announce, ANNOUNCE_MS),
    repeat(collect, DIGESTS_MS),
    ...(job.polls ? [adapter.start(handle, signal)] : []),
  ]);
  await store.close();

  async function repeat(task: () => Promise<void>, pauseMs: number): Promise<void> {
    while (!signal.aborted) {
      await task().catch(onTrouble);
      await new Promise((done) => setTimeout(done, pauseMs));
    }
  }
}

const handle: Handle = async ({ intent }) =>
  await Promise.resolve(intent.kind === "text" ? textReply(replyTo(intent.text)) : null);

function textReply(text: string): Reply {
  return { language: "en", blocks: [{ kind: "text", text }] };
}

/** What a delivery says now: nothing where the desk would find nothing to say. */
async function toldBy(
  { id, kind, release, revision, subject }: Delivery,
  { digests, questions }: Store,
  collection: Collection,
): Promise<readonly Told[]> {
  const at = Date.now();
  const context = { view: collection.view(at), language: "en", at } as const;
  const told = (of: string, state: number): Told => ({
    kind,
    release: of,
    revision: state,
    shown: collection.stored(of)?.revision ?? 0,
    subject,
  });
  switch (kind) {
    case "announcement":
    case "correction":
      return announcementReply({ kind, release }, context) ? [told(release, revision)] : [];
    case "withdrawal":
      return withdrawalReply(release, context) ? [told(release, revision)] : [];
    case "digest": {
      const entries = await digests.entries(id);
      if (!digestReply(entries, context)) return [];
      return entries
        .filter((entry) => context.view.isValid(entry.release))
        .map((entry) => told(entry.release, entry.revision));
    }
    case "answer": {
      const left = await Promise.all(
        questionsOf(subject).map(async (question) => await questions.find(question)),
      );
      const answers = left.flatMap((one) => (one && answerTo(one.question, collection, at)) ?? []);
      return answers.slice(0, 1).map((answer) => told(answer.id, revision));
    }
  }
}

function adapterFor(
  { platform, url, token }: Job,
  store: Store,
): Pick<ChatAdapter, "platform" | "start" | "deliver" | "revise" | "nonceWindowMs"> {
  if (platform === "nonce") return createNonceAdapter(url);
  const silent = (): void => undefined;
  return createTelegramAdapter(
    { token, apiRoot: url, officers: [], language: "en" },
    {
      share: () => [],
      seen: store.seen,
      moved: async (from, to) => {
        await store.moved({ platform, chat: from }, to);
      },
      log: { info: silent, warn: silent, error: silent },
      now: Date.now,
    },
  );
}

const job: Job = JSON.parse(process.argv[2] ?? "");
await work(job);
