import type { Field, Release } from "../domain/release.ts";

/** What a correction takes from the text that it corrects when it says nothing of the kind itself. */
const TAKEN = ["issuer", "department", "date", "topics", "contacts"] as const satisfies Field[];

/** A correction with what its text left out, and which fields that was. */
export interface Completed {
  readonly release: Release;
  readonly taken: readonly Field[];
}

/** Its number, place and link are its own: what it does not say of these stays open. */
export function completedFrom(corrected: Release | undefined, release: Release): Completed {
  if (!corrected) return { release, taken: [] };
  // A department belongs to its issuer.
  const isSameIssuer = release.issuer === null || release.issuer === corrected.issuer;
  const taken = TAKEN.filter(
    (field) =>
      isEmpty(release[field]) &&
      !isEmpty(corrected[field]) &&
      (field !== "department" || isSameIssuer),
  );
  const values = Object.fromEntries(taken.map((field) => [field, corrected[field]]));
  return { release: { ...release, ...values }, taken };
}

function isEmpty(value: string | readonly unknown[] | null): boolean {
  return value === null || value.length === 0;
}
