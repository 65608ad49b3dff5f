import { afterEach, describe, expect, it } from "vitest";
import type { ChatRequest, Desk } from "../../../src/index.ts";
import { openNewsroom } from "../../_support/newsroom.ts";
import { whyNot } from "../../_support/platforms.ts";
import { until } from "../../_support/until.ts";
import type { ShownMessage } from "./bench.ts";
import { botMessages } from "./bench.ts";
import type { Mode, Scene } from "./scene.ts";
import { openScene } from "./scene.ts";

const skip = whyNot("fake-telegram");
const MODES: readonly Mode[] = ["long polling", "webhook"];

const QUESTION = "Who will command the first crossing?";

/** The parts of a message in one format. */
function formatted({ text = "", entities = [] }: ShownMessage, type: string): string[] {
  return entities
    .filter((entity) => entity.type === type)
    .map(({ offset, length }) => text.slice(offset, offset + length));
}

function labels(message: ShownMessage | undefined): string[] {
  return (message?.reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text);
}

describe.skipIf(skip !== undefined).each(MODES)(
  `people on Telegram, by %s${skip ? ` (${skip})` : ""}`,
  (mode) => {
    let scene: Scene;
    let desk: Desk;

    async function open(options: Partial<Parameters<typeof openScene>[0]> = {}): Promise<void> {
      desk = await openNewsroom();
      scene = await openScene({
        mode,
        handle: desk.handle,
        ...options,
        ports: { share: (query, language) => desk.share(query, language), ...options.ports },
      });
    }

    /** The bot's messages in a chat as soon as there are `count`. */
    const shown = async (chat: number, count: number): Promise<ShownMessage[]> =>
      await until(
        () => botMessages(scene.fake, chat).length >= count && botMessages(scene.fake, chat),
      );

    afterEach(async () => {
      await scene.close();
    });

    it("answers a question in private with the span in bold in its quotation, and the source", async () => {
      await open();
      const ann = scene.fake.person({ first_name: "Ann" });

      ann.say({ text: QUESTION });
      const [answer] = await shown(ann.id, 1);

      if (!answer) throw new Error("no answer");
      expect(formatted(answer, "blockquote")).toEqual([
        "Captain Orla Brandt will command the first crossing.",
      ]);
      expect(formatted(answer, "bold")).toContain("Captain Orla Brandt");
      expect(formatted(answer, "text_link")).toEqual(["New Ferry Links Lowgate and Sandrow"]);
      expect(answer.text).toContain("2 November 2026");
      expect(labels(answer)).toEqual(expect.arrayContaining(["Full text", "In Khmer"]));
      expect(answer.reply_to_message).toBeUndefined();
      expect(scene.fake.act("typing", { chat: ann.id })).not.toEqual([]);
    });

    it("shows the whole of a long release in messages cut between blocks", async () => {
      await open({ fake: { flood: false } });
      const ann = scene.fake.person({ first_name: "Ann" });

      ann.say({ text: "/release Rules for the Berths of Sandrow" });
      const messages = await shown(ann.id, 4);

      const text = messages.map((message) => message.text).join("\n\n");
      for (let article = 1; article <= 60; article += 1)
        expect(text).toContain(`Article ${article}. `);
      for (const message of messages.slice(0, -1)) expect(message.text).toMatch(/nowhere else\.$/u);
    });

    it("goes from the answer to the full text by a button, and stops its spinner", async () => {
      await open();
      const ann = scene.fake.person({ first_name: "Ann" });
      ann.say({ text: QUESTION });
      const [answer] = await shown(ann.id, 1);

      ann.press({ message_id: answer?.message_id, button: "Full text" });
      const messages = await shown(ann.id, 2);

      expect(messages[1]?.text).toContain("children under six travel free of charge");
      await until(() => scene.fake.act("spinning", {}).length === 0);
    });

    it("turns the pages of a list in place", async () => {
      await open({
        handle: (request) =>
          Promise.resolve({
            language: "en",
            inPlace: request.intent.kind === "action",
            blocks: [
              { kind: "text", text: request.intent.kind === "action" ? "Page 2" : "Page 1" },
            ],
            actions: [[{ label: "Next", data: "latest_1" }]],
          }),
      });
      const ann = scene.fake.person({ first_name: "Ann" });
      ann.say({ text: "/latest" });
      const [first] = await shown(ann.id, 1);

      ann.press({ message_id: first?.message_id, button: "Next" });
      await until(() => botMessages(scene.fake, ann.id)[0]?.text === "Page 2");

      expect(await shown(ann.id, 1)).toHaveLength(1);
    });

    it("checks a quotation: the true wording in its sentence, word by word what was changed", async () => {
      await open();
      const ann = scene.fake.person({ first_name: "Ann" });

      ann.say({ text: "/quote Everybody on the islands will wait for a boat again" });
      const [checked] = await shown(ann.id, 1);

      if (!checked) throw new Error("no answer");
      expect(formatted(checked, "bold")).toContain("This is not the exact wording.");
      expect(checked.text).toContain("[-Nobody-] {+Everybody+} on the islands will wait");
      expect(formatted(checked, "blockquote").join()).toContain("Nobody on the islands");
      expect(formatted(checked, "bold")).toContain("Nobody");
      expect(labels(checked)).toEqual(["Full text"]);
    });

    it("checks the quotation in somebody's message, named speaker and all", async () => {
      await open({ fake: { privacyMentions: true } });
      const ann = scene.fake.person({ first_name: "Ann" });
      const bo = scene.fake.person({ first_name: "Bo" });
      const { id: chat } = scene.fake.act("chat", { members: [ann.id, bo.id], bot: "member" });

      const claim = ann.say({
        chat,
        text: '"Nobody on the islands will wait for a boat again" – Captain Orla Brandt',
      });
      bo.say({ chat, text: "/quote", reply_to: claim.message_id });
      const [checked] = await shown(chat, 1);

      expect(checked?.text).toContain("but Director Ilse Marn said them");
    });

    it("names who holds an office, with the release that says so", async () => {
      await open();
      const ann = scene.fake.person({ first_name: "Ann" });

      ann.say({ text: "/who director" });
      const [holder] = await shown(ann.id, 1);

      expect(holder?.text).toContain("• Ilse Marn – Director");
      expect(holder?.text).toContain("named on 2 November 2026");
      expect(labels(holder)).toEqual(["Full text"]);
    });

    it("answers an edited question in the same place", async () => {
      await open();
      const ann = scene.fake.person({ first_name: "Ann" });
      const question = ann.say({ text: "What does a single ticket cost?" });
      const [first] = await shown(ann.id, 1);

      ann.edit({ message_id: question.message_id, text: QUESTION });
      await until(() => botMessages(scene.fake, ann.id)[0]?.text?.includes("Orla Brandt"));

      expect(first?.text).toContain("3 crowns");
      expect(botMessages(scene.fake, ann.id)).toHaveLength(1);
    });

    it("follows a deep link to a release", async () => {
      await open();
      const ann = scene.fake.person({ first_name: "Ann" });
      ann.say({ text: QUESTION });
      const [answer] = await shown(ann.id, 1);
      const payload = answer?.reply_markup?.inline_keyboard[0]?.[0]?.callback_data;

      ann.start({ payload });
      const [, full] = await shown(ann.id, 2);

      expect(payload).toMatch(/^r_\w+$/u);
      expect(full?.text).toContain("Nobody on the islands will wait");
    });

    it("greets who presses START, and says kindly what it cannot read", async () => {
      await open();
      const ann = scene.fake.person({ first_name: "Ann", language_code: "fr" });

      ann.start();
      ann.sendFile({ kind: "photo", name: "boat.jpg" });
      const [greeting, kind] = await shown(ann.id, 2);

      expect(greeting?.text).toContain("posez vos questions");
      expect(kind?.text).toMatch(/\?/u);
      expect(scene.requests.at(-1)?.language).toBe("fr");
    });

    it("answers a button of long ago kindly", async () => {
      await open();
      const ann = scene.fake.person({ first_name: "Ann" });
      ann.say({ text: QUESTION });
      const [answer] = await shown(ann.id, 1);

      scene.fake.inject({
        type: "callback_query",
        payload: {
          id: "1",
          from: { id: ann.id, is_bot: false, first_name: "Ann" },
          chat_instance: "1",
          data: "gone_9",
          message: {
            chat: { id: ann.id, type: "private" },
            message_id: answer?.message_id,
            date: 0,
          },
        },
      });
      const [, stale] = await shown(ann.id, 2);

      expect(stale?.text).toContain("too old");
    });

    it("answers in a group by command, reply and mention, as a reply, and ignores all else", async () => {
      await open({ fake: { privacyMentions: true } });
      const ann = scene.fake.person({ first_name: "Ann" });
      const bo = scene.fake.person({ first_name: "Bo" });
      const { id: chat } = scene.fake.act("chat", {
        members: [ann.id, bo.id],
        // An administrator gets every message.
        bot: "administrator",
      });

      const asked = bo.say({ chat, text: `/ask ${QUESTION}` });
      const [first] = await shown(chat, 1);
      bo.say({ chat, text: "I wonder who commands it." });
      bo.say({ chat, text: "/who@other_bot director" });
      bo.say({ chat, text: "/roll 20" });
      bo.say({ chat, text: "Mail me at bo@test_bot.example" });
      const replied = bo.say({
        chat,
        text: "What does a single ticket cost?",
        reply_to: first?.message_id,
      });
      await shown(chat, 2);
      const mentioned = ann.say({ chat, text: `@Test_Bot ${QUESTION}` });
      const answers = await shown(chat, 3);

      expect(answers.map((answer) => answer.reply_to_message?.message_id)).toEqual([
        asked.message_id,
        replied.message_id,
        mentioned.message_id,
      ]);
      expect(answers[1]?.text).toContain("3 crowns");
      expect(scene.requests.map(({ intent }) => intent)).toMatchObject([
        { kind: "command", name: "ask", argument: QUESTION },
        { kind: "text", text: "What does a single ticket cost?" },
        { kind: "text", text: QUESTION },
      ]);
      expect(scene.requests.every(({ isPrivate }) => !isPrivate)).toBe(true);
    });

    it("takes the words of the message that a command replies to", async () => {
      await open();
      const ann = scene.fake.person({ first_name: "Ann" });
      const bo = scene.fake.person({ first_name: "Bo" });
      const { id: chat } = scene.fake.act("chat", { members: [ann.id, bo.id] });
      const said = ann.say({ chat, text: "Nobody on the islands will wait for a boat again" });

      bo.say({ chat, text: "/ask", reply_to: said.message_id });
      await until(() => scene.requests.length > 0);

      expect(scene.requests[0]?.intent).toMatchObject({
        name: "ask",
        argument: "Nobody on the islands will wait for a boat again",
      });
    });

    it("stays in the topic of a forum", async () => {
      await open();
      const ann = scene.fake.person({ first_name: "Ann" });
      const { id: chat } = scene.fake.act("chat", { members: [ann.id], is_forum: true });
      const { message_thread_id: thread } = ann.topic({ chat, name: "Ferries" });

      const asked = ann.say({ chat, thread, text: `/ask ${QUESTION}` });
      const [answer] = await shown(chat, 1);

      expect(answer?.message_thread_id).toBe(thread);
      expect(answer?.reply_to_message?.message_id).toBe(asked.message_id);
      expect(scene.requests[0]?.address.chat).toBe(`${chat}/${thread}`);
      const outcome = await scene.adapter.deliver(`${chat}/${thread}`, {
        language: "en",
        blocks: [{ kind: "text", text: "News" }],
      });
      expect(outcome.kind).toBe("sent");
      expect((await shown(chat, 2))[1]?.message_thread_id).toBe(thread);
    });

    it("takes no notice of a channel's posts but of commands by name", async () => {
      await open();
      const ann = scene.fake.person({ first_name: "Ann" });
      const { id: chat } = scene.fake.act("chat", {
        type: "channel",
        members: [ann.id],
        bot: "administrator",
      });

      ann.say({ chat, text: QUESTION });
      ann.say({ chat, text: "/latest" });
      ann.say({ chat, text: "/latest@test_bot" });
      await until(() => scene.requests.length > 0);

      expect(scene.requests).toMatchObject([
        { intent: { name: "latest" }, person: { manages: true, officer: false } },
      ]);
    });

    it("knows administrators, anonymous ones too, and asks Telegram once for several taps", async () => {
      await open();
      const ann = scene.fake.person({ first_name: "Ann" });
      const bo = scene.fake.person({ first_name: "Bo" });
      const { id: chat } = scene.fake.act("chat", { members: [ann.id, bo.id] });

      ann.say({ chat, text: "/language" });
      await until(() => scene.requests.length === 1);
      ann.say({ chat, text: "/language fr" });
      await until(() => scene.requests.length === 2);
      bo.say({ chat, text: "/language" });
      await until(() => scene.requests.length === 3);
      scene.fake.inject({
        type: "message",
        payload: {
          message_id: 900,
          date: Math.floor(Date.now() / 1000),
          chat: { id: chat, type: "supergroup", title: "Group" },
          from: { id: 1_087_968_824, is_bot: true, first_name: "Group" },
          sender_chat: { id: chat, type: "supergroup", title: "Group" },
          text: "/language",
          entities: [{ type: "bot_command", offset: 0, length: 10 }],
        },
      });
      await until(() => scene.requests.length === 4);

      expect(scene.requests.map(({ person }) => person.manages)).toEqual([true, true, false, true]);
      expect(scene.fake.log.filter(({ method }) => method === "getChatMember")).toHaveLength(2);
    });

    it("answers into the supergroup that a group became while the question was open", async () => {
      const moves: string[] = [];
      const gate = Promise.withResolvers<void>();
      await open({
        handle: async () => {
          await gate.promise;
          return { language: "en", blocks: [{ kind: "text", text: "Captain Brandt." }] };
        },
        ports: {
          moved: (from, to) => {
            moves.push(`${from} ${to}`);
            return Promise.resolve();
          },
        },
      });
      const ann = scene.fake.person({ first_name: "Ann" });
      const { id: chat } = scene.fake.act("chat", { type: "group", members: [ann.id] });
      ann.say({ chat, text: `/ask ${QUESTION}` });
      await until(() => scene.requests.length === 1);

      const { id: after } = ann.migrate({ chat });
      gate.resolve();
      const [answer] = await shown(after, 1);

      expect(answer?.text).toBe("Captain Brandt.");
      await until(() => moves.length > 0);
      expect(moves).toEqual([`${chat} ${after}`]);
      const outcome = await scene.adapter.deliver(String(chat), {
        language: "en",
        blocks: [{ kind: "text", text: "News" }],
      });
      expect(outcome).toEqual({ kind: "moved", chat: String(after) });
    });

    it("takes a release from an officer, and from nobody else", async () => {
      const officer = 501;
      await open({ settings: { officers: [String(officer)] } });
      const pia = scene.fake.person({ id: officer, first_name: "Pia" });
      const ann = scene.fake.person({ first_name: "Ann" });
      const { id: chat } = scene.fake.act("chat", { members: [ann.id] });
      const file = { name: "release.md", type: "text/markdown", content: "# The pier opens" };

      pia.sendFile({ ...file, caption: "/publish" });
      await until(() => scene.requests.length === 1);
      ann.sendFile(file);
      await shown(ann.id, 1);
      ann.sendFile({ ...file, chat });
      ann.say({ chat, text: "/help" });
      await shown(chat, 1);

      const [published, refused, ...rest] = scene.requests.map(({ intent }) => intent);
      expect(published).toMatchObject({
        kind: "document",
        name: "release.md",
        caption: "/publish",
      });
      expect(published?.kind === "document" && Buffer.from(published.bytes).toString()).toBe(
        "# The pier opens",
      );
      expect(scene.requests[0]?.person.officer).toBe(true);
      expect(refused).toEqual({ kind: "text", text: "" });
      expect(rest).toMatchObject([{ kind: "command", name: "help" }]);
    });

    it("shares releases in any chat, with the source, and nothing withdrawn", async () => {
      await open();
      const ann = scene.fake.person({ first_name: "Ann" });
      const { id: chat } = scene.fake.act("chat", { members: [ann.id], bot: "left" });

      const { id: queryId } = ann.inline({ query: "new ferry" });
      const answer = await until(() => scene.fake.act("inlineAnswer", { id: queryId }).answer);
      const pier = ann.inline({ query: "east pier closed" });
      const closed = await until(() => scene.fake.act("inlineAnswer", { id: pier.id }).answer);
      const [result] = answer.results;
      const message = ann.choose({ query_id: queryId, result_id: result?.id, chat });

      expect(result?.title).toBe("New Ferry Links Lowgate and Sandrow");
      expect(message.text).toContain("will sail every hour from Monday");
      expect(message.text?.match(/New Ferry Links/gu)).toHaveLength(1);
      expect(formatted(message, "text_link")).toEqual(["New Ferry Links Lowgate and Sandrow"]);
      expect(message.text).toContain("Veldan Port Authority · 2 November 2026");
      expect(message.reply_markup?.inline_keyboard).toEqual([
        [
          {
            text: "Full text",
            url: expect.stringMatching(/^https:\/\/t\.me\/test_bot\?start=r_\w+$/u),
          },
        ],
      ]);
      expect(answer.is_personal).toBe(true);
      expect(answer.cache_time).toBeLessThanOrEqual(30);
      expect(closed.results.map(({ title }) => title)).not.toContain("The East Pier Is Closed");
    });

    it("shares a quotation that is real, with its sentence and source, and no other", async () => {
      await open();
      const ann = scene.fake.person({ first_name: "Ann" });
      const real = ann.inline({ query: "nobody on the islands will wait for a boat" });
      const wrong = ann.inline({ query: "everybody on the islands will wait for a boat" });

      const found = await until(() => scene.fake.act("inlineAnswer", { id: real.id }).answer);
      const altered = await until(() => scene.fake.act("inlineAnswer", { id: wrong.id }).answer);
      const [result] = found.results;
      const message = ann.choose({ query_id: real.id, result_id: result?.id });

      expect(result?.title).toBe("Nobody on the islands will wait for a boat");
      expect(message.text).toContain("said Director Ilse Marn");
      expect(formatted(message, "text_link")).toEqual(["New Ferry Links Lowgate and Sandrow"]);
      expect(altered.results.map(({ id }) => id.charAt(0))).not.toContain("q");
    });

    it("takes one word for what is looked for, and for no question", async () => {
      await open();
      const ann = scene.fake.person({ first_name: "Ann" });
      const { id } = ann.inline({ query: "ferry" });

      const { results } = await until(() => scene.fake.act("inlineAnswer", { id }).answer);

      expect(results.map((result) => result.id.charAt(0))).toEqual(["r"]);
    });

    it("does not answer what was shared through it", async () => {
      await open();
      const ann = scene.fake.person({ first_name: "Ann" });
      const { id: queryId } = ann.inline({ query: "" });
      const answer = await until(() => scene.fake.act("inlineAnswer", { id: queryId }).answer);

      ann.choose({ query_id: queryId, result_id: answer.results[0]?.id });
      ann.say({ text: "/help" });
      await shown(ann.id, 1);

      expect(scene.requests).toHaveLength(1);
    });

    it("offers menus by scope and language, and officers theirs", async () => {
      const officer = 502;
      await open({ settings: { officers: [String(officer)] } });
      const pia = scene.fake.person({ id: officer, first_name: "Pia" });
      pia.start();
      const names = (scope: object, language?: string): string[] =>
        scene.fake
          .act("commands", { scope, ...(language && { language_code: language }) })
          .map(({ command }) => command);
      await until(() => names({ type: "chat", chat_id: officer }, "fr").length > 0);
      await until(() => names({ type: "all_chat_administrators" }, "fr").length > 0);

      expect(names({ type: "all_private_chats" })).toEqual(
        expect.arrayContaining(["ask", "search", "latest", "release", "language", "help"]),
      );
      expect(names({ type: "all_private_chats" })).not.toContain("publish");
      expect(names({ type: "all_group_chats" })).not.toContain("language");
      expect(names({ type: "all_chat_administrators" })).toContain("language");
      for (const type of ["default", "all_private_chats", "all_group_chats"]) {
        const [english = [], khmer = [], french = []] = [undefined, "km", "fr"].map((language) =>
          scene.fake.act("commands", {
            scope: { type },
            ...(language && { language_code: language }),
          }),
        );
        expect(khmer.map(({ command }) => command)).toEqual(english.map(({ command }) => command));
        expect(khmer[0]?.description).toMatch(/\p{Script=Khmer}/u);
        expect(french[0]?.description).toBe("Poser une question sur les communiqués");
      }
    });

    it("answers each of 100 chats at once", async () => {
      await open({ fake: { flood: false } });
      const people = Array.from({ length: 100 }, (_, i) =>
        scene.fake.person({ first_name: `Reader ${i}` }),
      );

      for (const person of people) person.say({ text: QUESTION });
      for (const person of people) await shown(person.id, 1);

      expect(scene.requests).toHaveLength(100);
      expect(people.map(({ id }) => botMessages(scene.fake, id).length)).toEqual(
        people.map(() => 1),
      );
    });

    it("keeps the order of one chat", async () => {
      const delays = [40, 0, 10];
      await open({
        handle: async (request: ChatRequest) => {
          await new Promise((done) => {
            setTimeout(done, delays.shift());
          });
          const said = request.intent.kind === "text" ? request.intent.text : "";
          return { language: "en", blocks: [{ kind: "text", text: `Re: ${said}` }] };
        },
      });
      const ann = scene.fake.person({ first_name: "Ann" });

      for (const text of ["one", "two", "three"]) ann.say({ text });
      const answers = await shown(ann.id, 3);

      expect(answers.map(({ text }) => text)).toEqual(["Re: one", "Re: two", "Re: three"]);
    });

    it("takes an update that comes twice only once", async () => {
      await open();
      const ann = scene.fake.person({ first_name: "Ann" });
      await until(() => scene.fake.log.some(({ method }) => method === "setMyCommands"));

      scene.fake.duplicate({ n: 1 });
      ann.say({ text: QUESTION });
      await shown(ann.id, 1);
      ann.say({ text: "What does a single ticket cost?" });
      await shown(ann.id, 2);

      expect(scene.requests).toHaveLength(2);
    });
  },
);
