import { words } from "../text/words.ts";

/** Words that a person holds to be a quotation, and whose they are said to be. */
export interface QuotationClaim {
  readonly quotation: string;
  /** As typed; null when nobody is named. */
  readonly speaker: string | null;
  /** What was read as the speaker's name may as well be a part of the quotation: it counts only when it is the speaker's. */
  readonly isGuess: boolean;
}

/** Quotation marks of every kind, also typed as commas and apostrophes; the longest such stretch is the quotation. */
const MARKED =
  /"(?<a>[^"]{2,})"|“(?<b>[^”“]{2,})[”“"]|„(?<c>[^“”"]{2,})[“”"]|«\s?(?<d>[^»]{2,}?)\s?»|(?<![\p{L}\p{N}])[‘'](?<e>[^‘]{8,}?)['’](?![\p{L}\p{N}])/gu;

const SAY =
  "(?:say|said|says|saying|state[ds]?|declare[ds]?|claim(?:ed|s)?|tell|told|write|wrote|announce[ds]?|promise[ds]?|use[ds]? the words?)";
const DIRE =
  "(?:dit|déclaré|affirmé|annoncé|promis|expliqué|rappelé|ajouté|précisé|souligné|estimé|écrit)";
const KHMER_SAY = "(?:និយាយ|មានប្រសាសន៍|ថ្លែង|ប្រកាស|អះអាង|បញ្ជាក់)";

/** A question about what somebody said, without marks around the words. */
const QUESTIONS: readonly RegExp[] = [
  new RegExp(
    `^(?:did|does|has|have|had|didn['’]t|hasn['’]t|when did|where did)\\s+(?<who>.{2,80}?)\\s+(?:really\\s+|actually\\s+|ever\\s+)?${SAY}\\s*(?:that\\s|:|,)?\\s*(?<what>.+?)\\??$`,
    "isu",
  ),
  new RegExp(
    `^(?:est-ce (?:que\\s|qu['’]))?(?<who>.{2,80}?)\\s+(?:a|ont|avait)(?:-t-(?:il|elle|on)|-(?:ils|elles))?\\s+(?:vraiment\\s+|bien\\s+)?${DIRE}\\s*(?:que\\s|qu['’]|:|,)?\\s*(?<what>.+?)\\s*\\??$`,
    "isu",
  ),
  new RegExp(
    `^(?:តើ)?\\s*(?<who>.{2,80}?)\\s*(?:ពិតជា)?\\s*(?:បាន)?\\s*${KHMER_SAY}ថា\\s*(?<what>.+?)\\s*(?:មែនទេ|មែនឬទេ|ឬទេ|ដែរឬទេ)?\\s*\\??$`,
    "su",
  ),
];
/** A sentence that may name the speaker before the words or behind them. */
const SENTENCES: readonly RegExp[] = [
  new RegExp(
    `^(?:is it true (?:that\\s)?)?(?<who>[^,.:;]{2,80}?)\\s+${SAY}(?:\\s*(?:that\\s|:|,)|\\s)\\s*(?<what>.+?)\\??$`,
    "isu",
  ),
  /^(?<who>[^:"]{2,60}):\s+(?<what>.+)$/su,
  /^(?<what>.{12,}?)[,.]?\s+[—–-]{1,2}\s*(?<who>[^—–]{2,60})$/su,
];

/** What stands around the words and the name: verbs of saying, questions, marks. */
const FRAMING = new RegExp(
  `(?<![\\p{L}\\p{M}])(?:did|does|do|has|have|had|is|was|it|true|really|actually|ever|that|these|those|this|are|were|the words|the exact words?|words of|quote[ds]?|quotation|by|from|according to|as|to|please|check|whether|if|when|where|who|${SAY}|est-ce que|est-ce qu['’]|a-t-(?:il|elle|on)|a|ont|avait|vraiment|bien|selon|d['’]après|par|que|citation de|${DIRE})(?![\\p{L}\\p{M}])|តើ|ពិតជា|បាន|${KHMER_SAY}|ថា|មែនទេ|ឬទេ|តាម|របស់|[\\p{P}\\p{S}]+(?=\\s|$)|(?<=^|\\s)[\\p{P}\\p{S}]+`,
  "giu",
);
const SMALL = /^(?:the|of|for|and|to|le|la|les|de|du|des|et|à|l['’].*|d['’].*)$/iu;
/** Fewer words in marks may be a name, a ship's or a song's. */
const FEWEST_ASKED = 4;
/** Longest name with its office, in words. */
const LONGEST_NAME = 10;

/**
 * The ways to read what a person typed, the most likely first: words in quotation marks with whoever is named beside them;
 * `did X say ...`; `... — X`; all of it. Outer quotation marks are no part of a quotation.
 */
export function readClaims(typed: string, speaker: string | null): QuotationClaim[] {
  const text = typed.trim();
  const isGuess = false;
  if (isMarkedAsWhole(text)) return [{ quotation: withoutMarks(text), speaker, isGuess }];
  const whole = { quotation: text, speaker, isGuess };
  const marked = longestMarked(text);
  if (!marked) {
    return [...framed(text, QUESTIONS, false), ...framed(text, SENTENCES, true)]
      .map((claim) => ({ ...claim, speaker: speaker ?? claim.speaker }))
      .concat(whole);
  }
  const around = withoutFrame(`${text.slice(0, marked.start)} ${text.slice(marked.end)}`);
  const named = nameIn(around);
  // More than a name beside the marks is a text that quotes: all of it is meant.
  if (around !== "" && named === null) return [whole];
  return [{ quotation: marked.quotation, speaker: speaker ?? named, isGuess }, whole];
}

function framed(text: string, frames: readonly RegExp[], isGuess: boolean): QuotationClaim[] {
  return frames.flatMap((frame) => {
    const { who, what } = frame.exec(text)?.groups ?? {};
    const speaker = who === undefined ? null : nameIn(withoutFrame(who));
    if (what === undefined || speaker === null || (isGuess && !looksLikeName(speaker))) return [];
    return [{ quotation: withoutMarks(what), speaker, isGuess }];
  });
}

/** Whether a text asks if words in quotation marks were said. */
export function asksForQuotation(text: string): boolean {
  const marked = longestMarked(text);
  if (!marked || words(marked.quotation).length < FEWEST_ASKED) return false;
  const around = `${text.slice(0, marked.start)} … ${text.slice(marked.end)}`.trim();
  return /^(?:did|has|have|hasn['’]t|didn['’]t|is it true)\b.{0,100}\b(?:say|said|state[ds]?|declare[ds]?|claim(?:ed)?|write|written|true)\b|^(?:est-ce (?:que|qu['’]))?.{0,100}\b(?:a-t-(?:il|elle|on)|a|ont)\s(?:vraiment\s|bien\s)?(?:dit|déclaré|affirmé)\b.{0,20}…|(?:និយាយ|មានប្រសាសន៍|ថ្លែង).{0,12}ថា.{0,4}….{0,12}(?:ទេ|\?)/isu.test(
    around,
  );
}

function isMarkedAsWhole(text: string): boolean {
  return /^(?:"[^"]*"|“[^”“]*[”“"]|„[^“”"]*[“”"]|«[^»]*»)[.,;!?។\s]*$/u.test(text);
}

function withoutMarks(text: string): string {
  return text.replaceAll(/^["“”„«‹‘'\s]+|["“”»›’'\s]+$/gu, "");
}

function longestMarked(
  text: string,
): { readonly quotation: string; readonly start: number; readonly end: number } | null {
  const found = [...text.matchAll(MARKED)].map((match) => {
    const quotation = Object.values(match.groups ?? {}).find((group) => group !== undefined) ?? "";
    return { quotation, start: match.index, end: match.index + match[0].length };
  });
  return found.toSorted((a, b) => b.quotation.length - a.quotation.length)[0] ?? null;
}

function withoutFrame(around: string): string {
  const rest = around.replace(FRAMING, " ").replaceAll(/\s+/gu, " ").trim();
  return /^(?:he|she|they|il|elle|ils|elles|you|i|we|the|le|la|les)$/iu.test(rest) ? "" : rest;
}

/** What is left beside a frame, when it can be a name: words, a few, without figures. */
function nameIn(rest: string): string | null {
  const isName =
    /\p{L}[\p{L}\p{M}]/u.test(rest) &&
    !/\p{N}/u.test(rest) &&
    rest.split(" ").length <= LONGEST_NAME;
  return isName ? rest : null;
}

/** Mostly in capitals, or short in a script that has none. */
function looksLikeName(text: string): boolean {
  if (!/\p{Lu}/u.test(text)) return /^\p{Script=Khmer}/u.test(text) && text.length <= 40;
  const parts = text.split(" ").filter((word) => !SMALL.test(word));
  return 2 * parts.filter((word) => /^\p{Lu}/u.test(word)).length >= parts.length;
}
