import { afterEach, describe, expect, it } from "vitest";
import type { Handle, Reply } from "../../../src/index.ts";
import { whyNot } from "../../_support/platforms.ts";
import { until } from "../../_support/until.ts";
import type { FakeTelegram, ShownMessage } from "./bench.ts";
import { botMessages, startFakeTelegram } from "./bench.ts";
import type { Scene, SceneOptions } from "./scene.ts";
import { openScene, rememberingSeen } from "./scene.ts";

const skip = whyNot("fake-telegram");

const say = (text: string): Reply => ({ language: "en", blocks: [{ kind: "text", text }] });

/** Repeats what was said. */
const echo: Handle = ({ intent }) =>
  Promise.resolve(say(intent.kind === "text" ? `Re: ${intent.text}` : "Re: something"));

function messageOf(person: number, text: string, at: number): object {
  return {
    message_id: 900,
    date: Math.floor(at / 1000),
    chat: { id: person, type: "private", first_name: "Ann" },
    from: { id: person, is_bot: false, first_name: "Ann" },
    text,
  };
}

describe.skipIf(skip !== undefined)(`Telegram in trouble${skip ? ` (${skip})` : ""}`, () => {
  const scenes: Scene[] = [];
  let fake: FakeTelegram;

  async function open(options: Partial<SceneOptions> = {}): Promise<Scene> {
    const scene = await openScene({ handle: echo, fake: { flood: false }, ...options });
    fake = scene.fake;
    scenes.push(scene);
    return scene;
  }
  const shown = async (chat: number, count: number): Promise<ShownMessage[]> =>
    await until(() => botMessages(fake, chat).length >= count && botMessages(fake, chat));
  const texts = (chat: number): (string | undefined)[] =>
    botMessages(fake, chat).map(({ text }) => text);

  afterEach(async () => {
    for (const scene of scenes.splice(0)) await scene.close();
  });

  it("waits for one chat's retry_after while another is answered, and answers it once", async () => {
    await open();
    const ann = fake.person({ first_name: "Ann" });
    const bo = fake.person({ first_name: "Bo" });
    fake.fault({ kind: "flood", method: "sendMessage", chat_id: ann.id, retry_after: 1 });
    fake.fault({ kind: "flood", method: "sendMessage", chat_id: ann.id, retry_after: 1 });

    ann.say({ text: "one" });
    bo.say({ text: "two" });
    await shown(bo.id, 1);

    expect(texts(ann.id)).toEqual([]);
    await shown(ann.id, 1);
    expect(texts(ann.id)).toEqual(["Re: one"]);
  });

  it.each([
    { kind: "status", status: 500 },
    { kind: "garbage" },
    { kind: "status", status: 502, description: "Bad Gateway" },
  ])("sends again after %j", async (fault) => {
    await open();
    const ann = fake.person({ first_name: "Ann" });
    fake.fault({ ...fault, method: "sendMessage" });

    ann.say({ text: "one" });
    await shown(ann.id, 1);

    expect(texts(ann.id)).toEqual(["Re: one"]);
  });

  it.each([{ kind: "drop-after" }, { kind: "drop-after", reset: true }, { kind: "truncate" }])(
    "does not send again after %j: it may have been sent",
    async (fault) => {
      const scene = await open();
      const ann = fake.person({ first_name: "Ann" });
      fake.fault({ ...fault, method: "sendMessage" });

      ann.say({ text: "one" });
      await until(() => scene.logged.some((line) => line.includes("not sent")));
      ann.say({ text: "two" });
      await shown(ann.id, 2);

      expect(texts(ann.id)).toEqual(["Re: one", "Re: two"]);
    },
  );

  it("calls a delivery half of which was sent unknown, and finishes it where it can", async () => {
    const scene = await open();
    const ann = fake.person({ first_name: "Ann" });
    ann.start();
    await shown(ann.id, 1);
    const long = say("The quay is dry. ".repeat(400));

    fake.fault({ kind: "status", status: 500, method: "sendMessage", skip: 1 });
    const finished = await scene.adapter.deliver(String(ann.id), long);
    fake.fault({ kind: "drop-after", method: "sendMessage", skip: 1 });
    const broken = await scene.adapter.deliver(String(ann.id), long);

    expect(finished).toEqual({ kind: "sent", messageId: expect.stringMatching(/^\d+,\d+$/u) });
    expect(broken).toMatchObject({ kind: "unknown" });
  });

  it("goes on when somebody has blocked it", async () => {
    await open();
    const ann = fake.person({ first_name: "Ann" });
    const bo = fake.person({ first_name: "Bo" });
    ann.say({ text: "one" });
    ann.block();
    bo.say({ text: "two" });

    await shown(bo.id, 1);

    expect(texts(bo.id)).toEqual(["Re: two"]);
  });

  it.each([
    { kind: "garbage" },
    { kind: "status", status: 500 },
    { kind: "drop" },
    { kind: "truncate" },
  ])("goes on fetching updates after %j", async (fault) => {
    await open();
    const ann = fake.person({ first_name: "Ann" });
    fake.fault({ ...fault, method: "getUpdates" });

    ann.say({ text: "one" });
    await shown(ann.id, 1);
    ann.say({ text: "two" });
    await shown(ann.id, 2);

    expect(texts(ann.id)).toEqual(["Re: one", "Re: two"]);
  });

  it("waits for Telegram at its start", async () => {
    const later = await startFakeTelegram({ flood: false });
    for (const method of ["getMe", "deleteWebhook"]) later.fault({ kind: "garbage", method });
    await open({ at: later });
    const ann = fake.person({ first_name: "Ann" });

    ann.say({ text: "one" });
    await shown(ann.id, 1);

    expect(texts(ann.id)).toEqual(["Re: one"]);
  });

  it.each([{ kind: "drop-after" }, { kind: "garbage" }])(
    "offers its menus in the end, though the first are set with %j",
    async (fault) => {
      const later = await startFakeTelegram({ flood: false });
      later.fault({ ...fault, method: "setMyCommands", times: 2 });
      await open({ at: later });

      const offered = (): readonly unknown[] =>
        later.act("commands", { scope: { type: "all_chat_administrators" }, language_code: "fr" });
      await until(() => offered().length > 0);

      expect(later.act("commands", { scope: { type: "default" } })).not.toEqual([]);
    },
  );

  it("answers what was asked while it was down, once", async () => {
    const first = await open();
    const ann = fake.person({ first_name: "Ann" });
    ann.say({ text: "before" });
    await shown(ann.id, 1);
    await first.stop();
    ann.say({ text: "meanwhile" });

    await open({ at: fake });
    await shown(ann.id, 2);
    ann.say({ text: "after" });
    await shown(ann.id, 3);

    expect(texts(ann.id)).toEqual(["Re: before", "Re: meanwhile", "Re: after"]);
  });

  it("passes over what is older than its setting", async () => {
    const first = await open();
    const ann = fake.person({ first_name: "Ann" });
    ann.start();
    await shown(ann.id, 1);
    await first.stop();
    ann.say({ text: "stale" });
    const now = (): number => Date.now() + 120_000;
    fake.inject({ type: "message", payload: messageOf(ann.id, "fresh", now()) });

    await open({ at: fake, settings: { oldestMs: 60_000 }, ports: { now } });
    await shown(ann.id, 2);

    expect(texts(ann.id)).toEqual(["Re: something", "Re: fresh"]);
  });

  it("ends though an answer never comes and another waits for Telegram", async () => {
    const scene = await open({
      handle: async (request) =>
        request.intent.kind === "text" && request.intent.text === "hang"
          ? await new Promise<never>(() => undefined)
          : await echo(request),
    });
    const ann = fake.person({ first_name: "Ann" });
    const bo = fake.person({ first_name: "Bo" });
    fake.fault({ kind: "flood", method: "sendMessage", chat_id: bo.id, retry_after: 60 });
    ann.say({ text: "hang" });
    bo.say({ text: "wait" });
    await until(() => scene.requests.length === 2);

    await scene.stop();

    expect(texts(bo.id)).toEqual([]);
  });

  it("finishes the answers under way when it ends", async () => {
    const scene = await open({
      handle: async (request) => {
        await new Promise((done) => {
          setTimeout(done, 200);
        });
        return await echo(request);
      },
    });
    const ann = fake.person({ first_name: "Ann" });
    ann.say({ text: "one" });
    await until(() => scene.requests.length === 1);

    await scene.stop();

    expect(texts(ann.id)).toEqual(["Re: one"]);
  });

  it("tells a person who asks 50 questions at once so, once, and answers others meanwhile", async () => {
    const scene = await open({ fake: { flood: {} } });
    const ann = fake.person({ first_name: "Ann" });
    const bo = fake.person({ first_name: "Bo" });

    for (let i = 0; i < 50; i += 1) ann.say({ text: `question ${i}` });
    bo.say({ text: "word ".repeat(900).slice(0, 4096) });
    await until(() => botMessages(fake, bo.id).length === 2);

    const asked = scene.requests.filter(({ person }) => person.id === String(ann.id));
    expect(asked.length).toBeLessThanOrEqual(22);
    await until(() => texts(ann.id).some((text) => text?.includes("a lot of questions")));
    const warnings = fake.log.filter(({ params }) =>
      String(params["text"]).includes("a lot of questions"),
    );
    expect(warnings.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("tells of the limit at every button that is pressed too often, so that none seems to be worked on", async () => {
    const withButton = { ...say("Here"), actions: [[{ label: "Next", data: "page" }]] };
    const scene = await open({ handle: () => Promise.resolve(withButton) });
    const ann = fake.person({ first_name: "Ann" });
    ann.say({ text: "one" });
    const [message] = await shown(ann.id, 1);

    for (let i = 0; i < 40; i += 1) ann.press({ message_id: message?.message_id, button: "Next" });
    await until(() => fake.act("spinning", {}).length === 0);

    expect(scene.requests.length).toBeLessThan(30);
  });

  it("does not count what is said in a group to others", async () => {
    const scene = await open();
    const ann = fake.person({ first_name: "Ann" });
    const { id: chat } = fake.act("chat", { members: [ann.id], bot: "administrator" });

    for (let i = 0; i < 40; i += 1) ann.say({ chat, text: `chatter ${i}` });
    ann.say({ chat, text: "/help" });
    await shown(chat, 1);

    expect(scene.requests).toHaveLength(1);
    expect(texts(chat)).toEqual(["Re: something"]);
  });

  it("answers rather twice than never when the store fails", async () => {
    await open({ ports: { seen: () => Promise.reject(new Error("locked")) } });
    const ann = fake.person({ first_name: "Ann" });

    ann.say({ text: "one" });
    await shown(ann.id, 1);

    expect(texts(ann.id)).toEqual(["Re: one"]);
  });

  it("takes an update that two processes get only once", async () => {
    const seen = rememberingSeen();
    const first = await open({ mode: "webhook", ports: { seen } });
    const second = await open({ mode: "webhook", at: fake, ports: { seen } });
    const ann = fake.person({ first_name: "Ann" });
    ann.start();
    await shown(ann.id, 1);
    const update = { update_id: 7, message: messageOf(ann.id, "one", Date.now()) };
    const request = { body: Buffer.from(JSON.stringify(update)), secret: "a-secret_1" };

    const statuses = [await first.adapter.webhook(request), await second.adapter.webhook(request)];
    await shown(ann.id, 2);
    ann.say({ text: "two" });
    await shown(ann.id, 3);

    expect(statuses).toEqual([200, 200]);
    expect(texts(ann.id)).toEqual(["Re: something", "Re: one", "Re: two"]);
  });

  it("takes nothing at its webhook from who does not know the secret, nor what is no update", async () => {
    const scene = await open({ mode: "webhook" });
    await until(() => fake.log.some(({ method }) => method === "setWebhook"));
    const body = Buffer.from(`{"update_id":1}`);
    const post = async (secret: string | undefined, posted: Uint8Array): Promise<number> =>
      await scene.adapter.webhook({ body: posted, secret });

    expect(await post(undefined, body)).toBe(401);
    expect(await post("a-secret_2", body)).toBe(401);
    expect(await post("a-secret_1", Buffer.from("{"))).toBe(400);
    expect(await post("a-secret_1", Buffer.from("[]"))).toBe(400);
    expect(await post("a-secret_1", body)).toBe(200);
    await scene.stop();
    expect(await post("a-secret_1", body)).toBe(503);
  });

  it("has no webhook in long polling", async () => {
    const scene = await open();

    expect(await scene.adapter.webhook({ body: Buffer.from("{}"), secret: "" })).toBe(404);
  });

  it("keeps the webhook when it ends, for the processes beside it and after it", async () => {
    const scene = await open({ mode: "webhook" });
    await until(() => fake.log.some(({ method }) => method === "setWebhook"));
    await scene.stop();

    expect(fake.log.filter(({ method }) => method === "deleteWebhook")).toEqual([]);
  });
});
