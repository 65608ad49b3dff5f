import { setTimeout as sleep } from "node:timers/promises";

/** Does `work` every `everyMs` milliseconds, one at a time, until `signal` is aborted; a failure is told and does not end it. */
export async function regularly(
  work: () => Promise<unknown>,
  everyMs: number,
  {
    signal,
    onTrouble,
  }: { readonly signal: AbortSignal; readonly onTrouble: (error: unknown) => void },
): Promise<void> {
  while (!signal.aborted) {
    await work().catch(onTrouble);
    await sleep(everyMs, undefined, { signal }).catch(() => undefined);
  }
}
