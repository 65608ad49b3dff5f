import { fold } from "./words.ts";

/** What scanners mistake for one another, brought to one shape: `0` for `o`, `1`, `l`, `i` and `|`, `rn` for `m`, `5` for `s`. */
export function skeleton(word: string): string {
  return fold(word)
    .replaceAll("0", "o")
    .replaceAll(/[1i|!]/gu, "l")
    .replaceAll("5", "s")
    .replaceAll("rn", "m");
}

/** Digits inside a word that a scanner took for letters, as letters: `F00D`, `TeI` stays, `Apri1`, `0ctober`. Codes such as `B2322` or `CO2` stay. */
export function lettersForDigits(text: string): string {
  return text
    .replace(ZEROS, (run, at: number, whole: string) => {
      const neighbour = whole.charAt(at - 1).match(/\p{L}/u)?.[0] ?? whole.charAt(at + run.length);
      const capital = /\p{Lu}/u.test(neighbour) || !/\p{L}/u.test(whole.charAt(at - 1));
      return (capital ? "O" : "o").repeat(run.length);
    })
    .replace(ONES_IN_SMALL, (run) => "l".repeat(run.length))
    .replace(/(?<=\p{Lu}{2})1+(?=\p{Lu})/gu, (run) => "I".repeat(run.length));
}

/** Zeros between letters of a word that has no other digit, or in front of one. */
const ZEROS =
  /(?<=(?<![\p{L}\p{N}])\p{L}[\p{L}0]*)0+(?=\p{L}+(?!\p{N}))|(?<![\p{L}\p{N}.,])0(?=\p{L}{3}|(?:ld|ne|ur|ut|ff)\b)/gu;
const ONES_IN_SMALL = /(?<=\p{Ll}{2})1+(?=\p{Ll}|(?![\p{L}\p{N}-]))|(?<=\p{Ll})1+(?=\p{Ll})/gu;

/**
 * `name` as the rest of `text` spells it: each word is taken in the spelling that the text has most often among those that
 * look alike to a scanner; where two are as frequent, the one without digits and with `m` for `rn`.
 */
export function likelySpelling(name: string, text: string): string {
  const spellings = new Map<string, Map<string, number>>();
  const wanted = new Set(wordsOf(name).map(skeleton));
  for (const word of wordsOf(text)) {
    const shape = skeleton(word);
    if (!wanted.has(shape)) continue;
    const counts = spellings.get(shape) ?? new Map<string, number>();
    spellings.set(shape, counts.set(word.toLowerCase(), (counts.get(word.toLowerCase()) ?? 0) + 1));
  }
  return lettersForDigits(name).replace(WORD, (word) => {
    const best = [...(spellings.get(skeleton(word)) ?? [])].toSorted(bySpelling)[0]?.[0];
    if (best === undefined || best === word.toLowerCase() || /\d/u.test(best)) return word;
    return inCaseOf(word, best);
  });
}

const WORD = /[\p{L}\p{N}\p{M}]+/gu;

function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}

function bySpelling([a, timesA]: [string, number], [b, timesB]: [string, number]): number {
  const digits = Number(/\d/u.test(a)) - Number(/\d/u.test(b));
  return digits || timesB - timesA || a.length - b.length;
}

function inCaseOf(model: string, word: string): string {
  // A scanner's "MlNISTRY" is in capitals all the same.
  if (model.toUpperCase() === model || /\p{Lu}{3}/u.test(model)) return word.toUpperCase();
  return /^\p{Lu}/u.test(model) ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}
