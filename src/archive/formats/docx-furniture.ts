import type { Role } from "../manuscript.ts";
import type { Piece } from "./assemble.ts";
import type { Refusal } from "./reading.ts";
import { isRefusal, type XmlNode, xmlTree } from "./xml.ts";
import type { Zip } from "./zip.ts";

interface Furniture {
  readonly headers: readonly Piece[];
  readonly footers: readonly Piece[];
}

/** The lines of a Word document's page headers and footers, each once. */
export async function pageFurniture(zip: Zip): Promise<Furniture | Refusal> {
  const headers = await linesOf(zip, /^word\/header\d*\.xml$/u, "letterhead");
  if (!Array.isArray(headers)) return headers;
  const footers = await linesOf(zip, /^word\/footer\d*\.xml$/u, "footer");
  if (!Array.isArray(footers)) return footers;
  return { headers, footers };
}

async function linesOf(zip: Zip, names: RegExp, role: Role): Promise<Piece[] | Refusal> {
  const lines = new Set<string>();
  for (const name of zip.names.filter((one) => names.test(one)).toSorted()) {
    const tree = xmlTree((await zip.text(name)) ?? "");
    if (isRefusal(tree)) return tree;
    for (const line of linesIn(tree)) lines.add(line);
  }
  return [...lines].map((text): Piece => ({ text, role }));
}

/** The lines of each paragraph, also side by side at tabulators; a picture's text is given twice, for old programs too: the second is passed over. */
export function* linesIn(nodes: readonly XmlNode[]): Generator<string> {
  for (const node of nodes) {
    if (!("name" in node) || node.name === "mc:Fallback") continue;
    if (node.name !== "w:p") {
      yield* linesIn(node.children);
      continue;
    }
    const lines = ownText(node.children).split(/\n|(?<![:៖]\s*)\t+/u);
    yield* lines.map((line) => line.replace(/\s+/gu, " ").trim()).filter(Boolean);
    yield* linesIn(node.children);
  }
}

function ownText(nodes: readonly XmlNode[]): string {
  return nodes
    .map((node) => {
      if ("text" in node) return "";
      if (node.name === "w:p" || node.name === "mc:Fallback" || node.name === "w:del") return "";
      if (node.name === "w:t")
        return node.children.map((one) => ("text" in one ? one.text : "")).join("");
      if (node.name === "w:tab") return "\t";
      return node.name === "w:br" ? "\n" : ownText(node.children);
    })
    .join("");
}
