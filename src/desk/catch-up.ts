import type { Delivery } from "../announce/delivery.ts";
import type { Compose } from "../announce/dispatcher.ts";
import type { Collection } from "../archive/collection.ts";

export interface CatchUpOptions {
  readonly collection: Collection;
  /** Takes over what other processes have stored. */
  readonly catchUp: () => Promise<unknown>;
}

/**
 * Words nothing by an archive that lags behind the store: what another process has announced, corrected or withdrawn a
 * moment ago would be taken for no longer valid, or shown as it was.
 */
export function caughtUp({ collection, catchUp }: CatchUpOptions, compose: Compose): Compose {
  const mayBeBehind = ({ kind, release, revision }: Delivery): boolean =>
    // Whoever waits for these is told of a correction or withdrawal by their wording alone.
    kind === "digest" ||
    kind === "answer" ||
    (collection.stored(release)?.revision ?? 0) < revision;
  return async (delivery) => {
    const isCaughtUp = mayBeBehind(delivery);
    if (isCaughtUp) await catchUp();
    const composed = await compose(delivery);
    if (composed || isCaughtUp) return composed;
    await catchUp();
    return await compose(delivery);
  };
}
