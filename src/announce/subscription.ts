import type { ChatAddress } from "../domain/chat.ts";
import type { Language } from "../domain/language.ts";

/**
 * What a chat wants to be told of; all empty: everything. A release must be of one of the issuers and in one of the
 * languages, where any are given, and be about one of the topics or hold one of the words, where any are given.
 */
export interface Interest {
  readonly topics: readonly string[];
  readonly issuers: readonly string[];
  readonly languages: readonly Language[];
  /** Words and phrases as they were typed. */
  readonly words: readonly string[];
}

export const EVERYTHING: Interest = { topics: [], issuers: [], languages: [], words: [] };

export type Frequency = "at-once" | "daily" | "weekly";

/** Hours of the day in which announcements make no sound, in minutes from midnight; `from` may lie after `to`. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

/** One chat's wish to be told of new releases. */
export interface Subscription {
  readonly address: ChatAddress;
  readonly interest: Interest;
  readonly frequency: Frequency;
  /** Local time of a digest, in minutes from midnight. */
  readonly digestAt: number;
  /** Day of a weekly digest, 1 (Monday) to 7. */
  readonly weekday: number;
  readonly quiet: QuietHours | null;
  /** Nothing is sent while it is paused, and nothing is kept for later. */
  readonly paused: boolean;
  /** The language that announcements are worded in, and of the counterpart that is chosen. */
  readonly language: Language;
  /** When it began, in milliseconds since 1970. */
  readonly since: number;
}

export const DEFAULT_DIGEST_AT = 8 * 60;

/** At once, everything, without quiet hours. */
export function newSubscription(
  address: ChatAddress,
  language: Language,
  since: number,
): Subscription {
  return {
    address,
    interest: EVERYTHING,
    frequency: "at-once",
    digestAt: DEFAULT_DIGEST_AT,
    weekday: 1,
    quiet: null,
    paused: false,
    language,
    since,
  };
}

export function isEverything({ topics, issuers, languages, words }: Interest): boolean {
  return topics.length + issuers.length + languages.length + words.length === 0;
}

/** Keeps the subscriptions. */
export interface SubscriptionStore {
  find(address: ChatAddress): Promise<Subscription | null>;
  save(subscription: Subscription): Promise<void>;
  /** Ends a chat's subscription and drops what was still to be sent to it; `false` when there was none. */
  end(address: ChatAddress): Promise<boolean>;
  /** Every interest of an active subscription with the chat's language, and how many chats share it. */
  interests(): Promise<readonly SharedInterest[]>;
  /** The same of every subscription there is, by how it is told. */
  crowds(): Promise<readonly Crowd[]>;
}

/** How a chat is told: at once, in its next digest, not while it is paused, never again. */
export type Telling = "at-once" | "digest" | "paused" | "gone";

/** Works out when a digest is due next; see `nextDigest`. */
export type Schedule = (
  rhythm: Pick<Subscription, "frequency" | "digestAt" | "weekday">,
  after: number,
) => number | null;

export interface SharedInterest {
  /** Equal for equal interests. */
  readonly key: string;
  readonly interest: Interest;
  readonly language: Language;
  readonly chats: number;
}

/** Chats that want the same and are told in the same way. */
export interface Crowd extends Omit<SharedInterest, "key"> {
  readonly telling: Telling;
}
