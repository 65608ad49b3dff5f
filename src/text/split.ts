import type { Span } from "../domain/span.ts";
import { splitSentences } from "./sentences.ts";

const graphemes = new Intl.Segmenter("km", { granularity: "grapheme" });
/** Where a line may be broken; the zero-width space parts Khmer words. */
const BLANK = /[\s\u200b]+/gu;
const HIGH_SURROGATE = /[\ud800-\udbff]/;

/**
 * Cuts a text that is too long for one message: between lines or sentences where there are some, else at a blank, else
 * between graphemes (a Khmer cluster or an emoji stays whole; only one that is longer than `limit` by itself is cut).
 *
 * @param limit in UTF-16 code units, at least 2
 * @returns pieces in order, each at most `limit` long; outer white space of the pieces is in none
 */
export function splitText(text: string, limit: number): Span[] {
  const end = text.trimEnd().length;
  let from = text.length - text.trimStart().length;
  if (from >= end) return [];
  const ends = end - from > limit ? sentenceEnds(text) : [];
  const pieces: Span[] = [];
  while (end - from > limit) {
    const cut = cutBefore(text, { start: from, end: from + limit }, ends);
    const to = from + text.slice(from, cut).trimEnd().length;
    if (to > from) pieces.push({ start: from, end: to });
    const rest = text.slice(cut);
    from = cut + (rest.length - rest.trimStart().length);
  }
  pieces.push({ start: from, end });
  return pieces;
}

/**
 * At most `limit` UTF-16 units of `text`, an ellipsis in place of what is left out; for labels and choices only, never
 * for what a release says.
 */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, graphemeBefore(text, limit - 1)).trimEnd()}…`;
}

/** The parts of `spans` that lie in `piece`, counted from its start. */
export function clipSpans(spans: readonly Span[], piece: Span): Span[] {
  return spans.flatMap(({ start, end }) => {
    const from = Math.max(start, piece.start);
    const to = Math.min(end, piece.end);
    return to > from ? [{ start: from - piece.start, end: to - piece.start }] : [];
  });
}

/** How pieces share out over messages. */
export interface Packing<T> {
  /** Whether one message takes all of these. */
  readonly fits: (message: readonly T[]) => boolean;
  /** A piece that must not be the last of a message while another follows, for example a heading. */
  readonly leads?: (piece: T) => boolean;
}

/**
 * Fills messages with pieces in order. A message ends between pieces only; a piece that does not fit by itself gets a
 * message of its own.
 */
export function packPieces<T>(
  pieces: readonly T[],
  { fits, leads = () => false }: Packing<T>,
): T[][] {
  const messages: T[][] = [];
  let message: T[] = [];
  for (const piece of pieces) {
    if (message.length === 0 || fits([...message, piece])) {
      message.push(piece);
      continue;
    }
    const kept = message.findLastIndex((earlier) => !leads(earlier)) + 1;
    const leading = kept > 0 ? message.splice(kept) : [];
    messages.push(message);
    message = fits([...leading, piece]) ? [...leading, piece] : [piece];
    if (message.length === 1 && leading.length > 0) messages.push(leading);
  }
  if (message.length > 0) messages.push(message);
  return messages;
}

function sentenceEnds(text: string): number[] {
  const lines = [...text.matchAll(/\n+/gu)].map(({ index }) => index);
  const sentences = splitSentences(text).map(({ end }) => end);
  return [...lines, ...sentences].toSorted((a, b) => a - b);
}

/** The best place to cut in `window`, behind its start and at most at its end. */
function cutBefore(text: string, window: Span, ends: readonly number[]): number {
  const sentence = ends.findLast((end) => end > window.start && end <= window.end);
  if (sentence !== undefined && isBoundary(text, sentence)) return sentence;
  const blanks = [...text.slice(window.start, window.end + 1).matchAll(BLANK)];
  const blank = blanks
    .map(({ index }) => window.start + index)
    .findLast((at) => at > window.start && isBoundary(text, at));
  if (blank !== undefined) return blank;
  const cluster = graphemeBefore(text, window.end);
  if (cluster > window.start) return cluster;
  return HIGH_SURROGATE.test(text.charAt(window.end - 1)) ? window.end - 1 : window.end;
}

function isBoundary(text: string, at: number): boolean {
  return graphemeBefore(text, at) === at;
}

/** The last boundary between graphemes at or before `at`. */
function graphemeBefore(text: string, at: number): number {
  return at >= text.length ? text.length : (graphemes.segment(text).containing(at)?.index ?? at);
}
