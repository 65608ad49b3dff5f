import { beforeAll, describe, expect, it } from "vitest";
import type { Desk } from "../../src/desk/desk.ts";
import type { Intent } from "../../src/domain/chat.ts";
import type { Language } from "../../src/domain/language.ts";
import type { Block, Reply } from "../../src/domain/reply.ts";
import { openNewsroom } from "../_support/newsroom.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openNewsroom({
    "2026-08-03-lamps": `---
title: New Lamps for the Harbour Wall
issuer: Veldan Port Authority
date: 2026-08-03
language: en
url: https://ports.example.org/lamps
---
Forty new lamps stand on the harbour wall of Sandrow since this morning. They burn a third of the power of the old ones.

"A dark quay is a dear quay," said Harbour Master Tove Lindqvist. "We will not switch one of them off before June."
`,
    "2026-08-10-draft": `---
title: Lamps Withdrawn
issuer: Veldan Port Authority
date: 2026-08-10
language: en
withdrawn: issued in error
---
The lamps of the harbour wall will all be painted green by the pupils of Sandrow.
`,
  });
});

async function ask(intent: Intent, language: Language | null = "en"): Promise<Reply> {
  const reply = await desk.handle({
    address: { platform: "test", chat: "c" },
    person: { id: "ann", officer: false, manages: true },
    intent,
    isPrivate: true,
    language,
    at: 0,
  });
  if (!reply) throw new Error("the desk said nothing");
  return reply;
}

async function quote(
  argument: string,
  options: Record<string, string> = {},
  language: Language = "en",
): Promise<Reply> {
  return await ask({ kind: "command", name: "quote", argument, options }, language);
}

function texts({ blocks }: Reply, kind: Block["kind"]): string[] {
  return blocks.flatMap((block) => (block.kind === kind && "text" in block ? [block.text] : []));
}

/** What stands in bold in the quotations of a reply. */
function marked({ blocks }: Reply): string[] {
  return blocks.flatMap((block) =>
    block.kind === "quote" ? block.marks.map(({ start, end }) => block.text.slice(start, end)) : [],
  );
}

describe("/quote", () => {
  it("confirms an exact quotation, in bold within its sentence, with source and full text", async () => {
    const reply = await quote("A dark quay is a dear quay");

    expect(texts(reply, "answer")).toEqual(["This quotation is exact."]);
    expect(texts(reply, "quote")).toEqual([
      '"A dark quay is a dear quay," said Harbour Master Tove Lindqvist.',
    ]);
    expect(marked(reply)).toEqual(["A dark quay is a dear quay"]);
    expect(reply.blocks).toContainEqual(
      expect.objectContaining({
        kind: "source",
        title: "New Lamps for the Harbour Wall",
        url: "https://ports.example.org/lamps",
      }),
    );
    expect(reply.actions?.flat().map(({ label }) => label)).toEqual(["Full text"]);
  });

  it("says that only marks differ", async () => {
    const reply = await quote("“a dark quay is a dear quay!”");

    expect(texts(reply, "answer")).toEqual([
      "These are the exact words; only marks, capitals or spaces differ.",
    ]);
  });

  it("shows the true wording of an altered quotation, and word by word what differs", async () => {
    const reply = await quote("We will switch every one of them off before June");

    expect(texts(reply, "answer")).toEqual(["This is not the exact wording."]);
    expect(texts(reply, "text")).toEqual([
      "We will [-not-] switch {+every+} one of them off before June",
    ]);
    expect(texts(reply, "quote").join()).toContain(
      "We will not switch one of them off before June.",
    );
    expect(marked(reply)).toEqual(["not"]);
  });

  it("shows what is put in before and behind a quotation, and nothing of what stands around it there", async () => {
    const reply = await quote(
      "According to Tove Lindqvist, a dark quay is a dear quay, come what may",
    );

    expect(texts(reply, "text")).toEqual([
      "{+According to Tove Lindqvist,+} A dark quay is a dear quay {+come what may+}",
    ]);
    expect(texts(reply, "quote")).toEqual([
      '"A dark quay is a dear quay," said Harbour Master Tove Lindqvist.',
    ]);
  });

  it("cites each place of a stitched quotation", async () => {
    const reply = await quote(
      "A dark quay is a dear quay. Nobody on the islands will wait for a boat again.",
    );

    expect(texts(reply, "answer")).toEqual(["These words are put together from several places."]);
    expect(marked(reply)).toEqual([
      "A dark quay is a dear quay",
      "Nobody on the islands will wait for a boat again",
    ]);
    expect(reply.blocks.filter(({ kind }) => kind === "source")).toHaveLength(2);
    expect(reply.actions?.flat()).toHaveLength(2);
  });

  it("says who said it when somebody else is named", async () => {
    const beside = await quote('"A dark quay is a dear quay" Director Ilse Marn');
    const option = await quote("A dark quay is a dear quay", { speaker: "Ilse Marn" });
    const own = await quote("Forty new lamps stand on the harbour wall", { speaker: "Ilse Marn" });

    const wanted = ["These words are in a release, but Harbour Master Tove Lindqvist said them."];
    expect(texts(beside, "answer")).toEqual(wanted);
    expect(texts(option, "answer")).toEqual(wanted);
    expect(texts(own, "answer").join()).toContain("Veldan Port Authority's own");
  });

  it("names the nearest releases and the press contact, and no sentence, when nobody said it", async () => {
    const reply = await quote("The harbour wall will be torn down and sold stone by stone");

    expect(texts(reply, "text")).toEqual(["No release contains this quotation."]);
    expect(texts(reply, "quote")).toEqual([]);
    expect(JSON.stringify(reply.blocks)).toContain("New Lamps for the Harbour Wall");
    expect(texts(reply, "note").join()).toContain("press@ports.example.org");
  });

  it("cites no withdrawn release", async () => {
    const reply = await quote("will all be painted green by the pupils of Sandrow");

    expect(texts(reply, "text")).toEqual(["No release contains this quotation."]);
  });

  it("asks for more words, or fewer, when it can say nothing", async () => {
    expect(texts(await quote("green cheese"), "text")).toEqual([
      "Please give at least four words of the quotation.",
    ]);
    expect(texts(await quote("lamps and ".repeat(300)), "text").join()).toContain("2000");
    expect(texts(await quote(""), "text")).toEqual([
      "Please write behind /quote: the quotation to check.",
    ]);
  });

  it.each([
    ["km", "នេះមិនមែនជាពាក្យដើមទាំងស្រុងទេ។"],
    ["fr", "Ce n'est pas le texte exact."],
  ] as const)("is worded in %s", async (language, verdict) => {
    const reply = await quote("A dark quay is a cheap quay", {}, language);

    expect(texts(reply, "answer")).toEqual([verdict]);
    expect(texts(reply, "text")).toEqual(["A dark quay is a [-dear-] {+cheap+} quay"]);
  });
});

describe("a question about a quotation", () => {
  it.each([
    'Did Tove Lindqvist say "a dark quay is a dear quay"?',
    "Est-ce que Tove Lindqvist a dit « a dark quay is a dear quay » ?",
    "តើ Tove Lindqvist បាននិយាយថា «a dark quay is a dear quay» មែនទេ?",
  ])("is answered as /quote answers: %s", async (text) => {
    const reply = await ask({ kind: "text", text }, null);

    expect(reply.blocks[0]?.kind).toBe("answer");
    expect(marked(reply)).toEqual(["A dark quay is a dear quay"]);
  });

  it("is a question like any other without quotation marks", async () => {
    const reply = await ask({ kind: "text", text: "What does a single ticket cost?" });

    expect(texts(reply, "answer")).toEqual(["3 crowns"]);
  });
});
