import type { Role } from "../manuscript.ts";
import type { Piece } from "./assemble.ts";
import { type Element, isElement, isText, type Node } from "./html-tree.ts";

/** A piece with what tells running text from lists of links. */
export interface HtmlPiece extends Piece {
  /** Share of its letters that are link labels. */
  readonly linked: number;
  readonly element: Element;
}

const BLOCKS = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HGROUP HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL".split(
    " ",
  ),
);
const SILENT = new Set(
  "SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME OBJECT SVG CANVAS BUTTON SELECT OPTION INPUT TEXTAREA HEAD AUDIO VIDEO MAP".split(
    " ",
  ),
);
/** A cell of figures holds no more. */
const LONGEST_CELL = 120;
/** Deeper trees are read no further down: they are made to exhaust readers. */
const DEEPEST = 250;

/** The blocks of text under `root`, in document order: paragraphs, headings, items, table rows and lines parted by `<br>`. */
export function htmlPieces(root: Element): HtmlPiece[] {
  const walk = new Walk();
  walk.block(root, 0);
  return walk.pieces;
}

class Walk {
  readonly pieces: HtmlPiece[] = [];
  #text = "";
  #links = 0;
  #close = false;

  block(element: Element, depth: number): void {
    if (element.tagName === "TR" && this.#row(element)) return;
    if (element.tagName === "DL" && this.#details(element)) return;
    for (const child of element.childNodes) {
      if (isElement(child) && isBlock(child)) {
        this.#flush(element);
        if (!SILENT.has(child.tagName) && depth < DEEPEST) this.block(child, depth + 1);
        this.#flush(child);
      } else this.#inline(child, element, { depth: depth + 1, linked: false });
    }
    this.#flush(element);
  }

  #inline(
    node: Node,
    owner: Element,
    where: { readonly depth: number; readonly linked: boolean },
  ): void {
    if (isText(node)) {
      const text = owner.closest("pre")
        ? (node.textContent ?? "")
        : (node.textContent ?? "").replace(/\s+/gu, " ");
      this.#text += text;
      if (where.linked) this.#links += text.length;
    }
    if (!isElement(node) || SILENT.has(node.tagName) || where.depth > DEEPEST) return;
    if (node.tagName === "BR") {
      this.#flush(owner);
      this.#close = true;
      return;
    }
    if (isBlock(node)) {
      this.#flush(owner);
      this.block(node, where.depth + 1);
      return;
    }
    const linked = where.linked || node.tagName === "A";
    for (const child of node.childNodes)
      this.#inline(child, owner, { depth: where.depth + 1, linked });
  }

  /** Terms of a word or two with what they say, a line each: "From: Ministry of Health". Of several links the first is meant. */
  #details(list: Element): boolean {
    const parts = [...list.childNodes].filter((node) => isElement(node));
    if (parts.some(({ tagName }) => tagName !== "DT" && tagName !== "DD")) return false;
    const pairs = parts.flatMap((term, i) => {
      const said = parts[i + 1];
      return term.tagName === "DT" && said?.tagName === "DD" ? [{ term, said }] : [];
    });
    const lines = pairs.map(({ term, said }) => {
      const links = [...said.querySelectorAll("a")];
      const first = links.length > 1 ? (links[0] ?? said) : said;
      return `${plain(term).replace(/\s*[:៖]$/u, "")}: ${plain(first)}`;
    });
    if (2 * pairs.length !== parts.length || lines.some((line) => line.length > LONGEST_CELL))
      return false;
    for (const line of lines) {
      this.#text = line;
      this.#flush(list);
    }
    return true;
  }

  /** A row of a table of figures is one piece; cells of a table that only places things are pieces by themselves. */
  #row(row: Element): boolean {
    const cells = [...row.childNodes].filter((node) => isElement(node));
    const rows = row.closest("table")?.querySelectorAll("tr") ?? [];
    const texts = cells.map((cell) => (cell.textContent ?? "").replace(/\s+/gu, " ").trim());
    const places = texts.some((text) => text.length > LONGEST_CELL) || cells.some(hasBlocks);
    if (cells.length < 2 || [...rows].length < 2 || places) return false;
    this.#flush(row);
    this.#text = texts.filter(Boolean).join(" | ");
    this.#flush(row);
    return true;
  }

  #flush(owner: Element): void {
    const text = this.#text.trim();
    if (text !== "") {
      const linked = this.#links / Math.max(1, text.length);
      this.pieces.push({ text, role: roleOf(owner), close: this.#close, linked, element: owner });
      this.#close = false;
    } else if (this.#text === "" && this.#close) this.#close = false;
    this.#text = "";
    this.#links = 0;
  }
}

function plain(element: Element): string {
  return (element.textContent ?? "").replace(/\s+/gu, " ").trim();
}

function hasBlocks(cell: Element): boolean {
  return [...cell.querySelectorAll("p,div,table,ul,h1,h2,h3,br,a")].length > 1;
}

function isBlock(element: Element): boolean {
  return BLOCKS.has(element.tagName) || SILENT.has(element.tagName);
}

function roleOf(owner: Element): Role {
  const heading = owner.closest("h1,h2,h3,h4,h5,h6");
  if (heading) return heading.tagName === "H1" ? "title" : "heading";
  return owner.tagName === "TR" || owner.closest("li,dd") ? "item" : "text";
}
