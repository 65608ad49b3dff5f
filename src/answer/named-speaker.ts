import type { Language } from "../domain/language.ts";
import { isStopWord } from "../text/stop-words.ts";
import { type Word, words } from "../text/words.ts";
import { longForms } from "./abbreviation-answers.ts";
import type { Document } from "./document.ts";
import type { Library } from "./library.ts";
import { namedPeople } from "./named-people.ts";
import { HEADS, RANKS } from "./office-answers.ts";
import { officeFacts } from "./offices.ts";
import type { Speaking } from "./quotation-speaker.ts";

/** Whether the one who is named is the one who speaks; `unknown` where the release does not settle it. */
export type SpeakerMatch = "yes" | "no" | "unknown";

interface Surroundings {
  readonly document: Document;
  /** The sentences with the words. */
  readonly passage: string;
  readonly library: Library;
  /** Further releases that may give the speaker's office; only asked for where the release itself does not. */
  readonly others: () => readonly Document[];
}

const HONORIFICS = new Set(
  "mr mrs ms miss mx madam sir lord lady dame dr prof he hm hrh his her their excel excellenc honour m mme mlle mm monsieur madame លោក លោកស្រី ឯកឧត្តម លោកជំទាវ អ្នក ស្រី ឯក ឧត្តម ជំទាវ".split(
    " ",
  ),
);

/** Compares a name, an office or an organisation, as typed, with the speaker of a stretch of a release. */
export function matchSpeaker(
  named: string,
  speaking: Speaking,
  { document, passage, library, others }: Surroundings,
): SpeakerMatch {
  const { release, text } = document;
  const { language } = release;
  const typed = wordsOf(named, language);
  const asked = typed.map(({ stem }) => stem);
  if (asked.length === 0) return "unknown";
  if (isIssuer(named, asked, document)) return "yes";
  const label = speaking.label && text.slice(speaking.label.start, speaking.label.end);
  if (label === null) {
    if (speaking.attribution !== "own") return "unknown";
    const about = new Set(stemsOf(passage, language));
    return asked.every((stem) => about.has(stem)) ? "unknown" : "no";
  }
  const covers = coverer(asked, library);
  const name = speaking.name && text.slice(speaking.name.start, speaking.name.end);
  const forms = fullName(name, document);
  const titles = [label, ...(name === null ? [] : officesOf(forms, [document]))];
  if (typed.some(({ form }) => forms.has(form))) {
    const rest = typed.filter(({ form }) => !forms.has(form)).map(({ stem }) => stem);
    const offices = titles.flatMap((title) => wordsOf(title, language));
    const there = new Set(offices.flatMap(({ form, stem }) => (forms.has(form) ? [] : stem)));
    if (rest.every((stem) => HEADS.test(stem) || RANKS.has(stem) || covers(stem, there))) {
      return "yes";
    }
    // A surname alone may be that of the one who is named in full.
    return forms.size > 1 ? "no" : "unknown";
  }
  if (holdsOffice(asked, titles, { language, covers })) return "yes";
  if (name === null) return asked.some((stem) => HEADS.test(stem)) ? "no" : "unknown";
  if (titles.some((title) => stemsOf(title, language).some((stem) => HEADS.test(stem)))) {
    return "no";
  }
  // The release gives the name alone: another may give the office.
  const elsewhere = officesOf(forms, others());
  if (holdsOffice(asked, elsewhere, { language, covers })) return "yes";
  return elsewhere.length > 0 || !asked.some((stem) => HEADS.test(stem)) ? "no" : "unknown";
}

/** The forms of a name; of a surname alone those of the one person of the release who has it. */
function fullName(name: string | null, document: Document): ReadonlySet<string> {
  const { language } = document.release;
  const own = new Set(name === null ? [] : wordsOf(name, language).map(({ form }) => form));
  if (own.size !== 1) return own;
  const longer = document.sentences
    .flatMap((sentence) =>
      namedPeople(sentence).map(({ name: { start, end } }) =>
        wordsOf(sentence.text.slice(start, end), language).map(({ form }) => form),
      ),
    )
    .filter((forms) => forms.length > 1 && [...own].every((form) => forms.includes(form)));
  const [first = []] = longer;
  const isOne = longer.every((forms) => forms.every((form) => first.includes(form)));
  return longer.length > 0 && isOne ? new Set(first) : own;
}

function wordsOf(text: string, language: Language): Word[] {
  return words(text, language).filter(({ form }) => !isStopWord(form) && !HONORIFICS.has(form));
}

function stemsOf(text: string, language: Language): string[] {
  return wordsOf(text, language).map(({ stem }) => stem);
}

/** `the Bank`, `BNO`: whoever issues a release stands for all that it says. */
function isIssuer(named: string, asked: readonly string[], document: Document): boolean {
  const { issuer, department, language } = document.release;
  const own = new Set(stemsOf(`${issuer ?? ""} ${department ?? ""}`, language));
  if (asked.every((stem) => own.has(stem))) return true;
  const short = /^(?:the |la |le |l['’])?(?<short>\p{Lu}[\p{L}.&-]{1,9})$/u.exec(named.trim());
  const [long] = short ? longForms(short.groups?.["short"] ?? "", [document]) : [];
  if (!long) return false;
  const stems = stemsOf(long.sentence.text.slice(long.long.start, long.long.end), language);
  return stems.every((stem) => own.has(stem));
}

type Covers = (stem: string, there: ReadonlySet<string>) => boolean;

/** Covers a stem by itself or by what the lexicon has for it, in every language. */
function coverer(asked: readonly string[], library: Library): Covers {
  const expansions = library.lexicon.equivalents.expand(asked);
  return (stem, there) =>
    there.has(stem) ||
    expansions.some(
      ({ from, to, alternatives }) =>
        asked.slice(from, to).includes(stem) &&
        alternatives.some((run) => run.every((other) => isStopWord(other) || there.has(other))),
    );
}

/** One of the titles is the office asked for, and not its deputy's. */
function holdsOffice(
  asked: readonly string[],
  titles: readonly string[],
  { language, covers }: { readonly language: Language; readonly covers: Covers },
): boolean {
  return titles.some((title) => {
    const there = new Set(stemsOf(title, language));
    const isOther = [...there].some((stem) => RANKS.has(stem) && !asked.includes(stem));
    return !isOther && asked.every((stem) => covers(stem, there));
  });
}

/** How releases call a person, known by the forms of the name: titles before the name, offices beside it. */
function officesOf(name: ReadonlySet<string>, documents: readonly Document[]): string[] {
  return documents.flatMap((document) => {
    const { language } = document.release;
    const isMeant = (text: string): boolean => {
      const forms = wordsOf(text, language).map(({ form }) => form);
      if (forms.length === 0 || name.size === 0) return false;
      // A surname alone, here or there, is meant as well.
      return (
        forms.every((form) => name.has(form)) || [...name].every((form) => forms.includes(form))
      );
    };
    const facts = officeFacts(document)
      .filter((fact) => isMeant(fact.sentence.text.slice(fact.name.start, fact.name.end)))
      .map(({ sentence, role }) => sentence.text.slice(role.start, role.end));
    const titles = document.sentences.flatMap((sentence) =>
      namedPeople(sentence)
        .filter(({ name: each }) => isMeant(sentence.text.slice(each.start, each.end)))
        .map(({ name: each, whole }) => sentence.text.slice(whole.start, each.start)),
    );
    return [...facts, ...titles].filter((title) => stemsOf(title, language).length > 0);
  });
}
