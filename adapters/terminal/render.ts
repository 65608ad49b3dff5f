import { stripVTControlCharacters, styleText } from "node:util";
import type { Block, Reply, Span } from "../../src/index.ts";
import { choicesOf } from "../../src/index.ts";

export interface RenderOptions {
  /** Whether the terminal shows bold and dim; elsewhere the span is marked with `*`. */
  readonly colours: boolean;
  /** Columns. */
  readonly width: number;
}

/** Widest line of text that is comfortable to read. */
const COMFORTABLE = 92;

/** A reply in lines for a terminal; nothing is cut. */
export function renderReply(reply: Reply, options: RenderOptions): string[] {
  const choices = choicesOf(reply);
  const lines = reply.blocks.flatMap((block) => [...renderBlock(block, choices, options), ""]);
  const buttons = (reply.actions ?? []).flat();
  const labels = buttons.map(({ label }, i) => `[${choices.size + i + 1}] ${label}`);
  return options.colours && labels.length > 0
    ? [...lines, style("dim", labels.join("   "), options), ""]
    : lines;
}

/** `choices`: the number of each item that can be chosen. */
function renderBlock(
  block: Block,
  choices: ReturnType<typeof choicesOf>,
  options: RenderOptions,
): string[] {
  switch (block.kind) {
    case "text":
    case "paragraph":
      return wrap(block.text, options);
    case "heading":
    case "answer":
      return wrap(block.text, options).map((line) => style("bold", line, options));
    case "quote":
      return wrap(marked(block.text, block.marks, options), options, "  │ ");
    case "head":
      return [
        ...wrap(block.title, options).map((line) => style("bold", line, options)),
        ...wrap(block.line, options).map((line) => style("dim", line, options)),
        ...(block.url === null ? [] : [style("dim", block.url, options)]),
        ...(block.note === null ? [] : wrap(block.note, options)),
      ];
    case "source":
      return [
        ...wrap(block.title, options, "  "),
        ...wrap(block.line, options, "  ").map((line) => style("dim", line, options)),
        ...(block.url === null ? [] : [style("dim", `  ${block.url}`, options)]),
        ...(block.note === null ? [] : wrap(block.note, options, "  ")),
      ];
    case "list":
      return block.items.flatMap((item) => {
        const number = choices.get(item);
        const mark = number === undefined ? "  • " : `  ${number}. `;
        const detail = item.detail === undefined ? [] : wrap(item.detail, options, blank(mark));
        return [
          ...wrap(item.text, options, mark),
          ...detail.map((line) => style("dim", line, options)),
        ];
      });
    case "note":
      return wrap(block.text, options).map((line) => style("dim", line, options));
    case "copy":
      return [block.text];
  }
}

function style(format: "bold" | "dim", text: string, { colours }: RenderOptions): string {
  return colours ? styleText(format, text, { validateStream: false }) : text;
}

/** The spans in bold, or between asterisks. */
function marked(text: string, marks: readonly Span[], options: RenderOptions): string {
  let shown = "";
  let from = 0;
  for (const { start, end } of marks) {
    const words = text.slice(start, end);
    shown +=
      text.slice(from, start) + (options.colours ? style("bold", words, options) : `*${words}*`);
    from = end;
  }
  return shown + text.slice(from);
}

function blank(mark: string): string {
  return " ".repeat(mark.length);
}

/** Breaks at blanks; the mark of a list stands before the first line alone, a bar before each. */
function wrap(text: string, { width }: RenderOptions, prefix = ""): string[] {
  const most = Math.min(width, COMFORTABLE) - prefix.length;
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/u)) {
    const length = stripVTControlCharacters(line + word).length + 1;
    if (line !== "" && length > most) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  const following = prefix.includes("│") ? prefix : blank(prefix);
  return lines.map((each, i) => (i === 0 ? prefix : following) + each);
}
