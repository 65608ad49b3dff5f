/** First parts of words that are written with a hyphen; one at a line's end stays when the second part is a word of its own. */
const COMPOUND =
  /^(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|vingt|trente|quarante|cinquante|soixante|quatre|self|non|vice|semi|anti|grand|demi|après|avant|sous|celui|celle|ceux|lui|eux|moi|nous|vous|north|south|east|west|nord|sud|half|well|long|short|high|low|full|first|second|third|one|two|three|four|five|six|seven|eight|nine|ten)$/iu;
/** These need no word to follow: nothing else begins so and is broken there. */
const NUMBER =
  /^(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|quatre|vingt|soixante)$/iu;

/** grand-mère. */
const KIN = /^(?:mères?|pères?|parents?|oncles?|tantes?)$/u;

/**
 * Whether the hyphen at a line's end, between `word` and `rest`, only breaks a word and goes when the line is joined. `knows`
 * says whether the text has a word (in small letters) elsewhere, unbroken.
 */
export function isBreakHyphen(
  word: string,
  rest: string,
  knows: (word: string) => boolean,
): boolean {
  const [left, right] = [word.toLowerCase(), rest.toLowerCase()];
  if (knows(`${left}${right}`)) return true;
  if (knows(`${left}-${right}`)) return false;
  if (left === "grand" && KIN.test(right)) return false;
  const last = left.split("-").at(-1) ?? left;
  return !(NUMBER.test(last) || (COMPOUND.test(last) && knows(right)));
}

/** A word with what is known by it: of `plaine-aux-sables` its parts and neighbouring pairs too. */
export function partsOfCompound(word: string): string[] {
  const parts = word.split("-");
  if (parts.length === 1) return [word];
  return [word, ...parts, ...parts.slice(1).map((part, i) => `${parts[i] ?? ""}-${part}`)];
}
