/** Consonants that scanners take for one another. */
const ALIKE: ReadonlyMap<string, string> = new Map([["ឍ", "ឈ"]]);

/** The consonants of a Khmer text in order: what a scanner reads right where it loses vowels and stacked signs. */
export function khmerConsonants(text: string): string {
  return Array.from(
    text.matchAll(/[\u1780-\u17a2]/gu),
    ([letter]) => ALIKE.get(letter) ?? letter,
  ).join("");
}
