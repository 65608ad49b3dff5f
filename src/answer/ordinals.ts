import { arabicDigits, type Word } from "../text/words.ts";
import type { Document, Sentence } from "./document.ts";
import type { Question } from "./question.ts";

/** `third`, `3rd`, `troisième`, by their forms. */
const ORDINALS: ReadonlyMap<string, number> = new Map(
  [
    "first 1st premier première premiere 1er 1ère",
    "second 2nd deuxième deuxieme seconde 2e 2ème",
    "third 3rd troisième troisieme 3e 3ème",
    "fourth 4th quatrième quatrieme 4e 4ème",
    "fifth 5th cinquième cinquieme 5e 5ème",
    "sixth 6th sixième sixieme 6e 6ème",
    "seventh 7th septième septieme 7e 7ème",
    "eighth 8th huitième huitieme 8e 8ème",
    "ninth 9th neuvième neuvieme 9e 9ème",
    "tenth 10th dixième dixieme 10e 10ème",
  ].flatMap((forms, i) => forms.split(" ").map((form): [string, number] => [form, i + 1])),
);
/** What is counted by ordinals: of two of them, one is not the other. */
const COUNTED: ReadonlySet<string> = new Set(
  "round phase stage session edition dialogue summit meeting forum conference congress volume tranche campaign cycle année manche étape tour édition sommet réunion colloque campagne".split(
    " ",
  ),
);
/** Behind what is counted: `phase two`, `phase 2`. */
const CARDINALS: ReadonlyMap<string, number> = new Map(
  "one two three four five six seven eight nine ten"
    .split(" ")
    .flatMap((form, i): [string, number][] => [
      [form, i + 1],
      [String(i + 1), i + 1],
    ]),
);
/** `Heron-2`, `line 7`: a name and its number. */
const NUMBERED =
  /(?<!\p{L})(?<of>\p{L}{3,})[-\u2011 ](?<number>\d{1,3})(?![\d\p{L}%°]|[.,:]\d|[-–]\d|\s+(?:per|%))/gu;
/** Before a number, these count, compare or tell the time. */
const NO_NAMES: ReadonlySet<string> = new Set(
  "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec janvier février mars avril mai juin juillet août septembre octobre novembre décembre monday tuesday wednesday thursday friday saturday sunday the and or than about over under between from until till for since with within after before by only all some about around nearly almost top last next first past age aged are was were has have had les des aux sur dans par pour avec entre depuis jusqu plus moins que environ sous près son ses cost costs price usd eur".split(
    " ",
  ),
);
/** `លើកទី៣`, `ដំណាក់កាលទី២`: what is counted, and its number. */
const KHMER = /(?<of>លើក|ដំណាក់កាល|វគ្គ|ជំនាន់)\s*ទី\s*(?<number>\d+)/gu;

/**
 * Whether a question counts something (`the second round`, `line 7`), and neither the sentence nor the title of its release
 * names that one, but another: its third round, line 8.
 */
export function isOfOtherOrdinal(
  question: Question,
  { sentences }: Document,
  sentence: Sentence,
): boolean {
  const asked = countedIn(question.text, question.words);
  if (asked.size === 0) return false;
  const there = [sentence, ...sentences.filter(({ kind }) => kind === "title")].map((each) =>
    countedIn(each.text, each.words),
  );
  return [...asked].some(([what, numbers]) => {
    const named = there.flatMap((each) => [...(each.get(what) ?? [])]);
    return named.length > 0 && !named.some((number) => numbers.has(number));
  });
}

/** What is counted in a text, with its numbers; an ordinal stands up to two words before it. */
function countedIn(text: string, words: readonly Word[]): Map<string, Set<number>> {
  const counted = new Map<string, Set<number>>();
  const add = (what: string, number: number): void => {
    counted.set(what, (counted.get(what) ?? new Set()).add(number));
  };
  for (const [at, { form, stem }] of words.entries()) {
    const number = ORDINALS.get(form);
    const what =
      number === undefined ? undefined : words.slice(at + 1, at + 1 + REACH).find(isCounted);
    if (number !== undefined && what) add(what.stem, number);
    const cardinal = CARDINALS.get(words[at + 1]?.form ?? "");
    if (cardinal !== undefined && COUNTED.has(form)) add(stem, cardinal);
  }
  for (const { groups } of text.toLowerCase().matchAll(NUMBERED)) {
    const of = groups?.["of"] ?? "";
    if (!NO_NAMES.has(of) && !COUNTED.has(of)) add(of, Number(groups?.["number"]));
  }
  for (const { groups } of arabicDigits(text).matchAll(KHMER))
    add(groups?.["of"] ?? "", Number(groups?.["number"]));
  return counted;
}

/** Words behind an ordinal among which what is counted stands: `the third Elsin dialogue`. */
const REACH = 3;

function isCounted({ form }: Word): boolean {
  return COUNTED.has(form) || COUNTED.has(form.replace(/s$/u, ""));
}
