import * as fc from "fast-check";
import type { Block, Reply, Span } from "../../../src/index.ts";

/** Pieces of text that mean something to Discord, or to a screen. */
const FRAGMENTS = [
  "@everyone",
  "@here",
  "@",
  "<@123456789012345678>",
  "<@!1>",
  "<@&1>",
  "<#1>",
  "<:flag:1>",
  "<a:wave:1>",
  "<t:1700000000:R>",
  "</ask:1>",
  "<https://evil.example>",
  "](http://evil.example)",
  "[Minister](http://evil.example)",
  "(",
  ")",
  "[",
  "]",
  "<",
  ">",
  "`",
  "```",
  "```js\n",
  "\n# ",
  "# ",
  "\n### ",
  "\n-# ",
  "-# ",
  "\n- ",
  "\n* ",
  "\n12. ",
  "\n+ ",
  "> ",
  "\n> ",
  ">>> ",
  "**",
  "*",
  "__",
  "_",
  "~~",
  "||",
  "\\",
  "\\\\",
  ":smile:",
  ":a:b:",
  "https://evil.example/x",
  "HTTP://evil.example",
  "steam://run",
  "discord.gg/abc",
  "press_office@ports.example.org",
  "\u202e",
  "\u202c",
  "\u2066",
  "\u2067",
  "\u2069",
  "\u200f",
  "\u200b",
  "\r\n",
  "\u2028",
  "\n\n",
  "\n",
  "\t",
  " ",
  "\u0000",
  "\u001b[31m",
  "\ud800",
  "👩‍👩‍👧",
  "🇰🇭",
  "e\u0301\u0301\u0301",
  "ភាសាខ្មែរ",
  "العربية",
  "The quay is shut.",
  "1. 5",
] as const;

export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ unit: "binary", maxLength: 8 })), {
    minLength: 1,
    maxLength: 14,
  })
  .map((parts) => parts.join(""));

const hostileUrl = fc.constantFrom(
  null,
  "https://ports.example.org/a_b*c~d",
  "https://ports.example.org/x) [y](http://evil.example",
  "javascript:alert(1)",
  "https://ports.example.org/@everyone",
);

/** Marks never cut a character in two. */
function whole(text: string, at: number): number {
  const isInside = /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1));
  return isInside ? at + 1 : at;
}

const quote: fc.Arbitrary<Block> = hostileText.chain((text) =>
  fc
    .tuple(fc.nat(text.length), fc.nat(text.length))
    .map((ends) => ends.map((end) => whole(text, end)).toSorted((a, b) => a - b))
    .map(([start = 0, end = 0]): Block => {
      const marks: readonly Span[] = end > start ? [{ start, end }] : [];
      return { kind: "quote", text, marks };
    }),
);

export const hostileBlock: fc.Arbitrary<Block> = fc.oneof(
  hostileText.map((text): Block => ({ kind: "text", text })),
  hostileText.map((text): Block => ({ kind: "heading", text })),
  hostileText.map((text): Block => ({ kind: "answer", text })),
  hostileText.map((text): Block => ({ kind: "paragraph", text })),
  hostileText.map((text): Block => ({ kind: "note", text })),
  hostileText.map((text): Block => ({ kind: "copy", text })),
  quote,
  fc
    .record({
      kind: fc.constantFrom("source" as const, "head" as const),
      title: hostileText,
      line: hostileText,
      url: hostileUrl,
      note: fc.option(hostileText),
    })
    .map((source): Block => ({ release: "r", ...source })),
  fc
    .array(fc.record({ text: hostileText, detail: hostileText }), { minLength: 1, maxLength: 4 })
    .map((items): Block => ({ kind: "list", items })),
);

export const hostileReply: fc.Arbitrary<Reply> = fc.record({
  language: fc.constant("en" as const),
  blocks: fc.array(hostileBlock, { minLength: 1, maxLength: 6 }),
  actions: fc.array(
    fc.array(fc.record({ label: hostileText, data: fc.stringMatching(/^[a-z0-9_-]{1,8}$/u) }), {
      maxLength: 6,
    }),
    { maxLength: 8 },
  ),
});
