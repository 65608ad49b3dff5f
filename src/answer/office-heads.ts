import type { Language } from "../domain/language.ts";
import { isStopWord } from "../text/stop-words.ts";
import { words } from "../text/words.ts";
import { covered, questionTerms, type Term, translated } from "./matching.ts";
import { extraOf, type WordedOffice } from "./office-fit.ts";
import {
  groupedByPerson,
  type HolderSearch,
  initialsOf,
  isSamePerson,
  releasesFor,
  spellingsOf,
  withoutState,
} from "./office-holders.ts";
import { type OfficeRecord, officeRecords } from "./office-records.ts";
import { isAtBoard, maybeOfIssuer, titleIn, titlesFor } from "./office-titles.ts";
import { analyseQuestion } from "./question.ts";

/** Whoever the releases name at the top of an organisation, by person, and the office by which they are. */
export interface Heads {
  readonly people: OfficeRecord[][];
  readonly office: WordedOffice;
  readonly titles: ReadonlyMap<OfficeRecord, string>;
}

/** An organisation as asked for. */
interface Organisation {
  readonly name: string;
  /** With its abbreviations in full. */
  readonly inFull: string;
  readonly language: Language;
  readonly library: HolderSearch["library"];
  /** Its terms in each way to spell it. */
  readonly spellings: readonly (readonly Term[])[];
}

interface Headed {
  readonly record: OfficeRecord;
  readonly title: string;
  /** Words of the office besides the title and what was asked for. */
  readonly extra: string;
  /** Whose office it is, where that is left to who issues the release; null where the office names it. */
  readonly issuer: string | null;
}

/** Those who hold the highest office of an organisation that the releases name; null where nobody can tell whose it is. */
export function headsOf(name: string, search: HolderSearch): Heads | null {
  const { library, language } = search;
  const records = releasesFor(name, search).flatMap(officeRecords);
  const spelt = spellingsOf(name.replace(CENTRAL_BANK, "$<bank>"), records);
  const spellings = spelt.map((each) => questionTerms(analyseQuestion(each), null, library));
  if (spellings.some((terms) => terms.length === 0)) return null;
  const asked = { name, inFull: spelt.join(" · "), language, library, spellings };
  for (const titles of titlesFor(asked.inFull)) {
    const all = records.flatMap((record) => headedBy(record, titles, asked) ?? []);
    const own = ofOne(all);
    if (own === null) return null;
    if (own.length > 0) {
      const headed = all.filter((each) => own.some((one) => isSamePerson(one.record, each.record)));
      return {
        people: groupedByPerson(headed.map(({ record }) => record)),
        office: officeOf(new Set(headed.map(({ title }) => title)), asked),
        titles: new Map(headed.map(({ record, title }) => [record, title])),
      };
    }
  }
  return null;
}

/** What an organisation is called, as terms. */
export function organisationTerms(name: string, { library }: HolderSearch): Term[] {
  return questionTerms(analyseQuestion(name), null, library);
}

/** A country's or union's, which is called the National, Reserve or State Bank, or by the country alone. */
const CENTRAL_BANK = /central (?<bank>bank)|(?<bank>banque) centrale/iu;

function headedBy(record: OfficeRecord, titles: RegExp, asked: Organisation): Headed | null {
  const { document } = record;
  const role = withoutState(record.role);
  const title = titleIn(role, titles);
  if (title === null || isPartOf(record, asked)) return null;
  if (isAtBoard(role) && !isAtBoard(`${asked.inFull} · ${document.release.issuer ?? ""}`))
    return null;
  const extra = extraOf(record, officeOf([title], asked));
  if (extra === null) return null;
  const { language, issuer } = document.release;
  const rest = new Set(words(role.replace(title, " "), language).map(({ stem }) => stem));
  const isNamed = asked.spellings.some((terms) =>
    termsFor(language, terms, asked).every((term) => covered(term, rest) > 0),
  );
  if (isNamed) return { record, title, extra, issuer: null };
  if (extra !== "" || issuer === null) return null;
  // `Head of claims`, where the claims of who issues the release are asked for.
  const isPart = asked.spellings.some((terms) =>
    termsFor(language, terms, asked).some((term) => covered(term, rest) > 0),
  );
  const own = new Set([...rest, ...contentStems(`${issuer} · ${initialsOf(issuer)}`, language)]);
  const isIssuers = asked.spellings.some((terms) =>
    termsFor(language, terms, asked).every((term) => covered(term, own) > 0),
  );
  const isWhole = isIssuers && maybeOfIssuer(title, `${asked.inFull} · ${issuer}`);
  if (!isPart && !isWhole) return null;
  return isOfAnother(record, titles, asked) ? null : { record, title, extra, issuer };
}

/** `Chief Executive of Kestrel Coast Railway`: what is read as a name is the organisation's. */
function isPartOf({ sentence, name, document }: OfficeRecord, asked: Organisation): boolean {
  const found = contentStems(sentence.text.slice(name.start, name.end), document.release.language);
  return asked.spellings.some((terms) =>
    found.every((stem) => terms.some((term) => term.stem === stem)),
  );
}

/** `Ilse Marn, director of the theatre`, whom the release then calls the director. */
function isOfAnother(record: OfficeRecord, titles: RegExp, asked: Organisation): boolean {
  return officeRecords(record.document).some((other) => {
    if (other === record || !isSamePerson(other, record)) return false;
    const title = titleIn(withoutState(other.role), titles);
    return title !== null && extraOf(other, officeOf([title], asked)) !== "";
  });
}

/** Those of one organisation: named by itself before named with more words; null where there are several. */
function ofOne(headed: readonly Headed[]): readonly Headed[] | null {
  const plain = headed.filter(({ extra }) => extra === "");
  const own = plain.length > 0 ? plain : headed;
  if (new Set(own.map(({ extra }) => extra)).size > 1) return null;
  const issuers = [...Map.groupBy(own, ({ record }) => record.document.release.language)].map(
    ([language, each]) =>
      each
        .flatMap(({ issuer }) => issuer ?? [])
        .map((issuer) => new Set(contentStems(issuer, language))),
  );
  return issuers.every((each) => each.every((a) => each.every((b) => areOne(a, b)))) ? own : null;
}

/** One is the other with more words. */
function areOne(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.isSubsetOf(b) || b.isSubsetOf(a);
}

function contentStems(text: string, language: Language): string[] {
  return words(text, language).flatMap(({ form, stem }) => (isStopWord(form) ? [] : stem));
}

/** The office of the titles in the organisation. */
function officeOf(titles: Iterable<string>, asked: Organisation): WordedOffice {
  const titled = [...titles].map((title) =>
    questionTerms(analyseQuestion(title), null, asked.library),
  );
  return {
    text: asked.name,
    language: asked.language,
    spellings: titled.flatMap((title) => asked.spellings.map((own) => [...title, ...own])),
    parties: { sender: [], receiver: [] },
    organisation: asked.spellings,
  };
}

function termsFor(
  language: Language,
  terms: readonly Term[],
  asked: Organisation,
): readonly Term[] {
  return language === asked.language ? terms : translated(terms);
}
