import type { Language } from "../domain/language.ts";
import type { QueryTerm, ReleaseIndex } from "../search/release-index.ts";
import { countries } from "../text/countries.ts";
import type { Lexicon } from "../text/lexicon.ts";
import { isStopWord } from "../text/stop-words.ts";
import { clusterPairs } from "../text/terms.ts";
import { type Word, words as wordsOf } from "../text/words.ts";
import type { Question } from "./question.ts";

/** A content word of the question, and what may stand for it in a release. */
export interface Term {
  readonly stem: string;
  readonly form: string;
  /** How rare it is in the archive, 0 to 1; 1 also for a word that no release has. */
  readonly weight: number;
  /** Written with a capital wherever the archive has it. */
  readonly isName: boolean;
  /** Other ways to say it: runs of stems. Nearest spellings come first when the archive does not have the word. */
  readonly alternatives: readonly (readonly string[])[];
  /** What else may stand for it in a release of another language. */
  readonly translations: readonly (readonly string[])[];
  /** What goes with it in an answer: runs of stems. */
  readonly associated: readonly (readonly string[])[];
  /** Taken over from the question before. */
  readonly fromContext: boolean;
  /** Known to the archive as typed. */
  readonly known: boolean;
}

/** What a synonym or a corrected spelling counts against the word itself. */
const ALTERNATIVE = 0.8;
const CONTEXT = 0.5;
/** At most so many spellings are tried for a word that the archive does not have. */
const SPELLINGS = 4;

/** What the archive knows about words. */
export interface WordKnowledge {
  readonly index: ReleaseIndex;
  readonly lexicon: Lexicon;
  /** Whether any release is in another language than this. */
  hasOtherThan(language: Language): boolean;
  /** Whether the archive has the word only with a capital. */
  isName(stem: string): boolean;
}

/** The terms of a question and of the one before, if it leans on it. */
export function questionTerms(
  question: Question,
  before: Question | null,
  knowledge: WordKnowledge,
): Term[] {
  const own = termsOf(question, knowledge, false);
  if (!before) return own;
  const stems = new Set(own.map(({ stem }) => stem));
  const context = termsOf(before, knowledge, true).filter(({ stem }) => !stems.has(stem));
  return [...own, ...context];
}

function termsOf(question: Question, knowledge: WordKnowledge, fromContext: boolean): Term[] {
  const { index, lexicon } = knowledge;
  const stems = question.words.map(({ stem }) => stem);
  const expansions = lexicon.equivalents.expand(stems);
  const translations = knowledge.hasOtherThan(question.language)
    ? lexicon.dictionary.expand(stems)
    : [];
  const seen = new Set<string>();
  const terms: Term[] = [];
  for (const [at, word] of question.words.entries()) {
    const expansion = expansions.find(({ from, to }) => from <= at && at < to);
    // `how about the US`: a stop word that is part of a known phrase carries content.
    const inPhrase = expansion !== undefined && expansion.to - expansion.from > 1;
    if ((isStopWord(word.form) && !inPhrase) || seen.has(word.stem)) continue;
    if (isStopWord(word.form)) continue;
    seen.add(word.stem);
    const known = index.frequency(word.stem) > 0;
    const foreign = translations.find(({ from, to }) => from <= at && at < to)?.alternatives ?? [];
    const spellings = known ? [] : spellingsOf(word, index);
    terms.push({
      stem: word.stem,
      form: word.form,
      weight: index.rarity(word.stem) * (fromContext ? CONTEXT : 1),
      isName:
        knowledge.isName(word.stem) ||
        (!known && /^\p{Lu}/u.test(word.surface)) ||
        isKhmerName(word, question.words[at - 1]),
      alternatives: [
        ...spellings.map((spelling) => [spelling]),
        ...(expansion?.alternatives ?? []),
      ],
      associated: [
        ...lexicon.associations.of([[word.stem]], question.language),
        ...(question.language === "en" ? [] : lexicon.associations.of(foreign, "en")),
      ],
      translations: foreign,
      fromContext,
      known,
    });
  }
  return terms;
}

/** Words behind which Khmer, which has no capitals, names a country, a place, a person or a firm. */
const BEFORE_NAME =
  /^(?:ប្រទេស|សាធារណរដ្ឋ|ទីក្រុង|រាជធានី|ក្រុង|ខេត្ត|ស្រុក|ឃុំ|ភូមិ|កោះ|ទន្លេ|លោក|លោកស្រី|លោកជំទាវ|ឯកឧត្តម|បណ្ឌិត|ក្រុមហ៊ុន|ធនាគារ|ឈ្មោះ)$/u;

/** A word that asks, or a common one, is no name. */
function isKhmerName({ form, script, stem }: Word, before: Word | undefined): boolean {
  if (script !== "khmer" || isStopWord(form)) return false;
  return countryStems().has(stem) || (before !== undefined && BEFORE_NAME.test(before.form));
}

let khmerCountries: ReadonlySet<string> | undefined;

/** Stems of the countries whose Khmer name is one word. */
function countryStems(): ReadonlySet<string> {
  khmerCountries ??= new Set(
    [...countries("km").keys()].flatMap((name) => {
      const found = wordsOf(name, "km");
      return found.length === 1 ? found.map(({ stem }) => stem) : [];
    }),
  );
  return khmerCountries;
}

function spellingsOf(word: Word, index: ReleaseIndex): string[] {
  if (word.script !== "latin") return [];
  return index
    .similar(word.stem)
    .filter((term) => term.charAt(0) === word.stem.charAt(0))
    .slice(0, SPELLINGS);
}

/** The terms for releases of another language. */
export function translated(terms: readonly Term[]): Term[] {
  return terms.map((term) => ({
    ...term,
    alternatives: [...term.alternatives, ...term.translations],
  }));
}

/** What retrieval asks the index for. */
export function queryTerms(terms: readonly Term[], words: readonly Word[]): QueryTerm[] {
  const query: QueryTerm[] = [];
  for (const { stem, alternatives, fromContext } of terms) {
    const weight = fromContext ? CONTEXT : 1;
    query.push({ term: stem, weight });
    for (const run of alternatives) {
      for (const other of run) {
        if (!isStopWord(other)) query.push({ term: other, weight: (weight * 0.5) / run.length });
      }
    }
  }
  for (const word of words) {
    for (const term of clusterPairs(word)) query.push({ term, weight: 0.3 });
  }
  return query;
}

/** Without its particle, `put off` would be any `put`. */
const PARTICLES: ReadonlySet<string> = new Set(
  "up off out down over away back in on aside through".split(" "),
);

/** How well a set of stems covers a term, 0 to 1. */
export function covered(term: Term, stems: { has(stem: string): boolean }): number {
  if (stems.has(term.stem)) return 1;
  // "us" for the United States is a stop word as well: one word of an alternative must be there.
  const isThere = term.alternatives.some(
    (run) =>
      run.some((stem) => stems.has(stem)) &&
      run.every((stem) => stems.has(stem) || (isStopWord(stem) && !PARTICLES.has(stem))),
  );
  return isThere ? ALTERNATIVE : 0;
}

/**
 * How much each of a document's sentences has of what goes with a term, 0 to 1: more where few of them have it.
 */
export function associated(
  { associated: runs }: Term,
  {
    sentences,
    stems,
  }: {
    readonly sentences: readonly { readonly stems: { has(stem: string): boolean } }[];
    /** Of all its sentences. */
    readonly stems: { has(stem: string): boolean };
  },
): Float64Array {
  const most = new Float64Array(sentences.length);
  for (const run of runs) {
    if (!run.every((stem) => stems.has(stem))) continue;
    const having = [...sentences.keys()].filter((at) =>
      run.every((stem) => sentences[at]?.stems.has(stem)),
    );
    const tells = Math.log(1 + sentences.length / having.length) / Math.log(1 + sentences.length);
    for (const at of having) most[at] = Math.max(most[at] ?? 0, tells);
  }
  return most;
}
