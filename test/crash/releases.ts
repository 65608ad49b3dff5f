import { Collection } from "../../src/archive/collection.ts";
import { ArchiveKeeper } from "../../src/desk/archive-keeper.ts";
import type { Release } from "../../src/domain/release.ts";
import type { Store } from "../../src/store/open-store.ts";
import { releaseOf } from "../_support/release-of.ts";

/** A berth that opens; `state` makes the texts of one berth differ. */
export function berthOf(
  id: string,
  state = 0,
  changes: Parameters<typeof releaseOf>[1] = {},
): Release {
  return releaseOf(id, {
    title: `The ${id} berth opens`,
    body: `Ships of every size may use berth ${id} from day ${state}.`,
    date: null,
    ...changes,
  });
}

/** What takes the place of a berth's release. */
export function replacementOf(berth: string): string {
  return `${berth}x`;
}

/** The berth that a release is about. */
export function berthIn(release: string): string {
  return release.replace(/x$/u, "");
}

export function questionOn(berth: string): string {
  return `When does ${berth} open?`;
}

/** The release that answers a question at an instant, if one does. */
export function answerTo(question: string, collection: Collection, at: number): Release | null {
  const berth = /^When does (?<berth>\w+) open\?$/u.exec(question)?.groups?.["berth"] ?? "";
  const view = collection.view(at);
  const id = [replacementOf(berth), berth].find((one) => view.isValid(one));
  return id === undefined ? null : (view.find(id)?.release ?? null);
}

/** A collection that takes over what the store holds whenever it is asked to. */
export function followedIn({ releases }: Store): {
  readonly collection: Collection;
  readonly follow: () => Promise<unknown>;
} {
  const collection = new Collection("UTC");
  const putAll = (served: readonly Release[]): void => {
    for (const release of served) collection.put(release);
  };
  const keeper = new ArchiveKeeper({
    store: releases,
    archive: {
      load: putAll,
      putAll,
      delete: (id) => {
        collection.delete(id);
      },
    },
    timeZone: "UTC",
    clock: Date.now,
  });
  return { collection, follow: async () => await keeper.follow() };
}
