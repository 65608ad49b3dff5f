import type { Handle } from "../../src/index.ts";

/** What other answers need to get on their way to Discord between two that are worked out. */
const BREATH_MS = 10;

/**
 * Begins one request after another, with a breath in between: an answer is worked out in one go, and who waits behind many
 * is to hear from us in Discord's three seconds all the same.
 */
export function inTurns(handle: Handle): Handle {
  let last: Promise<void> = Promise.resolve();
  return async (request) => {
    const before = last;
    const { promise, resolve } = Promise.withResolvers<void>();
    last = promise;
    await before;
    const answer = handle(request);
    // The timer must not begin before the answer is worked out.
    setImmediate(() => setTimeout(resolve, BREATH_MS));
    return await answer;
  };
}
