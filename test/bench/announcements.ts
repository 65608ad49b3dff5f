import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createDispatcher } from "../../src/announce/dispatcher.ts";
import { planFanOut } from "../../src/announce/fan-out.ts";
import { createPace } from "../../src/announce/pace.ts";
import { newSubscription } from "../../src/announce/subscription.ts";
import { createCompose } from "../../src/desk/compose-deliveries.ts";
import { openStore, type Store } from "../../src/store/open-store.ts";
import { berthOf } from "../crash/releases.ts";
import { median, percentile } from "./measures.ts";
import { type Newsroom, openNewsroom } from "./newsroom.ts";

const CHATS = 100_000;
/** What the platform takes to answer. */
const LATENCY_MS = 50;
const SECONDS = 10;
/** Questions come in at a steady rate, whether the last is answered or not, and keep a machine alone so busy. */
const BUSY_SHARE = 0.25;
const LEAST_EVERY_MS = 40;
/** Asked one after the other, to see how long one takes; as many before, for what is ready only then. */
const TRIED = 60;
const RATES = [30, 1000];
const PLATFORM = "telegram";

/** Measures the announcement of one release to 100,000 chats on SQLite in a temporary folder. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "pressdesk-bench-"));
  const file = join(folder, "pressdesk.sqlite");
  const store = await openStore({ databaseUrl: null, file, schedule: () => null });
  try {
    const newsroom = await openNewsroom(store.chats);
    await subscribeAll(store, file);
    await fanOut(store, newsroom);
    const everyMs = await intervalFor(newsroom);
    print(`one question every ${everyMs} ms`);
    for (const rate of RATES) await dispatch(store, newsroom, { rate, everyMs });
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function subscribeAll(store: Store, file: string): Promise<void> {
  await store.subscriptions.save(newSubscription({ platform: PLATFORM, chat: "1" }, "en", 1));
  using database = new DatabaseSync(file);
  database
    .prepare(
      `with recursive numbers(n) as (select 2 union all select n + 1 from numbers where n < ?)
      insert into subscriptions (platform, chat, interest, frequency, digest_at, weekday, paused,
        language, since)
      select platform, cast(n as text), interest, frequency, digest_at, weekday, paused, language,
        since from numbers, (select * from subscriptions limit 1)`,
    )
    .run(CHATS);
}

async function fanOut(store: Store, { collection }: Newsroom): Promise<void> {
  const release = berthOf("north");
  collection.put(release);
  await store.releases.bring([{ release, origin: null, at: Date.now(), isOld: false }]);
  const before = process.memoryUsage().rss;
  const began = performance.now();
  const plan = planFanOut({
    release,
    kind: "announcement",
    counterparts: [],
    supersedes: [],
    interests: await store.subscriptions.interests(),
    at: Date.now(),
  });
  const made = await store.fanOut.fanOut(plan);
  const ms = Math.round(performance.now() - began);
  const grownMb = Math.round((process.memoryUsage().rss - before) / 1024 / 1024);
  print(`fan-out: ${made} deliveries in ${ms} ms, memory grew by ${grownMb} MB`);
}

/** Dispatches at a rate while questions are answered, between two spells of answering alone. */
async function dispatch(
  store: Store,
  newsroom: Newsroom,
  { rate, everyMs }: { readonly rate: number; readonly everyMs: number },
): Promise<void> {
  const before = await answer(newsroom, SECONDS / 2, everyMs);
  const ended = new AbortController();
  const { dispatcher, sent } = dispatcherOf(store, newsroom, rate);
  const running = dispatcher.run(ended.signal);
  // The first burst is over, so that what is counted is the steady rate.
  await pause(1000);
  const sentBefore = sent();
  const began = performance.now();
  const during = await answer(newsroom, SECONDS, everyMs);
  const share = ((sent() - sentBefore) * 1000) / (performance.now() - began) / rate;
  ended.abort();
  await running;
  const after = await answer(newsroom, SECONDS / 2, everyMs);
  const alone = [...before, ...after];
  const ratio = median(during) / median(alone);
  print(
    `${rate}/s: ${(100 * share).toFixed(1)} % of the allowed rate; ` +
      `answers: median ${median(alone).toFixed(1)} ms alone, ${median(during).toFixed(1)} ms meanwhile ` +
      `(ratio ${ratio.toFixed(2)}), 95th percentile ${percentile(alone, 0.95).toFixed(1)} and ` +
      `${percentile(during, 0.95).toFixed(1)} ms`,
  );
}

function dispatcherOf(store: Store, { collection, engine }: Newsroom, rate: number) {
  let sent = 0;
  const dispatcher = createDispatcher({
    adapter: {
      platform: PLATFORM,
      deliver: async () => {
        sent += 1;
        const messageId = String(sent);
        await pause(LATENCY_MS);
        return { kind: "sent", messageId };
      },
      revise: () => Promise.resolve({ kind: "refused", reason: "no edits here" }),
    },
    outbox: store.outbox,
    compose: createCompose({
      collection,
      engine,
      catchUp: () => Promise.resolve(),
      digests: store.digests,
      holdings: store.holdings,
      questions: store.questions,
      subscriptions: store.subscriptions,
      account: store.account,
      pressContact: null,
      organisation: null,
      timeZone: "UTC",
      clock: Date.now,
    }),
    pace: createPace(rate),
    clock: Date.now,
    worker: `bench-${rate}`,
    isHalted: async () => (await store.marks.get("announcements halted")) !== null,
    onTrouble: (error) => {
      print(String(error));
    },
    atOnce: Math.max(16, Math.ceil(rate / 2)),
  });
  return { dispatcher, sent: () => sent };
}

/** A machine that can't keep up would show its queue, not what dispatching costs. */
async function intervalFor(newsroom: Newsroom): Promise<number> {
  for (let i = 0; i < TRIED; i += 1) await ask(newsroom, i);
  const began = performance.now();
  for (let i = 0; i < TRIED; i += 1) await ask(newsroom, i);
  const takesMs = (performance.now() - began) / TRIED;
  return Math.round(Math.max(LEAST_EVERY_MS, takesMs / BUSY_SHARE));
}

/** Asks question after question for some seconds; how long each waited for its answer, in milliseconds. */
async function answer(newsroom: Newsroom, seconds: number, everyMs: number): Promise<number[]> {
  const latencies: number[] = [];
  const answers: Promise<void>[] = [];
  const began = performance.now();
  for (let i = 0; i * everyMs < seconds * 1000; i += 1) {
    const due = began + i * everyMs;
    await pause(Math.max(0, due - performance.now()));
    // Counted from when it was due: an event loop that is busy makes people wait as well.
    answers.push(ask(newsroom, i).then(() => void latencies.push(performance.now() - due)));
  }
  await Promise.all(answers);
  return latencies;
}

async function ask({ desk, questions }: Newsroom, i: number): Promise<void> {
  await desk.handle({
    address: { platform: PLATFORM, chat: `asker ${i}` },
    person: { id: `${i}`, officer: false, manages: true },
    intent: { kind: "text", text: questions[i % questions.length] ?? "" },
    isPrivate: true,
    language: "en",
    at: Date.now(),
  });
}

async function pause(ms: number): Promise<void> {
  await new Promise((done) => setTimeout(done, ms));
}
