import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Block, choicesOf, type Handle, type Reply } from "../../src/index.ts";
import { openNewsroom } from "../_support/newsroom.ts";
import { until } from "../_support/until.ts";

/** A person who talks with the bot in private, on one platform. */
export interface DialogueBench {
  say(text: string): void;
  command(name: string, argument: string): void;
  /** Presses a button of the bot's newest message that has it. */
  press(label: string): void;
  /** What the bot has shown so far, oldest first; formatting and buttons left out. */
  shown(): readonly string[];
  close(): Promise<void>;
}

/** What is done one after the other, with facts that must be read in what comes back. */
const DIALOGUE: readonly {
  readonly does: string;
  readonly act: (bench: DialogueBench) => void;
  readonly facts: readonly string[];
}[] = [
  {
    does: "asks a question",
    act: (bench) => {
      bench.say("Who will command the first crossing?");
    },
    facts: [
      "Captain Orla Brandt",
      "Captain Orla Brandt will command the first crossing.",
      "New Ferry Links Lowgate and Sandrow",
      "2 November 2026",
    ],
  },
  {
    does: "asks two things at once",
    act: (bench) => {
      bench.say("Who built the lighthouse? Who will command the first crossing?");
    },
    facts: [
      "1. Who built the lighthouse?",
      "No release says so.",
      "press@ports.example.org",
      "2. Who will command the first crossing?",
      "Captain Orla Brandt will command the first crossing.",
    ],
  },
  {
    does: "opens the full text",
    act: (bench) => {
      bench.press("2. Full text");
    },
    facts: ["will sail every hour from Monday, 9 November 2026", "said Director Ilse Marn"],
  },
  {
    does: "takes the press kit",
    act: (bench) => {
      bench.press("Press kit");
    },
    facts: ["Ms Ada Fenn, 555 0101, press@ports.example.org", "press release, 2 November 2026"],
  },
  {
    does: "wants the newest releases",
    act: (bench) => {
      bench.command("latest", "");
    },
    facts: ["Rules for the Berths of Sandrow", "20 October 2026"],
  },
  {
    does: "searches",
    act: (bench) => {
      bench.command("search", "mooring fee");
    },
    facts: ["mooring fee", "5 October 2026"],
  },
  {
    does: "opens a withdrawn release",
    act: (bench) => {
      bench.command("release", "2026-09-01-pier");
    },
    facts: ["the pier was never closed"],
  },
  {
    does: "opens a release that is full of marks",
    act: (bench) => {
      bench.command("release", "2026-10-05-fees");
    },
    facts: ["The mooring fee is 5 < 6 & 7 > 2 crowns", "to @everyone"],
  },
  {
    does: "chooses Khmer",
    act: (bench) => {
      bench.command("language", "km");
    },
    facts: ["ភាសាខ្មែរ"],
  },
  {
    does: "asks on in Khmer",
    act: (bench) => {
      bench.say("What does a single ticket cost?");
    },
    facts: ["3 crowns", "A single ticket costs 3 crowns"],
  },
];

/** The same dialogue on every platform: each reply is shown with all its words, in order, and no others. */
export function describeDialogue(
  name: string,
  open: (handle: Handle) => Promise<DialogueBench>,
  skip?: string,
): void {
  describe.skipIf(skip !== undefined)(`a dialogue on ${name}${skip ? ` (${skip})` : ""}`, () => {
    let bench: DialogueBench;
    const replies: Reply[] = [];
    beforeEach(async () => {
      const desk = await openNewsroom();
      replies.length = 0;
      bench = await open(async (request) => {
        const reply = await desk.handle(request);
        if (reply) replies.push(reply);
        return reply;
      });
    });
    afterEach(async () => {
      await bench.close();
    });

    it("gives the same facts in the same words as everywhere", async () => {
      for (const { does, act, facts } of DIALOGUE) {
        const before = bench.shown().length;
        act(bench);
        const reply = await until(() => replies.shift());
        const expected = wordsOf(textOf(reply));
        const now = (): string => bench.shown().slice(before).join("\n");
        await until(() => wordsOf(now()).length >= expected.length).catch(() => undefined);

        const missing = facts.filter((fact) => !flat(now()).includes(flat(fact)));
        expect({ does, words: wordsOf(now()), missing }).toEqual({
          does,
          words: expected,
          missing: [],
        });
      }
    }, 20_000);
  });
}

function textOf(reply: Reply): string {
  const choices = choicesOf(reply);
  return reply.blocks.flatMap((block) => textsOf(block, choices)).join("\n");
}

function textsOf(block: Block, choices: ReturnType<typeof choicesOf>): readonly string[] {
  if ("title" in block) return [block.title, block.line, block.note ?? ""];
  if (block.kind !== "list") return [block.text];
  return block.items.flatMap((item) => [
    String(choices.get(item) ?? ""),
    item.text,
    item.detail ?? "",
  ]);
}

/** The words alone: a platform may show a link or not, and marks as it likes. */
function wordsOf(text: string): readonly string[] {
  return (
    text
      .replaceAll(/https?:\/\/[^\s)]+/gu, " ")
      .replaceAll(/\p{Cf}/gu, "")
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}

/** In one line and without format characters. */
function flat(text: string): string {
  return text.replaceAll(/\p{Cf}/gu, "").replaceAll(/[*│\s]+/gu, " ");
}
