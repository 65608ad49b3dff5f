import type { Language } from "../domain/language.ts";

/** Share of Khmer letters from which a text is Khmer: Khmer releases name people and bodies in Latin letters too. */
const KHMER_SHARE = 0.2;
const ENGLISH = new Set(
  "the of and to in is was for that with by on at from which will has have be are its it as".split(
    " ",
  ),
);
const FRENCH = new Set(
  "le la les des de du et un une en au aux est sera que qui pour dans par sur ne pas ce cette son sa ses ont été a avec".split(
    " ",
  ),
);

/** The language that `text` is written in, by its script and its commonest words; English when nothing tells. */
export function languageOf(text: string): Language {
  const khmer = count(text, /\p{Script=Khmer}/gu);
  const latin = count(text, /\p{Script=Latin}/gu);
  if (khmer > KHMER_SHARE * (khmer + latin)) return "km";
  let english = 0;
  let french = 0;
  for (const [word] of text.toLowerCase().matchAll(/\p{L}+/gu)) {
    if (ENGLISH.has(word)) english += 1;
    if (FRENCH.has(word)) french += 1;
  }
  return french > english ? "fr" : "en";
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
