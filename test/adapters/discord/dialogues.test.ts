import { MessageFlags } from "discord.js";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Desk } from "../../../src/index.ts";
import { openNewsroom } from "../../_support/newsroom.ts";
import { whyNot } from "../../_support/platforms.ts";
import { until } from "../../_support/until.ts";
import {
  asRead,
  labels,
  messagesIn,
  rawText,
  type Settled,
  type ShownMessage,
  WARM_UP_MS,
  warmUp,
} from "./bench.ts";
import { openScene, type Scene } from "./scene.ts";

const skip = whyNot("fake-discord");

beforeAll(warmUp, WARM_UP_MS);
const EPHEMERAL = 64;
const FERRY = "New Ferry Links Lowgate and Sandrow";
/** Seven releases on one subject, so that a list of them has a second page. */
const BUOYS = Object.fromEntries(
  ["A", "B", "C", "D", "E", "F", "G"].map((letter, i) => [
    `2026-0${i + 1}-15-buoy`,
    `---
title: Buoy ${letter} Laid in the Sound
issuer: ${i < 6 ? "Office of Sea Marks" : "Veldan Port Authority"}
date: 2026-0${i + 1}-15
language: en
topics: [Sea marks]
---
Buoy ${letter} was laid in the Sound this morning. Ships pass it to the north, and fishers keep clear of its chain.
`,
  ]),
);

function hidden(message: ShownMessage | undefined): boolean {
  return message !== undefined && (message.flags & EPHEMERAL) !== 0;
}

function read({ original, messages }: Settled): string {
  const shown = original ?? messages[0];
  return shown ? asRead(shown) : "";
}

describe.skipIf(skip !== undefined)(`a journalist on Discord${skip ? ` (${skip})` : ""}`, () => {
  let scene: Scene;
  let desk: Desk;

  beforeEach(async () => {
    desk = await openNewsroom(BUOYS);
    scene = await openScene({
      handle: desk.handle,
      ports: { suggest: (...asked) => desk.suggest(...asked) },
    });
  });
  afterEach(async () => {
    await scene.close();
  });

  describe("who asks", () => {
    const question = "Who will command the first crossing?";

    it("gets the span in bold within its sentence, with the source, its date and its link", async () => {
      const shown = await scene.command("ask", { question });

      expect(read(shown)).toContain("> **Captain Orla Brandt** will command the first crossing.");
      expect(read(shown)).toContain(`[${FERRY}](https://ports.example.org/ferry)`);
      expect(read(shown)).toContain("2 November 2026");
      expect(hidden(shown.original)).toBe(false);
    });

    it("has buttons for the full text, the other language, the verdict and a further question", async () => {
      const { original } = await scene.command("ask", { question });

      expect(original && labels(original)).toEqual([
        "Full text",
        "In Khmer",
        "That was it",
        "Not what I asked",
        "Ask a follow-up",
      ]);
    });

    it("gets an answer that nobody else sees when it is to be private", async () => {
      const shown = await scene.command("ask", { question, private: true });

      expect(hidden(shown.original)).toBe(true);
    });

    it("asks on in a form, and sees the question above the answer", async () => {
      const { original } = await scene.command("ask", { question });
      const pressed = await scene.press(original, "Ask a follow-up");

      const sent = scene.ann.submit({
        interaction: lastInteraction(scene),
        values: { text: "What does a single ticket cost?" },
      });
      const answer = await scene.fake.settled(sent);

      expect(pressed.modal?.title).toBe("Ask a follow-up");
      expect(read(answer)).toContain("“What does a single ticket cost?”");
      expect(read(answer)).toContain("**3 crowns**");
      expect(hidden(answer.original)).toBe(false);
    });

    it("is thanked for a verdict, and nobody else sees it", async () => {
      const { original } = await scene.command("ask", { question });

      const thanks = await scene.press(original, "That was it");

      expect(read(thanks)).toContain("Thank you");
      expect(hidden(thanks.original)).toBe(true);
    });

    it("is told that no release says it, with the nearest and the press contact to the letter", async () => {
      const shown = await scene.command("ask", { question: "Who built the lighthouse?" });

      expect(read(shown)).toContain("No release says so.");
      expect(shown.original && rawText(shown.original)).toContain("press@ports.example.org");
    });
  });

  describe("who asks about somebody's message", () => {
    async function askAbout(
      message: object,
      name = "Ask the releases about this",
    ): Promise<Settled> {
      const said = scene.boss.say({ channel: scene.channel, ...message });
      const used = scene.ann.contextMenu({ channel: scene.channel, name, target: said.id });
      return await scene.fake.settled(used);
    }

    it("is answered by the releases, and shown it alone", async () => {
      const shown = await askAbout({ content: "What does a single ticket cost?" });

      expect(read(shown)).toContain("**3 crowns**");
      expect(hidden(shown.original)).toBe(true);
    });

    it.each(["Ask the releases about this", "Check this quotation"])(
      "is told when it has no words: %s",
      async (name) => {
        const shown = await askAbout({ content: "", files: [{ name: "quay.png" }] }, name);

        expect(read(shown)).toContain("no words that I could look up");
        expect(hidden(shown.original)).toBe(true);
      },
    );

    it("learns the true wording of a quotation in it", async () => {
      const altered = "Nobody on the islands will ever wait for a ferry again";

      const shown = await askAbout({ content: altered }, "Check this quotation");

      expect(read(shown).replaceAll("**", "")).toContain(
        "Nobody on the islands will wait for a boat again",
      );
      expect(hidden(shown.original)).toBe(true);
    });
  });

  describe("who writes to the bot", () => {
    it("is answered in a direct message, to the message", async () => {
      const dm = scene.ann.dm().id;

      scene.ann.say({ channel: dm, content: "What does a single ticket cost?" });
      const [answer] = await until(() => scene.said(dm).length > 0 && scene.said(dm));

      expect(answer && asRead(answer)).toContain("**3 crowns**");
      expect(answer?.referenced_message?.content).toBe("What does a single ticket cost?");
    });

    it("is answered where the bot is mentioned, also in a thread, and nowhere else", async () => {
      const me = botId(scene);
      const thread = scene.fake.act("channel", {
        guild: scene.guild,
        name: "ferries",
        type: 11,
        parent_id: scene.channel,
      }).id;

      scene.ann.say({ channel: scene.channel, content: "What does a single ticket cost?" });
      scene.ann.say({ channel: thread, content: `<@${me}> What does a single ticket cost?` });
      const answers = await until(() => scene.said(thread).length > 0 && scene.said(thread));

      expect(answers.map(asRead).join("")).toContain("**3 crowns**");
      expect(scene.said()).toEqual([]);
    });

    it("is answered to a reply to the bot, which mentions it", async () => {
      const { original } = await scene.command("help", { private: false });
      const content = "What does a single ticket cost?";
      const said = scene.ann.say({ channel: scene.channel, content });
      const [before] = scene.said();

      // The stand-in mentions whom a reply is for only after it has told of it.
      scene.fake.inject({
        t: "MESSAGE_CREATE",
        d: {
          ...messagesIn(scene.fake, scene.channel).find(({ id }) => id === said.id),
          guild_id: scene.guild,
          type: 19,
          mentions: [before?.author],
          message_reference: { type: 0, channel_id: scene.channel, message_id: original?.id },
        },
      });
      const answer = await until(() => scene.said()[1]);

      expect(asRead(answer)).toContain("**3 crowns**");
      expect(answer.referenced_message?.content).toBe(content);
    });

    it("is answered to a mention without a word", async () => {
      scene.ann.say({ channel: scene.channel, content: `<@${botId(scene)}>` });
      const [answer] = await until(() => scene.said().length > 0 && scene.said());

      expect(answer && asRead(answer)).toContain("Please ask a question in words");
    });

    it("in a channel closed to the bot is told so in a direct message", async () => {
      scene.fake.act("setChannel", { channel: scene.channel, deny: ["SEND_MESSAGES"] });

      scene.ann.say({ channel: scene.channel, content: `<@${botId(scene)}> What is new?` });
      const dm = scene.ann.dm().id;
      const [told] = await until(() => scene.said(dm).length > 0 && scene.said(dm));

      expect(told && asRead(told)).toContain("Send Messages");
      expect(scene.said()).toEqual([]);
    });

    it("in a channel without embeds gets plain messages", async () => {
      scene.fake.act("setChannel", { channel: scene.channel, deny: ["EMBED_LINKS"] });
      const content = `<@${botId(scene)}> What does a single ticket cost?`;

      scene.ann.say({ channel: scene.channel, content });
      const [answer] = await until(
        () => scene.said().some((message) => message.content !== "") && scene.said(),
      );

      expect(answer && asRead(answer)).toContain("**3 crowns**");
      expect(scene.said()).toHaveLength(1);
    });
  });

  describe("who reads", () => {
    it("sees the newest releases, turns pages in place and opens one for themselves", async () => {
      const first = await scene.command("latest");
      const pressed = await scene.press(first.original, "Next");
      const [list] = scene.said();
      const number = /(\d)\. Buoy E/u.exec(list ? asRead(list) : "")?.[1] ?? "";
      const full = await scene.press(list, number);

      expect(read(first)).toContain(FERRY);
      expect(pressed.answer.type).toBe(7);
      expect(list && asRead(list)).toContain("Page 2 of");
      expect(read(full)).toContain("Buoy E was laid");
      expect(hidden(full.original)).toBe(true);
    });

    it("reads a long release page by page, with the whole as a file", async () => {
      const shown = await scene.command("release", { title: "2026-10-20-berths" });
      const pages = [read(shown)];
      while (labelsNow(scene).includes("Next")) {
        await scene.press(scene.said()[0], "Next");
        pages.push(scene.said().map(asRead).join(""));
      }

      const all = pages.join("\n");
      const file = await textOf(shown.original?.attachments[0]?.url);
      const missing = Array.from({ length: 60 }, (_, i) => `Article ${i + 1}. The Board`).filter(
        (words) => !all.includes(words) || !file.includes(words),
      );
      expect(missing).toEqual([]);
      expect(pages.length).toBeGreaterThan(2);
      expect(pages.at(-1)).toContain(`Page ${pages.length} of ${pages.length}`);
      expect(scene.said()).toHaveLength(1);
      expect(scene.said()[0]?.attachments).toHaveLength(1);
    });

    it("reads pages without a file where none may be sent", async () => {
      scene.fake.act("setChannel", { channel: scene.channel, deny: ["ATTACH_FILES"] });

      const { original } = await scene.command("release", { title: "2026-10-20-berths" });

      expect(original?.attachments).toEqual([]);
      expect(original && labels(original)).toContain("Next");
    });

    it("takes a press kit along: contacts, a citation to copy, the text as a file", async () => {
      const full = await scene.command("release", { title: FERRY });

      const kit = await scene.press(full.original, "Press kit");

      expect(read(kit)).toContain("Ms Ada Fenn, 555 0101, press@ports.example.org");
      expect(read(kit)).toContain(
        `\`\`\`\nVeldan Port Authority, “${FERRY}”, press release, 2 November 2026, https://ports.example.org/ferry\n\`\`\``,
      );
      expect(await textOf(kit.original?.attachments[0]?.url)).toContain("will sail every hour");
    });

    it("reads hostile text as it stands, without a link or a ping", async () => {
      const { original } = await scene.command("release", { title: "2026-10-05-fees" });

      const raw = original ? rawText(original) : "";
      expect(raw).not.toMatch(/@everyone|(?<!\\)\]\(/u);
      expect(original && asRead(original)).toContain("The mooring fee is 5 < 6 & 7 > 2 crowns");
      expect(original).toMatchObject({ mention_everyone: false, mentions: [] });
    });
  });

  describe("who searches", () => {
    it("narrows it down by issuer, topic, language and dates, and turns pages", async () => {
      const options = {
        words: "buoy",
        issuer: "Office of Sea Marks",
        topic: "Sea marks",
        language: "en",
        from: "2026-01-01",
      };

      const first = await scene.command("search", options);
      await scene.press(first.original, "Next");
      const [second] = scene.said();

      expect(read(first)).toContain(
        "“buoy · Office of Sea Marks · Sea marks · English · 1 January 2026 –”",
      );
      expect(read(first)).toContain("Page 1 of 2");
      expect(second && asRead(second)).toContain("Page 2 of 2");
      expect(second && asRead(second)).not.toContain("Buoy G");
    });

    it("is told, alone, that a day is none", async () => {
      const shown = await scene.command("search", { words: "buoy", from: "yesterdayish" });

      expect(read(shown)).toContain("yesterdayish");
      expect(hidden(shown.original)).toBe(true);
    });

    it.each([
      ["release", "title", "berth", ["2026-10-20-berths"]],
      ["search", "issuer", "sea", ["Office of Sea Marks"]],
      ["search", "topic", "", ["Sea marks"]],
    ])("is helped while typing for /%s in %s", async (name, option, typed, values) => {
      const asked = scene.ann.autocomplete({
        channel: scene.channel,
        name,
        options: { [option]: typed },
        focused: option,
      });

      const { choices } = await scene.fake.settled(asked);

      expect(choices?.map(({ value }) => value)).toEqual(values);
    });
  });

  describe("who is elsewhere", () => {
    it("is answered where only they have installed the bot", async () => {
      const abroad = scene.fake.act("guild", { members: [scene.ann.id], bot: false });
      const place = abroad.channels[0]?.id ?? "";
      const question = "What does a single ticket cost?";

      const shown = await scene.command("ask", { question }, place);

      expect(read(shown)).toContain("**3 crowns**");
    });

    it("is answered by commands in a direct message, in public there", async () => {
      const shown = await scene.command("latest", {}, scene.ann.dm().id);

      expect(read(shown)).toContain(FERRY);
      expect(hidden(shown.original)).toBe(false);
    });

    it("is spoken to in French when their Discord is", async () => {
      const luc = scene.fake.person({ username: "luc", locale: "fr" });
      const given = luc.command({ channel: luc.dm().id, name: "latest", options: {} });

      const shown = await scene.fake.settled(given);

      expect(read(shown)).toContain("Derniers communiqués");
    });
  });

  it("changes the language of a channel only with the right to manage channels", async () => {
    const refused = await scene.command("language", { language: "fr" });
    const set = scene.boss.command({
      channel: scene.channel,
      name: "language",
      options: { language: "fr" },
    });
    const done = await scene.fake.settled(set);

    expect(read(refused)).toContain("Only an administrator");
    expect(read(done)).toContain("français");
  });

  it("tells who may not what they asked for, and nobody else", async () => {
    const refused = await scene.command("unfollow");

    expect(read(refused)).toContain("Only an administrator");
    expect((refused.original?.flags ?? 0) & MessageFlags.Ephemeral).toBe(MessageFlags.Ephemeral);
  });
});

function labelsNow(scene: Scene): string[] {
  return scene.said().flatMap(labels);
}

function botId({ fake }: Scene): string {
  const call = fake.log.find(({ params }) => params?.["application_id"]);
  return call?.params?.["application_id"] ?? "";
}

/** The interaction that the bot answered last. */
function lastInteraction({ fake }: Scene): string {
  const call = fake.log.findLast(({ op }) => op === "create_interaction_response");
  return call?.params?.["interaction_id"] ?? "";
}

async function textOf(url = ""): Promise<string> {
  const answer = await fetch(url);
  return await answer.text();
}
