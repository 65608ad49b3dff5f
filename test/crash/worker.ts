import { createTelegramAdapter } from "../../adapters/telegram/telegram-adapter.ts";
import { createDispatcher, type DispatcherOptions } from "../../src/announce/dispatcher.ts";
import { planFanOut } from "../../src/announce/fan-out.ts";
import { createPace } from "../../src/announce/pace.ts";
import { openStore } from "../../src/store/open-store.ts";
import { createDeath } from "./death.ts";
import { announcementOf, type Job } from "./job.ts";
import { createNonceAdapter } from "./nonce-adapter.ts";
import { berthOf } from "./releases.ts";

const ANNOUNCE_MS = 50;

/** A worker process of the crash suite: fans out what is open and dispatches it, until its parent goes or kills it. */
async function work(job: Job): Promise<void> {
  const ended = new AbortController();
  process.once("disconnect", () => {
    ended.abort();
  });
  const store = await openStore({
    databaseUrl: job.databaseUrl,
    file: job.file,
    schedule: () => null,
  });
  const death = createDeath(job.kill);
  const fanOut = death.fanOut(store.fanOut);
  const dispatcher = createDispatcher({
    adapter: death.adapter(adapterFor(job)),
    outbox: death.outbox(store.outbox),
    compose: ({ release }) => {
      const blocks = [{ kind: "text", text: announcementOf(release) }] as const;
      return Promise.resolve({ reply: { language: "en", blocks }, silent: false });
    },
    pace: createPace(job.perSecond),
    clock: Date.now,
    worker: `${process.pid}.${Date.now()}`,
    isHalted: () => Promise.resolve(false),
    onTrouble: (error) => {
      process.send?.({ trouble: error instanceof Error ? error.message : String(error) });
    },
    leaseMs: job.leaseMs,
  });
  const announce = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      for (const { release } of await store.ledger.open()) {
        const interests = await store.subscriptions.interests();
        const plan = planFanOut({
          release: berthOf(release),
          kind: "announcement",
          counterparts: [],
          supersedes: [],
          interests,
          at: Date.now(),
        });
        if ((await fanOut.fanOut(plan)) > 0) dispatcher.wake();
      }
      await new Promise((done) => setTimeout(done, ANNOUNCE_MS));
    }
  };
  process.send?.({ ready: true });
  await Promise.all([dispatcher.run(ended.signal), announce()]);
  await store.close();
}

function adapterFor({ platform, url, token }: Job): DispatcherOptions["adapter"] {
  if (platform === "nonce") return createNonceAdapter(url);
  const silent = (): void => undefined;
  return createTelegramAdapter(
    { token, apiRoot: url, officers: [], language: "en" },
    {
      share: () => [],
      seen: () => Promise.resolve(false),
      log: { info: silent, warn: silent, error: silent },
      now: Date.now,
    },
  );
}

const job: Job = JSON.parse(process.argv[2] ?? "");
await work(job);
