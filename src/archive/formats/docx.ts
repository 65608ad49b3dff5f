import mammoth from "mammoth";
import { z } from "zod";
import type { Role } from "../manuscript.ts";
import { assemble, type Piece } from "./assemble.ts";
import { textBoxesIn, withContactsBelow } from "./docx-boxes.ts";
import { pageFurniture } from "./docx-furniture.ts";
import { styleSizes } from "./docx-styles.ts";
import { type Reading, type Refusal, refused } from "./reading.ts";
import { isWellFormed } from "./xml.ts";
import { Zip } from "./zip.ts";

/** A cell of figures holds no more. */
const LONGEST_CELL = 120;

/** Mammoth's tree of a document, as far as a release needs it. */
interface Part {
  readonly type: string;
  readonly children: readonly Part[];
  readonly value?: string | undefined;
  readonly styleId?: string | null | undefined;
  readonly styleName?: string | null | undefined;
  readonly fontSize?: number | null | undefined;
  readonly numbering?: unknown;
  readonly breakType?: string | undefined;
}

const Part: z.ZodType<Part> = z.lazy(() =>
  z.object({
    type: z.string(),
    children: z.array(Part).default([]),
    value: z.string().optional(),
    styleId: z.string().nullish(),
    styleName: z.string().nullish(),
    fontSize: z.number().nullish(),
    numbering: z.unknown().optional(),
    breakType: z.string().optional(),
  }),
);

/** A Word document: its text by Mammoth; the page header, which Mammoth leaves out, is its letterhead. */
export async function readDocx(bytes: Uint8Array): Promise<Reading> {
  const zip = await Zip.open(bytes);
  if (!(zip instanceof Zip)) return zip;
  const document = await zip.text("word/document.xml");
  if (document === null)
    return refused("it is a zip archive, not a Word document; put the document itself there");
  if (document.includes("<!DOCTYPE"))
    return refused("its XML has a DOCTYPE; save the document again with Word or LibreOffice");
  if (await isDamaged(zip)) return refused(DAMAGED);
  const furniture = await pageFurniture(zip);
  if ("kind" in furniture) return furniture;
  const sizes = styleSizes((await zip.text("word/styles.xml")) ?? "");
  const body = await bodyPieces(bytes, sizes);
  if (!Array.isArray(body)) return body;
  return {
    kind: "document",
    manuscript: assemble([
      ...furniture.headers,
      ...withContactsBelow(body, textBoxesIn(document)),
      ...furniture.footers,
    ]),
  };
}

const DAMAGED = "the document is damaged; save it again with Word or LibreOffice";

/** Mammoth takes the square of a part's length for one whose elements are not closed; Word does not open it. */
async function isDamaged(zip: Zip): Promise<boolean> {
  for (const name of zip.names.filter((one) => PART.test(one))) {
    const xml = await zip.text(name);
    if (xml !== null && !isWellFormed(xml)) return true;
  }
  return false;
}

const PART = /^(?:word|_rels)\/.*\.(?:xml|rels)$|^\[Content_Types\]\.xml$/u;

async function bodyPieces(
  bytes: Uint8Array,
  sizes: ReadonlyMap<string, number>,
): Promise<Piece[] | Refusal> {
  let tree: unknown;
  try {
    await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes) },
      {
        transformDocument(document: unknown) {
          tree = document;
          return { type: "document", children: [], notes: { resolve: () => [] }, comments: [] };
        },
      },
    );
  } catch {
    return refused(DAMAGED);
  }
  return piecesIn(Part.parse(tree), sizes);
}

function piecesIn(part: Part, sizes: ReadonlyMap<string, number>): Piece[] {
  if (part.type === "table") return tablePieces(part, sizes);
  if (part.type !== "paragraph") return part.children.flatMap((child) => piecesIn(child, sizes));
  const boxes = textBoxes(part).flatMap((box) => piecesIn(box, sizes));
  const role = roleOf(part);
  const size = sizeOf(part, sizes);
  const lines = textIn(part)
    .split(/\n/u)
    .map((line) => line.trim())
    .filter(Boolean);
  const own = lines.map((text, i): Piece => ({ text, role, size, close: i > 0 }));
  return [...boxes, ...own];
}

/** A row of figures is one piece; a table that only places things, or has one row, gives the paragraphs of its cells. */
function tablePieces(table: Part, sizes: ReadonlyMap<string, number>): Piece[] {
  const rows = table.children.map((row) =>
    row.children.map((cell) => cell.children.flatMap((child) => piecesIn(child, sizes))),
  );
  const isFigures =
    rows.length > 1 &&
    rows.flat().every((cell) => cell.length <= 1 && (cell[0]?.text.length ?? 0) < LONGEST_CELL);
  if (!isFigures) return rows.flat(2);
  return rows.map(
    (row): Piece => ({
      text: row
        .flat()
        .map(({ text }) => text)
        .join(" | "),
      role: "item",
    }),
  );
}

/** Paragraphs inside the runs of a paragraph: text boxes. */
function textBoxes(part: Part): Part[] {
  return part.children.flatMap((child) =>
    child.type === "paragraph" ? [child] : textBoxes(child),
  );
}

function textIn(part: Part): string {
  return part.children
    .map((child) => {
      if (child.type === "paragraph") return "";
      if (child.type === "text") return child.value ?? "";
      if (child.type === "tab") return " ";
      if (child.type === "break") return "\n";
      return textIn(child);
    })
    .join("");
}

function roleOf({ styleName, styleId, numbering }: Part): Role {
  const style = (styleName ?? styleId ?? "").toLowerCase();
  if (/^(?:title|titre)$/u.test(style)) return "title";
  if (/^(?:subtitle|sous-titre)$/u.test(style)) return "subtitle";
  if (/^(?:heading|titre)\s?\d/u.test(style)) return "heading";
  if (style === "author") return "author";
  if (style === "date") return "date";
  return numbering == null && !style.startsWith("list") ? "text" : "item";
}

/** Points: of the runs themselves, else of the style. */
function sizeOf(part: Part, sizes: ReadonlyMap<string, number>): number {
  const own = part.children.map(({ fontSize }) => fontSize ?? 0);
  const largest = Math.max(0, ...own);
  return largest > 0 ? largest : (sizes.get(part.styleId ?? "") ?? sizes.get("") ?? 11);
}
