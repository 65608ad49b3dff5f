import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { newSubscription } from "../../src/announce/subscription.ts";
import { openStore, type Store } from "../../src/store/open-store.ts";
import { type Finding, findFaults } from "./account.ts";
import { type Job, KILL_POINTS, type PlatformName } from "./job.ts";
import { type Platform, startPlatform } from "./platforms.ts";
import { berthOf } from "./releases.ts";

export interface TrialOptions {
  /** PostgreSQL's address; SQLite in `file` when null. */
  readonly databaseUrl: string | null;
  readonly file: string;
  readonly platform: PlatformName;
  readonly workers: number;
  /** `step`: at each kill point in turn; `random`: from outside, at any time. */
  readonly how: "step" | "random";
  readonly kills: number;
  readonly chats: number;
  readonly seed: number;
}

export interface TrialResult extends Finding {
  readonly kills: number;
  readonly releases: number;
  /** What workers went on in spite of. */
  readonly troubles: readonly string[];
}

const LEASE_MS = 400;
const PER_SECOND = 100;
const TICK_MS = 50;
const HARM_EVERY = 8;
/** A worker killed at random works so long at most. */
const LONGEST_LIFE_MS = 1000;
const DRAIN_MS = 90_000;

/** Kills workers while they tell chats of releases, lets the rest be told in peace, and compares both sides. */
export async function runTrial(options: TrialOptions): Promise<TrialResult> {
  const { databaseUrl, file, chats, platform: name } = options;
  const platform = await startPlatform(name, chats);
  const store = await openStore({ databaseUrl, file, schedule: () => null });
  const trial = new Trial(options, platform, store);
  try {
    for (const chat of platform.chats)
      await store.subscriptions.save(newSubscription({ platform: name, chat }, "en", 1));
    await trial.killWorkers();
    platform.calm();
    await trial.drain();
    const finding = await findFaults({ ...options, platform, store, releases: trial.releases });
    return { ...finding, ...trial.figures() };
  } finally {
    await trial.end();
    await store.close();
    await platform.stop();
  }
}

class Trial {
  readonly releases: string[] = [];
  readonly #options: TrialOptions;
  readonly #platform: Platform;
  readonly #store: Store;
  readonly #workers = new Set<ChildProcess>();
  readonly #random: () => number;
  readonly #troubles = new Set<string>();
  #kills = 0;
  #started = 0;

  constructor(options: TrialOptions, platform: Platform, store: Store) {
    this.#options = options;
    this.#platform = platform;
    this.#store = store;
    this.#random = randomFrom(options.seed);
  }

  figures(): Pick<TrialResult, "kills" | "releases" | "troubles"> {
    return { kills: this.#kills, releases: this.releases.length, troubles: [...this.#troubles] };
  }

  async killWorkers(): Promise<void> {
    const { kills, workers, how } = this.#options;
    for (let tick = 0; this.#kills < kills; tick += 1) {
      while (this.#workers.size < workers) this.#start(how);
      if (tick % 3 === 0) await this.#feed();
      if (tick % HARM_EVERY === 0) this.#platform.harm(this.#random);
      await pause(TICK_MS);
    }
    await this.end();
  }

  /** A new release when there is little left to send. */
  async #feed(): Promise<void> {
    const { platform, chats } = this.#options;
    const all = await this.#store.account.counts();
    const pending = all.find((one) => one.platform === platform)?.counts.pending ?? 0;
    if (pending > chats / 2 || (await this.#store.ledger.open()).length > 0) return;
    const id = `r${this.releases.length}`;
    this.releases.push(id);
    await this.#store.releases.bring([
      { release: berthOf(id), origin: null, at: Date.now(), isOld: false },
    ]);
  }

  /** Workers that nobody kills send the rest. */
  async drain(): Promise<void> {
    const until = Date.now() + DRAIN_MS;
    for (let i = 0; i < this.#options.workers; i += 1) this.#start("never");
    while (Date.now() < until && (await this.#isBusy())) await pause(TICK_MS);
    await this.end();
  }

  async #isBusy(): Promise<boolean> {
    if ((await this.#store.ledger.open()).length > 0) return true;
    const all = await this.#store.account.counts();
    return all.some(({ counts }) => counts.pending + counts.sending > 0);
  }

  #start(death: TrialOptions["how"] | "never"): void {
    const { databaseUrl, file, platform } = this.#options;
    const point = KILL_POINTS[this.#started % KILL_POINTS.length];
    this.#started += 1;
    // There is one fan-out a release, but many deliveries.
    const nth = point?.startsWith("fan-out") ? 1 : 1 + Math.floor(this.#random() * 5);
    const job: Job = {
      databaseUrl,
      file,
      platform,
      url: this.#platform.url,
      token: this.#platform.token,
      leaseMs: LEASE_MS,
      perSecond: PER_SECOND,
      kill: death === "step" && point ? { point, nth } : null,
    };
    const worker = fork(join(import.meta.dirname, "worker.ts"), [JSON.stringify(job)]);
    this.#workers.add(worker);
    worker.on("message", (message) => {
      if (typeof message !== "object") return;
      if ("ready" in message && death === "random")
        setTimeout(() => worker.kill("SIGKILL"), this.#random() * LONGEST_LIFE_MS);
      if ("trouble" in message) this.#troubles.add(String(message.trouble));
    });
    worker.once("exit", (code, signal) => {
      this.#workers.delete(worker);
      if (signal === "SIGKILL") this.#kills += 1;
      else if (code !== 0) this.#troubles.add(`a worker ended with ${String(code)}`);
    });
  }

  /** Ends the workers that are left; those do not count. */
  async end(): Promise<void> {
    const counted = this.#kills;
    const left = [...this.#workers];
    const gone = left.map(async (worker) => {
      await new Promise((done) => worker.once("exit", done));
    });
    for (const worker of left) worker.kill("SIGKILL");
    await Promise.all(gone);
    this.#kills = counted;
  }
}

async function pause(ms: number): Promise<void> {
  await new Promise((done) => setTimeout(done, ms));
}

/** Mulberry32: the same numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
