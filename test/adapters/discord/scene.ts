import { createDiscordAdapter } from "../../../adapters/discord/discord-adapter.ts";
import type { DiscordPorts, DiscordSettings } from "../../../adapters/discord/settings.ts";
import type { ChatAdapter, ChatRequest, Handle } from "../../../src/index.ts";
import { createTurns } from "../../../src/runtime/turns.ts";
import { allowLoopback } from "../../_support/platforms.ts";
import { until } from "../../_support/until.ts";
import {
  type Call,
  type DiscordPerson,
  type FakeDiscord,
  messagesIn,
  type Settled,
  type ShownMessage,
  startFakeDiscord,
} from "./bench.ts";

export interface SceneOptions {
  readonly handle: Handle;
  readonly settings?: Partial<DiscordSettings>;
  readonly ports?: Partial<DiscordPorts>;
  /** Options of the stand-in. */
  readonly fake?: object;
  /** A stand-in that runs already; its people and places are not made again. */
  readonly at?: FakeDiscord;
  /** Whether the start waits for the connection; default yes. */
  readonly waits?: boolean;
}

/** The adapter running before a stand-in, in a server with a channel and two people. */
export interface Scene {
  readonly fake: FakeDiscord;
  readonly adapter: ChatAdapter;
  /** Owns the server. */
  readonly boss: DiscordPerson;
  readonly ann: DiscordPerson;
  readonly guild: string;
  readonly channel: string;
  /** What the desk was asked, in order. */
  readonly requests: readonly ChatRequest[];
  /** All that was logged, as text. */
  readonly logged: readonly string[];
  readonly running: Promise<void>;
  /** Ann gives a command in the channel. */
  command(name: string, options?: object, place?: string): Promise<Settled>;
  /** Ann presses a button. */
  press(message: ShownMessage | undefined, button: string, place?: string): Promise<Settled>;
  /** What the bot has said in a channel, as Ann sees it. */
  said(place?: string): ShownMessage[];
  calls(op: string): Call[];
  /** Ends the bot alone. */
  stop(): Promise<void>;
  /**
   * Ends bot and stand-in; throws when a request broke Discord's description, a token was logged, or a message could have
   * pinged somebody.
   */
  close(): Promise<void>;
}

export async function openScene(options: SceneOptions): Promise<Scene> {
  allowLoopback();
  const fake = options.at ?? (await startFakeDiscord({ limits: false, ...options.fake }));
  const boss = fake.person({ username: "boss" });
  const ann = fake.person({ username: "ann" });
  const { id: guild, channels } = fake.act("guild", {
    members: [boss.id, ann.id],
    channels: ["newsroom"],
  });
  const channel = channels[0]?.id ?? "";
  const logged: string[] = [];
  const requests: ChatRequest[] = [];
  const write = (fields: object, message: string): void => {
    logged.push(`${JSON.stringify(fields)} ${message}`);
  };
  const turns = createTurns();
  const ports: DiscordPorts = {
    turns,
    suggest: () => [],
    seen: rememberingSeen(),
    log: { info: write, warn: write, error: write },
    now: () => Date.now(),
    ...options.ports,
  };
  const settings: DiscordSettings = {
    token: fake.token,
    apiRoot: fake.api,
    guildId: null,
    officers: [],
    language: "en",
    ...options.settings,
  };
  const adapter = createDiscordAdapter(settings, ports);
  const end = new AbortController();
  const running = adapter.start(async (request) => {
    requests.push(request);
    return await turns.take(async () => await options.handle(request));
  }, end.signal);
  // A start that fails is a test's business.
  running.catch(() => undefined);
  if (options.waits !== false) {
    await until(() => logged.some((line) => line.includes("commands ")));
  }
  const stop = async (): Promise<void> => {
    end.abort();
    await running;
  };
  return {
    fake,
    adapter,
    boss,
    ann,
    guild,
    channel,
    requests,
    logged,
    running,
    command: async (name, given = {}, place = channel) =>
      await fake.settled(ann.command({ channel: place, name, options: given })),
    press: async (message, button, place = channel) =>
      await fake.settled(ann.press({ channel: place, message: message?.id, button })),
    said: (place = channel) =>
      messagesIn(fake, place, ann.id).filter(({ author }) => author.bot === true),
    calls: (op) => fake.log.filter((call) => call.op === op),
    stop,
    close: async () => {
      await stop();
      await fake.stop();
      const faults = [...fake.violations, ...fake.log.flatMap(pings)];
      if (faults.length > 0) throw new Error(JSON.stringify(faults));
      if (/fake-token|FAKE\.DISCORD/u.test(logged.join("\n")))
        throw new Error("a token was logged");
    },
  };
}

/** A store's memory of what was seen. */
export function rememberingSeen(): DiscordPorts["seen"] {
  const keys = new Set<string>();
  return (key) => {
    const isKnown = keys.has(key);
    keys.add(key);
    return Promise.resolve(isKnown);
  };
}

/** Requests with a message in them that do not forbid every mention. */
function pings({ op, body }: Call): unknown[] {
  return messagesOf(body)
    .filter((message) => JSON.stringify(message["allowed_mentions"]) !== '{"parse":[]}')
    .map((message) => ({ op, message }));
}

function messagesOf(body: unknown): Readonly<Record<string, unknown>>[] {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return [];
  const message: Readonly<Record<string, unknown>> = { ...body };
  const inner = [message["data"], message["message"]].flatMap(messagesOf);
  return "embeds" in message || "content" in message ? [message, ...inner] : inner;
}
