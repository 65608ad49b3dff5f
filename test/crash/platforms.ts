import { createServer } from "node:http";
import { type FakeTelegram, startFakeTelegram } from "../adapters/telegram/bench.ts";
import { type PlatformName, releaseIn } from "./job.ts";
import { NONCE_WINDOW_MS } from "./nonce-adapter.ts";

/** One text that reached a chat, under the id that the chat had at first. */
export interface Arrival {
  readonly chat: string;
  readonly release: string;
}

/** A platform of the suite, which does people and chats harm. */
export interface Platform {
  readonly url: string;
  readonly token: string;
  /** Ids of the chats at first. */
  readonly chats: readonly string[];
  /** Something goes wrong with the next requests, or a chat goes or moves. */
  harm(random: () => number): void;
  calm(): void;
  arrivals(): readonly Arrival[];
  /** The id that a chat had at first. */
  first(chat: string): string;
  stop(): Promise<void>;
}

export async function startPlatform(name: PlatformName, chats: number): Promise<Platform> {
  return name === "telegram" ? await startTelegram(chats) : await startNonce(chats);
}

const FAULTS: readonly object[] = [
  { kind: "drop-after" },
  { kind: "drop-after", reset: true },
  { kind: "truncate" },
  { kind: "garbage" },
  { kind: "delay", ms: 250, times: 2 },
  { kind: "status", status: 500, times: 2 },
  { kind: "flood", retry_after: 1 },
  { kind: "flood", retry_after: 1, times: 5 },
];

async function startTelegram(count: number): Promise<Platform> {
  const fake = await startFakeTelegram({ flood: false });
  const people = Array.from({ length: Math.ceil(count / 2) }, (_, i) => {
    const person = fake.person({ first_name: `Reader ${i}` });
    person.start();
    return person;
  });
  const groups = Array.from({ length: count - people.length }, (_, i) => ({
    id: fake.act("chat", {
      type: "group",
      title: `Newsroom ${i}`,
      bot: "member",
      members: [people[0]?.id],
    }).id,
  }));
  const firsts = new Map<string, string>();
  const blockable = people.slice(1, 1 + count / 8);
  const movable = groups.slice(0, count / 8);
  return {
    url: fake.url,
    token: fake.token,
    chats: [...people, ...groups].map(({ id }) => String(id)),
    harm: (random) => {
      const fault = FAULTS[Math.floor(random() * FAULTS.length)];
      if (fault) fake.fault({ method: "sendMessage", ...fault });
      if (random() < 0.05) blockable.pop()?.block();
      if (random() < 0.05) migrate(fake, movable.pop(), firsts);
    },
    calm: () => {
      fake.clearFaults();
    },
    first: (chat) => firsts.get(chat) ?? chat,
    arrivals: () =>
      fake.log
        .filter(({ method, ok }) => method === "sendMessage" && ok)
        .map(({ params }) => {
          const chat = String(params["chat_id"]);
          return { chat: firsts.get(chat) ?? chat, release: releaseIn(String(params["text"])) };
        }),
    stop: async () => {
      await fake.stop();
    },
  };
}

function migrate(
  fake: FakeTelegram,
  group: { readonly id: number } | undefined,
  firsts: Map<string, string>,
): void {
  if (!group) return;
  const { id } = fake.act("migrate", { chat: group.id });
  firsts.set(String(id), String(group.id));
}

/** Answers with the message's number; the same nonce gets the same number. */
async function startNonce(count: number): Promise<Platform> {
  const known = new Map<string, { readonly id: number; readonly at: number }>();
  const arrivals: Arrival[] = [];
  const gone = new Set<string>();
  const faults: ("lost" | "500" | "429")[] = [];
  const chats = Array.from({ length: count }, (_, i) => String(1000 + i));
  const blockable = chats.slice(0, count / 8);
  const take = (chat: string, text: string, nonce: string): number => {
    const earlier = known.get(nonce);
    if (earlier && Date.now() - earlier.at < NONCE_WINDOW_MS) return earlier.id;
    arrivals.push({ chat, release: releaseIn(text) });
    known.set(nonce, { id: arrivals.length, at: Date.now() });
    return arrivals.length;
  };
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += String(chunk);
    });
    request.on("end", () => {
      const { chat, text, nonce } = JSON.parse(body) as Record<"chat" | "text" | "nonce", string>;
      const fault = faults.shift();
      if (fault === "500" || fault === "429") {
        response.writeHead(Number(fault)).end();
      } else if (gone.has(chat)) {
        response.writeHead(403).end();
      } else {
        const id = take(chat, text, nonce);
        if (fault === "lost") request.socket.destroy();
        else response.end(String(id));
      }
    });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    token: "",
    chats,
    harm: (random) => {
      const kind = (["lost", "500", "429"] as const)[Math.floor(random() * 3)];
      if (kind) faults.push(kind);
      if (random() < 0.05) gone.add(blockable.pop() ?? "");
    },
    calm: () => {
      faults.length = 0;
    },
    first: (chat) => chat,
    arrivals: () => arrivals,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
