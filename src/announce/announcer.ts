import type { Collection, View } from "../archive/collection.ts";
import type { Release, ReleaseId } from "../domain/release.ts";
import {
  type AnsweredQuestion,
  type FanOut,
  type FanOutStore,
  planFanOut,
  type RevisionRef,
  refOf,
  revisionsOf,
} from "./fan-out.ts";
import type { SubscriptionStore } from "./subscription.ts";

/** A release of which something is still to be told. */
export interface OpenRelease extends RevisionRef {
  /** The last revision that was announced, 0 for none. */
  readonly announced: number;
  readonly storedAt: number;
}

/** Which releases have been announced. */
export interface AnnouncementLedger {
  /** Releases whose current revision was not announced, or whose withdrawal was not told; public or not. */
  open(): Promise<readonly OpenRelease[]>;
  /** Counts releases as announced: nothing is to be told of them. */
  close(refs: readonly RevisionRef[]): Promise<void>;
}

/** Finds which of the questions left with the desk these releases, about to be announced, answer. */
export type FindAnswers = (
  published: readonly ReleaseId[],
  now: number,
) => Promise<readonly AnsweredQuestion[]>;

export interface AnnouncerOptions {
  readonly collection: Collection;
  readonly ledger: AnnouncementLedger;
  readonly fanOut: FanOutStore;
  readonly subscriptions: Pick<SubscriptionStore, "interests">;
  /** Absent: no question is answered late. */
  readonly findAnswers?: FindAnswers;
  /** How long a release waits for its counterparts after it was stored; default 2,000. */
  readonly settleMs?: number;
}

/** One release that was fanned out. */
export interface Announced {
  readonly release: Release;
  /** `null`: told to nobody but whose questions it answers. */
  readonly kind: FanOut["kind"] | null;
  readonly deliveries: number;
}

const SETTLE_MS = 2000;

/** Writes the deliveries of every release that has become public, been corrected or been withdrawn by `now`. */
export async function announceWhatIsDue(
  options: AnnouncerOptions,
  now: number,
): Promise<readonly Announced[]> {
  const { collection, ledger, subscriptions, fanOut, findAnswers, settleMs = SETTLE_MS } = options;
  const view = collection.view(now);
  const due = (await ledger.open())
    .filter(({ storedAt }) => storedAt + settleMs <= now)
    .flatMap((open) => dueOf(open, collection, view))
    .toSorted((a, b) => compare(a.release.date ?? "", b.release.date ?? ""));
  if (due.length === 0) return [];
  const interests = await subscriptions.interests();
  // What an edit says anew may answer a question, also where it is told to nobody else.
  const published = due.filter(({ release }) => view.isValid(release.id));
  const ids = published.map(({ release }) => release.id);
  let answers = ids.length > 0 ? ((await findAnswers?.(ids, now)) ?? []) : [];
  const announced: Announced[] = [];
  const silent: RevisionRef[] = [];
  for (const { release, kind } of due) {
    const counterparts =
      kind === "withdrawal" ? withdrawnWith(release, collection, view) : view.counterparts(release);
    // An answer goes out with the first of its release's group: before any chat is told of another.
    const group = new Set([release, ...counterparts].map(({ id }) => id));
    const own = kind === "withdrawal" ? [] : answers.filter((one) => group.has(one.release));
    answers = answers.filter((one) => !own.includes(one));
    if (kind === null && own.length === 0) {
      silent.push(refOf(release));
      continue;
    }
    const told =
      kind === null
        ? { kind: "announcement" as const, supersedes: [], interests: [] }
        : { kind, supersedes: supersededBy(release, kind, collection, view), interests };
    const plan = planFanOut({ ...told, release, counterparts, answers: own, at: now });
    announced.push({ release, kind, deliveries: await fanOut.fanOut(plan) });
  }
  await ledger.close(silent);
  return announced;
}

interface Due {
  readonly release: Release;
  /** `null`: nothing is to be told, unless it answers a question. */
  readonly kind: FanOut["kind"] | null;
}

function dueOf(open: OpenRelease, collection: Collection, view: View): Due[] {
  const release = collection.stored(open.release);
  // The collection follows the store; what it does not hold yet comes with the next round.
  if (release?.revision !== open.revision) return [];
  const state = view.find(release.id)?.state;
  if (!state) return [];
  if (state.kind === "withdrawn") return [{ release, kind: "withdrawal" }];
  if (state.kind !== "valid") return [{ release, kind: null }];
  if (open.announced > 0)
    return [{ release, kind: release.changeNote === null ? null : "correction" }];
  return [{ release, kind: release.corrects === null ? "announcement" : "correction" }];
}

/** The same release in other languages, where that is withdrawn as well: a translation always is with its original. */
function withdrawnWith(release: Release, collection: Collection, view: View): readonly Release[] {
  const root = release.translationOf ?? release.id;
  return collection
    .all()
    .filter(
      ({ id, translationOf }) =>
        id !== release.id &&
        (id === root || translationOf === root) &&
        view.find(id)?.state.kind === "withdrawn",
    );
}

/** Every text that is no longer valid because of `release`. */
export function supersededBy(
  release: Release,
  kind: FanOut["kind"],
  collection: Collection,
  view: Pick<View, "isValid">,
): RevisionRef[] {
  const refs = revisionsOf(
    release,
    kind === "withdrawal" ? release.revision : release.revision - 1,
  );
  const ids = new Set<ReleaseId>();
  if (kind === "withdrawal") addTranslations(release.id, ids, collection);
  for (
    let id = release.corrects;
    id !== null && !ids.has(id) && id !== release.id;
    id = collection.stored(id)?.corrects ?? null
  ) {
    ids.add(id);
    addTranslations(id, ids, collection);
  }
  const stale = [...ids]
    .flatMap((id) => collection.stored(id) ?? [])
    .filter(({ id }) => !view.isValid(id));
  return [...refs, ...stale.flatMap((one) => revisionsOf(one))];
}

function addTranslations(id: ReleaseId, ids: Set<ReleaseId>, collection: Collection): void {
  for (const other of collection.all()) if (other.translationOf === id) ids.add(other.id);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
