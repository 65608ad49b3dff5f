import type { ChatAddress } from "../domain/chat.ts";
import type { Language } from "../domain/language.ts";
import type { ReleaseId } from "../domain/release.ts";
import type { RevisionRef } from "./fan-out.ts";

/** `answer`: a question left with the desk is answered by a release. */
export type DeliveryKind = "announcement" | "correction" | "withdrawal" | "digest" | "answer";

/**
 * - `pending`: to be sent at `next_at`.
 * - `sending`: claimed; this is the intent.
 * - `sent`: the platform gave a message id.
 * - `unknown`: sent or not, nobody can tell; waits for a decision.
 * - `failed`: refused for good; waits for a decision.
 * - `retired`: the chat is gone.
 * - `superseded`: the text was corrected or withdrawn, or the chat unsubscribed, before it went out.
 */
export type DeliveryStatus =
  | "pending"
  | "sending"
  | "sent"
  | "unknown"
  | "failed"
  | "retired"
  | "superseded";

/** Lower goes first. */
export const PRIORITY: Readonly<Record<"correction" | "urgent" | "ordinary" | "digest", number>> = {
  correction: 0,
  urgent: 1,
  ordinary: 2,
  digest: 3,
};

/** One announcement on its way to one chat. */
export interface Delivery {
  readonly id: number;
  readonly kind: DeliveryKind;
  readonly address: ChatAddress;
  readonly release: ReleaseId;
  readonly revision: number;
  /** The questions of an answer, see {@link questionsOf}; the digest's own key; otherwise empty. */
  readonly subject: string;
  readonly language: Language;
  readonly priority: number;
  readonly attempts: number;
  /** The same for every attempt. */
  readonly nonce: string;
  /** When the first attempt that may have arrived began, else this one; in milliseconds since 1970. */
  readonly startedAt: number;
  /** An earlier attempt may have arrived: only the nonce keeps this one from coming twice. */
  readonly isInDoubt: boolean;
  /** Proof of the claim: whoever settles must still hold it. */
  readonly lease: string;
  /** The delivery of the text that this one corrects or withdraws. */
  readonly replaces: number | null;
}

/** The questions that an answer answers; one message holds all that a release answers to a chat. */
export function questionsOf(subject: string): number[] {
  return subject.split(",").map(Number);
}

/** What an earlier delivery left in the chat. */
export interface EarlierDelivery {
  readonly kind: DeliveryKind;
  readonly status: DeliveryStatus;
  readonly messageId: string | null;
  readonly nonce: string;
  /** When the first attempt that may have arrived began, in milliseconds since 1970; null when none may have. */
  readonly startedAt: number | null;
  /** It holds texts of other releases as well, or by now the correction of this one: nothing may overwrite these. */
  readonly isShared: boolean;
}

/** How a claimed delivery ended. */
export type Settlement =
  | { readonly kind: "sent"; readonly messageId: string }
  /** Again at `at`; `counted` when it was an attempt, `mayHaveArrived` when its answer was lost. */
  | {
      readonly kind: "again";
      readonly at: number;
      readonly counted: boolean;
      readonly mayHaveArrived: boolean;
      readonly reason: string;
    }
  | { readonly kind: "unknown" | "failed" | "retired" | "superseded"; readonly reason: string }
  | { readonly kind: "moved"; readonly chat: string };

export interface Settled {
  readonly delivery: Delivery;
  readonly settlement: Settlement;
}

/** What is claimed: at most `limit` deliveries of a platform, for `leaseMs` from `now`. */
export interface Claim {
  readonly platform: string;
  readonly worker: string;
  readonly limit: number;
  readonly now: number;
  readonly leaseMs: number;
}

/** Deliveries that have been written down and wait to be sent. */
export interface Outbox {
  /** Marks deliveries as being sent and hands them out: one of a chat at a time, most urgent first. */
  claim(claim: Claim): Promise<readonly Delivery[]>;
  /** Keeps the claims of these leases until `until`. */
  renew(leases: readonly string[], until: number): Promise<void>;
  /**
   * Writes down how claims ended, unless somebody else holds them by now. A text that was corrected or withdrawn meanwhile
   * does not go back to waiting.
   */
  settle(settled: readonly Settled[], now: number): Promise<void>;
  /**
   * Takes claims whose lease has run out from whoever died with them: back to pending when the platform will not post
   * a nonce twice and the first attempt began after `repeatableSince`, else unknown, until a person decides or the holder
   * turns out to be alive and says. How many there were.
   */
  expire(platform: string, now: number, repeatableSince: number | null): Promise<number>;
  /** The delivery that this one replaces or, where that left no message, the one that it was to replace itself. */
  earlier(delivery: Pick<Delivery, "id" | "replaces">): Promise<EarlierDelivery | null>;
  /** When the next delivery of a platform is due, in milliseconds since 1970; `null` when nothing waits. */
  nextAt(platform: string): Promise<number | null>;
}

/** What messages hold, so that whoever got a text can be told what becomes of it. */
export interface Holdings {
  /** Notes texts that a delivery is about to show besides its own release's; whether one was not noted before. */
  note(delivery: number, texts: readonly RevisionRef[]): Promise<boolean>;
}

export type DeliveryCounts = Readonly<Record<DeliveryStatus, number>>;

export interface PlatformCounts {
  readonly platform: string;
  readonly counts: DeliveryCounts;
  /** How many of those pending were tried before. */
  readonly retrying: number;
  /** Why these were not taken, and why chats are gone; the most frequent first. */
  readonly reasons: readonly FrequentReason[];
}

export interface FrequentReason {
  readonly reason: string;
  readonly deliveries: number;
}

/** A delivery that a person must decide on. */
export interface Undecided {
  readonly id: number;
  readonly status: "unknown" | "failed";
  readonly address: ChatAddress;
  readonly kind: DeliveryKind;
  readonly release: ReleaseId;
  readonly reason: string;
}

export type Decision = "resend" | "drop";

/** The account of deliveries, for the operator. */
export interface DeliveryAccount {
  counts(): Promise<readonly PlatformCounts[]>;
  /** What is unknown goes before what was refused. */
  undecided(limit: number): Promise<readonly Undecided[]>;
  /** Resends or drops one undecided delivery, or all of them; how many. What was corrected or withdrawn is dropped. */
  decide(decision: Decision, which: number | "all", now: number): Promise<number>;
  /** Deliveries of releases announced before `before` that have not gone out. */
  overdue(before: number): Promise<number>;
  /** Chats that are there and to which one of these texts went or may have gone. */
  whoGot(texts: readonly RevisionRef[]): Promise<number>;
  /** What was sent of these releases to a chat, and what waits for its digests, newest first. */
  toChat(address: ChatAddress, releases: readonly ReleaseId[]): Promise<readonly ChatDelivery[]>;
}

export interface ChatDelivery {
  readonly release: ReleaseId;
  readonly kind: DeliveryKind;
  readonly status: DeliveryStatus;
  readonly at: number;
}
