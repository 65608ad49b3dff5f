import { formatOf } from "./formats/format-of.ts";

/** A text larger than this is read like a foreign format: in a thread of its own. */
const PLAIN_BYTES = 64 * 1024;

/** Whether a file is a text of ordinary size, which our own readers read at once; all others are read in isolation. */
export function isPlain(bytes: Uint8Array): boolean {
  return bytes.length <= PLAIN_BYTES && formatOf(bytes) === "text";
}
