import type { Release, ReleaseId } from "../domain/release.ts";

/** What a release is at an instant; only a valid one is an answer. */
export type ReleaseState =
  | { readonly kind: "valid" }
  /** `by` is what a reader should see in its place: the last public link of the chain. */
  | { readonly kind: "superseded"; readonly by: ReleaseId }
  | { readonly kind: "withdrawn"; readonly reason: string }
  /** No surface shows a word of it before `until`, in milliseconds since 1970. */
  | { readonly kind: "embargoed"; readonly until: number }
  /** Dated later than today, `YYYY-MM-DD`. */
  | { readonly kind: "not-yet-issued"; readonly on: string };

type Stated = Pick<
  Release,
  | "id"
  | "date"
  | "embargoUntil"
  | "corrects"
  | "translationOf"
  | "changeNote"
  | "withdrawn"
  | "language"
>;

/**
 * The state of each release at `instantMs`, "today" being that instant's day in `timeZone` (IANA). It depends on the set of
 * releases alone, not on their order.
 *
 * - An embargo decides by itself when a release becomes public, else its date does; undated ones are public. What corrects
 *   or translates an embargoed release holds the same words and waits with it.
 * - A withdrawn release and its translations are withdrawn.
 * - A correction replaces what it corrects once it is public, for good, also when it is withdrawn later. In a circle the
 *   newest is valid.
 * - A translation is replaced together with its original (by the replacement's translation where there is one), unless it was
 *   issued on a later day than the replacement or was changed itself: then it was made from the corrected text.
 */
export function stateAt(
  releases: readonly Stated[],
  instantMs: number,
  timeZone: string,
): ReadonlyMap<ReleaseId, ReleaseState> {
  return new States(releases, instantMs, dayIn(instantMs, timeZone)).all();
}

/** Newest first: by date (undated last), then by when an embargo ended, then by id. */
export function newestFirst(a: Dated, b: Dated): number {
  return (
    compare(b.date ?? "", a.date ?? "") ||
    (b.embargoUntil ?? 0) - (a.embargoUntil ?? 0) ||
    compare(b.id, a.id)
  );
}

type Dated = Pick<Release, "id" | "date" | "embargoUntil">;

/** The instants after `instantMs` at which a state changes by the clock alone: the ends of embargoes. Days turn besides. */
export function embargoEnds(releases: readonly Dated[], instantMs: number): number[] {
  const ends = releases.flatMap(({ embargoUntil }) =>
    embargoUntil !== null && embargoUntil > instantMs ? [embargoUntil] : [],
  );
  return [...new Set(ends)].toSorted((a, b) => a - b);
}

/** `YYYY-MM-DD` of an instant in an IANA time zone. */
export function dayIn(instantMs: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(instantMs);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

const QUARTER_MS = 15 * 60_000;
/** No zone is further from UTC than 14 hours. */
const FURTHEST_MS = 14 * 3_600_000;

/** The first instant of a day (`YYYY-MM-DD`) in an IANA time zone; zones differ from UTC by quarters of an hour. */
export function dayBegins(day: string, timeZone: string): number {
  let at = Date.parse(`${day}T00:00:00Z`) - FURTHEST_MS;
  while (dayIn(at, timeZone) < day) at += QUARTER_MS;
  return at;
}

class States {
  readonly #releases: ReadonlyMap<ReleaseId, Stated>;
  readonly #correctors = new Map<ReleaseId, Stated[]>();
  readonly #translations = new Map<ReleaseId, Stated[]>();
  readonly #instantMs: number;
  readonly #today: string;

  constructor(releases: readonly Stated[], instantMs: number, today: string) {
    this.#releases = new Map(releases.map((release) => [release.id, release]));
    this.#instantMs = instantMs;
    this.#today = today;
    for (const release of this.#releases.values()) {
      const { id, corrects, translationOf } = release;
      if (corrects !== null && corrects !== id) push(this.#correctors, corrects, release);
      if (translationOf !== null && translationOf !== id)
        push(this.#translations, translationOf, release);
    }
  }

  all(): Map<ReleaseId, ReleaseState> {
    return new Map(
      [...this.#releases.values()].map((release) => [release.id, this.#stateOf(release)]),
    );
  }

  #stateOf(release: Stated): ReleaseState {
    const hidden = this.#hidden(release);
    if (hidden) return hidden;
    const original = this.#originalOf(release);
    const reason = release.withdrawn ?? original?.withdrawn;
    if (reason != null) return { kind: "withdrawn", reason };
    const by = this.#successorOf(release) ?? this.#successorOfOriginal(release, original);
    return by ? { kind: "superseded", by: by.id } : { kind: "valid" };
  }

  /** Why it is not public; null when it is. */
  #hidden(release: Stated): ReleaseState | null {
    const until = this.#embargoOf(release);
    if (until !== null && until > this.#instantMs) return { kind: "embargoed", until };
    const { date, embargoUntil } = release;
    if (embargoUntil === null && date !== null && date > this.#today)
      return { kind: "not-yet-issued", on: date };
    return null;
  }

  /** The latest end of its own embargo and of those whose words it repeats. */
  #embargoOf(release: Stated, seen = new Set<ReleaseId>()): number | null {
    if (seen.has(release.id)) return null;
    seen.add(release.id);
    const sources = [release.corrects, release.translationOf].flatMap((id) => this.#find(id) ?? []);
    const ends = [release.embargoUntil, ...sources.map((source) => this.#embargoOf(source, seen))];
    return ends.reduce(
      (latest, end) => (end === null ? latest : Math.max(latest ?? end, end)),
      null,
    );
  }

  /** The newest public release that corrects `release`, directly or over others; null when there is none or it is the newest of a circle. */
  #successorOf(release: Stated): Stated | null {
    const reached = new Map<ReleaseId, Stated>();
    const open = [release];
    for (let next = open.pop(); next; next = open.pop()) {
      for (const corrector of this.#correctors.get(next.id) ?? []) {
        if (reached.has(corrector.id)) continue;
        reached.set(corrector.id, corrector);
        open.push(corrector);
      }
    }
    const [newest] = [...reached.values()]
      .filter((one) => !this.#hidden(one))
      .toSorted(newestFirst);
    if (!newest || newest.id === release.id) return null;
    return reached.has(release.id) && newestFirst(release, newest) < 0 ? null : newest;
  }

  #successorOfOriginal(release: Stated, original: Stated | null): Stated | null {
    const by = original && this.#successorOf(original);
    if (!by || by.id === release.id || release.changeNote !== null) return null;
    if (release.date !== null && by.date !== null && release.date > by.date) return null;
    const translated = (this.#translations.get(by.id) ?? []).filter(
      (one) => one.language === release.language && one.id !== release.id && !this.#hidden(one),
    );
    return translated.toSorted(newestFirst)[0] ?? by;
  }

  #originalOf({ id, translationOf }: Stated): Stated | null {
    return translationOf === id ? null : this.#find(translationOf);
  }

  #find(id: ReleaseId | null): Stated | null {
    return id === null ? null : (this.#releases.get(id) ?? null);
  }
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
