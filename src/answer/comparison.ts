import type { Document } from "./document.ts";

/** Names of the numbers that {@link compare} gives, in its order. */
export const COMPARED = [
  "coverageLead",
  "coverageLeadInDocument",
  "focusLeadInDocument",
  "focusRankInDocument",
  "referredLead",
  "referredRank",
  "associatedLeadInDocument",
  "associatedRankInDocument",
  "associatedLead",
  "readerLeadInDocument",
  "readerRank",
  "newerRival",
  "olderRival",
  "otherDocument",
] as const;

/** What is compared; each 0 to 1, but the reader's score. */
export interface Compared {
  readonly document: Document;
  readonly coverage: number;
  readonly focus: number;
  /** Coverage by the sentence, what it refers to and its release's title. */
  readonly referred: number;
  /** The same with what goes with the question's words. */
  readonly associated: number;
  /** Log-odds; -12 where the reader sees nothing. */
  readonly reader: number;
}

const MOST_RANKS = 10;

/** How each candidate stands among the others: leads over the best of them, ranks from 0. */
export function compare(candidates: readonly Compared[]): number[][] {
  const byDocument = Map.groupBy(candidates, ({ document }) => document);
  const leadIn = (
    among: readonly Compared[],
    one: Compared,
    value: (each: Compared) => number,
  ): number => {
    const { best, second } = topTwo(among, value);
    const own = value(one);
    return own - (own === best ? second : best);
  };
  const rankIn = (
    among: readonly Compared[],
    one: Compared,
    value: (each: Compared) => number,
  ): number => {
    const own = value(one);
    return Math.min(MOST_RANKS, among.filter((each) => value(each) > own + 1e-9).length);
  };
  const bestReferred = new Map(
    [...byDocument].map(([document, members]) => [
      document,
      Math.max(...members.map(({ referred }) => referred)),
    ]),
  );
  const rival = (one: Compared, isRival: (date: string, own: string) => boolean): number => {
    const own = one.document.release.date ?? "";
    let best = 0;
    for (const [document, referred] of bestReferred) {
      if (isRival(document.release.date ?? "", own)) best = Math.max(best, referred);
    }
    return best - one.referred;
  };
  return candidates.map((one) => {
    const fellows = byDocument.get(one.document) ?? [];
    const others = [...bestReferred].filter(([document]) => document !== one.document);
    return [
      leadIn(candidates, one, ({ coverage }) => coverage),
      leadIn(fellows, one, ({ coverage }) => coverage),
      leadIn(fellows, one, ({ focus }) => focus),
      rankIn(fellows, one, ({ focus }) => focus),
      leadIn(candidates, one, ({ referred }) => referred),
      rankIn(candidates, one, ({ referred }) => referred),
      leadIn(fellows, one, ({ associated }) => associated),
      rankIn(fellows, one, ({ associated }) => associated),
      leadIn(candidates, one, ({ associated }) => associated),
      Math.max(
        -20,
        leadIn(fellows, one, ({ reader }) => reader),
      ),
      rankIn(candidates, one, ({ reader }) => reader),
      rival(one, (date, own) => date > own),
      rival(one, (date, own) => date < own),
      Math.max(0, ...others.map(([, referred]) => referred)),
    ];
  });
}

function topTwo(
  among: readonly Compared[],
  value: (each: Compared) => number,
): { best: number; second: number } {
  let [best, second] = [-Infinity, -Infinity];
  for (const each of among) {
    const own = value(each);
    if (own > best) [best, second] = [own, best];
    else if (own > second) second = own;
  }
  return { best, second: second === -Infinity ? best : second };
}
