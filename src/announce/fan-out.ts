import { LANGUAGES, type Language } from "../domain/language.ts";
import type { Release, ReleaseId } from "../domain/release.ts";
import { type DeliveryKind, PRIORITY } from "./delivery.ts";
import { type Match, type Matcher, matcherOf } from "./matching.ts";
import type { Crowd, SharedInterest, Telling } from "./subscription.ts";

/** One state of a release's text. */
export interface RevisionRef {
  readonly release: ReleaseId;
  readonly revision: number;
}

/** What all chats with one interest and one language get: the release itself or its counterpart. */
export interface Choice extends RevisionRef {
  readonly interestKey: string;
  readonly language: Language;
}

/** A question left with the desk that a release answers. */
export interface AnsweredQuestion extends RevisionRef {
  readonly question: number;
}

/** Who is to be told what when a release becomes public, is corrected or is withdrawn. */
export interface FanOut extends RevisionRef {
  readonly kind: Extract<DeliveryKind, "announcement" | "correction" | "withdrawal">;
  readonly priority: number;
  readonly choices: readonly Choice[];
  /** Who asked is told by the answer alone. */
  readonly answers: readonly AnsweredQuestion[];
  /** The release and every state of its counterparts: a chat that was told of one is not told of another. */
  readonly group: readonly RevisionRef[];
  /** Texts that are no longer valid: what waits of them is not sent, and who got them is told. */
  readonly supersedes: readonly RevisionRef[];
  /** The release that a chat gets by its language, for those who got a superseded text. */
  readonly byLanguage: readonly { readonly language: Language; readonly ref: RevisionRef }[];
  readonly at: number;
}

/** Writes a fan-out: all deliveries and the mark that it was done, or nothing. */
export interface FanOutStore {
  /** How many deliveries it made; a second time it makes none. */
  fanOut(fanOut: FanOut): Promise<number>;
}

export interface PlanInput {
  readonly release: Release;
  readonly kind: FanOut["kind"];
  /** The same release in other languages, as far as it is public; of a withdrawal, as far as it is withdrawn as well. */
  readonly counterparts: readonly Release[];
  readonly supersedes: readonly RevisionRef[];
  readonly interests: readonly SharedInterest[];
  /** Default: none. */
  readonly answers?: readonly AnsweredQuestion[];
  readonly at: number;
}

/** Works out who gets which text. Pure; the store carries it out. */
export function planFanOut({
  release,
  kind,
  counterparts,
  supersedes,
  interests,
  answers = [],
  at,
}: PlanInput): FanOut {
  const group = [release, ...counterparts];
  const matchers = group.map(matcherOf);
  const choices =
    kind === "withdrawal"
      ? []
      : interests.flatMap((shared) => {
          const chosen = chooseFor(shared, matchers);
          return chosen
            ? [{ ...refOf(chosen), interestKey: shared.key, language: shared.language }]
            : [];
        });
  return {
    ...refOf(release),
    kind,
    priority: priorityOf(release, kind),
    choices,
    answers,
    group: [refOf(release), ...counterparts.flatMap((one) => revisionsOf(one))],
    supersedes,
    byLanguage: LANGUAGES.map((language) => ({
      language,
      ref: refOf(group.find((one) => one.language === language) ?? release),
    })),
    at,
  };
}

type Wish = Pick<SharedInterest, "interest" | "language">;

/** The text in the chat's language where its interest takes that, else the first that it takes. */
function chooseFor({ interest, language }: Wish, matchers: readonly Matcher[]): Release | null {
  // Words are typed in one language and hold for all texts of the group; the choice of languages does not.
  const isWanted = matchers.some(({ match }) => match({ ...interest, languages: [] }) !== null);
  if (!isWanted) return null;
  const taken = matchers
    .map(({ release }) => release)
    .filter(
      (release) => interest.languages.length === 0 || interest.languages.includes(release.language),
    );
  return taken.find((release) => release.language === language) ?? taken[0] ?? null;
}

/** How many chats want a release, by how they would be told if it were published now. */
export type Reach = Readonly<Record<Telling, number>>;

export function reachOf(
  release: Release,
  counterparts: readonly Release[],
  crowds: readonly Crowd[],
): Reach {
  const matchers = [release, ...counterparts].map(matcherOf);
  const wanting = crowds.filter((crowd) => chooseFor(crowd, matchers) !== null);
  const count = (wanted: Telling): number =>
    wanting.filter(({ telling }) => telling === wanted).reduce((sum, { chats }) => sum + chats, 0);
  return {
    "at-once": count("at-once"),
    digest: count("digest"),
    paused: count("paused"),
    gone: count("gone"),
  };
}

/** Which of a release and its counterparts a subscription gets; `null` when it takes none. */
export function chooseInGroup(wish: Wish, group: readonly Release[]): Release | null {
  return chooseFor(wish, group.map(matcherOf));
}

/** Why a subscription takes a release or one of its counterparts; `null` when it takes none. */
export function matchInGroup(wish: Wish, group: readonly Release[]): Match | null {
  const matchers = group.map(matcherOf);
  const chosen = chooseFor(wish, matchers);
  if (chosen === null) return null;
  const own = matchers.find(({ release }) => release === chosen)?.match(wish.interest);
  if (own) return own;
  for (const { match } of matchers) {
    const found = match({ ...wish.interest, languages: [] });
    if (found) return found;
  }
  return null;
}

function priorityOf(release: Release, kind: FanOut["kind"]): number {
  if (kind !== "announcement") return PRIORITY.correction;
  return release.urgent === true ? PRIORITY.urgent : PRIORITY.ordinary;
}

/** All states of a release up to `last`, by default the current one. */
export function revisionsOf({ id, revision }: Release, last = revision): RevisionRef[] {
  return Array.from({ length: last }, (_, i) => ({ release: id, revision: i + 1 }));
}

export function refOf({ id, revision }: Release): RevisionRef {
  return { release: id, revision };
}
