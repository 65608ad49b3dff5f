import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import type { ReadOutcome, ReleaseFile } from "../archive/read-release.ts";
import type { Origin } from "../archive/release-store.ts";
import type { Release } from "../domain/release.ts";

/** What is remembered of a feed between two polls. */
export interface FeedMemory {
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Not to be asked before, in milliseconds since 1970. */
  readonly nextAt: number;
  /** Polls that failed in a row. */
  readonly failures: number;
}

export interface FeedSourceOptions {
  readonly read: (file: ReleaseFile) => Promise<ReadOutcome>;
  readonly memory: {
    get(address: string): Promise<FeedMemory | null>;
    set(address: string, memory: FeedMemory): Promise<void>;
  };
  /** `isBaseline`: this feed's first poll. */
  readonly bring: (
    brought: readonly { readonly release: Release; readonly origin: Origin }[],
    isBaseline: boolean,
  ) => Promise<unknown>;
  readonly hasBaseline: (name: string) => Promise<boolean>;
  readonly setBaseline: (name: string) => Promise<void>;
  readonly onProblem: (reason: string) => void;
  readonly clock: () => number;
  readonly fetch?: typeof fetch;
}

const EVERY_MS = 5 * 60_000;
const LONGEST_MS = 6 * 3600_000;
const TIMEOUT_MS = 20_000;
const MOST_BYTES = 10 * 1024 * 1024;
const MOST_REDIRECTS = 5;
const JITTER = 0.2;

/** Asks a feed when its time has come; what it holds at the first poll is its baseline. */
export async function pollFeed(address: string, options: FeedSourceOptions): Promise<void> {
  const { memory, clock, onProblem } = options;
  const before = await memory.get(address);
  if (before && before.nextAt > clock()) return;
  try {
    const answer = await get(address, before, options.fetch ?? fetch);
    // What could not be taken is asked for again: its mark is not kept.
    if (answer.kind === "fresh") await take(address, answer.bytes, options);
    await memory.set(address, {
      etag: answer.kind === "fresh" ? answer.etag : (before?.etag ?? null),
      lastModified: answer.kind === "fresh" ? answer.lastModified : (before?.lastModified ?? null),
      nextAt: clock() + jittered(Math.max(EVERY_MS, answer.waitMs)),
      failures: 0,
    });
  } catch (error) {
    const failures = (before?.failures ?? 0) + 1;
    const asked = error instanceof RefusedError ? error.waitMs : 0;
    const waitMs = Math.min(LONGEST_MS, Math.max(asked, EVERY_MS * 2 ** (failures - 1)));
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

type FeedAnswer =
  | { readonly kind: "unchanged"; readonly waitMs: number }
  | {
      readonly kind: "fresh";
      readonly bytes: Uint8Array;
      readonly etag: string | null;
      readonly lastModified: string | null;
      readonly waitMs: number;
    };

async function get(
  address: string,
  before: FeedMemory | null,
  request: typeof fetch,
): Promise<FeedAnswer> {
  const headers = {
    accept: "application/atom+xml, application/rss+xml, application/feed+json, */*;q=0.5",
    ...(before?.etag == null ? {} : { "if-none-match": before.etag }),
    ...(before?.lastModified == null ? {} : { "if-modified-since": before.lastModified }),
  };
  const { url: home, authorization } = withoutSecrets(address);
  let url = home;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    // Whoever set the address knows it; where it sends us must be open to everybody.
    if (url.hostname !== home.hostname && (await isPrivate(url.hostname)))
      throw new Error("it sends us to a private address");
    const response = await request(url, {
      headers: { ...headers, ...(url.origin === home.origin ? authorization : {}) },
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const location = response.headers.get("location");
    if (response.status >= 300 && response.status < 400 && location !== null) {
      await response.body?.cancel();
      url = new URL(location, url);
      if (!/^https?:$/u.test(url.protocol)) throw new Error("it sends us to no web address");
      continue;
    }
    const waitMs = waitOf(response);
    if (response.status === 304) return { kind: "unchanged", waitMs };
    if (!response.ok) {
      await response.body?.cancel();
      throw new RefusedError(`the server answered ${response.status}`, waitMs);
    }
    return {
      kind: "fresh",
      bytes: await bounded(response),
      etag: response.headers.get("etag"),
      lastModified: response.headers.get("last-modified"),
      waitMs,
    };
  }
  throw new Error("it sends us round in circles");
}

/** `fetch` takes no address with a name and a password in it; they go to the feed's own server alone. */
function withoutSecrets(address: string): { url: URL; authorization: Record<string, string> } {
  const url = new URL(address);
  const { username, password } = url;
  if (username === "" && password === "") return { url, authorization: {} };
  url.username = "";
  url.password = "";
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    url,
    authorization: { authorization: `Basic ${Buffer.from(pair).toString("base64")}` },
  };
}

/** A body that never ends is cut short. */
async function bounded(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error("it is larger than 10 MB");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function waitOf({ headers }: Response): number {
  const said = headers.get("retry-after") ?? "0";
  // Seconds, or a date.
  const waitMs = /^\d+$/u.test(said) ? Number(said) * 1000 : Date.parse(said) - Date.now();
  return Number.isFinite(waitMs) ? Math.min(LONGEST_MS, Math.max(0, waitMs)) : 0;
}

const PRIVATE = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["224.0.0.0", 3],
] as const)
  PRIVATE.addSubnet(net, prefix, "ipv4");
for (const [net, prefix] of [
  ["::", 127],
  ["::ffff:0:0", 96],
  ["fc00::", 7],
  ["fe80::", 10],
] as const)
  PRIVATE.addSubnet(net, prefix, "ipv6");

async function isPrivate(hostname: string): Promise<boolean> {
  const host = hostname.replaceAll(/^\[|\]$/gu, "");
  const found =
    isIP(host) > 0 ? [{ address: host, family: isIP(host) }] : await lookup(host, { all: true });
  return found.some(({ address, family }) =>
    PRIVATE.check(address, family === 6 ? "ipv6" : "ipv4"),
  );
}

async function take(
  address: string,
  bytes: Uint8Array,
  { read, bring, hasBaseline, setBaseline }: FeedSourceOptions,
): Promise<void> {
  const host = new URL(address).hostname;
  const outcome = await read({ id: `feed/${host}`, name: "feed.xml", bytes });
  if (outcome.kind === "problem") throw new Error(outcome.problem.reason.replace(/\.$/u, ""));
  if (outcome.kind !== "feed") throw new Error("it is no feed; check RELEASE_FEEDS");
  const isBaseline = !(await hasBaseline(address));
  const origin: Origin = { source: `feed:${address}`, fingerprint: "" };
  await bring(
    outcome.items.map(({ release }) => ({ release, origin })),
    isBaseline,
  );
  if (isBaseline) await setBaseline(address);
}

function jittered(ms: number): number {
  return Math.round(ms * (1 + JITTER * (2 * Math.random() - 1)));
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unexpected";
  if (error.name === "TimeoutError") return "it took longer than 20 seconds";
  const { cause } = error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : error.message;
}

/** Without names and passwords that an address may hold. */
function shown(address: string): string {
  const { host, pathname } = new URL(address);
  return `${host}${pathname}`;
}
