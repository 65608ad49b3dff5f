import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Handle, Reply } from "../../../src/index.ts";
import { whyNot } from "../../_support/platforms.ts";
import { until } from "../../_support/until.ts";
import { asRead, rawText, WARM_UP_MS, warmUp } from "./bench.ts";
import { openScene, type Scene, type SceneOptions } from "./scene.ts";

const skip = whyNot("fake-discord");

beforeAll(warmUp, WARM_UP_MS);
const EPHEMERAL = 64;
/** Longer than the adapter waits before it defers. */
const SLOW_MS = 1700;

function saying(text: string, rest: Partial<Reply> = {}): Reply {
  return { language: "en", blocks: [{ kind: "text", text }], ...rest };
}

function slowly(reply: Reply | null): Handle {
  return async () =>
    await new Promise((done) => {
      setTimeout(() => {
        done(reply);
      }, SLOW_MS);
    });
}

describe.skipIf(skip !== undefined)(`an interaction${skip ? ` (${skip})` : ""}`, () => {
  let scene: Scene;
  afterEach(async () => {
    await scene.close();
  });

  async function open(handle: Handle, options: Partial<SceneOptions> = {}): Promise<Scene> {
    scene = await openScene({ handle, ...options });
    return scene;
  }

  describe("that takes long", () => {
    it("is deferred within Discord's three seconds and answered by an edit", async () => {
      await open(slowly(saying("At last.")));

      const shown = await scene.command("latest");

      expect(shown.answer.type).toBe(5);
      expect(shown.answer.took).toBeLessThan(3000);
      expect(scene.said().map(asRead)).toEqual(["At last."]);
    });

    it("is deferred in time behind many that are worked out one by one", async () => {
      const workOut: Handle = () => {
        for (const end = Date.now() + 100; Date.now() < end; );
        return Promise.resolve(saying("At last."));
      };
      await open(workOut);
      const asked = Array.from({ length: 30 }, (_, i) => {
        const person = scene.fake.person({ username: `p${i}` });
        return person.command({ channel: person.dm().id, name: "latest", options: {} });
      });

      const takenMs = (): (number | undefined)[] =>
        asked.map(({ id }) => scene.fake.act("interaction", { id }).answer?.took);
      await until(() => takenMs().every((took) => took !== undefined));

      expect(Math.max(...takenMs().map(Number))).toBeLessThan(3000);
    });

    it("is deferred in time behind a few that take almost a second each", async () => {
      const workOut: Handle = () => {
        for (const end = Date.now() + 900; Date.now() < end; );
        return Promise.resolve(saying("At last."));
      };
      await open(workOut);
      const asked = Array.from({ length: 5 }, (_, i) => {
        const person = scene.fake.person({ username: `p${i}` });
        return person.command({ channel: person.dm().id, name: "latest", options: {} });
      });

      const answers = await Promise.all(asked.map(async (each) => await scene.fake.settled(each)));

      expect(Math.max(...answers.map(({ answer }) => answer.took))).toBeLessThan(2500);
    });

    it("is deferred for the asker alone when the answer is to be private", async () => {
      await open(slowly(saying("Psst.")));

      const { original } = await scene.command("latest", { private: true });

      expect(original && original.flags & EPHEMERAL).toBe(EPHEMERAL);
    });

    it("is for the asker alone in a channel for news, unless it is asked for in public", async () => {
      await open(() => Promise.resolve(saying("Here.")));
      const { id: news } = scene.fake.act("channel", {
        guild: scene.guild,
        name: "news",
        type: 5,
      });

      const byDefault = await scene.command("latest", {}, news);
      const inPublic = await scene.command("latest", { private: false }, news);

      const flags = [byDefault, inPublic].map(({ original }) => (original?.flags ?? 0) & EPHEMERAL);
      expect(flags).toEqual([EPHEMERAL, 0]);
    });

    it("turns private after a public deferral when the desk wants it so", async () => {
      await open(slowly(saying("Only for you.", { onlyAsker: true })));

      scene.ann.command({ channel: scene.channel, name: "latest", options: {} });
      const [shown] = await until(
        () => scene.said().some((message) => asRead(message) !== "") && scene.said(),
      );

      expect(shown && shown.flags & EPHEMERAL).toBe(EPHEMERAL);
      expect(scene.said()).toHaveLength(1);
    });

    it("from a button leaves the message as it is meanwhile, and changes it in place", async () => {
      const list = saying("Page 1", { actions: [[{ label: "Next", data: "latest_1" }]] });
      const later = slowly(saying("Page 2", { inPlace: true }));
      await open(async (request) =>
        request.intent.kind === "action" ? await later(request) : list,
      );
      const { original } = await scene.command("latest");

      scene.ann.press({ channel: scene.channel, message: original?.id, button: "Next" });
      await until(() => scene.said().map(asRead).includes("Page 2"));

      expect(scene.said()).toHaveLength(1);
      const types = scene
        .calls("create_interaction_response")
        .map(({ body }) => (body as { type: number }).type);
      expect(types).toEqual([4, 6]);
    });

    it("is deferred at once when it was long on its way", async () => {
      await open(slowly(saying("Late.")), { ports: { now: () => Date.now() + 60_000 } });

      const shown = await scene.command("latest");

      expect(shown.answer.took).toBeLessThan(1000);
    });
  });

  describe("that comes twice", () => {
    it.each([
      ["a command", 1],
      ["a command, five times", 5],
    ])("as %s is answered once", async (_, n) => {
      await open(() => Promise.resolve(saying("Yes.")));
      scene.fake.trouble({ do: "duplicate", n });

      await scene.command("latest");
      await scene.command("help");

      expect(scene.requests).toHaveLength(2);
      expect(scene.said().map(asRead)).toEqual(["Yes.", "Yes."]);
      expect(scene.calls("create_interaction_response").map(({ status }) => status)).toEqual([
        204, 204,
      ]);
    });

    it("as a message in the chat is answered once", async () => {
      await open(() => Promise.resolve(saying("Yes.")));
      const dm = scene.ann.dm().id;
      scene.fake.trouble({ do: "duplicate", n: 1 });

      scene.ann.say({ channel: dm, content: "When?" });
      await until(() => scene.said(dm).length > 0);
      scene.ann.say({ channel: dm, content: "Where?" });
      await until(() => scene.said(dm).length > 1);

      expect(scene.said(dm)).toHaveLength(2);
    });
  });

  describe("that the desk cannot answer", () => {
    it("is apologised for, without a detail", async () => {
      await open(() => Promise.reject(new Error("secret detail")));

      const { original } = await scene.command("latest");

      expect(original && asRead(original)).toMatch(/went wrong/u);
      expect(original && rawText(original)).not.toContain("secret");
    });

    it("leaves nothing behind when there is nothing to say", async () => {
      await open(() => Promise.resolve(null));

      scene.ann.command({ channel: scene.channel, name: "latest", options: {} });
      await until(() => scene.calls("delete_original_webhook_message").length > 0);

      expect(scene.said()).toEqual([]);
    });

    it("is apologised for when Discord refuses the reply", async () => {
      await open(() => Promise.resolve(saying("Yes.")));
      scene.fake.fault({
        kind: "status",
        status: 400,
        code: 50_035,
        op: "create_interaction_response",
      });

      const { original } = await scene.command("latest");

      expect(original && asRead(original)).toMatch(/went wrong/u);
    });
  });

  it("of a person who asks too much at once is answered with how long to wait, and others are served", async () => {
    await open(() => Promise.resolve(saying("Yes.")));
    const asked = Array.from({ length: 30 }, () =>
      scene.ann.command({ channel: scene.channel, name: "latest", options: {} }),
    );

    const shown = await Promise.all(asked.map(async (id) => await scene.fake.settled(id)));
    const other = scene.boss.command({ channel: scene.channel, name: "latest", options: {} });
    const served = await scene.fake.settled(other);

    const texts = shown.map(({ original }) => (original ? asRead(original) : ""));
    expect(texts.filter((text) => text === "Yes.").length).toBeLessThan(25);
    expect(texts.every((text) => text === "Yes." || /lot of questions at once/u.test(text))).toBe(
      true,
    );
    expect(served.original && asRead(served.original)).toBe("Yes.");
  });

  describe("that wants releases posted", () => {
    const FOLLOW = { name: "follow", description: "Follow", type: 1, contexts: [0, 1] };

    it("where the bot may not post is told which right is missing, and the desk is not asked", async () => {
      await open(() => Promise.resolve(saying("Followed.")));
      scene.fake.world.addCommand(FOLLOW, "");
      scene.fake.act("setChannel", {
        channel: scene.channel,
        deny: ["SEND_MESSAGES", "EMBED_LINKS"],
      });

      const { original } = await scene.command("follow");

      expect(original && asRead(original)).toContain("Send Messages, Embed Links");
      expect(original && original.flags & EPHEMERAL).toBe(EPHEMERAL);
      expect(scene.requests).toEqual([]);
    });

    it("where only the person has the bot is told so", async () => {
      await open(() => Promise.resolve(saying("Followed.")));
      scene.fake.world.addCommand(FOLLOW, "");
      const abroad = scene.fake.act("guild", { members: [scene.ann.id], bot: false });

      const { original } = await scene.command("follow", {}, abroad.channels[0]?.id);

      expect(original && asRead(original)).toContain("not a member of this server");
      expect(scene.requests).toEqual([]);
    });

    it("reaches the desk under the desk's word, with the right to manage channels said", async () => {
      await open(() => Promise.resolve(saying("Write /unsubscribe to end it.")));
      scene.fake.world.addCommand(FOLLOW, "");

      const { original } = await scene.command("follow");
      const boss = scene.boss.command({ channel: scene.channel, name: "follow", options: {} });
      await scene.fake.settled(boss);

      expect(scene.requests).toMatchObject([
        { intent: { kind: "command", name: "subscribe" }, person: { manages: false } },
        { intent: { kind: "command", name: "subscribe" }, person: { manages: true } },
      ]);
      expect(original && asRead(original)).toBe("Write /unfollow to end it.");
    });
  });

  describe("of an officer", () => {
    /** The officer's id must be known before the bot starts: they are a person of an earlier scene. */
    async function openWithOfficer(): Promise<Scene["boss"]> {
      const first = await openScene({ handle: () => Promise.resolve(null) });
      await first.stop();
      await open(() => Promise.resolve(saying("Yes.")), {
        at: first.fake,
        settings: { officers: [first.boss.id] },
      });
      return first.boss;
    }

    it("is known as one's, and nobody else's is", async () => {
      const officer = await openWithOfficer();

      const given = officer.command({ channel: officer.dm().id, name: "help", options: {} });
      await scene.fake.settled(given);
      await scene.command("help");

      expect(scene.requests.map(({ person }) => person.officer)).toEqual([true, false]);
    });

    it("is answered to the officer alone in a server: nothing is public before it is out", async () => {
      await openWithOfficer();

      const { original } = await scene.command("status");

      expect(original && original.flags & EPHEMERAL).toBe(EPHEMERAL);
    });

    it("who publishes without a text writes it into a form, with its lines", async () => {
      const officer = await openWithOfficer();
      const channel = officer.dm().id;

      const given = officer.command({ channel, name: "publish", options: {} });
      const { modal } = await scene.fake.settled(given);
      const sent = officer.submit({
        interaction: given.id,
        values: { text: "The Quay Opens\n\nThe quay is open." },
      });
      await scene.fake.settled(sent);

      expect(modal?.title).toBe("Publish a release");
      expect(scene.requests.map(({ intent }) => intent)).toEqual([
        {
          kind: "command",
          name: "publish",
          argument: "The Quay Opens\n\nThe quay is open.",
          options: { text: "The Quay Opens\n\nThe quay is open." },
        },
      ]);
    });

    it("who corrects a release writes the new text into a form", async () => {
      const officer = await openWithOfficer();
      const channel = officer.dm().id;

      const given = officer.command({ channel, name: "correct", options: { title: "quay" } });
      await scene.fake.settled(given);
      const sent = officer.submit({ interaction: given.id, values: { text: "It is shut." } });
      await scene.fake.settled(sent);

      expect(scene.requests).toMatchObject([
        { intent: { name: "correct", argument: "quay", options: { text: "It is shut." } } },
      ]);
    });

    it("who sends a file in a direct message has it read; others are told whose that is", async () => {
      const officer = await openWithOfficer();
      const files = [{ name: "release.txt", content: "The quay is open." }];

      officer.say({ channel: officer.dm().id, files });
      scene.ann.say({ channel: scene.ann.dm().id, files });
      await until(() => scene.requests.length === 2);

      const byOfficer = scene.requests.find(({ person }) => person.officer);
      const byOther = scene.requests.find(({ person }) => !person.officer);
      expect(byOfficer?.intent).toMatchObject({
        kind: "document",
        bytes: new TextEncoder().encode("The quay is open."),
      });
      expect(byOther?.intent).toMatchObject({ kind: "document", bytes: new Uint8Array() });
    });

    it("brings a file along, which is fetched for officers only", async () => {
      const officer = await openWithOfficer();
      const files = [{ name: "release.txt", content: "The quay is open." }];
      const said = scene.boss.say({ channel: scene.channel, files }) as unknown as {
        attachments: { id: string }[];
      };

      for (const person of [officer, scene.ann]) {
        scene.fake.inject({
          t: "INTERACTION_CREATE",
          d: publishing(person.id, said.attachments[0]),
        });
      }
      await until(() => scene.requests.some(({ intent }) => intent.kind === "command"));
      await until(() => scene.requests.some(({ intent }) => intent.kind === "document"));

      const document = scene.requests.find(({ intent }) => intent.kind === "document");
      expect(document?.person.officer).toBe(true);
      expect(document?.intent).toMatchObject({
        name: "release.txt",
        bytes: new TextEncoder().encode("The quay is open."),
        caption: "/publish",
      });
    });
  });

  it("of somebody else for the officers' commands opens no form", async () => {
    await open(() => Promise.resolve(saying("Only press officers can do that.")));

    const { original } = await scene.command("publish");

    expect(original && asRead(original)).toContain("Only press officers");
  });

  it("beyond one message goes on in further ones, as private as the first", async () => {
    const long = "The quay of Lowgate is shut for the winter. ".repeat(150).trim();
    await open(() => Promise.resolve(saying(long)));

    await scene.command("latest", { private: true });
    await until(() => scene.said().length > 1);

    const flags = scene.said().map((message) => message.flags & EPHEMERAL);
    expect(flags).toEqual([EPHEMERAL, EPHEMERAL]);
    expect(scene.said().map(asRead).join(" ")).toBe(long);
  });
});

/** What Discord sends for `/publish` with a file. */
function publishing(user: string, attachment: { readonly id: string } | undefined): object {
  const now = BigInt(Date.now() - 1_420_070_400_000) << 22n;
  return {
    id: String(now + (BigInt(user) % 4_000_000n)),
    application_id: "1",
    type: 2,
    token: `fake-token-${user}`,
    version: 1,
    channel: { id: "9", type: 1 },
    channel_id: "9",
    user: { id: user, username: "x", discriminator: "0", avatar: null },
    data: {
      id: "2",
      name: "publish",
      type: 1,
      options: [{ name: "file", type: 11, value: attachment?.id }],
      resolved: { attachments: { [attachment?.id ?? ""]: attachment } },
    },
    locale: "en-US",
    app_permissions: "0",
    entitlements: [],
    authorizing_integration_owners: {},
    context: 1,
    attachment_size_limit: 1,
  };
}
