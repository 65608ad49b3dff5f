import { expect, it } from "vitest";
import type { Reply } from "../../../src/index.ts";
import { whyNot } from "../../_support/platforms.ts";
import { until } from "../../_support/until.ts";
import { botMessages } from "./bench.ts";
import { openScene } from "./scene.ts";
import { transcriptOf } from "./transcript.ts";

const ANSWER: Reply = {
  language: "en",
  blocks: [
    { kind: "answer", text: "Captain Orla Brandt" },
    {
      kind: "quote",
      text: "Captain Orla Brandt will command the first crossing.",
      marks: [{ start: 0, end: 19 }],
    },
    {
      kind: "source",
      release: "ferry",
      title: "New Ferry Links Lowgate and Sandrow",
      line: "Veldan Port Authority · 2 November 2026",
      url: "https://ports.example.org/ferry",
      note: "Corrected: the captain's name",
    },
    { kind: "list", items: [{ text: "The berths of Sandrow", detail: "20 October 2026" }] },
  ],
  actions: [
    [
      { label: "Full text", data: "r_1" },
      { label: "In Khmer", data: "r_2" },
    ],
    [{ label: "Yes, this answers it", data: "yes" }],
  ],
};

it.skipIf(whyNot("fake-telegram") !== undefined)("reads like this in a group", async () => {
  const scene = await openScene({ handle: () => Promise.resolve(ANSWER) });
  const ann = scene.fake.person({ first_name: "Ann" });
  const { id: chat } = scene.fake.act("chat", { members: [ann.id] });

  ann.say({ chat, text: "/ask Who commands the first crossing?" });
  await until(() => botMessages(scene.fake, chat).length === 1);
  const transcript = transcriptOf(scene.fake, chat);
  await scene.close();

  expect(transcript).toMatchInlineSnapshot(`
    "Ann:
      /ask Who commands the first crossing?

    Bot, to “/ask Who commands the first crossing?”:
      **Captain Orla Brandt**

      │ **Captain Orla Brandt** will command the first crossing.

      [New Ferry Links Lowgate and Sandrow](https://ports.example.org/ferry)
      Veldan Port Authority · 2 November 2026
      _Corrected: the captain's name_

      • The berths of Sandrow
      _20 October 2026_
      [Full text] [In Khmer]
      [Yes, this answers it]"
  `);
});
