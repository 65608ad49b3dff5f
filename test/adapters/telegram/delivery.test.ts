import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Reply } from "../../../src/index.ts";
import { whyNot } from "../../_support/platforms.ts";
import { botMessages } from "./bench.ts";
import type { Scene } from "./scene.ts";
import { openScene } from "./scene.ts";

const skip = whyNot("fake-telegram");

const say = (...texts: readonly string[]): Reply => ({
  language: "en",
  blocks: texts.map((text) => ({ kind: "paragraph", text })),
});
/** Needs so many messages. */
const parts = (count: number): Reply =>
  say(...Array.from({ length: count }, (_, i) => `${i + 1}. ${"word ".repeat(700)}`));

describe.skipIf(skip !== undefined)(`announcements on Telegram${skip ? ` (${skip})` : ""}`, () => {
  let scene: Scene;
  let chat: number;

  async function open(previews = false): Promise<void> {
    scene = await openScene({
      handle: () => Promise.resolve(null),
      fake: { flood: false },
      settings: { previews },
    });
    const ann = scene.fake.person({ first_name: "Ann" });
    chat = scene.fake.act("chat", { members: [ann.id] }).id;
  }
  const sent = async (reply: Reply): Promise<string> => {
    const outcome = await scene.adapter.deliver(String(chat), reply);
    return outcome.kind === "sent" ? outcome.messageId : outcome.kind;
  };
  const lastCall = (method: string): Readonly<Record<string, unknown>> | undefined =>
    scene.fake.log.findLast((call) => call.method === method)?.params;
  const texts = (): (string | undefined)[] =>
    botMessages(scene.fake, chat).map(({ text }) => text?.slice(0, 4).trim());

  beforeEach(async () => {
    await open();
  });
  afterEach(async () => {
    await scene.close();
  });

  it("come with sound by day and without in quiet hours", async () => {
    await scene.adapter.deliver(String(chat), say("By day"));
    const byDay = lastCall("sendMessage");
    await scene.adapter.deliver(String(chat), say("By night"), { silent: true });

    expect(byDay).not.toHaveProperty("disable_notification");
    expect(lastCall("sendMessage")).toMatchObject({ disable_notification: true });
  });

  it("refer to an earlier one, and come even when that was deleted", async () => {
    const first = await sent(say("Old"));

    await scene.adapter.deliver(String(chat), say("Corrected"), { replyTo: first });
    scene.fake.act("erase", { chat, message_id: Number(first) });
    const orphan = await scene.adapter.deliver(String(chat), say("Again"), { replyTo: first });

    expect(botMessages(scene.fake, chat)[0]?.reply_to_message?.message_id).toBe(Number(first));
    expect(orphan.kind).toBe("sent");
  });

  it("show previews of links only as set", async () => {
    await sent(say("https://ports.example.org/ferry"));
    const without = lastCall("sendMessage");
    await scene.close();
    await open(true);
    await sent(say("https://ports.example.org/ferry"));

    expect(without).toMatchObject({ link_preview_options: { is_disabled: true } });
    expect(lastCall("sendMessage")).toMatchObject({ link_preview_options: { is_disabled: false } });
  });

  it("of several messages are revised as one, and what is too much goes", async () => {
    const id = await sent(parts(3));

    const revised = await scene.adapter.revise(String(chat), id, say("New."));

    expect(id.split(",")).toHaveLength(3);
    expect(revised).toEqual({ kind: "sent", messageId: id.split(",")[0] });
    expect(texts()).toEqual(["New."]);
  });

  it("are left as they are when a revision needs more messages", async () => {
    const id = await sent(say("Old."));

    const revised = await scene.adapter.revise(String(chat), id, parts(2));

    expect(revised.kind).toBe("refused");
    expect(texts()).toEqual(["Old."]);
  });

  it("bring their files along", async () => {
    const bytes = new TextEncoder().encode("All of it");
    const file = { name: "release.txt", mediaType: "text/plain", bytes };

    const id = await sent({ ...say("A release"), attachments: [file] });

    const messages = botMessages(scene.fake, chat);
    expect(messages.map(({ document }) => document?.file_name)).toEqual([undefined, "release.txt"]);
    expect(id).toBe(String(messages[0]?.message_id));
  });

  it("are refused when there is nothing to see in them", async () => {
    const outcome = await scene.adapter.deliver(String(chat), say(" \u200b"));

    expect(outcome).toEqual({ kind: "refused", reason: "nothing to show" });
  });

  it("are gone where the topic is", async () => {
    const pia = scene.fake.person({ first_name: "Pia" });
    const { id: forum } = scene.fake.act("chat", { members: [pia.id], is_forum: true });

    const outcome = await scene.adapter.deliver(`${forum}/99`, say("News"));

    expect(outcome).toMatchObject({ kind: "gone" });
  });
});
