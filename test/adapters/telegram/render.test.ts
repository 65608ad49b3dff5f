import {
  array,
  assert,
  constantFrom,
  integer,
  oneof,
  option,
  property,
  record,
  string,
} from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { render } from "../../../adapters/telegram/render.ts";
import type { Block, Reply, Span } from "../../../src/index.ts";
import { loadPlatform, whyNot } from "../../_support/platforms.ts";
import type { Entity } from "./bench.ts";

const skip = whyNot("fake-telegram");

const reply = (...blocks: readonly Block[]): Reply => ({ language: "en", blocks });

interface Formatted {
  readonly text: string;
  readonly entities: readonly Entity[];
}

/** What is formatted as `type`, in order. */
function formatted({ text, entities }: Formatted, type: string): string[] {
  return entities
    .filter((entity) => entity.type === type)
    .map(({ offset, length }) => text.slice(offset, offset + length));
}

describe("a reply as Telegram messages", () => {
  it("shows the span in bold within its quotation and links the title", () => {
    const text = "The ferry sails on Monday.";

    const [message, ...more] = render(
      reply(
        { kind: "answer", text: "on Monday" },
        { kind: "quote", text, marks: [{ start: 16, end: 25 }] },
        {
          kind: "source",
          release: "ferry",
          title: "New Ferry",
          line: "Port Authority · 2 November 2026",
          url: "https://ports.example.org/ferry",
          note: "Corrected: the hour",
        },
      ),
    );

    expect(more).toEqual([]);
    if (!message) throw new Error("no message");
    expect(message.text).toBe(
      "on Monday\n\nThe ferry sails on Monday.\n\nNew Ferry\nPort Authority · 2 November 2026\nCorrected: the hour",
    );
    expect(formatted(message, "bold")).toEqual(["on Monday", "on Monday"]);
    expect(formatted(message, "blockquote")).toEqual([text]);
    expect(formatted(message, "text_link")).toEqual(["New Ferry"]);
    expect(formatted(message, "italic")).toEqual(["Corrected: the hour"]);
  });

  it("folds a long quotation", () => {
    const [message] = render(reply({ kind: "quote", text: "Long words. ".repeat(40), marks: [] }));

    expect(message?.entities.map(({ type }) => type)).toEqual(["expandable_blockquote"]);
  });

  it("cuts a quotation that is too long between sentences, quoting every part", () => {
    const sentence = "The quay of Sandrow stays open to every boat. ";

    const messages = render(reply({ kind: "quote", text: sentence.repeat(200), marks: [] }));

    expect(messages.length).toBeGreaterThan(1);
    for (const message of messages) {
      expect(message.text).toMatch(/^The quay.*boat\.$/u);
      expect(formatted(message, "expandable_blockquote")).toEqual([message.text]);
    }
  });

  it("keeps a heading with what it heads", () => {
    const messages = render(
      reply(
        { kind: "paragraph", text: "a".repeat(4000) },
        { kind: "heading", text: "Fares" },
        { kind: "paragraph", text: "b".repeat(200) },
      ),
    );

    expect(messages[1]?.text).toBe(`Fares\n\n${"b".repeat(200)}`);
  });

  it("puts the buttons under the last message, in rows that clients show", () => {
    const [first, last] = render({
      ...reply({ kind: "paragraph", text: "a".repeat(5000) }),
      actions: [
        Array.from({ length: 10 }, (_, i) => ({ label: `Button ${i}`, data: `b_${i}` })),
        [{ label: "x".repeat(100), data: "long" }],
      ],
    });

    expect(first?.keyboard).toBeUndefined();
    expect(last?.keyboard?.inline_keyboard.map(({ length }) => length)).toEqual([8, 2, 1]);
    expect(last?.keyboard?.inline_keyboard[2]?.[0]?.text).toMatch(/^x{63}…$/u);
  });

  it("leaves out a button that Telegram would refuse the message for", () => {
    const [message] = render({
      ...reply({ kind: "text", text: "Choose" }),
      actions: [
        [
          { label: "ខ្មែរ", data: "ខ".repeat(22) },
          { label: " ", data: "blank" },
          { label: "Good", data: "x".repeat(64) },
        ],
      ],
    });

    expect(message?.keyboard?.inline_keyboard.flat().map(({ text }) => text)).toEqual(["Good"]);
  });

  it("has no message for what nobody could see", () => {
    expect(render(reply({ kind: "text", text: " \u200b\n" }))).toEqual([]);
  });

  it("keeps the ring over a letter, which Telegram deletes when it stands apart", () => {
    const [message] = render(
      reply({ kind: "quote", text: "Mr A\u030ase Berg", marks: [{ start: 3, end: 7 }] }),
    );

    expect(message?.text).toBe("Mr Åse Berg");
    expect(message && formatted(message, "bold")).toEqual(["Åse"]);
  });

  it("numbers what can be chosen from a list, with the numbers as buttons before all others", () => {
    const items = ["Ferry", "Quay"].map((text) => ({ text, data: `r_${text}` }));
    const [message] = render({
      ...reply({ kind: "list", items: [...items, { text: "and more" }] }),
      actions: [[{ label: "Next", data: "page_1" }]],
    });

    expect(message?.text).toBe("1. Ferry\n2. Quay\n• and more");
    expect(message?.keyboard?.inline_keyboard).toEqual([
      [
        { text: "1", callback_data: "r_Ferry" },
        { text: "2", callback_data: "r_Quay" },
      ],
      [{ text: "Next", callback_data: "page_1" }],
    ]);
  });

  it("keeps lists within Telegram's number of formats", () => {
    const items = Array.from({ length: 150 }, (_, i) => ({ text: `Item ${i}`, detail: "old" }));

    const messages = render(reply({ kind: "list", items }));

    expect(messages.map(({ entities }) => entities.length)).toEqual([80, 70]);
  });
});

const PIECES = [
  "<b>",
  "</blockquote>",
  "&amp;",
  "& ",
  "](http://evil.example)",
  "[x",
  "**",
  "`",
  "\u202e",
  "\u200f",
  "\u200b",
  "\u00ad",
  "👩‍👩‍👧",
  "🇰🇭",
  "e\u0301",
  "A\u030a",
  "ព្រះរាជាណាចក្រ",
  "ស្ត្រី។",
  "@everyone",
  "/help",
  "#tag",
  "http://a.example/x",
  "\n",
  "\t",
  "\r\n",
  ". Next",
  " ",
] as const;
const hostile = array(oneof(constantFrom(...PIECES), string({ maxLength: 8 })), {
  maxLength: 12,
}).map((parts) => parts.join(""));
const long = record({ text: hostile, times: integer({ min: 1, max: 400 }) }).map(
  ({ text, times }) => text.repeat(times).slice(0, 15_000).toWellFormed(),
);
const anyText = oneof(hostile, long);

/** Marks between graphemes, as spans of words are. */
function marksIn(text: string, cuts: readonly number[]): Span[] {
  const bounds = [...new Intl.Segmenter("km").segment(text)].map(({ index }) => index);
  const places = cuts.map((cut) => bounds[cut % Math.max(1, bounds.length)] ?? 0);
  const [start = 0, end = 0] = places.toSorted((a, b) => a - b);
  return end > start ? [{ start, end }] : [];
}

const block = oneof(
  record({ kind: constantFrom("text", "heading", "answer", "paragraph", "note"), text: anyText }),
  record({ text: anyText, cuts: array(integer({ min: 0, max: 99 }), { maxLength: 2 }) }).map(
    ({ text, cuts }) => ({ kind: "quote" as const, text, marks: marksIn(text, cuts) }),
  ),
  record({
    kind: constantFrom("source" as const, "head" as const),
    release: hostile,
    title: anyText,
    line: hostile,
    url: option(hostile),
    note: option(hostile),
  }),
  record({
    kind: constantFrom("list" as const),
    items: array(record({ text: hostile, detail: hostile })),
  }),
);

/** What Telegram deletes, takes for a blank or takes for nothing, and our bullets. */
const IGNORED =
  /[\0-\x20\s\u00a0\u180e\u200b-\u200f\u2028-\u202e\u2800\ufffc\ufeff•]|\u0333|\u033f/gu;

function visible(text: string): string {
  return text.replace(IGNORED, "").normalize("NFC");
}

/** Without blanks, which may go at a cut, and in the form in which rings stay. */
function solid(text: string): string {
  return text.replace(/\s+/gu, "").normalize("NFC");
}

function textsOf(each: Block): string[] {
  if (each.kind === "list") return each.items.flatMap(({ text, detail }) => [text, detail ?? ""]);
  if ("title" in each) return [each.title, each.line, each.note ?? ""];
  return [each.text];
}

type FormatText = (text: string, mode: undefined, entities: readonly object[]) => Formatted;

describe.skipIf(skip !== undefined)(
  `hostile releases before Telegram's parser${skip ? ` (${skip})` : ""}`,
  () => {
    let formatText: FormatText;
    beforeAll(async () => {
      const entities = await loadPlatform("fake-telegram", "entities.js");
      formatText = entities["formatText"] as FormatText;
    });

    it("are accepted within all limits, with nothing lost and every format where it was", () => {
      assert(
        property(array(block, { maxLength: 6 }), (blocks) => {
          const messages = render(reply(...blocks));

          for (const message of messages) {
            expect(message.text.length).toBeLessThanOrEqual(4096);
            expect(message.entities.length).toBeLessThanOrEqual(100);
            const stored = formatText(message.text, undefined, message.entities);
            for (const type of ["blockquote", "expandable_blockquote", "bold"]) {
              expect(visible(formatted(stored, type).join(""))).toBe(
                visible(formatted(message, type).join("")),
              );
            }
          }
          const sent = messages.map(({ text }) => text).join("");
          const given = blocks.flatMap(textsOf).join("");
          expect(visible(sent)).toBe(visible(given));
        }),
        { numRuns: 300 },
      );
    });

    it("are never cut within a cluster", () => {
      assert(
        property(long, (text) => {
          const whole = solid(text);
          const bounds = new Set(
            [...new Intl.Segmenter("km").segment(whole)].map(({ index }) => index),
          );

          const parts = render(reply({ kind: "quote", text, marks: [] }));

          let at = 0;
          for (const part of parts.slice(0, -1)) {
            at += solid(part.text).length;
            expect(bounds).toContain(at);
          }
        }),
        { numRuns: 100 },
      );
    });
  },
);
