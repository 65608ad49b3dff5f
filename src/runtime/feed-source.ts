import type { ReadOutcome, ReleaseFile } from "../archive/read-release.ts";
import type { Origin } from "../archive/release-store.ts";
import type { Release, ReleaseId } from "../domain/release.ts";
import type { FeedMemories, FeedMemory } from "./feed-memory.ts";
import { type LinkedPagesOptions, readLinkedPages, reasonOf, shown } from "./linked-pages.ts";
import { LONGEST_WAIT_MS, type WebAnswer, WebClient, type WebClientOptions } from "./web-client.ts";

export interface FeedSourceOptions {
  readonly read: (file: ReleaseFile) => Promise<ReadOutcome>;
  readonly ofPage: LinkedPagesOptions["ofPage"];
  readonly memory: FeedMemories;
  /** `isBaseline`: this feed's first poll. */
  readonly bring: (
    brought: readonly { readonly release: Release; readonly origin: Origin }[],
    isBaseline: boolean,
  ) => Promise<unknown>;
  readonly hasBaseline: (name: string) => Promise<boolean>;
  readonly setBaseline: (name: string) => Promise<void>;
  /** What is stored of a source, by id. */
  readonly origins: (source: string) => Promise<ReadonlyMap<ReleaseId, Origin>>;
  readonly onProblem: (reason: string) => void;
  readonly clock: () => number;
  readonly web?: WebClientOptions;
  /** Between two pages of one feed; 1 s by default. */
  readonly pauseMs?: number;
}

const EVERY_MS = 5 * 60_000;
const JITTER = 0.2;

/** Asks a feed when its time has come; what it holds at the first poll is its baseline. */
export async function pollFeed(address: string, options: FeedSourceOptions): Promise<void> {
  const { memory, clock, onProblem } = options;
  const before = await memory.get(address);
  if (before && before.nextAt > clock()) return;
  try {
    const web = new WebClient(address, options.web);
    const answer = await get(address, before, web);
    const taken = answer.kind === "fresh" ? await take(address, answer.bytes, web, options) : null;
    // What could not be taken is asked for again: its mark is not kept.
    const fresh = taken?.isComplete === true ? answer : null;
    const marks = taken === null ? before : fresh;
    await memory.set(address, {
      etag: marks?.etag ?? null,
      lastModified: marks?.lastModified ?? null,
      nextAt: clock() + jittered(Math.max(EVERY_MS, answer.waitMs, taken?.waitMs ?? 0)),
      failures: 0,
    });
  } catch (error) {
    const failures = (before?.failures ?? 0) + 1;
    const asked = error instanceof RefusedError ? error.waitMs : 0;
    const waitMs = Math.min(LONGEST_WAIT_MS, Math.max(asked, EVERY_MS * 2 ** (failures - 1)));
    onProblem(`The feed ${shown(address)} can't be read: ${reasonOf(error)}.`);
    await memory.set(address, {
      etag: before?.etag ?? null,
      lastModified: before?.lastModified ?? null,
      nextAt: clock() + jittered(waitMs),
      failures,
    });
  }
}

/** The server says no, and perhaps how long to wait. */
class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly waitMs: number;

  constructor(reason: string, waitMs: number) {
    super(reason);
    this.waitMs = waitMs;
  }
}

type FeedAnswer = WebAnswer & { readonly kind: "unchanged" | "fresh" };

async function get(
  address: string,
  before: FeedMemory | null,
  web: WebClient,
): Promise<FeedAnswer> {
  const answer = await web.get(address, {
    accept: "application/atom+xml, application/rss+xml, application/feed+json, */*;q=0.5",
    ...(before?.etag == null ? {} : { "if-none-match": before.etag }),
    ...(before?.lastModified == null ? {} : { "if-modified-since": before.lastModified }),
  });
  const { status, waitMs } = answer;
  if (status === 304) return { ...answer, kind: "unchanged" };
  if (status < 200 || status > 299) throw new RefusedError(`the server answered ${status}`, waitMs);
  return { ...answer, kind: "fresh" };
}

async function take(
  address: string,
  bytes: Uint8Array,
  web: WebClient,
  options: FeedSourceOptions,
): Promise<{ readonly isComplete: boolean; readonly waitMs: number }> {
  const { read, bring, hasBaseline, setBaseline } = options;
  const host = new URL(address).hostname;
  const outcome = await read({ id: `feed/${host}`, name: "feed.xml", bytes });
  if (outcome.kind === "problem") throw new Error(outcome.problem.reason.replace(/\.$/u, ""));
  if (outcome.kind !== "feed") throw new Error("it is no feed; check RELEASE_FEEDS");
  const isBaseline = !(await hasBaseline(address));
  const source = `feed:${address}`;
  const { items, links } = outcome;
  const linked = await readLinkedPages([...items.filter(({ isSummary }) => isSummary), ...links], {
    ...options,
    web,
    origins: async () => await options.origins(source),
  });
  const whole = items
    .filter(({ isSummary }) => !isSummary)
    .map(({ key, release }) => ({ key, release, fingerprint: "" }));
  const found = [...whole, ...linked.brought];
  const isOld = await Promise.all(
    found.map(async ({ key }) => isBaseline || (await hasBaseline(nameOf(address, key)))),
  );
  for (const old of [true, false]) {
    const brought = found.filter((_, i) => isOld[i] === old);
    if (brought.length === 0) continue;
    await bring(
      brought.map(({ release, fingerprint }) => ({ release, origin: { source, fingerprint } })),
      old,
    );
  }
  if (isBaseline) {
    // Of these nothing is known yet but that they were there.
    const known = new Set(found.map(({ key }) => key));
    for (const { key } of links) if (!known.has(key)) await setBaseline(nameOf(address, key));
    await setBaseline(address);
  }
  return linked;
}

function nameOf(address: string, key: string): string {
  return `${address} ${key}`;
}

function jittered(ms: number): number {
  return Math.round(ms * (1 + JITTER * (2 * Math.random() - 1)));
}
