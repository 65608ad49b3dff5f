import type { Release, ReleaseId } from "../domain/release.ts";
import { Relations, type StoredRelations } from "./relations.ts";
import { dayIn, embargoEnds, newestFirst, type ReleaseState, stateAt } from "./validity.ts";

/** What is public at an instant. */
export interface View {
  /** Valid releases, newest first. */
  readonly valid: readonly Release[];
  /** Releases that are public and no longer valid, corrected or withdrawn; newest first. */
  readonly past: readonly Release[];
  /** A release that may be shown, with its state; nothing under embargo or not yet issued. */
  find(id: ReleaseId): { readonly release: Release; readonly state: ReleaseState } | undefined;
  isValid(id: ReleaseId): boolean;
  /** The same release in other languages, as far as that is valid; of a draft, what it would be beside. */
  counterparts(release: Pick<Release, "id" | "translationOf">): readonly Release[];
  /** The public release that a text which is not in the archive yet corrects by its own words. */
  correctedBy(draft: Release): ReleaseId | null;
}

interface CachedView extends View {
  readonly from: number;
  readonly until: number;
}

/** The newest revision of every release, with its relations as stated or found, and what of it is public when. */
export class Collection {
  readonly #releases = new Relations();
  readonly #timeZone: string;
  #cached: CachedView | null = null;

  /** `timeZone` (IANA) decides which day it is. */
  constructor(timeZone: string) {
    this.#timeZone = timeZone;
  }

  get size(): number {
    return this.#releases.size;
  }

  /** Any release, public or not; for the keeper of the archive alone. */
  stored(id: ReleaseId): Release | undefined {
    return this.#releases.get(id);
  }

  all(): readonly Release[] {
    return [...this.#releases.all()];
  }

  /** An empty collection's first releases; see {@link Relations.load}. */
  load(releases: readonly Release[], stored: StoredRelations | null): void {
    this.#releases.load(releases, stored);
    this.#cached = null;
  }

  /** What releases have to do with each other, as it may be written to a file. */
  store(): StoredRelations {
    return this.#releases.store();
  }

  put(release: Release): void {
    this.#releases.put(release);
    this.#cached = null;
  }

  delete(id: ReleaseId): void {
    this.#releases.delete(id);
    this.#cached = null;
  }

  /** Whether releases would be valid at `instantMs` if `draft` were among them, in the place of what has its id. */
  viewWith(draft: Release, instantMs: number): Pick<View, "isValid"> {
    const others = this.all().filter(({ id }) => id !== draft.id);
    const states = stateAt([...others, draft], instantMs, this.#timeZone);
    return { isValid: (id) => states.get(id)?.kind === "valid" };
  }

  /** What is public at `instantMs`; kept until an embargo ends, the day turns or a release changes. */
  view(instantMs: number): View {
    const cached = this.#cached;
    if (cached && instantMs >= cached.from && instantMs < cached.until) return cached;
    const releases = this.all();
    const states = stateAt(releases, instantMs, this.#timeZone);
    const inState = (...kinds: readonly ReleaseState["kind"][]): Release[] =>
      releases
        .filter(({ id }) => kinds.some((kind) => kind === states.get(id)?.kind))
        .toSorted(newestFirst);
    const valid = inState("valid");
    const find: View["find"] = (id) => {
      const release = this.#releases.get(id);
      const state = states.get(id);
      if (!release || !state || state.kind === "embargoed" || state.kind === "not-yet-issued") {
        return undefined;
      }
      return { release, state };
    };
    const texts = Map.groupBy(valid, (release) => this.#originalOf(release));
    const view: CachedView = {
      from: instantMs,
      until: this.#nextChange(releases, instantMs),
      valid,
      past: inState("superseded", "withdrawn"),
      isValid: (id) => states.get(id)?.kind === "valid",
      counterparts: (release) =>
        (texts.get(this.#originalOf(release)) ?? []).filter(({ id }) => id !== release.id),
      find,
      correctedBy: (draft) => {
        const corrected = this.#releases.correctedBy(draft);
        return corrected !== null && find(corrected) ? corrected : null;
      },
    };
    this.#cached = view;
    return view;
  }

  /** What a text translates, also over another translation; else itself. */
  #originalOf({ id, translationOf }: Pick<Release, "id" | "translationOf">): ReleaseId {
    const chain = [id];
    let next = translationOf;
    while (next !== null && !chain.includes(next)) {
      chain.push(next);
      next = this.#releases.get(next)?.translationOf ?? null;
    }
    // Of texts that translate one another none is the original.
    return (next === null ? chain.at(-1) : chain.toSorted()[0]) ?? id;
  }

  #nextChange(releases: readonly Release[], instantMs: number): number {
    const [embargo = Infinity] = embargoEnds(releases, instantMs);
    return Math.min(embargo, nextDay(instantMs, this.#timeZone));
  }
}

const QUARTER_MS = 15 * 60_000;

/** The first quarter of an hour that belongs to another day: time zones differ from UTC by quarters. */
function nextDay(instantMs: number, timeZone: string): number {
  const today = dayIn(instantMs, timeZone);
  let at = (Math.floor(instantMs / QUARTER_MS) + 1) * QUARTER_MS;
  while (dayIn(at, timeZone) === today) at += QUARTER_MS;
  return at;
}
