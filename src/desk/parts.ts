/** Apps send a text of more than 4,096 characters as several messages, parted in the second half of what one holds. */
const MESSAGE_LIMIT = 4096;
/** A message as long as this may be the beginning of a longer text. */
const PART_FROM = MESSAGE_LIMIT / 2;
/** The messages of one text come within this, in milliseconds; nobody types the next that fast. */
const PARTS_MS = 5000;
/** At its end a sentence, and so perhaps a paragraph, is complete; the apps part between paragraphs where they can. */
const COMPLETE = /[.!?…:;។៕៖"'”’»)\]]$/u;

export function mayHaveFurtherParts(said: string): boolean {
  return said.length >= PART_FROM;
}

/** Whether what was said at `at` belongs to a text whose part before was said at `before`. */
export function isAtOnce(before: number, at: number): boolean {
  return at - before <= PARTS_MS;
}

/** Two messages as the one text that they were; the white space between them is lost on the way. */
export function joinedParts(before: string, next: string): string {
  // Parted within a word, for want of any blank.
  if (before.length === MESSAGE_LIMIT) return before + next;
  return before + (COMPLETE.test(before) ? "\n\n" : " ") + next;
}
