import type { Citation } from "./citation.ts";

/** How somebody holds an office, by the newest release that says so. */
export type Standing = "holder" | "acting" | "designate" | "former";

/** One holder of an office, with the release that says so. */
export interface OfficeHolder {
  readonly name: Citation;
  /** The office as the release words it. */
  readonly role: string;
  readonly standing: Standing;
  /** The sentence that says it best: an appointment before a mention. */
  readonly sentence: Citation;
  /** First and last day of issue of the releases that name them so, `YYYY-MM-DD`. */
  readonly seen: { readonly first: string | null; readonly last: string | null };
  /** When they took or take office, as a release says: `YYYY`, `YYYY-MM-DD`. */
  readonly since: string | null;
  /** When they left or leave it. */
  readonly until: string | null;
  /** Whom they follow, where a release says so. */
  readonly predecessor: Citation | null;
}

/** The holders of an office over time, newest first. */
export interface OfficeTimeline {
  readonly holders: readonly OfficeHolder[];
}
