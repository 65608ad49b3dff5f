import type { Delivery } from "../announce/delivery.ts";
import type { Digests } from "../announce/digests.ts";
import type { Compose } from "../announce/dispatcher.ts";
import type { RevisionRef } from "../announce/fan-out.ts";
import type { Collection } from "../archive/collection.ts";

export interface CatchUpOptions {
  readonly collection: Collection;
  readonly digests: Pick<Digests, "entries">;
  /** Takes over what other processes have stored. */
  readonly catchUp: () => Promise<unknown>;
}

/**
 * Words nothing by an archive that lags behind the store: what another process has announced, corrected or withdrawn a
 * moment ago would be taken for no longer valid, or shown as it was.
 */
export function caughtUp(
  { collection, digests, catchUp }: CatchUpOptions,
  compose: Compose,
): Compose {
  const isBehind = ({ release, revision }: RevisionRef): boolean =>
    (collection.stored(release)?.revision ?? 0) < revision;
  const refsOf = async (delivery: Delivery): Promise<readonly RevisionRef[]> =>
    delivery.kind === "digest" ? await digests.entries(delivery.id) : [delivery];
  return async (delivery) => {
    const wasBehind = (await refsOf(delivery)).some(isBehind);
    if (wasBehind) await catchUp();
    const composed = await compose(delivery);
    if (composed || wasBehind) return composed;
    await catchUp();
    return await compose(delivery);
  };
}
