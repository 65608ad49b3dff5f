import type { Span } from "../domain/span.ts";
import { arabicDigits } from "./words.ts";

/** What kind of thing a stretch of text names, by its form alone. */
export type MentionKind =
  | "date"
  | "year"
  | "time"
  | "duration"
  | "money"
  | "percent"
  | "quantity"
  | "number"
  | "phone"
  | "email"
  | "url"
  | "quotation"
  | "abbreviation"
  | "person";

export interface Mention extends Span {
  readonly kind: MentionKind;
}

const MONTHS =
  "January|February|March|April|May|June|July|August|September|October|November|December|Jan\\.?|Feb\\.?|Mar\\.?|Apr\\.?|Jun\\.?|Jul\\.?|Aug\\.?|Sept?\\.?|Oct\\.?|Nov\\.?|Dec\\.?|" +
  "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre";
const KHMER_MONTHS = "មករា|កុម្ភៈ|មីនា|មេសា|ឧសភា|មិថុនា|កក្កដា|សីហា|កញ្ញា|តុលា|វិច្ឆិកា|ធ្នូ";
const DAYS =
  "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche";
const KHMER_DAYS = "អាទិត្យ|ចន្ទ|អង្គារ|ពុធ|ព្រហស្បតិ៍|សុក្រ|សៅរ៍";
const NUMBER_WORD =
  "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|" +
  "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|half|dozen|" +
  "deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|cent|mille|une?";
const KHMER_NUMBER_WORD =
  "(?:មួយ|ពីរ|បី|បួន|ប្រាំមួយ|ប្រាំពីរ|ប្រាំបី|ប្រាំបួន|ប្រាំ|ដប់|ម្ភៃ|សាមសិប|សែសិប|ហាសិប|ហុកសិប|ចិតសិប|ប៉ែតសិប|កៅសិប|រយ|ពាន់|ម៉ឺន|លាន)+";
const DIGITS = "\\d{1,3}(?:[,.\\u00a0\\u202f ]\\d{3})+(?:[.,]\\d+)?(?!\\d)|\\d+(?:[.,]\\d+)?";
const WORDED = `(?:${NUMBER_WORD})(?:[- ](?:and )?(?:${NUMBER_WORD}))*`;
const AMOUNT = `(?:${DIGITS}|\\bhalf an?\\b|\\b(?:${WORDED})\\b)`;
const SCALE =
  "(?:[ \\u00a0](?:thousand|million|billion|trillion|millions?|milliards?|mille|hundred)s?\\b)?";
const KHMER_SCALE = "(?: ?(?:លាន|ពាន់លាន|កោដិ|ពាន់|ម៉ឺន|រយ))?";
const DURATION_UNIT =
  "(?:second|minute|hour|day|week|fortnight|month|quarter|year|decade|working day|calendar day|seconde|heure|jour|semaine|mois|an|année|trimestre)s?";
const KHMER_DURATION_UNIT = "(?:វិនាទី|នាទី|ម៉ោង|ថ្ងៃ|សប្តាហ៍|ខែ|ឆ្នាំ)";
const CURRENCY_CODE =
  "(?:USD|EUR|GBP|JPY|KHR|THB|CNY|AUD|CHF|US\\$|A\\$|C\\$|[A-Z]{3}|\\$|€|£|¥|៛|F)";
const CURRENCY_NAME =
  "(?:(?:US |American |Australian |Canadian |Singapore |Hong Kong )?(?:dollars?|euros?|pounds?(?: sterling)?|yen|riels?|baht|yuan|rupees?|francs?|dinars?|dirhams?|kip|dong|won|pesos?|roupies?|cents?|crowns?|krone[rn]?|kronor|shillings?|rand|ringgit|rupiahs?|livres?)\\b)";
const KHMER_CURRENCY = "(?:ដុល្លារអាមេរិក|ដុល្លារ|អឺរ៉ូ|រៀល|យ៉េន|បាត|យ័ន|ដុង|គីប|វ៉ុន|ផោន|សេន)";
const UNIT =
  "(?:per cent|percent|%|kilomet(?:er|re)s?|km|met(?:er|re)s?|centimet(?:er|re)s?|cm|mm|millimet(?:er|re)s?|kilograms?|kilogrammes?|kg|grams?|tonnes?|tons?|lit(?:er|re)s?|hectares?|ha|acres?|square \\w+|cubic \\w+|mètres?(?: cubes?| carrés?)?|kilomètres?|centimètres?|megawatts?(?:-\\w+)?|mégawatts?(?:-\\p{L}+)?|MW|kWh|kW|GWh|TEU|°C|degrees?|knots?|nœuds|kilowatt-hours?)";

interface Pattern {
  readonly kind: MentionKind;
  readonly expression: RegExp;
}

const day = `(?:(?:${DAYS}),?\\s+)?`;
/** The first pattern that takes a stretch keeps it; so the longest forms come first. */
const PATTERNS: readonly Pattern[] = [
  { kind: "email", expression: /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu },
  { kind: "url", expression: /\b(?:https?:\/\/|www\.)[^\s<>()"'”»]*[^\s<>()"'”».,;:!?]/giu },
  {
    kind: "phone",
    expression:
      /(?:\(\+?\d{1,4}\)|\+\d{1,4})[\s./-]*\d(?:[\s./-]?\d){4,12}(?!\d)|\b0\d{1,2}[\s./-]\d{3}[\s./-]\d{3,4}\b|\b\d{3}[\s-]\d{4}\b(?!\s*(?:million|per|tonnes))/gu,
  },
  {
    kind: "date",
    expression: new RegExp(
      `(?:${day}\\d{1,2}(?:st|nd|rd|th|er)?(?:\\s*(?:-|–|to|and|until|au|et|or)\\s*${day}\\d{1,2}(?:st|nd|rd|th)?)?\\s+(?:of\\s+)?(?:${MONTHS})(?![\\p{L}])(?:,?\\s+(?:19|20)\\d\\d)?` +
        `|${day}(?:${MONTHS})(?![\\p{L}])\\s+\\d{1,2}(?:st|nd|rd|th)?(?!\\d)(?:\\s*(?:-|–|and|to)\\s*\\d{1,2}(?!\\d))?(?:,?\\s+(?:19|20)\\d\\d)?` +
        `|(?:${MONTHS})(?![\\p{L}])\\s+(?:of\\s+)?(?:19|20)\\d\\d|\\b(?:19|20)\\d\\d-\\d\\d-\\d\\d\\b)`,
      "gu",
    ),
  },
  {
    kind: "date",
    expression: new RegExp(
      `(?:ថ្ងៃ(?:${KHMER_DAYS})?\\s*)?(?:ទី\\s*|ថ្ងៃទី\\s*)\\d{1,2}(?:\\s*(?:និង|ដល់|-)\\s*(?:ថ្ងៃ)?(?:${KHMER_DAYS})?\\s*ទី\\s*\\d{1,2})?\\s*ខែ(?:${KHMER_MONTHS})(?:\\s*ឆ្នាំ\\s*\\d{4})?` +
        `|ខែ(?:${KHMER_MONTHS})\\s*ឆ្នាំ\\s*\\d{4}|\\d{1,2}\\s+(?:${KHMER_MONTHS})(?:\\s+\\d{4})?|ខែ(?:${KHMER_MONTHS})|ឆ្នាំ\\s*\\d{4}`,
      "gu",
    ),
  },
  {
    kind: "time",
    expression:
      /\b\d{1,2}(?:[.:]\d{2})?\s*(?:[ap]\.?m\.?(?![\p{L}])|o'clock)|\b(?:[01]?\d|2[0-3]):[0-5]\d\b|\b\d{1,2}\s?h(?:eures?)?(?:\s?[0-5]\d)?\b|\b(?:noon|midnight|midday|midi|minuit)\b|ម៉ោង\s*\d{1,2}(?:[.:]\d{2})?(?:\s*និង\s*\d{1,2}\s*នាទី)?(?:\s*(?:ព្រឹក|ល្ងាច|រសៀល|យប់|ថ្ងៃត្រង់))?/giu,
  },
  {
    kind: "money",
    expression: new RegExp(
      `${CURRENCY_CODE}[ \\u00a0]?(?:${DIGITS})${SCALE}|${AMOUNT}${SCALE}[ \\u00a0]?(?:(?:d['’]|of |de )?${CURRENCY_NAME}|€|\\b(?:USD|EUR|GBP|KHR)\\b)`,
      "gu",
    ),
  },
  {
    kind: "money",
    expression: new RegExp(
      `(?:\\d{1,3}(?:[ \\u00a0]\\d{3})+|\\d[\\d.,]*|${KHMER_NUMBER_WORD})${KHMER_SCALE}\\s*${KHMER_CURRENCY}`,
      "gu",
    ),
  },
  {
    kind: "percent",
    expression: new RegExp(
      `${AMOUNT}\\s*(?:%|per cent\\b|percent\\b|pour cent\\b|percentage points?\\b)|\\d[\\d.,]*\\s*ភាគរយ`,
      "giu",
    ),
  },
  {
    kind: "duration",
    expression: new RegExp(
      `${AMOUNT}(?:[- ]and a half)?[- \\u00a0]${DURATION_UNIT}\\b(?:(?:,? and| et)? ${AMOUNT}[- ]${DURATION_UNIT}\\b)?`,
      "giu",
    ),
  },
  {
    kind: "duration",
    expression: new RegExp(
      `(?:\\d+|${KHMER_NUMBER_WORD})\\s*${KHMER_DURATION_UNIT}(?:(?:\\s*និង)?\\s*(?:\\d+|${KHMER_NUMBER_WORD})\\s*${KHMER_DURATION_UNIT})?`,
      "gu",
    ),
  },
  { kind: "year", expression: /\b(?:19|20)\d\d(?:\s?[-–/]\s?(?:(?:19|20)?\d\d))?\b(?![.,]\d)/gu },
  {
    kind: "quantity",
    expression: new RegExp(`${AMOUNT}${SCALE}[- \\u00a0]?${UNIT}(?![\\p{L}])`, "gu"),
  },
  {
    kind: "number",
    expression: new RegExp(
      `(?<![\\p{L}\\p{N}.,-])(?:${DIGITS})${SCALE}(?![\\p{L}\\p{N}])|\\b(?:${WORDED})\\b${SCALE}`,
      "giu",
    ),
  },
  {
    kind: "number",
    expression: new RegExp(
      `(?:\\d{1,3}(?:[ \\u00a0]\\d{3})+|\\d[\\d.,]*)${KHMER_SCALE}|${KHMER_NUMBER_WORD}(?=\\s?(?:នាក់|គ្រឿង|កន្លែង|គ្រួសារ|ប្រទេស|ខេត្ត))`,
      "gu",
    ),
  },
];

const ALONE = new Set(["one", "un", "une", "half", "cent", "mille", "sept"]);

/** Dates, times, amounts and the like, in order; none overlaps another. Digits of both scripts. */
export function mentions(text: string): Mention[] {
  const plain = arabicDigits(text);
  const taken = new Uint8Array(plain.length);
  const found: Mention[] = [];
  for (const { kind, expression } of PATTERNS) {
    for (const match of plain.matchAll(expression)) {
      const start = match.index;
      const end = start + match[0].trimEnd().length;
      if (end <= start || (kind === "number" && ALONE.has(match[0].toLowerCase()))) continue;
      if (taken.subarray(start, end).some((mark) => mark === 1)) continue;
      taken.fill(1, start, end);
      found.push({ kind, start, end });
    }
  }
  return found.toSorted((a, b) => a.start - b.start);
}

const QUOTATION = /"([^"]{8,})"|“([^”]{8,})”|«\s?([^»]{4,}?)\s?»|‘([^’]{12,})’/gu;

/** Quoted words without their marks. */
export function quotations(text: string): Mention[] {
  return [...text.matchAll(QUOTATION)].map((match) => {
    const inner = match.slice(1).find((group) => group !== undefined) ?? "";
    const start = match.index + match[0].indexOf(inner);
    return { kind: "quotation", start, end: start + inner.length };
  });
}

/** An abbreviation with the long form that introduces it. */
export interface Abbreviation {
  readonly short: string;
  readonly long: Span;
}

const BRACKETED = /\(([\p{Lu}][\p{Lu}\p{N}&+./-]{1,9}s?)\)/gu;

/**
 * Abbreviations where a text introduces them in brackets: `the Energy Regulatory Board (ERB)`; the long form is the
 * shortest run of words before the bracket whose initials fit, else the capitalised words or the Khmer phrase there.
 */
export function abbreviations(text: string): Abbreviation[] {
  return [...text.matchAll(BRACKETED)].flatMap((match) => {
    const short = match[1] ?? "";
    const long = longForm(text.slice(0, match.index).trimEnd(), short);
    return long ? [{ short, long }] : [];
  });
}

const CAPITALISED =
  /\p{Lu}[\p{L}\p{M}'’-]+(?:\s+(?:of|the|for|and|in|on|to|de|la|le|les|des|du|et|pour)){0,2}(?:\s+\p{Lu}[\p{L}\p{M}'’-]+(?:\s+(?:of|the|for|and|in|on|to|de|la|le|les|des|du|et|pour)){0,2})*\s+\p{Lu}[\p{L}\p{M}'’-]+$/u;
const LINKING = new Set(
  "of the for and in on to de la le les des du et pour d l aux au".split(" "),
);

function longForm(before: string, short: string): Span | undefined {
  const letters = short
    .replace(/s$/u, "")
    .replaceAll(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
  const tokens = [...before.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].slice(-14);
  for (let first = tokens.length - 1; first >= 0; first -= 1) {
    const run = tokens.slice(first).map(([word]) => word.toLowerCase());
    if (LINKING.has(run[0] ?? "")) continue;
    if (initialsFit(run, letters)) return { start: tokens[first]?.index ?? 0, end: before.length };
  }
  // Letters in another order (CHMP): the capitalised phrase before the bracket, when it begins with the first letter.
  const phrase = CAPITALISED.exec(before);
  if (phrase && fold(phrase[0]).toLowerCase().startsWith(letters.charAt(0))) {
    return { start: phrase.index, end: before.length };
  }
  if (/\p{Script=Khmer}$/u.test(before)) {
    const start = before.search(/[^\s«»(),។៖]+$/u);
    return start < 0 ? undefined : { start, end: before.length };
  }
  return undefined;
}

/** Each letter begins a word, in order; linking words may be passed over, and a word may give several of its letters. */
function initialsFit(run: readonly string[], letters: string): boolean {
  if (run.length === 0) return letters === "";
  const [word = "", ...rest] = run;
  if (LINKING.has(word) && initialsFit(rest, letters)) return true;
  if (letters === "" || !fold(word).startsWith(letters.charAt(0))) return false;
  for (let taken = Math.min(3, letters.length); taken >= 1; taken -= 1) {
    if (
      isSubsequence(letters.slice(0, taken), fold(word)) &&
      initialsFit(rest, letters.slice(taken))
    )
      return true;
  }
  return false;
}

function fold(word: string): string {
  return word.normalize("NFD").replace(/\p{M}/gu, "");
}

function isSubsequence(part: string, word: string): boolean {
  let at = 0;
  for (const letter of word) if (letter === part.charAt(at)) at += 1;
  return at === part.length;
}
