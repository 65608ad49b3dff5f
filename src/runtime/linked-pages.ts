import { createHash } from "node:crypto";
import type { FeedItem, FeedLink, ReadOutcome, ReleaseFile } from "../archive/read-release.ts";
import type { Origin } from "../archive/release-store.ts";
import type { Release, ReleaseId } from "../domain/release.ts";
import type { FeedMemories } from "./feed-memory.ts";
import { LONGEST_WAIT_MS, type WebClient, WebError } from "./web-client.ts";

export interface LinkedPagesOptions {
  readonly web: WebClient;
  readonly read: (file: ReleaseFile) => Promise<ReadOutcome>;
  /** The release of an entry as its page gives it; null when the page is about something else. */
  readonly ofPage: (page: Release, entry: FeedItem | FeedLink) => Release | null;
  /** What is stored of the feed, by id. */
  readonly origins: () => Promise<ReadonlyMap<ReleaseId, Origin>>;
  /** What is remembered of pages that could not be read. */
  readonly memory: FeedMemories;
  readonly onProblem: (reason: string) => void;
  readonly clock: () => number;
  /** Between two pages; 1 s by default. */
  readonly pauseMs?: number;
}

/** What is to be stored of an entry. */
export interface OfEntry {
  readonly key: string;
  readonly release: Release;
  /** The state of the entry whose page this is; empty for its summary. */
  readonly fingerprint: string;
}

export interface Linked {
  readonly brought: readonly OfEntry[];
  /** No page is left that is to be tried again. */
  readonly isComplete: boolean;
  /** How long a server has asked to be left alone. */
  readonly waitMs: number;
}

/** Pages read at one poll; what is left comes with the next. */
const MOST_PAGES = 20;
const PAUSE_MS = 1000;
const FIRST_RETRY_MS = 5 * 60_000;
/** After so many attempts in vain the summary is what there is, until the feed changes the entry. */
const MOST_ATTEMPTS = 8;

/**
 * The releases of a feed's entries that hold a summary or nothing, read from the pages that they link to, one after the
 * other. A page is read once for each state of its entry. An entry whose page can't be read is taken as its summary, and
 * tried again later and later.
 */
export async function readLinkedPages(
  entries: readonly (FeedItem | FeedLink)[],
  options: LinkedPagesOptions,
): Promise<Linked> {
  if (entries.length === 0) return { brought: [], isComplete: true, waitMs: 0 };
  const { clock, memory, pauseMs = PAUSE_MS } = options;
  const origins = await options.origins();
  const brought: OfEntry[] = [];
  let [isComplete, waitMs, pages] = [true, 0, 0];
  for (const entry of entries) {
    const mark = markOf(entry);
    const fingerprint = origins.get(idOf(entry))?.fingerprint ?? "";
    if (fingerprint === mark) continue;
    const before = await memory.get(mark);
    const isGivenUp = (before?.failures ?? 0) >= MOST_ATTEMPTS;
    const isDue = !isGivenUp && waitMs === 0 && (before?.nextAt ?? 0) <= clock();
    let page: Page | null = null;
    if (isDue && pages < MOST_PAGES) {
      if (pages > 0) await pause(pauseMs);
      pages += 1;
      page = await readPage(entry, options);
      if (page.kind === "failed") {
        ({ waitMs } = page);
        await noteFailure(mark, entry, page.reason, options);
      }
    }
    if (page?.kind === "read") {
      brought.push({ key: entry.key, release: page.release, fingerprint: mark });
      continue;
    }
    isComplete &&= isGivenUp;
    // What was read of an earlier state's page stays.
    if ("release" in entry && !fingerprint.startsWith(MARK))
      brought.push({ key: entry.key, release: entry.release, fingerprint: "" });
  }
  return { brought, isComplete, waitMs };
}

async function noteFailure(
  mark: string,
  { url }: FeedItem | FeedLink,
  reason: string,
  { memory, clock, onProblem }: LinkedPagesOptions,
): Promise<void> {
  const failures = ((await memory.get(mark))?.failures ?? 0) + 1;
  if (failures === 1) onProblem(`The page ${shown(url ?? "")} can't be read: ${reason}.`);
  const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_RETRY_MS * 2 ** (failures - 1));
  await memory.set(mark, { etag: null, lastModified: null, nextAt: clock() + waitMs, failures });
}

type Page =
  | { readonly kind: "read"; readonly release: Release }
  | { readonly kind: "failed"; readonly reason: string; readonly waitMs: number };

async function readPage(
  entry: FeedItem | FeedLink,
  { web, read, ofPage }: LinkedPagesOptions,
): Promise<Page> {
  try {
    const { status, bytes, waitMs } = await web.get(entry.url ?? "", {
      accept: "text/html, application/pdf, */*;q=0.5",
    });
    if (status < 200 || status > 299) return failed(`the server answered ${status}`, waitMs);
    const outcome = await read({ id: idOf(entry), name: "page", bytes });
    if (outcome.kind === "problem")
      return failed(outcome.problem.reason.replace(/^page: |\.$/gu, ""));
    const [found] = outcome.kind === "releases" ? outcome.releases : [];
    const release = found ? ofPage(found, entry) : null;
    return release ? { kind: "read", release } : failed("it holds another text");
  } catch (error) {
    return failed(reasonOf(error));
  }
}

function failed(reason: string, waitMs = 0): Page {
  return { kind: "failed", reason, waitMs };
}

/** Why there is no answer: the end of a sentence. */
export function reasonOf(error: unknown): string {
  if (error instanceof WebError) return error.message;
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  if (!(error instanceof Error)) return "unexpected";
  return "code" in error ? String(error.code) : error.message;
}

/** An address without names, passwords and parameters that it may hold. */
export function shown(address: string): string {
  const { host, pathname } = new URL(address);
  return `${host}${pathname}`;
}

function idOf(entry: FeedItem | FeedLink): ReleaseId {
  return "release" in entry ? entry.release.id : entry.id;
}

const MARK = "page ";

/** The state of an entry: another one means another page. */
function markOf(entry: FeedItem | FeedLink): string {
  const said = "release" in entry ? [entry.release.title, entry.release.text] : [entry.title];
  const state = JSON.stringify([entry.url, entry.updated, ...said]);
  return `${MARK}${createHash("sha256").update(state).digest("hex").slice(0, 32)}`;
}

async function pause(ms: number): Promise<void> {
  await new Promise((done) => setTimeout(done, ms));
}
