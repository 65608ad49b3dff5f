import type { Language } from "../domain/language.ts";
import { isStopWord } from "../text/stop-words.ts";
import { words } from "../text/words.ts";
import type { Document } from "./document.ts";
import { covered, questionTerms, type Term, translated } from "./matching.ts";
import { RANKS } from "./office-answers.ts";
import { type HolderSearch, initialsOf, spellingsOf, withoutState } from "./office-holders.ts";
import type { OfficeRecord } from "./office-records.ts";
import { analyseQuestion } from "./question.ts";

/** The office asked for, by the terms of each way to spell it. */
export interface WordedOffice {
  readonly text: string;
  readonly language: Language;
  readonly spellings: readonly (readonly Term[])[];
  readonly parties: Parties;
  /** The organisation whose leader is asked for, by no title, by the terms of each way to spell it; null for an office. */
  readonly organisation: readonly (readonly Term[])[] | null;
}

export function wordedOffice(
  text: string,
  records: readonly OfficeRecord[],
  { library, language }: HolderSearch,
): WordedOffice {
  const spellings = spellingsOf(text, records);
  return {
    text,
    language,
    spellings: spellings.map((each) => questionTerms(analyseQuestion(each), null, library)),
    parties: partiesOf(spellings[0] ?? text, language),
    organisation: null,
  };
}

/** Those whom a release names with the very office: all that is asked for, and nothing of another office. */
export function exactly(people: readonly OfficeRecord[][], office: WordedOffice): OfficeRecord[][] {
  const rated = people.flatMap((records) => {
    const extras = records.flatMap((record) => extraOf(record, office) ?? []);
    const [least] = extras.toSorted((a, b) => a.length - b.length);
    return least === undefined ? [] : [{ records, extra: least }];
  });
  const plain = rated.filter(({ extra }) => extra === "");
  if (plain.length > 0) return plain.map(({ records }) => records);
  // `Minister` of two ministries: which of them is asked for nobody can tell.
  return new Set(rated.map(({ extra }) => extra)).size === 1
    ? rated.map(({ records }) => records)
    : [];
}

/** Heads that name whoever is at the top by no title. */
const VAGUE = /^(?:head|boss|chief|leader|patron|chef)/u;
/** Titles of whoever is at the top of an organisation, whatever it calls them. */
const TOP =
  /^(?:the\s+)?(?:group\s+)?(?:chief executive(?: officer)?|ceo|managing director|director[- ]general|general (?:manager|director)|executive (?:director|secretary)|secretary[- ]general|commissioner[- ]general|directeur général|directrice générale|secrétaire général[e]?|administrateur délégué|governor|gouverneure?|rector|vice-chancellor)\b/iu;
/** The same before the organisation's name only: `Director of the Museum`. */
const DIRECTS = /^(?:director|president|principal|directeur|directrice)(?=\s+(?:of|de|du|des)\b)/iu;
const POSSESSIVE = /\b(?:his|her|its|their|whose|son|sa|leur)\s+(?:\p{Ll}[\p{L}-]*\s+)?$/iu;

/** What an office has besides what is asked for; null when it lacks something of that, or is another. */
export function extraOf(record: OfficeRecord, office: WordedOffice): string | null {
  const extras = office.spellings.flatMap((terms) => extraStems(record, terms, office) ?? []);
  return extras.toSorted((a, b) => a.length - b.length)[0] ?? null;
}

function extraStems(
  record: OfficeRecord,
  own: readonly Term[],
  office: WordedOffice,
): string | null {
  const { document, sentence } = record;
  const { issuer, department, language } = document.release;
  const role = withoutState(record.role);
  const terms = language === office.language ? own : translated(own);
  const stemsOf = (text: string): string[] =>
    words(text, language)
      .filter(({ form }) => !isStopWord(form))
      .map(({ stem }) => stem);
  const inRole = new Set(stemsOf(record.role));
  const ofIssuer = new Set(stemsOf(`${issuer ?? ""} · ${initialsOf(issuer ?? "")}`));
  const about = new Set([...ofIssuer, ...stemsOf(department ?? "")]);
  const elsewhere = terms.filter((term) => covered(term, inRole) === 0);
  if (elsewhere.some((term) => covered(term, about) === 0)) return null;
  const at = sentence.text.indexOf(record.role);
  // `its head`: of something else than who issues the release.
  if (elsewhere.length > 0 && at >= 0 && POSSESSIVE.test(sentence.text.slice(0, at))) return null;
  if (!agree(office.parties, partiesOf(record.role, language), terms)) return null;
  const asked = new Set(terms.flatMap(({ stem, alternatives }) => [stem, ...alternatives.flat()]));
  const isExtra = (stem: string): boolean =>
    !asked.has(stem) && !ofIssuer.has(stem) && !RANKS.has(stem);
  const vague = terms.find(({ stem }) => VAGUE.test(stem));
  if (vague && !inRole.has(vague.stem)) {
    if (language !== office.language) return null;
    const title =
      TOP.exec(role)?.[0] ?? (elsewhere.length > 0 ? undefined : DIRECTS.exec(role)?.[0]);
    if (title === undefined) return null;
    return stemsOf(role.slice(title.length)).some(isExtra) ? null : "";
  }
  // Of `Head of Investigations at the Service` the Service is no part of the office, of the other word it is.
  const [complement = "", ...further] = role.split(FURTHER);
  const hasComplement = terms.length > 1;
  if (hasComplement && stemsOf(complement).some(isExtra)) return null;
  return stemsOf(hasComplement ? further.join(" ") : role)
    .filter(isExtra)
    .join(" ");
}

/** Between what belongs to an office and where it is held. */
const FURTHER =
  /\s+(?:at|in|to|on|within|of the|auprès|à|au|chez|en)\s+|(?<=\s(?:of|for|de|des|du)\s.+)\s+(?:of|for|de la|du|de l['’])\s+/iu;

/** Who sends and who receives: of an ambassador `of Japan to the Commission` these are two. */
export interface Parties {
  readonly sender: readonly string[];
  readonly receiver: readonly string[];
}

const ENVOY =
  /(?:ambassad\p{L}+|envoy|high commissioner|consul(?:[- ]general)?|chargée? d['’]affaires|permanent representative|représentante? permanente?)/iu;

function partiesOf(role: string, language: Language): Parties {
  const none = { sender: [], receiver: [] };
  const stemsOf = (text: string): string[] =>
    words(text, language)
      .filter(({ form }) => !isStopWord(form))
      .map(({ stem }) => stem);
  if (language === "km") {
    const [, sender = "", receiver = ""] = /^ឯកអគ្គរដ្ឋទូត([^]*?)(?:ប្រចាំ([^]*))?$/u.exec(role) ?? [];
    return { sender: stemsOf(sender), receiver: stemsOf(receiver) };
  }
  const head = ENVOY.exec(role);
  if (!head) return none;
  const before = role
    .slice(0, head.index)
    .replace(/\b(?:new|special|permanent|acting|our|the)\b/giu, "");
  const [of = "", ...to] = role
    .slice(head.index + head[0].length)
    .split(
      /\s+(?:to|in|at|accredited to|auprès (?:de|du|des|d['’])|à|au|aux|en)\s+|\s+auprès d['’]/iu,
    );
  return { sender: stemsOf(`${before} ${of}`), receiver: stemsOf(to.join(" ")) };
}

function agree(asked: Parties, held: Parties, terms: readonly Term[]): boolean {
  const has = (stem: string, stems: readonly string[]): boolean => {
    const term = terms.find((each) => each.stem === stem);
    return stems.includes(stem) || (term !== undefined && covered(term, new Set(stems)) > 0);
  };
  const fits = (one: readonly string[], other: readonly string[]): boolean =>
    one.length === 0 || other.length === 0 || one.some((stem) => has(stem, other));
  const isSwapped =
    (held.sender.length === 0 && asked.sender.some((stem) => has(stem, held.receiver))) ||
    (held.receiver.length === 0 && asked.receiver.some((stem) => has(stem, held.sender)));
  return fits(asked.sender, held.sender) && fits(asked.receiver, held.receiver) && !isSwapped;
}

/** Stems of who issues a release, in full and by initials. */
export function stemsAbout({ release: { issuer, department, language } }: Document): Set<string> {
  const text = `${issuer ?? ""} · ${department ?? ""} · ${initialsOf(issuer ?? "")}`;
  return new Set(words(text, language).map(({ stem }) => stem));
}
