const SMALL = new Set(
  "a an and as at by for from in of on or the to with de des du la le les et en pour à au aux sur".split(
    " ",
  ),
);

/** A name printed in capitals as one writes it: as `text` writes it where it does, else with capital initials. Other names stay. */
export function inTitleCase(name: string, text: string): string {
  if (/\p{Ll}{2}|\p{Script=Khmer}/u.test(name) || !/\p{Lu}{2}/u.test(name)) return name;
  const known = inMixedCase(name, text);
  if (known) return known;
  if (!/\s/u.test(name) && name.length <= 5) return name;
  return name
    .toLowerCase()
    .replace(/[\p{L}\p{M}'’]+/gu, (word, at: number) =>
      at > 0 && SMALL.has(word) ? word : capitalised(word),
    );
}

/** With `l'` and `d'` left small in front of the capital. */
function capitalised(word: string): string {
  const elided = /^[dl]['’]/u.exec(word)?.[0] ?? "";
  const rest = word.slice(elided.length);
  return elided + rest.charAt(0).toUpperCase() + rest.slice(1);
}

function inMixedCase(name: string, text: string): string | null {
  const [low, lowName] = [text.toLowerCase(), name.toLowerCase()];
  if (low.length !== text.length) return null;
  for (let at = low.indexOf(lowName); at >= 0; at = low.indexOf(lowName, at + 1)) {
    const found = text.slice(at, at + name.length);
    if (/\p{Ll}{2}/u.test(found)) return found.charAt(0).toUpperCase() + found.slice(1);
  }
  return null;
}
