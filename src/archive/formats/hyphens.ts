/** First parts of words that are written with a hyphen; one at a line's end stays. */
const COMPOUND =
  /(?:^|[^\p{L}])(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|vingt|trente|quarante|cinquante|soixante|quatre|self|non|vice|semi|ex|co|anti|grand|demi|mi|après|avant|sous|ci|celui|celle|ceux|lui|elle|eux|soi|moi|nous|vous|peut|est|dit|c'est|north|south|east|west|nord|sud|half|well|long|short|high|low|full|part|first|second|third|one|two|three|four|five|six|seven|eight|nine|ten)$/iu;

/** `before` and `after`, the two halves of a line's break, as one text: a hyphen that only breaks a word goes, by how `vocabulary` (the document's words in small letters) writes it. */
export function joinLines(before: string, after: string, vocabulary: ReadonlySet<string>): string {
  const head = /(?<word>[\p{L}\p{M}'’-]*\p{L})(?<mark>[-\u2010\u00ad])$/u.exec(before);
  if (!head?.groups) return `${before} ${after}`;
  const rest = /^[\p{L}\p{M}'’]+/u.exec(after)?.[0];
  if (rest === undefined || !/^\p{L}/u.test(after)) return before + after;
  const { word = "", mark } = head.groups;
  const cut = before.slice(0, -1);
  if (mark === "\u00ad") return cut + after;
  if (!/^\p{Ll}/u.test(rest)) return before + after;
  const [joined, hyphened] = [`${word}${rest}`, `${word}-${rest}`].map((one) => one.toLowerCase());
  if (joined !== undefined && vocabulary.has(joined)) return cut + after;
  if (hyphened !== undefined && vocabulary.has(hyphened)) return before + after;
  return COMPOUND.test(word) && vocabulary.has(rest.toLowerCase()) ? before + after : cut + after;
}

/** The words of `texts` in small letters, with and without their hyphens' parts. */
export function vocabularyOf(texts: readonly string[]): Set<string> {
  const words = new Set<string>();
  for (const text of texts) {
    for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{M}'’]+(?:-[\p{L}\p{M}'’]+)*/gu)) {
      words.add(word);
      for (const part of word.split("-")) words.add(part);
    }
  }
  return words;
}
