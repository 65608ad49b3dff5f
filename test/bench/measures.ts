/** The middle one of some numbers; 0 without any. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The number that a share of them does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
}
