import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Handle, Reply } from "../../../src/index.ts";
import { whyNot } from "../../_support/platforms.ts";
import { until } from "../../_support/until.ts";
import { asRead, WARM_UP_MS, warmUp } from "./bench.ts";
import { openScene, type Scene, type SceneOptions } from "./scene.ts";

const skip = whyNot("fake-discord");

beforeAll(warmUp, WARM_UP_MS);
const YES: Reply = { language: "en", blocks: [{ kind: "text", text: "Yes." }] };
const LONG: Reply = {
  language: "en",
  blocks: [{ kind: "text", text: "The quay of Lowgate is shut for the winter. ".repeat(150) }],
};
const yes: Handle = () => Promise.resolve(YES);

describe.skipIf(skip !== undefined)(`Discord in trouble${skip ? ` (${skip})` : ""}`, () => {
  let scene: Scene;
  afterEach(async () => {
    await scene.close();
  });

  async function open(options: Partial<SceneOptions> = {}): Promise<void> {
    scene = await openScene({ handle: yes, ...options });
  }

  async function opened(event: string, count: number): Promise<void> {
    await until(
      () => scene.fake.gateway.history.filter((each) => each.event === event).length >= count,
    );
  }

  async function answers(): Promise<string | undefined> {
    const { original } = await scene.command("latest");
    return original && asRead(original);
  }

  describe("on the gateway", () => {
    it.each([
      ["the connection drops", { do: "drop" }],
      ["Discord asks to reconnect (op 7)", { do: "reconnect" }],
      ["the session is invalid but may be resumed (op 9)", { do: "invalid", resumable: true }],
      ["the connection is closed with 4000", { do: "close", code: 4000 }],
    ])("resumes after %s, and misses nothing", async (_, trouble) => {
      await open();
      const dm = scene.ann.dm().id;

      scene.fake.trouble(trouble);
      scene.ann.say({ channel: dm, content: "When?" });
      await opened("resume", 1);
      await until(() => scene.said(dm).length > 0);

      expect(scene.said(dm).map(asRead)).toEqual(["Yes."]);
      expect(scene.fake.gateway.identifies).toBe(1);
      expect(await answers()).toBe("Yes.");
    });

    it("identifies anew when the session is lost (op 9)", async () => {
      await open();

      scene.fake.trouble({ do: "invalid", resumable: false });
      await sleep(1500);
      await until(() => scene.fake.gateway.identifies === 2);
      await scene.fake.ready();

      expect(await answers()).toBe("Yes.");
      // Discord asks for five seconds between two identifications.
    }, 12_000);

    it("takes a connection without heartbeats for dead, and makes another", async () => {
      await open({ fake: { heartbeat: 150 } });

      scene.fake.trouble({ do: "mute" });
      await opened("resume", 1);
      scene.fake.trouble({ do: "unmute" });
      await scene.fake.ready();

      expect(await answers()).toBe("Yes.");
    });

    it("rejects its start when the token is taken away from the running bot", async () => {
      await open();

      scene.fake.trouble({ do: "close", code: 4004 });
      const failure = await scene.running.catch((error: unknown) => error);

      expect(String(failure)).toContain("token");
      // The end of the scene waits for the bot's, which has come.
      scene = { ...scene, close: async () => await scene.fake.stop() };
    });

    it("waits for Discord at its start", async () => {
      await open();
      await scene.stop();
      scene.fake.fault({ kind: "status", status: 503, op: "get_bot_gateway", times: 5 });

      scene = await openScene({ handle: yes, at: scene.fake });

      expect(scene.logged.join("\n")).toContain("could not be reached");
      expect(await answers()).toBe("Yes.");
    });

    it("waits for a gateway that refuses connections", async () => {
      await open();
      await scene.stop();
      scene.fake.trouble({ do: "refuse", on: true });
      scene = await openScene({ handle: yes, at: scene.fake, waits: false });

      await until(() => scene.logged.some((line) => line.includes("is lost")));
      scene.fake.trouble({ do: "refuse", on: false });
      await until(() => scene.logged.some((line) => line.includes("commands ")));

      expect(await answers()).toBe("Yes.");
    });
  });

  describe("at its end", () => {
    /** How many connections there are after the end, and how many more were begun in the time of a reconnect. */
    async function endAfter(trouble: object, waitMs: number): Promise<readonly number[]> {
      scene.fake.trouble(trouble);
      await sleep(waitMs);
      await scene.stop();
      const atEnd = begun();
      // discord.js would connect half a second after a loss.
      await sleep(900);
      return [scene.fake.gateway.connections, begun() - atEnd];
    }

    function begun(): number {
      return scene.fake.gateway.history.filter(({ event }) => event === "opened").length;
    }

    it.each([
      ["in the pause before a reconnect", { do: "drop" }, 100],
      ["right after it was told to reconnect", { do: "reconnect" }, 0],
      ["in the middle of a connection", { do: "drop" }, 505],
    ])("stays away when it is ended %s", async (_, trouble, waitMs) => {
      await open();

      expect(await endAfter(trouble, waitMs)).toEqual([0, 0]);
    });

    it("stays away when Discord refuses connections all the time", async () => {
      await open();
      scene.fake.trouble({ do: "refuse", on: true });

      expect(await endAfter({ do: "drop" }, 600)).toEqual([0, 0]);
    });

    it("ends before it could connect", async () => {
      await open();
      await scene.stop();
      scene.fake.trouble({ do: "refuse", on: true });
      scene = await openScene({ handle: yes, at: scene.fake, waits: false });
      await until(() => scene.logged.some((line) => line.includes("is lost")));

      await scene.stop();

      expect(scene.fake.gateway.connections).toBe(0);
    });

    it("finishes an answer that is under way", async () => {
      let finish: ((reply: Reply) => void) | undefined;
      await open({
        handle: async () =>
          await new Promise((done) => {
            finish = done;
          }),
      });
      scene.ann.command({ channel: scene.channel, name: "latest", options: {} });
      await until(() => finish);

      const stopped = scene.stop();
      finish?.(YES);
      await stopped;

      expect(scene.said().map(asRead)).toEqual(["Yes."]);
    });

    it("does not wait for an answer that never comes", async () => {
      await open({ handle: async () => await new Promise(() => undefined) });
      scene.ann.command({ channel: scene.channel, name: "latest", options: {} });
      await until(() => scene.requests.length > 0);

      await scene.stop();

      expect(scene.fake.gateway.connections).toBe(0);
    });
  });

  describe("while it answers a command", () => {
    const op = "create_interaction_response";

    it.each([
      ["a lost request", { kind: "drop" }],
      ["a lost answer", { kind: "drop-after" }],
      ["a reset connection after it was carried out", { kind: "drop-after", reset: true }],
      ["an error of the server", { kind: "status", status: 500 }],
      ["an HTML page", { kind: "garbage" }],
      ["a rate limit", { kind: "flood", retry_after: 0.3 }],
    ])("answers once after %s", async (_, fault) => {
      await open();
      scene.fake.fault({ ...fault, op });

      const shown = await answers();

      expect(shown).toBe("Yes.");
      expect(scene.said()).toHaveLength(1);
    });

    it("does not send a further message again whose answer was lost", async () => {
      await open({ handle: () => Promise.resolve(LONG) });
      scene.fake.fault({ kind: "drop-after", op: "execute_webhook" });

      await scene.command("latest");
      await until(() => scene.logged.some((line) => line.includes("could not be answered")));

      expect(scene.calls("execute_webhook")).toHaveLength(1);
      expect(scene.said()).toHaveLength(2);
    });

    it.each([
      ["an error of the server", { kind: "status", status: 502 }],
      ["an HTML page", { kind: "garbage" }],
    ])("sends a further message again after %s", async (_, fault) => {
      await open({ handle: () => Promise.resolve(LONG) });
      scene.fake.fault({ ...fault, op: "execute_webhook" });

      await scene.command("latest");
      await until(() => scene.said().length === 2);

      expect(scene.calls("execute_webhook")).toHaveLength(2);
    });
  });

  describe("while it answers a message", () => {
    const op = "create_message";

    it.each([
      ["a lost request", { kind: "drop" }],
      ["a lost answer", { kind: "drop-after" }],
      ["an error of the server", { kind: "status", status: 503 }],
      ["an HTML page", { kind: "garbage" }],
      ["a rate limit", { kind: "flood", retry_after: 0.3 }],
      ["a shared rate limit", { kind: "flood", retry_after: 0.3, scope: "shared" }],
      ["a global rate limit", { kind: "flood", retry_after: 0.3, global: true }],
    ])("posts one answer after %s", async (_, fault) => {
      await open();
      const dm = scene.ann.dm().id;
      scene.fake.fault({ ...fault, op });

      scene.ann.say({ channel: dm, content: "When?" });
      await until(() => scene.said(dm).length > 0);
      scene.ann.say({ channel: dm, content: "Where?" });
      await until(() => scene.said(dm).length > 1);

      expect(scene.said(dm).map(asRead)).toEqual(["Yes.", "Yes."]);
    });

    it("keeps nobody else waiting for one channel's rate limit", async () => {
      await open();
      const [anns, bosses] = [scene.ann.dm().id, scene.boss.dm().id];
      scene.fake.fault({ kind: "flood", op, channel: anns, retry_after: 2 });

      scene.ann.say({ channel: anns, content: "When?" });
      await until(() => scene.calls(op).length === 1);
      scene.boss.say({ channel: bosses, content: "When?" });
      await until(() =>
        scene.fake.log.some(
          ({ params, status }) => params?.["channel_id"] === bosses && status === 200,
        ),
      );

      expect(scene.said(anns)).toEqual([]);
      await until(() => scene.said(anns).length > 0);
    });

    it("is silent, and goes on, where neither the channel nor direct messages are open", async () => {
      await open();
      scene.fake.act("setChannel", { channel: scene.channel, deny: ["SEND_MESSAGES"] });
      scene.ann.closeDms();
      const me = scene.fake.log.find(({ params }) => params?.["application_id"])?.params;

      scene.ann.say({ channel: scene.channel, content: `<@${me?.["application_id"]}> When?` });
      await until(() => scene.logged.some((line) => line.includes("did not reach")));

      expect(await answers()).toBe("Yes.");
    });
  });
});
