import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Reply } from "../../../src/index.ts";
import { allowLoopback, whyNot } from "../../_support/platforms.ts";
import { until } from "../../_support/until.ts";
import { type FakeDiscord, startFakeDiscord, WARM_UP_MS, warmUp } from "./bench.ts";
import { openScene, type Scene } from "./scene.ts";

const reason = whyNot("fake-discord");
const SHARDS = 2;
const EVERY_HOUR: Reply = {
  language: "en",
  blocks: [{ kind: "text", text: "Every hour." }],
  actions: [[{ label: "Full text", data: "r_1" }]],
};
const NEWS: Reply = { language: "en", blocks: [{ kind: "text", text: "The ferry sails." }] };
let scene: Scene;
let proxy: Server;

beforeAll(warmUp, WARM_UP_MS);
afterEach(async () => {
  await scene.close();
  proxy.closeAllConnections();
  proxy.close();
});

/** In front of the stand-in, which knows one shard only: advises as Discord does above 2,500 servers. */
async function adviseShards(fake: FakeDiscord): Promise<string> {
  proxy = createServer((request, response) => {
    void passOn(fake, request, response);
  });
  await new Promise<void>((done) => {
    proxy.listen(0, "127.0.0.1", done);
  });
  const address = proxy.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/api`;
}

async function passOn(
  fake: FakeDiscord,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const { method = "GET", url = "" } = request;
  const headers = Object.fromEntries(
    ["authorization", "content-type", "user-agent"].flatMap((name) => {
      const value = request.headers[name];
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
  const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {};
  const answer = await fetch(fake.api + url.replace(/^\/api/u, ""), { method, headers, ...body });
  const text = await answer.text();
  const type = answer.headers.get("content-type") ?? "application/json";
  response.writeHead(answer.status, { "content-type": type });
  response.end(url.includes("/gateway/bot") ? advice(text) : text);
}

function advice(text: string): string {
  const given: Readonly<Record<string, unknown>> = JSON.parse(text);
  const session_start_limit = {
    total: 1000,
    remaining: 999,
    reset_after: 1000,
    max_concurrency: SHARDS,
  };
  return JSON.stringify({ ...given, shards: SHARDS, session_start_limit });
}

describe.skipIf(reason !== undefined)(
  `a bot in more servers than one connection takes${reason ? ` (${reason})` : ""}`,
  () => {
    beforeEach(async () => {
      allowLoopback();
      const fake = await startFakeDiscord({ limits: false });
      const apiRoot = await adviseShards(fake);
      scene = await openScene({
        at: fake,
        settings: { apiRoot },
        handle: () => Promise.resolve(EVERY_HOUR),
      });
      await until(() => fake.gateway.connections === SHARDS);
    });

    it("connects as many shards as Discord advises, each as one of them, and ends them all", async () => {
      const { history } = scene.fake.gateway;
      await scene.stop();

      const identified = history.flatMap(({ event, shard }) =>
        event === "identify" ? [shard] : [],
      );
      expect(new Set(identified.map((shard) => shard?.join("/")))).toEqual(new Set(["0/2", "1/2"]));
      expect(identified).toHaveLength(SHARDS);
      expect(scene.logged.join("\n")).toContain(`{"shards":${SHARDS}}`);
      expect(scene.fake.gateway.connections).toBe(0);
    });

    // The stand-in tells every shard everything, as Discord may deliver an interaction twice.
    it("answers a command, a button and a mention once each", async () => {
      const { original } = await scene.command("ask", { question: "When does the ferry sail?" });
      await scene.press(original, "Full text");
      const me = scene.said()[0]?.author.id;
      scene.ann.say({ channel: scene.channel, content: `<@${me}> When does the ferry sail?` });
      await until(() => scene.said().length === 3);
      await sleep(300);

      expect(scene.requests.map(({ intent }) => intent.kind)).toEqual([
        "command",
        "action",
        "text",
      ]);
      expect(scene.said()).toHaveLength(3);
    });

    it("announces once, in servers of any shard", async () => {
      const { channels } = scene.fake.act("guild", { members: [scene.ann.id], channels: ["far"] });
      const far = channels[0]?.id ?? "";
      const places = [scene.channel, far];

      const outcomes = await Promise.all(
        places.map(
          async (place, i) => await scene.adapter.deliver(place, NEWS, { nonce: `n${i}` }),
        ),
      );

      expect(outcomes.map(({ kind }) => kind)).toEqual(["sent", "sent"]);
      expect(places.map((place) => scene.said(place).length)).toEqual([1, 1]);
    });

    it("goes on with all of them after one or all were lost", async () => {
      scene.fake.trouble({ do: "drop" });
      await until(() => scene.fake.gateway.connections < SHARDS);
      await until(() => scene.fake.gateway.connections === SHARDS);

      await scene.command("ask", { question: "When does the ferry sail?" });

      expect(scene.requests).toHaveLength(1);
      expect(scene.fake.gateway.identifies).toBe(SHARDS);
    });
  },
);
