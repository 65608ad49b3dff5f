import type { ReleaseId } from "./release.ts";

/** A place in a stored revision; the only form in which an organisation's words leave the core. */
export interface Citation {
  readonly release: ReleaseId;
  readonly revision: number;
  /** UTF-16 offsets into the revision's stored text. */
  readonly start: number;
  readonly end: number;
  /** What stands there, as it reads: wraps joined, marks of Markdown dropped. The gate compares it with the stored text. */
  readonly text: string;
}
