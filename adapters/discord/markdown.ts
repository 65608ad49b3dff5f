import type { Span } from "../../src/index.ts";

/** What lays text out, hides it, or begins a link, a mention, a time stamp or an emoji of a server. */
const MARKS = /[\\*_~|`<>[\]]/gu;
/** A name between colons becomes an emoji. */
const SHORTCODE = /:(?=[\w+-]+:)/gu;
/** What makes an address of a word. */
const SCHEME_END = /:(?=\/\/)/gu;
/** Headings, lists and small print begin a line. */
const LINE_START = /^(\s*)([#+-])/gmu;
const NUMBERED_START = /^(\s*\d+)([.)])/gmu;
/** The two words that call people wherever they stand. */
const CALLS = /@(?=everyone|here)/giu;
const LINE_BREAKS = /\r\n?|[\u0085\u2028\u2029\v\f]/gu;
/** Control characters, which Discord drops or refuses. */
const CONTROLS = /(?![\n\t])\p{Cc}/gu;
/** Embeddings, overrides and isolates, which turn the direction of what follows, and their ends. */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/gu;
const POP_FORMATTING = "\u202c";
const POP_ISOLATE = "\u2069";

/** Text as it is: no mark of it lays out, links, mentions or becomes an emoji. */
export function plain(text: string): string {
  return tidy(text)
    .replaceAll(MARKS, String.raw`\$&`)
    .replaceAll(SHORTCODE, String.raw`\:`)
    .replaceAll(SCHEME_END, String.raw`\:`)
    .replaceAll(LINE_START, String.raw`$1\$2`)
    .replaceAll(NUMBERED_START, String.raw`$1\$2`)
    .replaceAll(CALLS, "@\u200b");
}

/** On one line, for what Discord ends at a line break. */
export function oneLine(text: string): string {
  return tidy(text)
    .replaceAll(/\s*\n\s*/gu, " ")
    .trim();
}

/** For a button, which knows no Markdown. */
export function labelText(text: string): string {
  return oneLine(text).replaceAll(DIRECTION, "");
}

/** Line breaks of one kind, nothing that is no text. */
function tidy(text: string): string {
  return text.toWellFormed().replaceAll(LINE_BREAKS, "\n").replaceAll(CONTROLS, "");
}

/** The marked spans in bold. */
export function withBold(text: string, marks: readonly Span[]): string {
  let shown = "";
  let from = 0;
  for (const { start, end } of marks) {
    shown += plain(text.slice(from, start)) + bold(text.slice(start, end));
    from = end;
  }
  return shown + plain(text.slice(from));
}

/** In bold; white space at the ends stays outside, where it spoils nothing. */
export function bold(text: string): string {
  const inner = text.trim();
  if (inner === "") return plain(text);
  const start = text.indexOf(inner);
  return `${text.slice(0, start)}**${plain(inner)}**${text.slice(start + inner.length)}`;
}

/** Every line behind a bar. */
export function quoted(text: string): string {
  return text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
}

/** Between fences, where nothing needs escaping and a copy is what it was. */
export function fenced(text: string): string {
  return `\`\`\`\n${oneLine(text).replaceAll("```", "`\u200b`\u200b`")}\n\`\`\``;
}

/** A link of ours: the label can't end it, the address must be one. */
export function link(label: string, url: string): string {
  const isAddress = /^https?:\/\/[^\s()<>\\]+$/u.test(url);
  return isAddress ? `[${plain(label)}](${url.replaceAll(CALLS, "%40")})` : plain(label);
}

/** Each line with the ends of what it turned to another direction, so that nothing behind it is turned. */
export function contained(text: string): string {
  return text
    .split("\n")
    .map((line) => line + endsOf(line))
    .join("\n");
}

function endsOf(line: string): string {
  const open: string[] = [];
  for (const [mark] of line.matchAll(DIRECTION)) {
    if (mark === POP_FORMATTING || mark === POP_ISOLATE) {
      if (open.at(-1) === mark) open.pop();
      else if (mark === POP_ISOLATE && open.includes(mark)) open.length = open.lastIndexOf(mark);
    } else {
      open.push(mark >= "\u2066" ? POP_ISOLATE : POP_FORMATTING);
    }
  }
  return open.toReversed().join("");
}
