import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { render, rowsOf } from "../../../adapters/discord/render.ts";
import type { Block, Reply } from "../../../src/index.ts";
import { hostileBlock, hostileReply } from "./hostile.ts";
import { type Line, readMarkdown, type Seen } from "./markdown-reader.ts";

/** What is left of a text when nothing but what can be seen is compared. */
function visible(text: string): string {
  return text.toWellFormed().replaceAll(/[\s\p{C}]+/gu, "");
}

function textsOf(block: Block): readonly string[] {
  if ("title" in block) return [block.title, block.line, block.note ?? ""];
  if (block.kind !== "list") return [block.text];
  return block.items.flatMap(({ text, detail = "" }) => [text, detail]);
}

function boldOf(block: Block): string {
  if (block.kind === "heading" || block.kind === "answer") return block.text;
  if (block.kind === "head") return block.title;
  if (block.kind !== "quote") return "";
  return block.marks.map(({ start, end }) => block.text.slice(start, end)).join("");
}

/** Whether a line leaves an embedding, an override or an isolate without its end. */
function isOpen(line: string): boolean {
  const nested = /[\u202a\u202b\u202d\u202e][^\u202a-\u202e\u2066-\u2069]*\u202c/gu;
  const isolated = /[\u2066-\u2068][^\u2066-\u2069]*\u2069/gu;
  const stray = /^([^\u2066-\u2068]*)\u2069/u;
  let rest = line;
  for (let before = ""; rest !== before; ) {
    before = rest;
    rest = rest.replaceAll(nested, "").replaceAll(isolated, "").replace(stray, "$1");
  }
  return /[\u202a\u202b\u202d\u202e\u2066-\u2068]/u.test(rest);
}

function saying(...blocks: readonly Block[]): Reply {
  return { language: "en", blocks };
}

function shown(reply: Reply, form: "embed" | "content"): Seen[] {
  return render(reply, { form }).map(({ text }) => readMarkdown(text));
}

const LINES: Readonly<Record<Block["kind"], readonly Line[]>> = {
  text: ["text"],
  heading: ["text"],
  answer: ["text"],
  paragraph: ["text"],
  note: ["small"],
  copy: ["code", "text"],
  quote: ["quote"],
  source: ["text", "small"],
  head: ["text", "small"],
  list: ["item", "text"],
};

describe("hostile text of a release", () => {
  it.each(["embed", "content"] as const)("is seen as it is, in an %s", (form) => {
    fc.assert(
      fc.property(hostileReply, (reply) => {
        const seen = shown(reply, form);

        const all = seen.map(({ text }) => text).join("");
        expect(visible(all)).toBe(visible(reply.blocks.flatMap(textsOf).join("")));
      }),
      { numRuns: 400 },
    );
  });

  it("pings nobody, links nowhere, becomes no emoji and lays nothing out", () => {
    fc.assert(
      fc.property(hostileReply, (reply) => {
        const seen = shown(reply, "embed");

        expect(seen.flatMap(({ others }) => others)).toEqual([]);
        expect(seen.flatMap(({ links }) => links).join(" ")).not.toMatch(/evil|javascript/u);
        expect(visible(seen.map(({ bold }) => bold).join(""))).toBe(
          visible(reply.blocks.map(boldOf).join("")),
        );
      }),
      { numRuns: 400 },
    );
  });

  it("makes no line anything but what its block is", () => {
    fc.assert(
      fc.property(hostileBlock, (block) => {
        const lines = shown(saying(block), "embed").flatMap((seen) => seen.lines);

        expect(lines.filter((line) => !LINES[block.kind].includes(line))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it("turns the direction of no line but its own", () => {
    fc.assert(
      fc.property(hostileReply, (reply) => {
        const lines = render(reply).flatMap(({ text }) => text.split("\n"));

        expect(lines.filter(isOpen)).toEqual([]);
      }),
    );
  });

  it("stays within every limit of Discord's", () => {
    fc.assert(
      fc.property(hostileReply, fc.integer({ min: 1, max: 400 }), (reply, times) => {
        const long = {
          ...reply,
          blocks: reply.blocks.map((block) =>
            "text" in block && block.kind !== "quote"
              ? { ...block, text: block.text.repeat(times) }
              : block,
          ),
        };

        const messages = render(long);
        const contents = render(long, { form: "content" });

        expect(Math.max(0, ...messages.map(({ text }) => text.length))).toBeLessThanOrEqual(4096);
        expect(Math.max(0, ...contents.map(({ text }) => text.length))).toBeLessThanOrEqual(2000);
        for (const { rows } of messages) {
          const ids = rows.flatMap(({ components }) =>
            components.map((button) => ("custom_id" in button ? button.custom_id : "")),
          );
          expect(rows.length).toBeLessThanOrEqual(5);
          expect(new Set(ids).size).toBe(ids.length);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("what a person reads", () => {
  it.each([
    ["press@ports.example.org", "press@ports.example.org"],
    ["press_desk@ports.example.org", String.raw`press\_desk@ports.example.org`],
    ["Call +855 23 214 441 - ask for Ms Fenn", "Call +855 23 214 441 - ask for Ms Fenn"],
    ["- 5 degrees", String.raw`\- 5 degrees`],
    ["@everyone", "@\u200beveryone"],
    ["See https://ports.example.org", String.raw`See https\://ports.example.org`],
    ["at 12:30:45", String.raw`at 12\:30:45`],
  ])("%s is sent as %s", (text, sent) => {
    const [message] = render(saying({ kind: "text", text }));

    expect(message?.text).toBe(sent);
  });

  it("has a line to copy as it is, between fences that it cannot end", () => {
    const [message] = render(saying({ kind: "copy", text: "a_b*c ```x``` @everyone" }));

    expect(message?.text).toMatch(/^```\na_b\*c .*\n```$/u);
    expect(message?.text.match(/```/gu)).toHaveLength(2);
  });

  it("shows nothing for a reply of invisible text", () => {
    expect(render(saying({ kind: "text", text: "\u200b \u2800\u3164\n" }))).toEqual([]);
  });
});

describe("a list of what can be chosen", () => {
  it("is numbered, with the numbers as buttons before all others", () => {
    const titles = ["Ferry", "Quay", "# Pier", "Mole", "Lamps", "Tides"];
    const items = titles.map((text) => ({ text, detail: "2026", data: `r_${text}` }));
    const [message] = render({
      ...saying({ kind: "list", items }),
      actions: [[{ label: "Back", data: "page_0" }]],
    });

    expect(message?.text.split("\n").slice(0, 6)).toEqual([
      "1. Ferry",
      "   2026",
      "2. Quay",
      "   2026",
      String.raw`3. \# Pier`,
      "   2026",
    ]);
    expect(
      message?.rows.map(({ components }) =>
        components.map((button) => ("label" in button ? button.label : "")),
      ),
    ).toEqual([["1", "2", "3", "4", "5"], ["6"], ["Back"]]);
  });
});

describe("buttons", () => {
  const action = (label: string, data = label) => ({ label, data });

  it("keep the last row when there are more rows than Discord takes", () => {
    const rows = rowsOf(
      ["a", "b", "c", "d", "e"].map((label) => [action(label)]).concat([[action("Next")]]),
    );

    const labels = rows.map(({ components }) =>
      components.map((button) => ("label" in button ? button.label : "")),
    );
    expect(labels).toEqual([["a", "b"], ["c"], ["d"], ["e"], ["Next"]]);
  });

  it("are left out without a label, and when their id is there already", () => {
    const rows = rowsOf([[action(" ", "x"), action("A", "same"), action("B", "same")]]);

    expect(rows).toMatchObject([{ components: [{ label: "A" }] }]);
  });

  it("have labels that turn no direction", () => {
    const [row] = rowsOf([[action("\u202eevil\u202c\nname", "x")]]);

    expect(row?.components[0]).toMatchObject({ label: "evil name" });
  });
});
