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
/** `លើកទី៣`, `ដំណាក់កាលទី២`: what is counted, and its number. */
const KHMER = /(?<of>លើក|ដំណាក់កាល|វគ្គ|ជំនាន់)\s*ទី\s*(?<number>\d+)/gu;

/**
 * Whether a question counts something (`the second round`), and neither the sentence nor the title of its release names that
 * one, but another: its third round.
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
  for (const { groups } of arabicDigits(text).matchAll(KHMER))
    add(groups?.["of"] ?? "", Number(groups?.["number"]));
  return counted;
}

/** Words behind an ordinal among which what is counted stands: `the third Elsin dialogue`. */
const REACH = 3;

function isCounted({ form }: Word): boolean {
  return COUNTED.has(form) || COUNTED.has(form.replace(/s$/u, ""));
}
