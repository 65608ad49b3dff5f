import { isBreakHyphen, partsOfCompound } from "../../text/hyphens.ts";

/** `before` and `after`, the two halves of a line's break, as one text: a hyphen that only breaks a word goes, by how `vocabulary` (the document's words in small letters) writes it. */
export function joinLines(before: string, after: string, vocabulary: ReadonlySet<string>): string {
  const head = /(?<word>[\p{L}\p{M}'’-]*\p{L})(?<mark>[-\u2010\u00ad])$/u.exec(before);
  if (!head?.groups) return `${before} ${after}`;
  const rest = /^[\p{L}\p{M}'’]+/u.exec(after)?.[0];
  if (rest === undefined) return before + after;
  const { word = "", mark } = head.groups;
  const cut = before.slice(0, -1) + after;
  if (mark === "\u00ad") return cut;
  // Capitals on both sides are a name of two parts, unless the text writes it in one.
  if (!/^\p{Ll}/u.test(rest))
    return vocabulary.has(`${word}${rest}`.toLowerCase()) ? cut : before + after;
  return isBreakHyphen(word, rest, (one) => vocabulary.has(one)) ? cut : before + after;
}

/** The words of lines in small letters, compounds and their parts; halves of broken words are none. */
export function vocabularyOf(lines: readonly string[]): Set<string> {
  const words = new Set<string>();
  for (const line of lines) {
    const inner = line
      .replace(/^\s*[\p{L}\p{M}'’-]+/u, "")
      .replace(/[\p{L}\p{M}'’-]+[-\u2010\u00ad]$/u, "");
    for (const [word] of inner.toLowerCase().matchAll(/[\p{L}\p{M}'’]+(?:-[\p{L}\p{M}'’]+)*/gu)) {
      for (const part of partsOfCompound(word)) words.add(part);
    }
  }
  return words;
}
