import { type ChangeObject, diffArrays } from "diff";
import type { DifferencePart } from "../domain/quotation.ts";
import type { Span } from "../domain/span.ts";
import { isSame, type SaidWords } from "./quotation-runs.ts";
import type { QuotedWord } from "./quoted-words.ts";

/** One side of a comparison. */
interface Side {
  readonly text: string;
  readonly words: readonly QuotedWord[];
}

/** A stretch of both sides, by words: equal ones, or what stands in place of what. */
interface Piece {
  readonly isKept: boolean;
  readonly there: Span;
  readonly said: Span;
}

/**
 * What a quotation keeps of the words of a release, leaves out and puts in. What the release has is given with all that
 * stands between its words, so that the parts kept and left out make up its text from the first to the last of `there`.
 */
export function difference(there: Side, said: Side & SaidWords): DifferencePart[] {
  const changes = diffArrays([...there.words], [...said.words], {
    comparator: (a, b) => isSame(said, a, b),
  });
  const pieces = wholeWords(piecesOf(changes), there.words, said.words);
  return pieces.flatMap((piece): DifferencePart[] => {
    const theirs = textOf(there, piece.there);
    if (piece.isKept) return [{ kind: "kept", text: theirs }];
    const mine = textOf(said, piece.said);
    return [
      ...(theirs === "" ? [] : [{ kind: "left-out", text: theirs } as const]),
      ...(mine === "" ? [] : [{ kind: "put-in", text: mine } as const]),
    ];
  });
}

/** From a word to the one behind the span: what stands between belongs to the word before it. */
function textOf({ text, words }: Side, { start, end }: Span): string {
  const first = words[start];
  const last = words[end - 1];
  if (!first || !last || end <= start) return "";
  return text.slice(first.start, words[end]?.start ?? last.end).replaceAll("\n", " ");
}

function piecesOf(changes: readonly ChangeObject<QuotedWord[]>[]): Piece[] {
  const pieces: Piece[] = [];
  let there = 0;
  let said = 0;
  for (const { added, removed, count } of changes) {
    const theirs = { start: there, end: there + (added ? 0 : count) };
    const mine = { start: said, end: said + (removed ? 0 : count) };
    pieces.push({ isKept: !added && !removed, there: theirs, said: mine });
    there = theirs.end;
    said = mine.end;
  }
  return joined(pieces);
}

/** Neighbours of one kind as one piece. */
function joined(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (last?.isKept === piece.isKept) {
      result[result.length - 1] = {
        isKept: piece.isKept,
        there: { start: last.there.start, end: piece.there.end },
        said: { start: last.said.start, end: piece.said.end },
      };
    } else {
      result.push(piece);
    }
  }
  return result;
}

/** In scripts without spaces a word of which a part has changed has changed as a whole. */
function wholeWords(
  pieces: readonly Piece[],
  there: readonly QuotedWord[],
  said: readonly QuotedWord[],
): Piece[] {
  const brokenThere = new Set<number>();
  const brokenSaid = new Set<number>();
  for (const piece of pieces.filter(({ isKept }) => !isKept)) {
    for (const { word } of there.slice(piece.there.start, piece.there.end)) brokenThere.add(word);
    for (const { word } of said.slice(piece.said.start, piece.said.end)) brokenSaid.add(word);
  }
  const singles = pieces.flatMap((piece) => (piece.isKept ? pairsOf(piece) : [piece]));
  let isSettled = false;
  let current = singles;
  while (!isSettled) {
    isSettled = true;
    current = current.map((piece) => {
      const theirs = there[piece.there.start]?.word ?? -1;
      const mine = said[piece.said.start]?.word ?? -1;
      if (!piece.isKept || !(brokenThere.has(theirs) || brokenSaid.has(mine))) return piece;
      brokenThere.add(theirs);
      brokenSaid.add(mine);
      isSettled = false;
      return { ...piece, isKept: false };
    });
  }
  return joined(current);
}

function pairsOf({ there, said }: Piece): Piece[] {
  return Array.from({ length: there.end - there.start }, (_, i) => ({
    isKept: true,
    there: { start: there.start + i, end: there.start + i + 1 },
    said: { start: said.start + i, end: said.start + i + 1 },
  }));
}
