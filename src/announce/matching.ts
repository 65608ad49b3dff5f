import type { Release } from "../domain/release.ts";
import type { Span } from "../domain/span.ts";
import { languageOf } from "../text/language.ts";
import { readingText } from "../text/reading-text.ts";
import { words } from "../text/words.ts";
import { type Interest, isEverything } from "./subscription.ts";

/** Why a release is what a chat wants. */
export type Match =
  | { readonly kind: "everything" }
  | { readonly kind: "topic" | "issuer" | "word"; readonly value: string }
  /** It is of a wanted issuer or in a wanted language, and nothing narrower was asked for. */
  | { readonly kind: "language" };

/** A release made ready to be compared with many interests. */
export interface Matcher {
  readonly release: Release;
  readonly match: (interest: Interest) => Match | null;
}

/** Words are compared by their stems, a phrase by its stems in a row; topics and issuers by their words. */
export function matcherOf(release: Release): Matcher {
  const { language, title, issuer, department, topics } = release;
  const sequences = [
    stems(title, language),
    ...topics.map((topic) => stems(topic, language)),
    ...release.paragraphs.map((paragraph) => stemsOf(release, paragraph)),
  ];
  const said = new Set(sequences.flat());
  const labels = new Set(topics.map((topic) => stems(topic, language).join(" ")));
  const issuers = [issuer, department]
    .filter((name) => name !== null)
    .map((name) => stems(name, language));
  // A short phrase does not always tell its language: the release's own is tried as well.
  const stemmings = (phrase: string): string[][] =>
    [stems(phrase, language), stems(phrase, languageOf(phrase))].filter(
      (wanted) => wanted.length > 0,
    );
  const holdsPhrase = (phrase: string): boolean =>
    stemmings(phrase).some(
      (wanted) =>
        wanted.every((stem) => said.has(stem)) &&
        sequences.some((sequence) => holds(sequence, wanted)),
    );
  const isTopic = (topic: string): boolean =>
    stemmings(topic).some((wanted) => labels.has(wanted.join(" ")));
  const isIssuer = (name: string): boolean =>
    stemmings(name).some((wanted) => issuers.some((sequence) => holds(sequence, wanted)));
  return {
    release,
    match: (interest) => {
      if (isEverything(interest)) return { kind: "everything" };
      if (interest.languages.length > 0 && !interest.languages.includes(language)) return null;
      const ofIssuer = interest.issuers.find(isIssuer);
      if (interest.issuers.length > 0 && ofIssuer === undefined) return null;
      const onTopic = interest.topics.find(isTopic);
      if (onTopic !== undefined) return { kind: "topic", value: onTopic };
      const word = interest.words.find(holdsPhrase);
      if (word !== undefined) return { kind: "word", value: word };
      if (interest.topics.length + interest.words.length > 0) return null;
      return ofIssuer === undefined ? { kind: "language" } : { kind: "issuer", value: ofIssuer };
    },
  };
}

function stemsOf(release: Release, paragraph: Span): string[] {
  return stems(readingText(release.text, paragraph).text, release.language);
}

function stems(text: string, language: Release["language"]): string[] {
  return words(text, language).map(({ stem }) => stem);
}

/** Whether `wanted` stands in `sequence` in a row. */
function holds(sequence: readonly string[], wanted: readonly string[]): boolean {
  for (let at = sequence.indexOf(wanted[0] ?? ""); at >= 0; ) {
    if (wanted.every((stem, i) => sequence[at + i] === stem)) return true;
    at = sequence.indexOf(wanted[0] ?? "", at + 1);
  }
  return false;
}
