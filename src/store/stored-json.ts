import type { DeliveryKind, DeliveryStatus } from "../announce/delivery.ts";
import type { Frequency, Interest } from "../announce/subscription.ts";
import { isLanguage, type Language } from "../domain/language.ts";
import type { Release } from "../domain/release.ts";

// What this store wrote itself; nobody else writes to it.

export function asRelease(json: string): Release {
  const value: Release = JSON.parse(json);
  return value;
}

export function asInterest(json: string): Interest {
  const value: Interest = JSON.parse(json);
  return value;
}

/** Equal interests give equal texts, whatever order they were named in: one match serves all chats that share it. */
export function interestJson({ topics, issuers, languages, words }: Interest): string {
  return JSON.stringify({
    topics: topics.toSorted(),
    issuers: issuers.toSorted(),
    languages: languages.toSorted(),
    words: words.toSorted(),
  });
}

export function asLanguage(text: string): Language {
  return isLanguage(text) ? text : "en";
}

const FREQUENCIES: readonly Frequency[] = ["at-once", "daily", "weekly"];
const KINDS: readonly DeliveryKind[] = [
  "announcement",
  "correction",
  "withdrawal",
  "digest",
  "answer",
];
export const STATUSES: readonly DeliveryStatus[] = [
  "pending",
  "sending",
  "sent",
  "unknown",
  "failed",
  "retired",
  "superseded",
];

export function asFrequency(text: string): Frequency {
  return FREQUENCIES.find((each) => each === text) ?? "at-once";
}

export function asKind(text: string): DeliveryKind {
  return KINDS.find((each) => each === text) ?? "announcement";
}

export function asStatus(text: string): DeliveryStatus {
  return STATUSES.find((each) => each === text) ?? "unknown";
}
