import { afterEach, beforeAll, expect, it } from "vitest";
import { openNewsroom } from "../../_support/newsroom.ts";
import { whyNot } from "../../_support/platforms.ts";
import { until } from "../../_support/until.ts";
import { WARM_UP_MS, warmUp } from "./bench.ts";
import { openScene, type Scene } from "./scene.ts";
import { transcriptOf } from "./transcript.ts";

const skip = whyNot("fake-discord") !== undefined;
let scene: Scene;

beforeAll(warmUp, WARM_UP_MS);
afterEach(async () => {
  if (!skip) await scene.close();
});

async function open(): Promise<string> {
  const desk = await openNewsroom();
  scene = await openScene({ handle: desk.handle });
  return scene.ann.id;
}

it.skipIf(skip)("reads like this in a channel: a question, a press kit", async () => {
  const ann = await open();

  const { original } = await scene.command("ask", {
    question: "Who will command the first crossing?",
  });
  const full = await scene.press(original, "Full text");
  await scene.press(full.original, "Press kit");

  expect(transcriptOf(scene.fake, scene.channel, ann)).toMatchInlineSnapshot(`
    "Bot (ann used ask):
      **Captain Orla Brandt**

      │ **Captain Orla Brandt** will command the first crossing.

      [New Ferry Links Lowgate and Sandrow](https://ports.example.org/ferry)
      Veldan Port Authority · 2 November 2026
      [Full text] [In Khmer]
      [That was it] [Not what I asked] [Ask a follow-up]

    Bot, only you can see this:
      **[New Ferry Links Lowgate and Sandrow](https://ports.example.org/ferry)**
      Veldan Port Authority · 2 November 2026

      The new ferry between Lowgate and Sandrow will sail every hour from Monday, 9 November 2026. A single ticket costs 3 crowns, and children under six travel free of charge.

      Captain Orla Brandt will command the first crossing. "Nobody on the islands will wait for a boat again," said Director Ilse Marn.
      [Press kit] [In Khmer]

    Bot, only you can see this:
      **[New Ferry Links Lowgate and Sandrow](https://ports.example.org/ferry)**
      Veldan Port Authority · 2 November 2026

      _For the press:_

      • Ms Ada Fenn, 555 0101, press@ports.example.org

      _To cite it:_

      \`\`\`
      Veldan Port Authority, “New Ferry Links Lowgate and Sandrow”, press release, 2 November 2026, https://ports.example.org/ferry
      \`\`\`
      (file: 2026-11-02-ferry.txt)
      [Full text] [In Khmer]"
  `);
});

it.skipIf(skip)("reads like this in a channel: what no release says, and a search", async () => {
  const ann = await open();

  await scene.command("ask", { question: "Who built the lighthouse?", private: true });
  await scene.command("search", { words: "ferry", from: "1 November 2026", language: "en" });

  expect(transcriptOf(scene.fake, scene.channel, ann)).toMatchInlineSnapshot(`
    "Bot (ann used ask), only you can see this:
      No release says so.

      _Press contact: Ms Ada Fenn, 555 0101, press@ports.example.org_

    Bot (ann used search):
      **Releases about “ferry · English · 1 November 2026 –”**

      1. New Ferry Links Lowgate and Sandrow
         Veldan Port Authority · 2 November 2026
      [1]"
  `);
});

it.skipIf(skip)("reads like this in a direct message: on a message, then in a form", async () => {
  const ann = await open();
  const dm = scene.ann.dm().id;

  const said = scene.ann.say({ channel: dm, content: "What does a single ticket cost?" });
  await until(() => scene.said(dm).length > 0);
  const name = "Ask the releases about this";
  const used = scene.ann.contextMenu({ channel: dm, name, target: said.id });
  const { original } = await scene.fake.settled(used);
  const pressed = scene.ann.press({
    channel: dm,
    message: original?.id,
    button: "Ask a follow-up",
  });
  await scene.fake.settled(pressed);
  const values = { text: "Who will command the first crossing?" };
  await scene.fake.settled(scene.ann.submit({ interaction: pressed.id, values }));

  expect(transcriptOf(scene.fake, dm, ann)).toMatchInlineSnapshot(`
    "ann:
      What does a single ticket cost?

    Bot, to “What does a single ticket cost?”:
      **3 crowns**

      │ A single ticket costs **3 crowns**, and children under six travel free of charge.

      [New Ferry Links Lowgate and Sandrow](https://ports.example.org/ferry)
      Veldan Port Authority · 2 November 2026
      [Full text] [In Khmer]
      [That was it] [Not what I asked]

    Bot (ann used Ask the releases about this):
      **3 crowns**

      │ A single ticket costs **3 crowns**, and children under six travel free of charge.

      [New Ferry Links Lowgate and Sandrow](https://ports.example.org/ferry)
      Veldan Port Authority · 2 November 2026
      [Full text] [In Khmer]
      [That was it] [Not what I asked] [Ask a follow-up]

    Bot:
      _“Who will command the first crossing?”_

      **Captain Orla Brandt**

      │ **Captain Orla Brandt** will command the first crossing.

      [New Ferry Links Lowgate and Sandrow](https://ports.example.org/ferry)
      Veldan Port Authority · 2 November 2026
      [Full text] [In Khmer]
      [That was it] [Not what I asked] [Ask a follow-up]"
  `);
});
