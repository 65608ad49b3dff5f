import type { Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { TelegramPorts, TelegramSettings } from "../../../adapters/telegram/settings.ts";
import type { TelegramAdapter } from "../../../adapters/telegram/telegram-adapter.ts";
import { createTelegramAdapter } from "../../../adapters/telegram/telegram-adapter.ts";
import { SECRET_HEADER } from "../../../adapters/telegram/webhook.ts";
import type { ChatRequest, Handle } from "../../../src/index.ts";
import { allowLoopback } from "../../_support/platforms.ts";
import type { FakeTelegram } from "./bench.ts";
import { startFakeTelegram } from "./bench.ts";

export type Mode = "long polling" | "webhook";

export interface SceneOptions {
  readonly mode?: Mode;
  readonly handle: Handle;
  readonly settings?: Partial<TelegramSettings>;
  readonly ports?: Partial<TelegramPorts>;
  /** Options of the stand-in. */
  readonly fake?: object;
  /** A stand-in that runs already. */
  readonly at?: FakeTelegram;
}

/** The adapter running before a stand-in. */
export interface Scene {
  readonly fake: FakeTelegram;
  readonly adapter: TelegramAdapter;
  /** What the desk was asked, in order. */
  readonly requests: readonly ChatRequest[];
  /** All that was logged, as text. */
  readonly logged: readonly string[];
  /** Ends the bot alone. */
  stop(): Promise<void>;
  /** Ends bot and stand-in; throws when a call broke the Bot API's description or the token was logged. */
  close(): Promise<void>;
}

export async function openScene(options: SceneOptions): Promise<Scene> {
  allowLoopback();
  const fake = options.at ?? (await startFakeTelegram(options.fake));
  const logged: string[] = [];
  const requests: ChatRequest[] = [];
  const write = (fields: object, message: string): void => {
    logged.push(`${JSON.stringify(fields)} ${message}`);
  };
  const ports: TelegramPorts = {
    share: () => [],
    seen: rememberingSeen(),
    log: { info: write, warn: write, error: write },
    now: () => Date.now(),
    ...options.ports,
  };
  const hook = options.mode === "webhook" ? await openHook() : null;
  const settings: TelegramSettings = {
    token: fake.token,
    apiRoot: fake.url,
    officers: [],
    language: "en",
    ...(hook && { webhook: { url: hook.url, secret: "a-secret_1" } }),
    ...options.settings,
  };
  const adapter = createTelegramAdapter(settings, ports);
  hook?.serve(adapter);
  const end = new AbortController();
  const running = adapter.start(async (request) => {
    requests.push(request);
    return await options.handle(request);
  }, end.signal);
  const stop = async (): Promise<void> => {
    end.abort();
    await running;
    hook?.server.close();
    hook?.server.closeAllConnections();
  };
  return {
    fake,
    adapter,
    requests,
    logged,
    stop,
    close: async () => {
      await stop();
      await fake.stop();
      if (fake.violations.length > 0) throw new Error(JSON.stringify(fake.violations));
      if (logged.join("\n").includes(fake.token)) throw new Error("the token was logged");
    },
  };
}

/** A store's memory of updates. */
export function rememberingSeen(): TelegramPorts["seen"] {
  const keys = new Set<string>();
  return (key) => {
    const isKnown = keys.has(key);
    keys.add(key);
    return Promise.resolve(isKnown);
  };
}

async function answer(
  status: Promise<number> | undefined,
  response: ServerResponse,
): Promise<void> {
  response.writeHead((await status) ?? 503).end();
}

interface Hook {
  readonly url: string;
  readonly server: Server;
  serve(adapter: TelegramAdapter): void;
}

/** A small HTTP server as the product's own would be. */
async function openHook(): Promise<Hook> {
  let adapter: TelegramAdapter | undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const secret = request.headers[SECRET_HEADER];
      const given = { body: Buffer.concat(chunks), secret: String(secret) };
      void answer(adapter?.webhook(given), response);
    });
  });
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", done);
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/telegram`,
    server,
    serve: (to) => {
      adapter = to;
    },
  };
}
