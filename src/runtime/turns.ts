import { setImmediate, setTimeout } from "node:timers/promises";

/** What other answers need to get on their way between two that are worked out, in milliseconds. */
const BREATH_MS = 10;
/** A turn ends when its answer is there, or after this: who waits for a store or a network keeps nobody waiting. */
const LONGEST_TURN_MS = 250;
/** How long the next turn waits for those who are just being told that their answer takes a while. */
const COURTESY_MS = 250;
/** An answer that takes this long shows that the machine is slow, or the archive large; one takes 90 ms. */
const SLOW_MS = 1500;
const SLOW_FOR_MS = 60_000;

/**
 * An answer is worked out in one go, and nothing else is read or sent meanwhile. One after another with a breath in between,
 * whoever waits behind many can be told in time that it takes a while.
 */
export interface Turns {
  /** Begins `work` when all before it have had their turn. */
  take<T>(work: () => Promise<T>): Promise<T>;
  /** Whether work that is asked for now may be long in coming: others are before it, or answers are slow. */
  mayBeLong(): boolean;
  /** Lets `telling` get out before the next turn begins. */
  letOut(telling: Promise<unknown>): void;
}

/** `now` in milliseconds, for measuring. */
export function createTurns(now: () => number = () => performance.now()): Turns {
  const tellings = new Set<Promise<unknown>>();
  let last: Promise<void> = Promise.resolve();
  let unanswered = 0;
  let slowUntil = Number.NEGATIVE_INFINITY;

  async function rest(work: Promise<unknown>, began: number): Promise<void> {
    // The timers must not begin before what is worked out at once is worked out.
    await setImmediate();
    const enough = new AbortController();
    await Promise.race([settled(work), pause(LONGEST_TURN_MS, enough.signal)]);
    if (now() - began >= SLOW_MS) slowUntil = now() + SLOW_FOR_MS;
    await setTimeout(BREATH_MS);
    // What arrived meanwhile is read before this comes.
    await setImmediate();
    await Promise.race([
      Promise.all([...tellings].map(settled)),
      pause(COURTESY_MS, enough.signal),
    ]);
    enough.abort();
  }
  return {
    mayBeLong: () => unanswered > 0 || now() < slowUntil,
    letOut(telling) {
      tellings.add(telling);
      void settled(telling).then(() => tellings.delete(telling));
    },
    async take(work) {
      const before = last;
      const { promise, resolve } = Promise.withResolvers<void>();
      last = promise;
      unanswered += 1;
      await before;
      const began = now();
      const answer = work();
      void rest(answer, began).finally(resolve);
      try {
        return await answer;
      } finally {
        unanswered -= 1;
      }
    },
  };
}

async function settled(work: Promise<unknown>): Promise<void> {
  await work.then(
    () => undefined,
    () => undefined,
  );
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
