/** Keys remembered; the oldest are forgotten. Platforms repeat an update within minutes. */
const KEPT = 20_000;

/** Notes keys and says of each whether it was noted before; for one process. */
export function createSeenKeys(): (key: string) => Promise<boolean> {
  const keys = new Set<string>();
  return (key) => {
    const isKnown = keys.has(key);
    keys.add(key);
    const [oldest] = keys;
    if (keys.size > KEPT && oldest !== undefined) keys.delete(oldest);
    return Promise.resolve(isKnown);
  };
}
