import { type ChildProcess, fork } from "node:child_process";
import { dirname, join } from "node:path";
import { newSubscription, type Subscription } from "../../src/announce/subscription.ts";
import { openStore, type Store } from "../../src/store/open-store.ts";
import { type Finding, findFaults, unreplied } from "./account.ts";
import { type Job, KILL_POINTS, type PlatformName, replyTo, schedule } from "./job.ts";
import { Newsroom } from "./newsroom.ts";
import { type Platform, startPlatform } from "./platforms.ts";
import { openProbe, type Probe } from "./probe.ts";

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
  /** Kills that left deliveries which had been claimed and not been written down. */
  readonly amid: number;
  readonly releases: number;
  /** People who wrote and got no reply. */
  readonly unreplied: number;
  /** What workers went on in spite of. */
  readonly troubles: readonly string[];
}

const LEASE_MS = 400;
const PER_SECOND = 100;
const TICK_MS = 50;
/** So many messages and replies between two harms: what fails all the time proves nothing. */
const HARM_EVERY = 12;
const FEED_EVERY = 3;
const WRITE_EVERY = 20;
/** A worker killed at any time works so long at most. */
const LONGEST_LIFE_MS = 1500;
/** Most kills at random come soon after one of the first claims: that is when a kill can do harm. */
const AIMED_SHARE = 0.7;
const AIMED_CLAIMS = 8;
const AIMED_WITHIN_MS = 40;
/** When there is nothing to claim. */
const AIMED_LIFE_MS = 8000;
const DRAIN_MS = 180_000;
/** Every so many chats, one gets digests, and one is not subscribed. */
const DIGEST_EVERY = 4;
const STRANGER_EVERY = 10;

/** Kills workers while they tell chats of releases, lets the rest be told in peace, and compares both sides. */
export async function runTrial(options: TrialOptions): Promise<TrialResult> {
  const { databaseUrl, file, chats, platform: name } = options;
  const platform = await startPlatform(name, chats);
  const store = await openStore({ databaseUrl, file, schedule });
  const probe = await openProbe(databaseUrl, file);
  const trial = new Trial(options, { platform, store, probe });
  try {
    const subscribed = platform.chats.filter((_, i) => (i + 1) % STRANGER_EVERY !== 0);
    for (const [i, chat] of subscribed.entries()) {
      const subscription = newSubscription({ platform: name, chat }, "en", 1);
      await store.subscriptions.save({ ...subscription, frequency: frequencyOf(i) });
    }
    await trial.killWorkers();
    platform.calm();
    await trial.drain();
    const { berths } = trial.newsroom;
    const { written } = trial;
    const sides = { platform, store, probe, berths, subscribed, written };
    return { ...(await findFaults(sides)), unreplied: unreplied(sides), ...trial.figures() };
  } finally {
    await trial.end();
    await probe.close();
    await store.close();
    await platform.stop();
  }
}

interface World {
  readonly platform: Platform;
  readonly store: Store;
  readonly probe: Probe;
}

class Trial {
  readonly newsroom: Newsroom;
  /** The replies that those who wrote should get. */
  readonly written: string[] = [];
  readonly #options: TrialOptions;
  readonly #platform: Platform;
  readonly #store: Store;
  readonly #probe: Probe;
  readonly #workers = new Map<ChildProcess, { readonly polls: boolean }>();
  readonly #random: () => number;
  readonly #troubles = new Set<string>();
  readonly #looking = new Set<Promise<void>>();
  #kills = 0;
  #amid = 0;
  #started = 0;
  #isEnding = false;

  constructor(options: TrialOptions, { platform, store, probe }: World) {
    this.#options = options;
    this.#platform = platform;
    this.#store = store;
    this.#probe = probe;
    this.#random = randomFrom(options.seed);
    this.newsroom = new Newsroom(store, options.platform, platform.settled, this.#random);
  }

  figures(): Pick<TrialResult, "kills" | "amid" | "releases" | "troubles"> {
    return {
      kills: this.#kills,
      amid: this.#amid,
      releases: this.newsroom.berths.length,
      troubles: [...this.#troubles],
    };
  }

  async killWorkers(): Promise<void> {
    const { kills, workers, how } = this.#options;
    let harmAt = 0;
    for (let tick = 0; this.#kills < kills; tick += 1) {
      while (this.#workers.size < workers) this.#start(how);
      if (tick % FEED_EVERY === 0) await this.#feed();
      if (this.#platform.arrivals().length >= harmAt) {
        this.#platform.harm(this.#random);
        harmAt = this.#platform.arrivals().length + HARM_EVERY;
      }
      if (tick % WRITE_EVERY === 0) this.#write();
      await pause(TICK_MS);
    }
    await this.end();
  }

  /** Something new when there is little left to send. */
  async #feed(): Promise<void> {
    const { platform, chats } = this.#options;
    const all = await this.#store.account.counts();
    const pending = all.find((one) => one.platform === platform)?.counts.pending ?? 0;
    if (pending > chats / 2 || (await this.#store.ledger.open()).length > 0) return;
    await this.newsroom.goOn();
  }

  #write(): void {
    const text = `hello ${this.written.length}`;
    if (this.#platform.write(text, this.#random) !== null) this.written.push(replyTo(text));
  }

  /** Workers that nobody kills send the rest. */
  async drain(): Promise<void> {
    const until = Date.now() + DRAIN_MS;
    for (let i = 0; i < this.#options.workers; i += 1) this.#start("never");
    // Whoever wrote before the last one has been heard when that one is answered.
    this.#write();
    const last = this.written.at(-1);
    while (Date.now() < until && ((await this.#isBusy()) || this.#waitsFor(last)))
      await pause(TICK_MS);
    await this.end();
  }

  #waitsFor(reply: string | undefined): boolean {
    return reply !== undefined && !this.#platform.arrivals().some(({ text }) => text === reply);
  }

  async #isBusy(): Promise<boolean> {
    if ((await this.#store.ledger.open()).length > 0) return true;
    if ((await this.#probe.waiting()) > 0) return true;
    const all = await this.#store.account.counts();
    return all.some(({ counts }) => counts.pending + counts.sending > 0);
  }

  #start(death: TrialOptions["how"] | "never"): void {
    const { databaseUrl, file, platform } = this.#options;
    const point = KILL_POINTS[this.#started % KILL_POINTS.length];
    this.#started += 1;
    // There is one fan-out a release, but many deliveries.
    const nth = point?.startsWith("fan-out") ? 1 : 1 + Math.floor(this.#random() * 5);
    // Two processes that poll would take each other's updates.
    const polls = ![...this.#workers.values()].some((one) => one.polls);
    const job: Job = {
      databaseUrl,
      file,
      platform,
      url: this.#platform.url,
      token: this.#platform.token,
      leaseMs: LEASE_MS,
      perSecond: PER_SECOND,
      polls,
      kill: death === "step" && point ? { point, nth } : null,
    };
    const worker = fork(join(import.meta.dirname, "worker.ts"), [JSON.stringify(job)], {
      // Half of a short life would go into reading the sources anew.
      env: { ...process.env, NODE_COMPILE_CACHE: join(dirname(file), "compiled") },
    });
    this.#workers.set(worker, { polls });
    const killIn = (ms: number): void => {
      setTimeout(() => worker.kill("SIGKILL"), ms);
    };
    const isAimed = this.#random() < AIMED_SHARE;
    let claimsLeft = isAimed ? 1 + Math.floor(this.#random() * AIMED_CLAIMS) : Infinity;
    worker.on("message", (message) => {
      if (typeof message !== "object") return;
      if ("trouble" in message) this.#troubles.add(String(message.trouble));
      if (death !== "random") return;
      if ("ready" in message) killIn(isAimed ? AIMED_LIFE_MS : this.#random() * LONGEST_LIFE_MS);
      if ("claimed" in message) {
        claimsLeft -= 1;
        if (claimsLeft === 0) killIn(this.#random() * AIMED_WITHIN_MS);
      }
    });
    worker.once("exit", (code, signal) => {
      this.#workers.delete(worker);
      if (signal === "SIGKILL" && !this.#isEnding) this.#count(worker);
      else if (signal !== "SIGKILL" && code !== 0)
        this.#troubles.add(`a worker ended with ${String(code)}`);
    });
  }

  #count({ pid }: ChildProcess): void {
    this.#kills += 1;
    const look = async (): Promise<void> => {
      if ((await this.#probe.heldBy(`${String(pid)}.`)) > 0) this.#amid += 1;
    };
    const looking = look().finally(() => this.#looking.delete(looking));
    this.#looking.add(looking);
  }

  /** Ends the workers that are left; those do not count. */
  async end(): Promise<void> {
    this.#isEnding = true;
    const left = [...this.#workers.keys()];
    const gone = left.map(async (worker) => {
      await new Promise((done) => worker.once("exit", done));
    });
    for (const worker of left) worker.kill("SIGKILL");
    await Promise.all([...gone, ...this.#looking]);
    this.#isEnding = false;
  }
}

function frequencyOf(i: number): Subscription["frequency"] {
  if (i % DIGEST_EVERY !== 1) return "at-once";
  return i % (2 * DIGEST_EVERY) === 1 ? "daily" : "weekly";
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
