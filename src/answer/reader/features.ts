/**
 * From a passage and a question to the numbers the network reads. Training and use share this file.
 *
 * Four integers a token: word, word class, span type, hashed ending. {@link FLOATS} numbers a token:
 * see {@link PASSAGE_FEATURES} and {@link QUESTION_FEATURES}.
 */
import { associationsByStem, type Run } from "../../text/associations.ts";
import { type Associated, associatedIn } from "./associated.ts";
import type { Question } from "./question.ts";
import { TYPES, typeTokens } from "./types.ts";
import {
  isStopWord,
  SUFFIXES,
  suffixId,
  type Token,
  tokenize,
  vocabularyKey,
  WORD_CLASSES,
  wordClass,
} from "./words.ts";

/** Integers a token. */
export const INTEGERS = 4;
/** Size of the table behind each integer after the word's; 0 is padding. */
export const TABLES = [WORD_CLASSES, TYPES.length, SUFFIXES];

/** Order is part of the model. */
export const PASSAGE_FEATURES = [
  "same stem as a content word of the question (1) or nearly the same spelling (0.7)",
  "idf of that word",
  "nearest content word of the question by word vector: cosine times its idf",
  "same stem as the noun asked for",
  "cosine of the word vectors of the token and the noun asked for",
  "stem stands anywhere in the question",
  "capital letter inside a sentence",
  "all capitals",
  "idf of the token",
  "share of the question (idf mass) found in this sentence",
  "the same, relative to the best sentence",
  "this is the best sentence",
  "share of the question found within six tokens",
  "first sentence of the text",
  "goes with a content word of the question: its idf, less where many sentences have the like",
  "share of the question found in this sentence, what goes with its words counting half",
  "the same, relative to the best sentence",
  "the same within six tokens",
];
/** Order is part of the model; padded with 0 to the same length. */
export const QUESTION_FEATURES = [
  "stem stands in the passage (1) or nearly so (0.7)",
  "idf of the token",
  "stop word",
  "noun asked for",
  "question word",
  "right after the question word",
  "stands in the passage with a capital letter",
  "highest cosine with a word of the passage",
  "how much of what goes with it tells the sentences of the passage apart",
];
/** Floats a token. */
export const FLOATS = PASSAGE_FEATURES.length;

const NEAR = 6;
const HALF = 0.5;
const NEARLY = 0.7;
const UNKNOWN = 1;

/** A word's vector by id; ids 0 (padding) and 1 (unknown) come before the words. */
export interface Vectors {
  readonly width: number;
  row(id: number, out: Float64Array): void;
}

/** Words known by rank: id, inverse document frequency, vector. */
export class Vocabulary {
  readonly #ids: ReadonlyMap<string, number>;
  readonly #vectors: Vectors;
  readonly #logSize: number;
  readonly #units = new Map<number, Float64Array>();
  readonly #goesWith: string;
  #associations: ReadonlyMap<string, readonly Run[]> | undefined;

  /** `words`: most frequent first; `goesWith`: lines as in `data/associations`, stemmed when first needed. */
  constructor(words: readonly string[], vectors: Vectors, goesWith: string) {
    this.#vectors = vectors;
    this.#goesWith = goesWith;
    this.#ids = new Map(words.map((word, i) => [word, i + 2]));
    this.#logSize = Math.log(words.length + 2 + 20);
  }

  id(lower: string): number {
    return this.#ids.get(vocabularyKey(lower)) ?? UNKNOWN;
  }

  /** Rarity from the rank alone, 0.25 (the) to 1 (unknown word). */
  idf(id: number): number {
    return id === UNKNOWN ? 1 : Math.log(id + 20) / this.#logSize;
  }

  /** Vector of length one, undefined for an unknown word. */
  unit(id: number): Float64Array | undefined {
    if (id <= UNKNOWN) return undefined;
    const known = this.#units.get(id);
    if (known) return known;
    const vector = new Float64Array(this.#vectors.width);
    this.#vectors.row(id, vector);
    const length = Math.hypot(...vector) || 1;
    const unit = vector.map((value) => value / length);
    this.#units.set(id, unit);
    return unit;
  }

  /** Runs of stems that go with a word of a question. */
  associated(stem: string): readonly Run[] {
    this.#associations ??= associationsByStem(this.#goesWith, contentStems);
    return this.#associations.get(stem) ?? [];
  }
}

/** A phrase of stop words alone goes with nothing. */
function contentStems(phrase: string): string[] {
  return tokenize(phrase)
    .filter(({ word, lower }) => word && !isStopWord(lower))
    .map(({ stem }) => stem);
}

/** A window of a text, ready to be asked. */
export interface Passage {
  readonly tokens: readonly Token[];
  /** Index of its sentence a token. */
  readonly sentence: Int32Array;
  /** Vocabulary id a token. */
  readonly ids: Int32Array;
  /** {@link INTEGERS} a token. */
  readonly integers: Int16Array;
  /** First token and one past the last of each sentence. */
  readonly bounds: readonly (readonly [number, number])[];
  /** Places of each stem. */
  readonly byStem: ReadonlyMap<string, readonly number[]>;
}

/** What does not depend on the question; keep it if a text is read more than once. */
export function analysePassage(
  text: string,
  sentences: readonly { readonly start: number; readonly end: number }[],
  vocabulary: Vocabulary,
): Passage {
  const tokens: Token[] = [];
  const bounds: (readonly [number, number])[] = [];
  for (const { start, end } of sentences) {
    const from = tokens.length;
    tokens.push(...tokenize(text, start, end));
    if (tokens.length > from) bounds.push([from, tokens.length]);
  }
  const types = new Uint8Array(tokens.length);
  const sentence = new Int32Array(tokens.length);
  const integers = new Int16Array(tokens.length * INTEGERS);
  const ids = Int32Array.from(tokens, ({ lower }) => vocabulary.id(lower));
  for (const [index, [from, to]] of bounds.entries()) {
    typeTokens(tokens, from, to, types);
    sentence.fill(index, from, to);
    for (const [offset, token] of tokens.slice(from, to).entries()) {
      const i = from + offset;
      const kind = wordClass(token, { first: i === from });
      integers.set([ids[i] ?? 0, kind, types[i] ?? 0, suffixId(token.lower)], i * INTEGERS);
    }
  }
  const byStem = Map.groupBy(tokens.keys(), (i) => tokens[i]?.stem ?? "");
  return { tokens, sentence, ids, integers, bounds, byStem };
}

/** The numbers of a passage and a question, rows of {@link FLOATS} and {@link INTEGERS}. */
export interface MatchFeatures {
  readonly passage: Float32Array;
  readonly question: Float32Array;
  readonly questionIntegers: Int16Array;
}

export function matchFeatures(
  passage: Passage,
  question: Question,
  vocabulary: Vocabulary,
): MatchFeatures {
  const { tokens, ids, sentence } = passage;
  const questionIds = question.tokens.map(({ lower }) => vocabulary.id(lower));
  const match = matchTerms(passage, question, { questionIds, vocabulary });
  const share = sentenceShares(passage, match);
  const near = nearShares(passage, match);
  const loose = associatedShares(passage, match);
  const looseBest = Math.max(...loose, 1e-9);
  const looseNear = looseNearShares(passage, match);
  const asked = new Set(question.tokens.filter(({ word }) => word).map(({ stem }) => stem));
  const focus = question.tokens[question.focus];
  const focusVector = focus && vocabulary.unit(questionIds[question.focus] ?? 0);
  const best = Math.max(...share, 1e-9);
  const out = new Float32Array(tokens.length * FLOATS);
  for (const [i, token] of tokens.entries()) {
    const first = i === 0 || sentence[i - 1] !== sentence[i];
    const id = ids[i] ?? 0;
    const own = share[sentence[i] ?? 0] ?? 0;
    const term = match.term[i] ?? -1;
    out.set(
      [
        match.strength[i] ?? 0,
        term >= 0 ? (match.weight[term] ?? 0) : 0,
        match.similar[i] ?? 0,
        Number(token.stem === focus?.stem),
        focusVector ? cosine(focusVector, vocabulary.unit(id)) : 0,
        Number(token.word && asked.has(token.stem)),
        Number(token.capital && !first),
        Number(token.text.length > 1 && /^[\p{Lu}.&]+$/u.test(token.text)),
        token.word ? vocabulary.idf(id) : 0,
        own,
        own / best,
        Number(own === best),
        near[i] ?? 0,
        Number(sentence[i] === 0),
        match.associated.strength[i] ?? 0,
        loose[sentence[i] ?? 0] ?? 0,
        (loose[sentence[i] ?? 0] ?? 0) / looseBest,
        looseNear[i] ?? 0,
      ],
      i * FLOATS,
    );
  }
  const rows = questionRows(passage, question, { questionIds, match, vocabulary });
  return { passage: out, question: rows.floats, questionIntegers: rows.integers };
}

/** How a passage's tokens answer to the question's content words. */
interface Match {
  readonly terms: readonly Token[];
  readonly weight: readonly number[];
  readonly total: number;
  /** Content word of the question a token, -1 for none. */
  readonly term: Int32Array;
  readonly strength: Float32Array;
  readonly similar: Float32Array;
  /** Highest cosine a content word. */
  readonly nearest: Float32Array;
  readonly associated: Associated;
}

interface Known {
  readonly questionIds: readonly number[];
  readonly vocabulary: Vocabulary;
}

/** For each passage token the content word of the question that it answers to, if any. */
function matchTerms(
  passage: Passage,
  question: Question,
  { questionIds, vocabulary }: Known,
): Match {
  const { tokens, ids } = passage;
  const terms = question.terms.flatMap((i) => question.tokens[i] ?? []);
  const termIds = question.terms.map((i) => questionIds[i] ?? 0);
  const weight = termIds.map((id) => vocabulary.idf(id));
  const byStem = new Map(terms.map(({ stem }, t) => [stem, t]));
  const present = new Set(tokens.map(({ stem }) => stem));
  const misspelt = [...terms.entries()].filter(
    ([, { lower, stem }]) => lower.length > 4 && !present.has(stem),
  );
  const units = termIds.map((id) => vocabulary.unit(id));
  const term = new Int32Array(tokens.length).fill(-1);
  const strength = new Float32Array(tokens.length);
  const similar = new Float32Array(tokens.length);
  const nearest = new Float32Array(terms.length);
  for (const [i, { stem, lower, word }] of tokens.entries()) {
    if (!word) continue;
    const exact = byStem.get(stem);
    const near = exact ?? misspelt.find(([, other]) => nearlySame(other.lower, lower))?.[0];
    if (near !== undefined) {
      term[i] = near;
      strength[i] = exact === undefined ? NEARLY : 1;
    }
    const unit = isStopWord(lower) ? undefined : vocabulary.unit(ids[i] ?? 0);
    if (!unit) continue;
    for (const [t, other] of units.entries()) {
      const value = cosine(other, unit);
      const weighted = value * (weight[t] ?? 0);
      if (value > (nearest[t] ?? 0)) nearest[t] = value;
      if (weighted > (similar[i] ?? 0)) similar[i] = weighted;
    }
  }
  const total = weight.reduce((a, b) => a + b, 0) || 1;
  const runs = terms.map(({ stem }) => vocabulary.associated(stem));
  const associated = associatedIn(passage, runs, weight);
  return { terms, weight, total, term, strength, similar, nearest, associated };
}

function cosine(a: Float64Array | undefined, b: Float64Array | undefined): number {
  if (!a || !b) return 0;
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** One edit apart (insert, delete, replace, swap), first letter or length kept. */
function nearlySame(a: string, b: string): boolean {
  if (b.length < 4 || Math.abs(a.length - b.length) > 1) return false;
  let head = 0;
  while (head < a.length && a[head] === b[head]) head += 1;
  let tail = 0;
  const most = Math.min(a.length, b.length) - head;
  while (tail < most && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const left = a.length - head - tail;
  const right = b.length - head - tail;
  if (left <= 1 && right <= 1) return true;
  return left === 2 && right === 2 && a[head] === b[head + 1] && a[head + 1] === b[head];
}

function sentenceShares({ bounds }: Passage, match: Match): number[] {
  return foundIn(bounds, match).map((found) => found.reduce((a, b) => a + b, 0) / match.total);
}

/** By sentence and content word the idf mass that is found. */
function foundIn(bounds: Passage["bounds"], { term, strength, weight }: Match): Float64Array[] {
  return bounds.map(([from, to]) => {
    const found = new Float64Array(weight.length);
    for (let i = from; i < to; i += 1) {
      const t = term[i] ?? -1;
      if (t >= 0) found[t] = Math.max(found[t] ?? 0, (strength[i] ?? 0) * (weight[t] ?? 0));
    }
    return found;
  });
}

function associatedShares({ bounds }: Passage, match: Match): number[] {
  const { weight, total, associated } = match;
  return foundIn(bounds, match).map((found, at) => {
    const row = associated.bySentence[at];
    return (
      found.reduce((sum, mass, t) => sum + Math.max(mass, (row?.[t] ?? 0) * (weight[t] ?? 0)), 0) /
      total
    );
  });
}

/** As {@link nearShares}, what goes with a word counting half. */
function looseNearShares(
  { tokens, sentence }: Passage,
  { term, weight, total, associated }: Match,
): Float32Array {
  return Float32Array.from(tokens, (_, i) => {
    const found = new Float64Array(weight.length);
    const to = Math.min(tokens.length - 1, i + NEAR);
    for (let j = Math.max(0, i - NEAR); j <= to; j += 1) {
      if (sentence[j] !== sentence[i]) continue;
      const [own, other] = [term[j] ?? -1, associated.term[j] ?? -1];
      if (own >= 0) found[own] = weight[own] ?? 0;
      if (other >= 0)
        found[other] = Math.max(found[other] ?? 0, HALF * (associated.strength[j] ?? 0));
    }
    return found.reduce((a, b) => a + b, 0) / total;
  });
}

function nearShares({ tokens, sentence }: Passage, { term, weight, total }: Match): Float32Array {
  const shares = new Float32Array(tokens.length);
  const seen = new Int32Array(weight.length).fill(-1);
  for (let i = 0; i < tokens.length; i += 1) {
    const to = Math.min(tokens.length - 1, i + NEAR);
    let sum = 0;
    for (let j = Math.max(0, i - NEAR); j <= to; j += 1) {
      const t = term[j] ?? -1;
      if (t < 0 || seen[t] === i || sentence[j] !== sentence[i]) continue;
      seen[t] = i;
      sum += weight[t] ?? 0;
    }
    shares[i] = sum / total;
  }
  return shares;
}

function questionRows(
  { tokens }: Passage,
  question: Question,
  { questionIds, match, vocabulary }: Known & { readonly match: Match },
): { floats: Float32Array; integers: Int16Array } {
  const capital = new Map<string, boolean>();
  for (const token of tokens) {
    capital.set(token.stem, (capital.get(token.stem) ?? false) || token.capital);
  }
  const near = new Set<string | undefined>();
  for (const [i, t] of match.term.entries()) {
    if (t >= 0 && (match.strength[i] ?? 0) < 1) near.add(match.terms[t]?.stem);
  }
  const floats = new Float32Array(question.tokens.length * FLOATS);
  const integers = new Int16Array(question.tokens.length * INTEGERS);
  for (const [i, token] of question.tokens.entries()) {
    const id = questionIds[i] ?? 0;
    const found = capital.get(token.stem);
    const misspelt = near.has(token.stem) ? NEARLY : 0;
    const t = question.terms.indexOf(i);
    floats.set(
      [
        found === undefined ? misspelt : 1,
        token.word ? vocabulary.idf(id) : 0,
        Number(isStopWord(token.lower)),
        Number(i === question.focus),
        Number(i === question.wh),
        Number(question.wh >= 0 && i === question.wh + 1),
        Number(found ?? false),
        t >= 0 ? (match.nearest[t] ?? 0) : 0,
        t >= 0 ? (match.associated.best[t] ?? 0) : 0,
      ],
      i * FLOATS,
    );
    const kind = wordClass(token, { cased: false });
    integers.set([id, kind, 0, suffixId(token.lower)], i * INTEGERS);
  }
  return { floats, integers };
}
