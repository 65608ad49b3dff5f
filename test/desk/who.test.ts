import { beforeAll, describe, expect, it } from "vitest";
import type { Desk } from "../../src/desk/desk.ts";
import type { Language } from "../../src/domain/language.ts";
import type { Block, ListItem, Reply } from "../../src/domain/reply.ts";
import { openNewsroom } from "../_support/newsroom.ts";

const issuer = "Veldan Port Authority";

let desk: Desk;
beforeAll(async () => {
  desk = await openNewsroom({
    "2025-03-04-harbour-master": `---
title: A Harbour Master for Sandrow
issuer: ${issuer}
date: 2025-03-04
language: en
---
The board has appointed Tove Lindqvist Harbour Master of Sandrow with effect from 1 April 2025. She succeeds Arne Holm, who retires after thirty years.
`,
    "2026-06-02-acting": `---
title: Harbour Master on Leave
issuer: ${issuer}
date: 2026-06-02
language: en
---
Captain Jens Okafor will act as Harbour Master of Sandrow from 1 July until the winter.
`,
    "2026-10-30-next": `---
title: The Next Harbour Master
issuer: ${issuer}
date: 2026-10-30
language: en
---
Runa Takeda will become Harbour Master of Sandrow on 1 January 2027.
`,
  });
});

async function who(argument: string, language: Language = "en"): Promise<Reply> {
  const reply = await desk.handle({
    address: { platform: "test", chat: "c" },
    person: { id: "ann", officer: false, manages: true },
    intent: { kind: "command", name: "who", argument, options: {} },
    isPrivate: true,
    language,
    at: 0,
  });
  if (!reply) throw new Error("the desk said nothing");
  return reply;
}

function items({ blocks }: Reply): readonly ListItem[] {
  return blocks.flatMap((block) => (block.kind === "list" ? block.items : []));
}

function texts({ blocks }: Reply, kind: Block["kind"]): string[] {
  return blocks.flatMap((block) => (block.kind === kind && "text" in block ? [block.text] : []));
}

describe("/who", () => {
  it("lists the holders newest first, each with dates, predecessor and the release that says so", async () => {
    const reply = await who("harbour master of Sandrow");

    expect(items(reply)).toEqual([
      {
        text: "Runa Takeda – Harbour Master of Sandrow (designate)",
        detail: "from 1 January 2027 · “The Next Harbour Master”, 30 October 2026",
      },
      {
        text: "Jens Okafor – Harbour Master of Sandrow (acting)",
        detail: "since 1 July 2026 · “Harbour Master on Leave”, 2 June 2026",
      },
      {
        text: "Tove Lindqvist – Harbour Master of Sandrow",
        detail:
          "since 1 April 2025 · after Arne Holm · “A Harbour Master for Sandrow”, 4 March 2025",
      },
      {
        text: "Arne Holm – Harbour Master of Sandrow (former)",
        detail: "named on 4 March 2025 · “A Harbour Master for Sandrow”, 4 March 2025",
      },
    ]);
  });

  it("shows the sentence that says it of the newest, with its source and a way to each release", async () => {
    const reply = await who("harbour master of Sandrow");

    expect(texts(reply, "quote")).toEqual([
      "Runa Takeda will become Harbour Master of Sandrow on 1 January 2027.",
    ]);
    expect(reply.blocks).toContainEqual(
      expect.objectContaining({ kind: "source", title: "The Next Harbour Master" }),
    );
    expect(reply.actions?.flat().map(({ label }) => label)).toEqual([
      "The Next Harbour Master",
      "Harbour Master on Leave",
      "A Harbour Master for Sandrow",
    ]);
  });

  it.each([
    ["km", "(ស្តីទី)"],
    ["fr", "(par intérim)"],
  ] as const)("words in %s how an office is held", async (language, acting) => {
    const reply = await who("harbour master of Sandrow", language);

    expect(items(reply)[1]?.text).toContain(acting);
  });

  it("names the nearest releases and the press contact when nobody is named for it", async () => {
    const reply = await who("lighthouse inspector of Sandrow");

    expect(texts(reply, "text").join()).toContain("lighthouse inspector of Sandrow");
    expect(texts(reply, "quote")).toEqual([]);
    expect(texts(reply, "note").join()).toContain("press@ports.example.org");
  });

  it("asks for an office when none is given", async () => {
    expect(texts(await who(""), "text").join()).toContain("/who");
  });

  it("offers the offices of the releases while one is typed", () => {
    const offered = desk.suggest("who", "office", "harbour", "en");

    expect(offered).toEqual([
      { label: "Harbour Master of Sandrow", value: "Harbour Master of Sandrow" },
    ]);
  });
});
