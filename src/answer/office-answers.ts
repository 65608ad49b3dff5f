import type { Language } from "../domain/language.ts";
import { words } from "../text/words.ts";
import type { Document, Sentence } from "./document.ts";
import type { Asked } from "./features.ts";
import { covered, type Term } from "./matching.ts";
import { type NamedOffice, type OfficeFact, officeFacts } from "./offices.ts";
import type { QuestionKind } from "./question-kind.ts";

/** Stems that change which office is meant: `deputy director` is not the director. */
export const RANKS: ReadonlySet<string> = new Set(
  "deputi vice assist act associ former honorari emeritus adjoint interim under junior រង អនុ ស្តីទី".split(
    " ",
  ),
);
/** Stems that head the name of an office. */
export const HEADS =
  /^(?:ambassador|envoy|consul|minist|secretari|director|direct|presid|chair|chairman|chairwoman|chairperson|chief|governor|mayor|head|repres|charg|coordin|commission|offic|manag|judg|dean|rector|chancellor|registrar|spokesman|spokesperson|spokeswoman|superintend|inspector|curat|librarian|professor|advis|ceo|cfo|coo|sg|dg|pm|boss|premier|leader|speaker|attorney|ombudsman|auditor|treasur|ambassadeur|ambassadr|ministr|directeur|directric|président|président|gouverneur|mair|chef|représent|porte|patron|recteur|doyen|ឯកអគ្គរដ្ឋទូត|រដ្ឋទូត|ទូត|រដ្ឋមន្ត្រី|ប្រធាន|នាយក|នាយិកា|អគ្គលេខាធិការ|អភិបាល|អគ្គនាយក|លេខាធិការ|តំណាង|អ្នកនាំពាក្យ)/u;
/** Questions about somebody else than the holder. */
const OTHER_THAN_HOLDER =
  /\b(?:before|previous(?:ly)?|predecessor|former(?:ly)?|first|replaced?|succeed\w*|after|next|appointed by|picked|chose|elected by|received|met|lost|besides|between|introduced|took over from|whom did|avant|précédent|ancien|prédécesseur|prochain|remplac\w+)\b|មុន|អតីត|បន្ទាប់|ដំបូង/iu;

/** Whether a term of a question is an office. */
export function isHead({ stem, alternatives }: Term): boolean {
  return (
    HEADS.test(stem) || alternatives.some((run) => run.length === 1 && HEADS.test(run[0] ?? ""))
  );
}

/** An office and its holder as a release words them. */
export interface WordedOffice {
  readonly document: Document;
  readonly sentence: Sentence;
  readonly role: string;
  readonly name: string;
  readonly standing: NamedOffice["standing"];
}

/** How a sentence stands among all that name a holder of the office, or an office of the person, that is asked for. */
export interface OfficeStanding {
  /** How much of what is asked for the office, or the name, accounts for, 0 to 1. */
  readonly fit: number;
  /** 0 for the newest holder, 1 for the one before, and so on. */
  readonly holderRank: number;
  readonly fact: OfficeFact;
}

/** What releases say of the office, or of the person's office, that a question asks for; by sentence. */
export function officeStandings(
  { question, terms }: Asked,
  documents: () => readonly Document[],
): Map<Sentence, OfficeStanding> {
  const own = terms.filter(({ fromContext }) => !fromContext);
  const fitOf = fitFor(question.kind, own);
  const standings = new Map<Sentence, OfficeStanding>();
  if (!fitOf) return standings;
  const [year] = question.years;
  const fits = documents()
    .flatMap((document) => officeFacts(document))
    .filter((fact) => year === undefined || yearOf(fact) <= year)
    .map((fact) => ({ fact, fit: fitOf(fact) }))
    .filter(({ fit }) => fit > 0);
  const best = Math.max(0, ...fits.map(({ fit }) => fit));
  const holders: string[] = [];
  for (const { fact, fit } of fits.toSorted((a, b) =>
    dateOf(b.fact).localeCompare(dateOf(a.fact)),
  )) {
    const { sentence, name } = fact;
    const last = sentence.text.slice(name.start, name.end).toLowerCase().split(/\s+/u).at(-1) ?? "";
    if (fit >= best - 0.08 && fact.standing !== "former" && !holders.includes(last)) {
      holders.push(last);
    }
    const rank = holders.indexOf(last);
    const before = standings.get(sentence);
    if (!before || before.fit < fit) {
      standings.set(sentence, { fit, holderRank: rank < 0 ? holders.length : rank, fact });
    }
  }
  return standings;
}

function fitFor(
  kind: QuestionKind,
  own: readonly Term[],
): ((fact: OfficeFact) => number) | undefined {
  const heads = own.filter(isHead);
  const names = own.filter(({ isName }) => isName);
  if (kind === "role" && names.length > 0) return (fact) => nameFit(fact, names);
  if (heads.length === 0 || !["who", "what", "role", "yes-no"].includes(kind)) return undefined;
  return (fact) => officeFit(wordedOffice(fact), own, heads);
}

/** Asks for another than who holds the office: the one before, the one after, the one who met the holder. */
export function asksForOther(question: string): boolean {
  return OTHER_THAN_HOLDER.test(question);
}

function wordedOffice({ document, sentence, role, name, standing }: OfficeFact): WordedOffice {
  const { text } = sentence;
  return {
    document,
    sentence,
    role: text.slice(role.start, role.end),
    name: text.slice(name.start, name.end),
    standing,
  };
}

/** Share of what is asked for that an office and its surroundings account for; 0 when it is another office. */
export function officeFit(
  office: WordedOffice,
  terms: readonly Term[],
  heads: readonly Term[],
): number {
  const { document, sentence, role, name, standing } = office;
  const { release } = document;
  const roleStems = stemsOf(role, release.language);
  const nameStems = stemsOf(name, release.language);
  const aboutStems = stemsOf(
    [release.issuer, release.department, release.title].filter((part) => part !== null).join(" · "),
    release.language,
  );
  if (!heads.some((term) => covered(term, roleStems) > 0)) return 0;
  const isOther = [...roleStems].some(
    (stem) => RANKS.has(stem) && !terms.some((term) => covered(term, new Set([stem])) > 0),
  );
  if (isOther && standing !== "acting") return 0;
  let sum = 0;
  let found = 0;
  for (const term of terms) {
    // Asking by name for the office's holder: `what is X's role` is another question.
    if (nameStems.has(term.stem)) return 0;
    const share = bestShare(term, roleStems, sentence.stems, aboutStems);
    if (share === 0 && term.isName) return 0;
    sum += term.weight;
    found += term.weight * share;
  }
  const rank = terms.find(({ stem }) => RANKS.has(stem));
  if (rank && covered(rank, roleStems) === 0 && standing !== "acting") return 0;
  return sum === 0 ? 0 : found / sum;
}

function bestShare(
  term: Term,
  role: ReadonlySet<string>,
  sentence: ReadonlySet<string>,
  about: ReadonlySet<string>,
): number {
  if (covered(term, role) > 0) return 1;
  if (covered(term, about) > 0) return 0.85;
  return covered(term, sentence) > 0 ? 0.7 : 0;
}

const stemsByText = new Map<string, ReadonlySet<string>>();
/** Offices, names and titles kept with their stems; the same few are looked at for every question. */
const KEPT_TEXTS = 20_000;

function stemsOf(text: string, language: Language): ReadonlySet<string> {
  const key = `${language} ${text}`;
  const before = stemsByText.get(key);
  if (before) return before;
  const stems = new Set(words(text, language).map(({ stem }) => stem));
  if (stemsByText.size >= KEPT_TEXTS) stemsByText.clear();
  stemsByText.set(key, stems);
  return stems;
}

function dateOf({ document, sentence }: OfficeFact): string {
  return `${document.release.date ?? ""} ${String(sentence.index).padStart(4, "0")}`;
}

function yearOf({ document }: OfficeFact): number {
  return Number((document.release.date ?? "0").slice(0, 4));
}

/** Share of the name that the question gives, when what it names is all in the name or in the sentence; else 0. */
function nameFit({ document, sentence, name }: OfficeFact, names: readonly Term[]): number {
  const stems = stemsOf(sentence.text.slice(name.start, name.end), document.release.language);
  const inName = names.filter(
    (term) => stems.has(term.stem) || term.alternatives.some(([only = ""]) => stems.has(only)),
  );
  if (inName.length === 0) return 0;
  const about = stemsOf(document.release.issuer ?? "", document.release.language);
  const rest = names.filter((term) => !inName.includes(term));
  if (rest.some((term) => covered(term, sentence.stems) === 0 && covered(term, about) === 0))
    return 0;
  return inName.length / Math.max(stems.size, inName.length);
}
