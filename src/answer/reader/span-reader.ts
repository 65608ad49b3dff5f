/** Extractive reader: given a question and a text with its sentences, the spans that may answer it. */
import type { Span } from "../../domain/span.ts";
import type { ReadResult, ReadSpan, SpanReader } from "../span-reader.ts";
import { goesWith } from "./associated.ts";
import { analysePassage, matchFeatures, type Passage, Vocabulary } from "./features.ts";
import { parseWeights } from "./format.ts";
import { Network } from "./network.ts";
import { analyseQuestion, type Question } from "./question.ts";
import { tokenize } from "./words.ts";

/** Tokens read at once; longer texts are read in windows of whole sentences. */
const WINDOW = 320;
/** Sentences that two neighbouring windows share. */
const OVERLAP = 2;
/** Spans so much below the best one of their window (log-odds) are left out. */
const NEGLIGIBLE = 12;
/** Spans that are compared with one another before the best is chosen. */
const CONTENDERS = 20;
/** Weight of the agreement with the other spans against the span's own log-probability. */
const AGREEMENT = 2;

/** A span on its way to being ranked. */
interface Scored extends Span {
  readonly score: number;
}

export interface ReaderFiles {
  /** `data/reader/weights.bin`; its checksum is checked by whoever reads the file. */
  readonly weights: Uint8Array;
  /** `data/reader/vocabulary.json`, most frequent first. */
  readonly vocabulary: readonly string[];
  /** `data/associations/english.txt`. */
  readonly associations: string;
  /** Files of `data/lexicon`: groups of equivalents. */
  readonly lexicon: readonly string[];
}

/** @throws {FormatError} if the weights are damaged or of another version. */
export function createSpanReader({ weights, vocabulary, ...english }: ReaderFiles): SpanReader {
  const { members, tensors, calibration } = parseWeights(weights);
  const networks = members.map((architecture, i) => new Network(tensors.member(i), architecture));
  const vectors = tensors.table("vectors");
  const known = new Vocabulary(vocabulary, vectors, goesWith(english));
  const reader = new Reader(networks, known, calibration);
  const passages = new WeakMap<object, readonly Passage[]>();
  return {
    prepare: (text, sentences) => {
      const key = {};
      passages.set(
        key,
        windows(sentences, text).map((part) => analysePassage(text, part, known)),
      );
      return key;
    },
    read: (question, prepared, limit) => reader.read(question, passages.get(prepared) ?? [], limit),
  };
}

class Reader {
  readonly #networks: readonly Network[];
  readonly #vocabulary: Vocabulary;
  readonly #temperature: number;
  readonly #shift: number;

  /** The networks' logits are averaged; the calibration was fitted on validation data. */
  constructor(
    networks: readonly Network[],
    vocabulary: Vocabulary,
    calibration: { readonly temperature: number; readonly shift: number },
  ) {
    this.#networks = networks;
    this.#vocabulary = vocabulary;
    this.#temperature = calibration.temperature;
    this.#shift = calibration.shift;
  }

  read(text: string, passages: readonly Passage[], limit: number): ReadResult {
    const question = analyseQuestion(text);
    const spans = new Map<string, Scored>();
    if (question.tokens.length > 0) {
      for (const span of passages.flatMap((passage) => this.#readWindow(question, passage))) {
        const key = `${span.start}-${span.end}`;
        if ((spans.get(key)?.score ?? -Infinity) < span.score) spans.set(key, span);
      }
    }
    return this.#rank([...spans.values()], limit);
  }

  /** Log-odds of the spans of one window against "no answer", averaged over the networks. */
  #odds(question: Question, passage: Passage): Float32Array {
    const features = matchFeatures(passage, question, this.#vocabulary);
    const focus = question.tokens[question.focus];
    const input = {
      passageIntegers: passage.integers,
      passageFloats: features.passage,
      questionIntegers: features.questionIntegers,
      questionFloats: features.question,
      sentence: passage.sentence,
      classId: question.classId,
      focusId: focus ? this.#vocabulary.id(focus.lower) : 0,
    };
    const all = this.#networks.map((network) => network.forward(input));
    const [first] = all;
    if (!first) return new Float32Array();
    return first.spans.map(
      (_, i) => all.reduce((sum, { spans, none }) => sum + (spans[i] ?? 0) - none, 0) / all.length,
    );
  }

  #readWindow(question: Question, passage: Passage): Scored[] {
    const { tokens } = passage;
    const longest = this.#networks[0]?.longest ?? 1;
    if (tokens.length === 0) return [];
    const odds = this.#odds(question, passage);
    const floor = odds.reduce((top, value) => Math.max(top, value), -Infinity) - NEGLIGIBLE;
    const spans: Scored[] = [];
    for (const [i, score] of odds.entries()) {
      if (score < floor) continue;
      const first = Math.floor(i / longest);
      const start = tokens[first]?.start ?? 0;
      spans.push({ start, end: tokens[first + (i % longest)]?.end ?? start, score });
    }
    return spans;
  }

  /** Not the likeliest span comes first, but one that is likely and agrees with the other likely ones. */
  #rank(spans: readonly Scored[], limit: number): ReadResult {
    const ordered = spans.toSorted((a, b) => b.score - a.score);
    const odds = ordered.map(({ score }) => (score + this.#shift) / this.#temperature);
    const top = Math.max(0, odds[0] ?? 0);
    const mass = odds.reduce((sum, value) => sum + Math.exp(value - top), Math.exp(-top));
    const contenders = ordered
      .slice(0, CONTENDERS)
      .map((span, i) => ({ ...span, probability: Math.exp((odds[i] ?? 0) - top) / mass }));
    const supported = contenders.map(({ probability, ...span }) => {
      const support = contenders.reduce(
        (sum, other) => sum + other.probability * overlap(span, other),
        0,
      );
      const value = Math.log(probability) + AGREEMENT * Math.log(support);
      return { span: { ...span, support }, value };
    });
    const best = supported.toSorted((a, b) => b.value - a.value).slice(0, limit);
    return { spans: best.map(({ span }): ReadSpan => span), noAnswer: Math.exp(-top) / mass };
  }
}

/** Characters in common: harmonic mean of both shares, 0 to 1. */
function overlap(a: Span, b: Span): number {
  const common = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return common > 0 ? (2 * common) / (a.end - a.start + b.end - b.start) : 0;
}

interface Measured extends Span {
  /** Tokens. */
  readonly size: number;
}

/** Sentences with their numbers of tokens; one that fills more than a window is cut. */
function measured(sentences: readonly Span[], text: string): Measured[] {
  return sentences.flatMap(({ start, end }) => {
    const tokens = tokenize(text, start, end);
    if (tokens.length <= WINDOW) return [{ start, end, size: tokens.length }];
    const parts: Measured[] = [];
    for (let i = 0; i < tokens.length; i += WINDOW) {
      const part = tokens.slice(i, i + WINDOW);
      parts.push({
        start: part[0]?.start ?? start,
        end: part.at(-1)?.end ?? end,
        size: part.length,
      });
    }
    return parts;
  });
}

function total(part: readonly Measured[]): number {
  return part.reduce((sum, { size }) => sum + size, 0);
}

/** Groups of whole sentences of at most {@link WINDOW} tokens; neighbours overlap where there is room. */
export function windows(sentences: readonly Span[], text: string): Measured[][] {
  const parts: Measured[][] = [];
  let part: Measured[] = [];
  for (const sentence of measured(sentences, text)) {
    if (part.length > 0 && total(part) + sentence.size > WINDOW) {
      parts.push(part);
      part = part.slice(-OVERLAP);
      while (part.length > 0 && total(part) + sentence.size > WINDOW) part.shift();
    }
    part.push(sentence);
  }
  return part.length > 0 ? [...parts, part] : parts;
}
