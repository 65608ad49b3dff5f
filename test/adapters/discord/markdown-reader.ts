/** What a person sees of a text in Discord's Markdown, read by the rules of Discord's clients as far as they are known. */
export interface Seen {
  /** Without marks. */
  readonly text: string;
  /** The text in bold, in order. */
  readonly bold: string;
  readonly links: readonly string[];
  /** Mentions, time stamps, emoji, addresses that link themselves, and every style but bold. */
  readonly others: readonly string[];
  /** What each line is. */
  readonly lines: readonly Line[];
}

export type Line = "text" | "quote" | "heading" | "small" | "item" | "code";

const LINE_KINDS: readonly (readonly [RegExp, Line])[] = [
  [/^>>> |^> ?/u, "quote"],
  [/^-# /u, "small"],
  [/^#{1,3} /u, "heading"],
  [/^\s*(?:[-*]|\d+\.) /u, "item"],
];
const OTHERS: readonly RegExp[] = [
  /^<(?:@[!&]?|#)\d+>/u,
  /^<a?:\w+:\d+>/u,
  /^<t:-?\d+(?::[a-z])?>/iu,
  /^<\/[^>]+:\d+>/u,
  /^<(?:[a-z][a-z0-9+.-]*:|[^\s@]+@)[^\s>]+>/iu,
  /^@(?:everyone|here)/u,
  /^[a-z][a-z0-9+.-]*:\/\/[^\s<]+/iu,
  /^:[\w+-]+:/u,
  /^(?:__|~~|\|\||\*(?!\*)|_|`+)(?=\S|\s)/u,
];
const ESCAPED = /^\\([^\p{L}\p{N}\s])/u;
const LINK = /^\[((?:\\.|[^\\\]])*)\]\(([^\s()]+)\)/u;
const FENCE = /```\n?([\s\S]*?)\n?```/u;

export function readMarkdown(markdown: string): Seen {
  const fence = FENCE.exec(markdown);
  if (!fence) return readLines(markdown);
  const before = readLines(markdown.slice(0, fence.index));
  const after = readMarkdown(markdown.slice(fence.index + fence[0].length));
  return join([before, { ...EMPTY, text: fence[1] ?? "", lines: ["code"] }, after]);
}

const EMPTY: Seen = { text: "", bold: "", links: [], others: [], lines: [] };

function join(parts: readonly Seen[]): Seen {
  return {
    text: parts.map(({ text }) => text).join("\n"),
    bold: parts.map(({ bold }) => bold).join(""),
    links: parts.flatMap(({ links }) => links),
    others: parts.flatMap(({ others }) => others),
    lines: parts.flatMap(({ lines }) => lines),
  };
}

/** Styles go on over lines: the marks at the beginnings of lines are taken off first. */
function readLines(markdown: string): Seen {
  const kinds: Line[] = [];
  const text = markdown
    .split("\n")
    .map((line) => {
      let rest = line;
      let kind: Line = "text";
      for (const [pattern, found] of LINE_KINDS) {
        const match = pattern.exec(rest);
        if (!match) continue;
        kind = kind === "text" ? found : kind;
        rest = rest.slice(match[0].length);
      }
      kinds.push(kind);
      return rest;
    })
    .join("\n");
  return { ...readInline(text), lines: kinds };
}

function readInline(markdown: string): Omit<Seen, "lines"> {
  let text = "";
  let bold = "";
  const links: string[] = [];
  const others: string[] = [];
  let isBold = false;
  for (let at = 0; at < markdown.length; ) {
    const rest = markdown.slice(at);
    const escaped = ESCAPED.exec(rest);
    const link = LINK.exec(rest);
    const other = OTHERS.map((pattern) => pattern.exec(rest)?.[0]).find((found) => found);
    if (escaped) {
      text += escaped[1];
      if (isBold) bold += escaped[1];
      at += escaped[0].length;
    } else if (rest.startsWith("**")) {
      isBold = !isBold;
      at += 2;
    } else if (link) {
      links.push(link[2] ?? "");
      const label = readInline(link[1] ?? "");
      text += label.text;
      bold += isBold ? label.text : label.bold;
      others.push(...label.others);
      at += link[0].length;
    } else if (other) {
      others.push(other);
      at += other.length;
    } else {
      const [character = ""] = rest;
      const whole = rest.codePointAt(0) ?? 0;
      const length = whole > 0xffff ? 2 : 1;
      const shown = length === 2 ? rest.slice(0, 2) : character;
      text += shown;
      if (isBold) bold += shown;
      at += length;
    }
  }
  if (isBold) others.push("**");
  return { text, bold, links, others };
}
