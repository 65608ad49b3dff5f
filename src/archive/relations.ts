import type { Release } from "../domain/release.ts";
import { correctionsIn } from "./corrections.ts";
import { counterpartsIn } from "./counterparts.ts";

/**
 * The releases with `corrects` and `translationOf` filled in where neither front matter nor a command states them and the
 * texts themselves say so. What is stated stays; the order of the releases does not matter.
 */
export function withRelations(releases: readonly Release[]): Release[] {
  const found = correctionsIn(releases);
  const corrected = releases.map((one) => ({
    ...one,
    corrects: one.corrects ?? found.get(one.id) ?? null,
  }));
  const originals = counterpartsIn(corrected);
  return corrected.map((one) => ({
    ...one,
    translationOf: one.translationOf ?? originals.get(one.id) ?? null,
  }));
}
