import { isSame } from "./is-same.ts";
import { isName } from "./issuer.ts";
import type { Entry } from "./letterhead-entries.ts";
import { isOfficeName } from "./office-names.ts";

/** A document's largest letters are its title's when they are this much larger than the body's. */
const LARGE = 1.12;
/** Scanned letters of one size differ by this. */
const NEARLY = 0.9;

interface Known {
  /** The whole stored text. */
  readonly text: string;
  /** What the file's own head calls it. */
  readonly hint: string | undefined;
}

/** The entry that is the title: by the format's word for it, its size, its place behind "Press release" and before the body. */
export function titleIn(entries: readonly Entry[], { text, hint }: Known): Entry | null {
  const kicker = entries.findIndex(({ kind }) => kind === "kicker");
  const candidates = entries.filter(
    ({ kind, block }) => kind === "other" && block.role !== "footer",
  );
  const largest = Math.max(...candidates.map(({ block }) => block.size), 1);
  const behind = candidates.find((entry) => entries.indexOf(entry) > kicker);
  const score = (entry: Entry): number => {
    const { role, size } = entry.block;
    const points: readonly (readonly [boolean, number])[] = [
      [role === "title", 4],
      [role === "heading", 2],
      [role === "letterhead" || role === "author", -4],
      [role === "subtitle" || role === "date", -3],
      [largest > LARGE && size >= NEARLY * largest, 3],
      [role === "title" && isOfficeName(entry.text) && hint === undefined, -4],
      [kicker >= 0 && entries.indexOf(entry) > kicker, 3],
      [kicker >= 0 && entry === behind, 1],
      [entry === candidates.at(-1), 1],
      [hint !== undefined && isSame(hint, entry.text), 5],
      [entry.text.split(/\s+/u).length < 4 && entry.text.length < 24, -2],
      [isName(entry, text), -3],
    ];
    return points.reduce((sum, [holds, weight]) => sum + (holds ? weight : 0), 1);
  };
  const [best] = candidates.toSorted((a, b) => score(b) - score(a));
  const marked =
    best &&
    (best.block.role === "title" || best.block.role === "heading" || best.block.size > LARGE);
  const isHinted = best !== undefined && hint !== undefined && isSame(hint, best.text);
  // A title's words may recur in the text; a name alone above it is who issues.
  const isAlone = candidates.length === 1 && !marked && !isHinted;
  return best && !(isAlone && isOfficeName(best.text)) ? best : null;
}
