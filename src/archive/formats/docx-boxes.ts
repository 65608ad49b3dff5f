import { isContactLine } from "../line-kinds.ts";
import type { Piece } from "./assemble.ts";
import { linesIn } from "./docx-furniture.ts";
import { isRefusal, xmlTree } from "./xml.ts";

/** From this length on a piece is running text. */
const RUNNING = 100;

/** The lines of each text box in a Word document's XML. */
export function textBoxesIn(xml: string): string[][] {
  return [...xml.matchAll(/<w:txbxContent>[\s\S]*?<\/w:txbxContent>/gu)].flatMap(([box]) => {
    const tree = xmlTree(box);
    return isRefusal(tree) ? [] : [[...linesIn(tree)]];
  });
}

/** `pieces` with the boxes amid running text that say whom to turn to below all of it, where they are no part of what is read; others stay where they are anchored. */
export function withContactsBelow(
  pieces: readonly Piece[],
  boxes: readonly (readonly string[])[],
): Piece[] {
  const first = pieces.findIndex(({ text }) => text.length >= RUNNING);
  const apart = new Set<Piece>();
  for (const box of boxes.filter((one) => one.some(isContactLine))) {
    const at = pieces.findIndex(
      (_, i) => first >= 0 && i > first && box.every((line, j) => isLine(pieces[i + j], line)),
    );
    if (at < 0) continue;
    for (const piece of pieces.slice(at, at + box.length)) apart.add(piece);
  }
  return [
    ...pieces.filter((piece) => !apart.has(piece)),
    ...[...apart].map((piece): Piece => ({ ...piece, role: "footer" })),
  ];
}

function isLine(piece: Piece | undefined, line: string): boolean {
  return piece !== undefined && solid(piece.text) === solid(line);
}

function solid(text: string): string {
  return text.replaceAll(/\s+/gu, "");
}
