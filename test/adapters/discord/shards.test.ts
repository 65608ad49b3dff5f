import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { afterEach, beforeAll, expect, it } from "vitest";
import { allowLoopback, whyNot } from "../../_support/platforms.ts";
import { until } from "../../_support/until.ts";
import { type FakeDiscord, startFakeDiscord, WARM_UP_MS, warmUp } from "./bench.ts";
import { openScene, type Scene } from "./scene.ts";

const reason = whyNot("fake-discord");
const SHARDS = 2;
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

it.skipIf(reason !== undefined)(
  `connects as many shards as Discord advises, answers once, and ends them all${reason ? ` (${reason})` : ""}`,
  async () => {
    allowLoopback();
    const fake = await startFakeDiscord({ limits: false });
    const apiRoot = await adviseShards(fake);

    scene = await openScene({
      at: fake,
      settings: { apiRoot },
      handle: () =>
        Promise.resolve({ language: "en", blocks: [{ kind: "text", text: "Every hour." }] }),
    });
    await until(() => fake.gateway.connections === SHARDS);
    // The stand-in tells every shard everything, as Discord may deliver an interaction twice.
    await scene.command("ask", { question: "When does the ferry sail?" });
    await scene.stop();

    expect(scene.requests).toHaveLength(1);
    expect(scene.said()).toHaveLength(1);
    expect(scene.logged.join("\n")).toContain(`{"shards":${SHARDS}}`);
    expect(fake.gateway.connections).toBe(0);
  },
);
