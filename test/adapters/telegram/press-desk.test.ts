import { afterEach, describe, expect, it } from "vitest";
import { releaseKey } from "../../../src/desk/release-keys.ts";
import { HOUR, MINUTE } from "../../_support/bureau.ts";
import { whyNot } from "../../_support/platforms.ts";
import { releaseOf } from "../../_support/release-of.ts";
import { until } from "../../_support/until.ts";
import type { ShownMessage, TelegramPerson } from "./bench.ts";
import { botMessages } from "./bench.ts";
import type { PressDesk } from "./press-desk.ts";
import { openPressDesk } from "./press-desk.ts";
import type { Mode } from "./scene.ts";
import { transcriptOf } from "./transcript.ts";

const skip = whyNot("fake-telegram");
const MODES: readonly Mode[] = ["long polling", "webhook"];
const OFFICER = 700;

const FERRY = `---
title: New Ferry Links Lowgate and Sandrow
issuer: Veldan Port Authority
date: 2026-11-02
topics: [Ferries]
---
The new ferry sails every hour from Monday. A single ticket costs 3 crowns.

Captain Orla Brandt will command the first crossing.
`;
const QUAY = releaseOf("quay", {
  title: "The North Quay Opens",
  body: "The north quay of Lowgate opens on Monday, the Board said. Ships of every size may use it.",
  topics: ["Quays"],
  url: "https://ports.example.org/quay",
});

function labels(message: ShownMessage | undefined): string[] {
  return (message?.reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text);
}

describe.skipIf(skip !== undefined).each(MODES)(
  `a press desk on Telegram, by %s${skip ? ` (${skip})` : ""}`,
  (mode) => {
    let desk: PressDesk;

    async function open(options: Partial<Parameters<typeof openPressDesk>[0]> = {}): Promise<void> {
      desk = await openPressDesk({
        mode,
        fake: { flood: false },
        ...options,
        settings: { officers: [String(OFFICER)], ...options.settings },
      });
    }
    afterEach(async () => {
      await desk.close();
    });

    const person = (first_name: string, more: object = {}): TelegramPerson =>
      desk.scene.fake.person({ first_name, ...more });
    /** The bot's messages; in a channel nobody signs, but people's posts are commands. */
    const messages = (chat: number): ShownMessage[] =>
      desk.scene.fake
        .act("view", { chat })
        .messages.filter(
          ({ from, text = "" }) =>
            from?.id === Number(desk.scene.fake.token.split(":")[0]) ||
            (from === undefined && !text.startsWith("/")),
        );
    const texts = (chat: number): string[] => messages(chat).map(({ text = "" }) => text);
    /** The bot's last message in a chat, as soon as it holds the words. */
    const shows = async (chat: number, words: string | RegExp): Promise<ShownMessage> =>
      await until(() => {
        const last = messages(chat).at(-1);
        const text = last?.text ?? "";
        return (typeof words === "string" ? text.includes(words) : words.test(text)) && last;
      }).catch((cause: unknown) => {
        const seen = transcriptOf(desk.scene.fake, chat);
        throw new Error(`Nobody said “${String(words)}”:\n${seen}`, { cause });
      });
    const sent = (chat: number, method = "sendMessage"): readonly Record<string, unknown>[] =>
      desk.scene.fake.log
        .filter(({ method: name, params }) => name === method && Number(params["chat_id"]) === chat)
        .map(({ params }) => ({ ...params }));
    /** A pressed button's alert. */
    const alerted = async (press: { readonly id: string }): Promise<string> =>
      await until(() => desk.scene.fake.act("callback", press).answer?.text);

    describe("subscribing", () => {
      it("takes one word in private, and its buttons change it in place", async () => {
        await open();
        const ann = person("Ann");

        ann.say({ text: "/subscribe" });
        const first = await shows(ann.id, "This chat gets every new release, at once.");
        ann.press({ message_id: first.message_id, button: "Daily" });
        await shows(ann.id, "every day at 08:00");
        ann.press({ message_id: first.message_id, button: "Quiet at night" });
        const last = await shows(ann.id, "Without sound from 22:00 to 07:00");

        expect(labels(last)).toContain("✓ Daily");
        expect(texts(ann.id)).toHaveLength(1);
      });

      it("shows what a chat gets, why a release came, and ends by a word", async () => {
        await open();
        const ann = person("Ann");
        ann.say({ text: "/subscribe quay" });
        await shows(ann.id, "“quay”");
        await desk.bureau.bring(QUAY);
        await desk.publish();

        ann.say({ text: "/subscriptions" });
        await shows(ann.id, "releases with the words “quay”");
        ann.say({ text: "/why north quay" });
        await shows(ann.id, "came because it holds the words “quay”");
        ann.say({ text: "/unsubscribe" });
        await shows(ann.id, "This chat gets no more releases.");
        ann.say({ text: "/subscriptions" });
        const none = await shows(ann.id, "This chat is not subscribed");

        expect(labels(none)).toEqual(["Subscribe"]);
      });

      it("ends by its button in place, and begins again by one", async () => {
        await open();
        const ann = person("Ann");
        ann.say({ text: "/subscribe" });
        const { message_id: message } = await shows(ann.id, "every new release");

        ann.press({ message_id: message, button: "Unsubscribe" });
        const ended = await shows(ann.id, "no more releases");
        ann.press({ message_id: message, button: "Subscribe" });
        await shows(ann.id, "This chat gets every new release");

        expect(ended.message_id).toBe(message);
        expect(texts(ann.id)).toHaveLength(1);
      });

      it("follows a link to subscribe, and one to a release", async () => {
        await open();
        await desk.bureau.bring(QUAY);
        const ann = person("Ann");

        ann.start({ payload: "sub_on" });
        await shows(ann.id, "This chat gets every new release, at once.");
        ann.start({ payload: `r_${releaseKey("quay")}` });
        await shows(ann.id, "Ships of every size may use it.");

        expect(await desk.bureau.store.subscriptions.find(addressOf(ann.id))).not.toBeNull();
      });

      it("is for a group's administrators; a member is told so kindly", async () => {
        await open();
        const [ann, bo] = [person("Ann"), person("Bo")];
        const { id: chat } = desk.scene.fake.act("chat", { members: [ann.id, bo.id] });

        bo.say({ chat, text: "/subscribe" });
        await shows(chat, "Only an administrator of this chat can change that.");
        ann.say({ chat, text: "/subscribe" });
        const { message_id: message } = await shows(chat, "This chat gets every new release");
        const pressed = await alerted(bo.press({ chat, message_id: message, button: "Daily" }));
        bo.say({ chat, text: "/subscriptions" });
        await shows(chat, "at once");
        bo.say({ chat, text: "/unsubscribe" });
        await shows(chat, "Only an administrator");

        expect(pressed).toBe("Only an administrator of this chat can change that.");
        const kept = await desk.bureau.store.subscriptions.find(addressOf(chat));
        expect(kept?.frequency).toBe("at-once");
      });

      it("is for one topic of a forum, and for that alone", async () => {
        await open();
        const ann = person("Ann");
        const { id: chat } = desk.scene.fake.act("chat", { members: [ann.id], is_forum: true });
        const { message_thread_id: thread } = ann.topic({ chat, name: "Ferries" });

        ann.say({ chat, thread, text: "/subscribe" });
        const { message_id: message } = await shows(chat, "every new release");
        ann.press({ chat, message_id: message, button: "Weekly" });
        const weekly = await shows(chat, "every Monday at 08:00");

        expect(weekly).toMatchObject({ message_id: message, message_thread_id: thread });
        const { subscriptions } = desk.bureau.store;
        expect(await subscriptions.find(addressOf(`${chat}/${thread}`))).not.toBeNull();
        expect(await subscriptions.find(addressOf(chat))).toBeNull();
      });

      it.each([
        ["km", "សេចក្តីប្រកាសថ្មីទាំងអស់"],
        ["fr", "tous les nouveaux communiqués"],
      ])("speaks the language of the person's app: %s", async (language_code, words) => {
        await open();
        const ann = person("Ann", { language_code });

        ann.say({ text: "/subscribe" });
        await shows(ann.id, words);
        await desk.bureau.bring(QUAY);
        await desk.publish();

        const [own, announced] = texts(ann.id);
        expect(own).not.toContain("This chat");
        expect(announced).toContain("The North Quay Opens");
        expect(announced).not.toContain("New release");
      });
    });

    describe("announcements", () => {
      it("come to private chats, groups, topics and channels, with title, issuer, date and first sentence", async () => {
        await open();
        const ann = person("Ann");
        const { id: group } = desk.scene.fake.act("chat", { members: [ann.id] });
        const { id: forum } = desk.scene.fake.act("chat", { members: [ann.id], is_forum: true });
        const { message_thread_id: thread } = ann.topic({ chat: forum, name: "Quays" });
        const { id: channel } = desk.scene.fake.act("chat", {
          type: "channel",
          members: [ann.id],
          bot: "administrator",
        });
        ann.say({ text: "/subscribe" });
        ann.say({ chat: group, text: "/subscribe" });
        ann.say({ chat: forum, thread, text: "/subscribe" });
        ann.say({ chat: channel, text: "/subscribe@test_bot" });
        for (const chat of [ann.id, group, forum, channel]) await shows(chat, "every new release");

        await desk.bureau.bring(QUAY);
        await desk.publish();

        for (const chat of [ann.id, group, forum, channel]) {
          const [announced, ...more] = sent(chat).slice(1);
          expect(more).toEqual([]);
          for (const words of [
            "The North Quay Opens",
            "Veldan Port Authority · 2 November 2026",
            "The north quay of Lowgate opens on Monday, the Board said.",
          ])
            expect(announced?.["text"]).toContain(words);
          expect(announced).toMatchObject({ link_preview_options: { is_disabled: true } });
          expect(announced?.["message_thread_id"]).toBe(chat === forum ? thread : undefined);
          expect(announced).not.toHaveProperty("disable_notification");
        }
      });

      it("open the full text in private where a channel's reader asks for it", async () => {
        await open();
        const [ann, bo] = [person("Ann"), person("Bo")];
        const { id: channel } = desk.scene.fake.act("chat", {
          type: "channel",
          members: [ann.id, bo.id],
          bot: "administrator",
        });
        ann.say({ chat: channel, text: "/subscribe@test_bot" });
        await shows(channel, "every new release");
        await desk.bureau.bring(QUAY);
        await desk.publish();
        const announced = await shows(channel, "The North Quay Opens");

        const press = bo.press({
          chat: channel,
          message_id: announced.message_id,
          button: "Full text",
        });
        const answer = await until(() => desk.scene.fake.act("callback", press).answer);

        expect(answer.url).toBe(`https://t.me/test_bot?start=r_${releaseKey("quay")}`);
        expect(texts(channel)).toHaveLength(2);
      });

      it("make no sound in quiet hours", async () => {
        await open();
        const ann = person("Ann");
        ann.say({ text: "/subscribe quiet 11-18" });
        await shows(ann.id, "Without sound");

        await desk.bureau.bring(QUAY);
        await desk.publish();

        expect(sent(ann.id).at(-1)).toMatchObject({ disable_notification: true });
      });

      it("are corrected by an edit, and by one reply where that is refused", async () => {
        await open();
        const [ann, bo] = [person("Ann"), person("Bo")];
        for (const each of [ann, bo]) {
          each.say({ text: "/subscribe" });
          await shows(each.id, "every new release");
        }
        await desk.bureau.bring(QUAY);
        await desk.publish();
        const edited = await shows(ann.id, "The North Quay Opens");
        const first = await shows(bo.id, "The North Quay Opens");
        desk.scene.fake.fault({
          kind: "status",
          method: "editMessageText",
          chat_id: bo.id,
          status: 400,
          description: "Bad Request: message can't be edited",
          times: 9,
        });

        await desk.bureau.bring({ ...QUAY, changeNote: "The day was wrong." });
        await desk.publish();

        expect((await shows(ann.id, "The day was wrong.")).message_id).toBe(edited.message_id);
        const reply = await shows(bo.id, "The day was wrong.");
        expect(reply.reply_to_message?.message_id).toBe(first.message_id);
        expect([texts(ann.id).length, texts(bo.id).length]).toEqual([2, 3]);
      });

      it("say in place that a release was withdrawn, and why", async () => {
        await open();
        const ann = person("Ann");
        ann.say({ text: "/subscribe" });
        await shows(ann.id, "every new release");
        await desk.bureau.bring(QUAY);
        await desk.publish();

        await desk.bureau.bring({ ...QUAY, withdrawn: "The quay is not ready." });
        await desk.publish();

        await shows(ann.id, "The quay is not ready.");
        expect(texts(ann.id)).toHaveLength(2);
      });

      it("follow a group that became a supergroup, by its word or by the refusal", async () => {
        await open();
        const ann = person("Ann");
        const { id: group } = desk.scene.fake.act("chat", { type: "group", members: [ann.id] });
        ann.say({ chat: group, text: "/subscribe" });
        await shows(group, "every new release");

        const { id: after } = ann.migrate({ chat: group });
        const { subscriptions } = desk.bureau.store;
        while ((await subscriptions.find(addressOf(after))) === null) await pause();
        ann.say({ chat: after, text: "/subscriptions" });
        await shows(after, "This chat gets every new release");
        await desk.bureau.bring(QUAY);
        await desk.publish();

        await shows(after, "The North Quay Opens");
        expect(await desk.bureau.counts()).toEqual({ sent: 1 });
      });

      it("stop for who has blocked the bot, and for nobody else", async () => {
        await open();
        const [ann, bo] = [person("Ann"), person("Bo")];
        for (const each of [ann, bo]) {
          each.say({ text: "/subscribe" });
          await shows(each.id, "every new release");
        }
        ann.block();

        await desk.bureau.bring(QUAY);
        await desk.publish();

        await shows(bo.id, "The North Quay Opens");
        expect(await desk.bureau.counts()).toEqual({ sent: 1, retired: 1 });
        expect(await desk.bureau.store.subscriptions.find(addressOf(ann.id))).toBeNull();
      });

      it("answer a question that was left with the desk", async () => {
        await open();
        await desk.bureau.bring(QUAY);
        const ann = person("Ann");
        ann.say({ text: "Who is the Director of the Veldan Port Authority?" });
        const refusal = await shows(ann.id, "No release says so.");

        ann.press({ message_id: refusal.message_id, button: "Tell me when a release answers it" });
        await shows(ann.id, "Noted.");
        await desk.bureau.bring(
          releaseOf("director", {
            title: "A New Lamp on the Mole",
            body: "Ms Ilse Marn, Director of the Veldan Port Authority, lit the new lamp on Monday.",
          }),
        );
        await desk.publish();
        await desk.publish();

        await shows(ann.id, "You asked: “Who is the Director of the Veldan Port Authority?”");
        expect(texts(ann.id).at(-1)).toContain("Ilse Marn");
        expect(texts(ann.id)).toHaveLength(3);
      });
    });

    describe("publishing", () => {
      const pia = (): TelegramPerson => person("Pia", { id: OFFICER });
      const file = (content: string, caption?: string): object => ({
        name: "ferry.md",
        type: "text/markdown",
        content,
        ...(caption !== undefined && { caption }),
      });

      it("takes a document: preview, confirm, out after the while in which it can be taken back", async () => {
        await open();
        const [officer, ann] = [pia(), person("Ann")];
        ann.say({ text: "/subscribe" });
        await shows(ann.id, "every new release");

        officer.sendFile(file(FERRY));
        const preview = await shows(OFFICER, "Nothing is published yet.");
        officer.press({ message_id: preview.message_id, button: "Publish" });
        const confirmed = await shows(OFFICER, "It goes out in 20 seconds.");
        await desk.publish();
        const early = texts(ann.id).length;
        desk.bureau.now += MINUTE;
        await desk.publish();
        officer.press({ message_id: confirmed.message_id, button: "Take it back" });
        await shows(OFFICER, "It is too late to take it back");

        expect(preview.text).toContain("Title: New Ferry Links Lowgate and Sandrow");
        expect(preview.text).toContain("Not found: Department, Number, Place, Contacts.");
        expect(preview.text).toContain("It will reach one chat.");
        expect(confirmed.message_id).toBe(preview.message_id);
        expect(early).toBe(1);
        expect(texts(ann.id).at(-1)).toContain("New Ferry Links Lowgate and Sandrow");
        const [record] = await desk.bureau.store.audit.latest(5);
        expect(record).toMatchObject({ action: "publish", person: String(OFFICER) });
      });

      it("can be taken back in that while, and discarded before", async () => {
        await open();
        const [officer, ann] = [pia(), person("Ann")];
        ann.say({ text: "/subscribe" });
        await shows(ann.id, "every new release");

        officer.sendFile(file(FERRY));
        const first = await shows(OFFICER, "Nothing is published yet.");
        officer.press({ message_id: first.message_id, button: "Discard" });
        await shows(OFFICER, "Discarded.");
        officer.sendFile(file(FERRY));
        const second = await shows(OFFICER, "Nothing is published yet.");
        officer.press({ message_id: second.message_id, button: "Publish" });
        await shows(OFFICER, "It goes out");
        officer.press({ message_id: second.message_id, button: "Take it back" });
        await shows(OFFICER, "Taken back. Nobody was told.");
        desk.bureau.now += HOUR;
        await desk.publish();

        expect(texts(ann.id)).toHaveLength(1);
        expect(desk.bureau.collection.size).toBe(0);
      });

      it("takes a text behind the command with its lines as they stand", async () => {
        await open();
        const officer = pia();

        officer.say({
          text: "/publish\nThe Mole Is Closed\n\nLOWGATE, 2 November 2026 – The mole of Lowgate is closed for repairs until spring, the Board said.\n\nFishers may use the south quay until then.",
        });
        const preview = await shows(OFFICER, "Nothing is published yet.");
        officer.press({ message_id: preview.message_id, button: "Publish" });
        await shows(OFFICER, "It goes out");
        desk.bureau.now += MINUTE;

        expect(preview.text).toContain("Title: The Mole Is Closed");
        expect(preview.text).toContain(
          "The mole of Lowgate is closed for repairs until spring, the Board said.\n\nFishers may use the south quay until then.",
        );
        const [release] = desk.bureau.collection.all();
        expect(release?.title).toBe("The Mole Is Closed");
        expect(release?.paragraphs).toHaveLength(2);
      });

      it("reads a long text that the app sends in two messages as one", async () => {
        await open();
        const officer = pia();
        const paragraph = "The mole of Lowgate is closed for repairs, the Board said. ".repeat(50);

        officer.say({ text: `/publish The Mole Is Closed\n\n${paragraph}` });
        officer.say({ text: "Fishers may use the south quay until then." });
        const preview = await shows(OFFICER, "Your messages are read as one text");
        const previews = botMessages(desk.scene.fake, OFFICER);
        officer.press({ message_id: preview.message_id, button: "Publish" });
        await shows(OFFICER, "It goes out");
        desk.bureau.now += MINUTE;

        const [release, ...others] = desk.bureau.collection.all();
        expect(previews.map(({ message_id: id }) => id)).toEqual([preview.message_id]);
        expect(others).toEqual([]);
        expect(release?.paragraphs.map(({ start, end }) => release.text.slice(start, end))).toEqual(
          [paragraph.trim(), "Fishers may use the south quay until then."],
        );
      });

      it("takes the text as the next message, and a question still as a question", async () => {
        await open();
        await desk.bureau.bring(QUAY);
        const officer = pia();

        officer.say({ text: "/publish" });
        await shows(OFFICER, "Please send the release");
        officer.say({ text: "Who is the Director of the Veldan Port Authority?" });
        await shows(OFFICER, "No release says so.");
        officer.say({ text: FERRY });
        const preview = await shows(OFFICER, "Nothing is published yet.");

        expect(preview.text).toContain("Title: New Ferry Links Lowgate and Sandrow");
      });

      it("corrects and withdraws, and who got the text is told", async () => {
        await open();
        const [officer, ann] = [pia(), person("Ann")];
        ann.say({ text: "/subscribe" });
        await shows(ann.id, "every new release");
        await desk.bureau.bring(QUAY);
        await desk.publish();

        officer.say({
          text: "/correct The North Quay Opens\nThe North Quay Opens Later\n\nThe north quay of Lowgate opens on Friday, the Board said.",
        });
        const preview = await shows(OFFICER, "Nothing is published yet.");
        officer.press({ message_id: preview.message_id, button: "Publish" });
        await shows(OFFICER, "It goes out");
        desk.bureau.now += MINUTE;
        await desk.publish();
        const corrected = await shows(ann.id, "The North Quay Opens Later");
        officer.say({ text: "/withdraw Opens Later: The quay is not ready." });
        const question = await shows(OFFICER, "Withdraw “The North Quay Opens Later”?");
        officer.press({ message_id: question.message_id, button: "Withdraw" });
        await shows(OFFICER, "is withdrawn. Everybody who got it is told.");
        await desk.publish();

        expect(preview.text).toContain("Corrects: The North Quay Opens");
        expect(corrected.text).toContain("Correction");
        await shows(ann.id, "The quay is not ready.");
        expect(texts(ann.id)).toHaveLength(2);
      });

      it("lets officers see how deliveries stand, what was not answered, and halt and go on", async () => {
        await open();
        const [officer, ann] = [pia(), person("Ann")];
        ann.say({ text: "/subscribe" });
        await shows(ann.id, "every new release");
        ann.say({ text: "Who is the Director of the Veldan Port Authority?" });
        await shows(ann.id, "No release says so.");

        officer.say({ text: "/pause" });
        await shows(OFFICER, "Announcements are halted.");
        await desk.bureau.bring(QUAY);
        await desk.publish();
        const halted = texts(ann.id).length;
        officer.say({ text: "/status" });
        await shows(OFFICER, "telegram: delivered 0 of 1; 1 on the way");
        officer.say({ text: "/resume" });
        await shows(OFFICER, "Announcements go on.");
        await desk.publish();
        officer.say({ text: "/status" });
        await shows(OFFICER, "telegram: delivered 1 of 1");
        officer.say({ text: "/unanswered" });
        await shows(OFFICER, "Who is the Director of the Veldan Port Authority?");

        expect(halted).toBe(2);
        expect(texts(ann.id).at(-1)).toContain("The North Quay Opens");
      });

      it("gives nobody else anything of it", async () => {
        await open();
        const ann = person("Ann");
        const commands = ["publish", "correct", "withdraw", "unanswered", "status", "pause"];

        for (const [i, name] of commands.entries()) {
          ann.say({ text: `/${name} The North Quay Opens\n\nIt opens on Monday.` });
          await until(() => texts(ann.id).length === i + 1);
        }
        ann.sendFile(file(FERRY, "/publish"));
        await until(() => texts(ann.id).length === commands.length + 1);

        expect(new Set(texts(ann.id))).toEqual(new Set(["Only press officers can do that."]));
        expect(desk.bureau.collection.size).toBe(0);
        expect(await desk.bureau.store.audit.latest(5)).toEqual([]);
      });

      it("goes on in private when it is begun in a group", async () => {
        await open();
        const [officer, ann] = [pia(), person("Ann")];
        const { id: chat } = desk.scene.fake.act("chat", { members: [ann.id, officer.id] });

        officer.say({ chat, text: "/status" });
        await shows(chat, "Please write to me in private");
        officer.start();
        await shows(OFFICER, "Ask in your own words.");
        officer.say({ chat, text: `/publish\n${FERRY}` });
        const preview = await shows(OFFICER, "Nothing is published yet.");
        officer.press({ message_id: preview.message_id, button: "Publish" });
        await shows(OFFICER, "It goes out");

        expect(texts(chat)).toHaveLength(1);
      });
    });

    describe("help and menus", () => {
      it("name in a group only what applies there", async () => {
        await open();
        const [officer, ann] = [person("Pia", { id: OFFICER }), person("Ann")];
        const { id: chat } = desk.scene.fake.act("chat", { members: [ann.id, officer.id] });

        officer.say({ chat, text: "/help" });
        const member = (await shows(chat, "/latest")).text ?? "";
        ann.say({ chat, text: "/help" });
        const administrator = (await shows(chat, "/subscribe ")).text ?? "";
        officer.say({ text: "/help" });
        const own = (await shows(OFFICER, "/publish")).text ?? "";

        expect(member).not.toMatch(/\/subscribe |\/unsubscribe|\/language|\/publish|\/status/u);
        expect(member).toContain("/subscriptions");
        expect(member).toContain("In this chat, ask with /ask");
        expect(own).not.toContain("In this chat, ask with /ask");
        expect(administrator).not.toMatch(/\/publish|\/status/u);
        expect(own).toMatch(/\/subscribe /u);
      });

      it("name the organisation as it calls itself in the chat's language", async () => {
        await open();
        await desk.bureau.bring(
          releaseOf("quay-km", {
            language: "km",
            issuer: "អាជ្ញាធរកំពង់ផែវែលដាន",
            date: "2026-11-01",
          }),
          QUAY,
        );
        const [ann, sok] = [person("Ann"), person("Sok", { language_code: "km" })];

        ann.start();
        sok.start();

        expect((await shows(ann.id, "/latest")).text).toContain("Veldan Port Authority");
        expect((await shows(sok.id, "/latest")).text).toContain("អាជ្ញាធរកំពង់ផែវែលដាន");
      });

      it("are set in every scope and language", async () => {
        await open();
        person("Pia", { id: OFFICER }).start();
        const menu = (scope: object, language_code?: string) =>
          desk.scene.fake.act("commands", { scope, ...(language_code && { language_code }) });
        const officers = { type: "chat", chat_id: OFFICER };
        await until(() => menu(officers, "fr").length > 0);
        await until(() => menu({ type: "all_chat_administrators" }, "fr").length > 0);

        for (const scope of [
          { type: "default" },
          { type: "all_private_chats" },
          { type: "all_group_chats" },
          { type: "all_chat_administrators" },
          officers,
        ]) {
          const menus = [undefined, "km", "fr"].map((language) => menu(scope, language));
          const [names] = menus.map((each) => each.map(({ command }) => command));
          for (const each of menus) expect(each.map(({ command }) => command)).toEqual(names);
          expect(new Set(menus.map((each) => each[0]?.description)).size).toBe(3);
          expect(names?.includes("publish")).toBe(scope === officers);
        }
      });
    });
  },
);

async function pause(): Promise<void> {
  await new Promise((done) => setTimeout(done, 10));
}

function addressOf(chat: number | string): { platform: string; chat: string } {
  return { platform: "telegram", chat: String(chat) };
}
