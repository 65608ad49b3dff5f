import { type Finding, finding } from "./finding.ts";
import { labelledIn } from "./labelled.ts";
import type { Block } from "./manuscript.ts";

/** A first sentence is no longer. */
const OPENING_CHARACTERS = 800;
const NAME_WORD = "[\\p{L}’'-]+";
/** The body's first name with an abbreviation in brackets: "The Port Lazare Harbour Authority (PLHA)". */
const NAMED = new RegExp(
  `(?:^|\\bthe\\s|\\b[Ll]['ea]\\s?)(?<name>\\p{Lu}${NAME_WORD}(?:\\s(?:of|for|and|the|de|du|des|la|et|\\p{Lu}${NAME_WORD})){1,8})\\s\\([\\p{Lu}&-]{2,8}\\)`,
  "iu",
);
/** "About Nordhall Pharma", "À propos du REV :". */
const ABOUT =
  /^\W*(?:about(?:\s+the)?|à\s+propos\s+(?:de\s+la\s|de\s+l['’]|de\s|du\s|des\s|d['’]))\s*(?<name>\p{Lu}[^.:៖]{1,60}?)\s*(?:$|[.:៖])/iu;
/** How wire services close: "SOURCE Nordhall Pharma". */
const SOURCE = /^SOURCE:?\s+(?<name>\p{Lu}.{2,80})$/u;
const ABBREVIATION = /^[\p{Lu}&-]{2,8}$/u;

/** Who issues by the first sentence. */
export function issuerNamedIn(body: readonly Block[]): Finding | null {
  const [opening] = body;
  return opening
    ? named(opening, NAMED.exec(opening.reading.text.slice(0, OPENING_CHARACTERS)))
    : null;
}

/** Who issues by a line below the text that says so. */
export function issuerStatedIn(footer: readonly Block[]): Finding | null {
  for (const one of footer) {
    const { text } = one.reading;
    const label = labelledIn(text);
    if (label?.field === "issuer" && /^\p{Lu}/u.test(text.slice(label.start)))
      return finding(one, label);
    const source = named(one, SOURCE.exec(text));
    if (source) return source;
  }
  return null;
}

/** Whom the closing words are about, when the body speaks of it. */
export function issuerDescribedIn(
  footer: readonly Block[],
  body: readonly Block[],
): Finding | null {
  for (const one of footer) {
    const found = named(one, ABOUT.exec(one.reading.text.slice(0, OPENING_CHARACTERS)));
    const spelt = found && spellingIn(body, found.value);
    if (spelt) return { ...found, value: spelt };
  }
  return null;
}

/** A name as the body writes it, whatever its letter case elsewhere. */
function spellingIn(body: readonly Block[], name: string): string | null {
  for (const { reading } of body) {
    const at = reading.text.toLowerCase().indexOf(name.toLowerCase());
    const spelt = reading.text.slice(at, at + name.length);
    if (at >= 0 && /^\p{Lu}/u.test(spelt)) return spelt;
  }
  return null;
}

/** The name that `issuer`, an abbreviation, stands for by the body's own words; null when it is none or the body does not say. */
export function unabbreviated(issuer: string, body: readonly Block[]): Finding | null {
  if (!ABBREVIATION.test(issuer)) return null;
  const full = new RegExp(
    `(?<name>\\p{Lu}${NAME_WORD}(?:\\s(?:of|for|and|the|de|du|des|la|et|(?:[dl]['’])?\\p{Lu}${NAME_WORD})){1,8})\\s\\(${issuer}\\)`,
    "u",
  );
  for (const one of body) {
    const match = full.exec(one.reading.text);
    const article = /^(?:The|La|Le|Les)\s+/u.exec(match?.groups?.["name"] ?? "")?.[0].length ?? 0;
    const found = named(one, match);
    if (found && match) {
      const start = match.index + article;
      return finding(one, { start, end: match.index + (match.groups?.["name"]?.length ?? 0) });
    }
  }
  return null;
}

function named(one: Block, match: RegExpExecArray | null): Finding | null {
  const name = match?.groups?.["name"];
  if (!match || !name || !/^\p{Lu}/u.test(name)) return null;
  const start = match.index + match[0].indexOf(name);
  return finding(one, { start, end: start + name.length });
}
