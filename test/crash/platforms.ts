import { createServer } from "node:http";
import {
  type Call,
  type FakeTelegram,
  startFakeTelegram,
  type TelegramPerson,
} from "../adapters/telegram/bench.ts";
import type { PlatformName } from "./job.ts";
import { NONCE_WINDOW_MS } from "./nonce-adapter.ts";

/** One text that reached a chat, under the id that the chat had at first. */
export interface Arrival {
  readonly chat: string;
  readonly text: string;
  readonly how: "sent" | "edited";
}

/** A platform of the suite, which does people and chats harm. */
export interface Platform {
  readonly url: string;
  readonly token: string;
  /** Ids of the chats at first. */
  readonly chats: readonly string[];
  /** Those of them that never move. */
  readonly settled: readonly string[];
  /** Something goes wrong with the next requests, or a chat goes or moves. */
  harm(random: () => number): void;
  calm(): void;
  /** Somebody writes to the bot; `null` where nobody can. */
  write(text: string, random: () => number): string | null;
  /** Oldest first. */
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
const FIXED = {
  kind: "status",
  status: 400,
  description: "Bad Request: message can't be edited",
  times: 3,
};
const TELLING: ReadonlyMap<string, Arrival["how"]> = new Map([
  ["sendMessage", "sent"],
  ["editMessageText", "edited"],
]);

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
  const writers: readonly TelegramPerson[] = people.slice(1 + count / 8);
  return {
    url: fake.url,
    token: fake.token,
    chats: [...people, ...groups].map(({ id }) => String(id)),
    settled: [...people, ...groups.slice(count / 8)].map(({ id }) => String(id)),
    harm: (random) => {
      const fault = FAULTS[Math.floor(random() * FAULTS.length)];
      const method = random() < 0.7 ? "sendMessage" : "editMessageText";
      if (fault) fake.fault({ method, ...fault });
      if (random() < 0.2) fake.fault({ method: "editMessageText", ...FIXED });
      if (random() < 0.5) fake.duplicate({ n: 2 });
      if (random() < 0.05) blockable.pop()?.block();
      if (random() < 0.05) migrate(fake, movable.pop(), firsts);
    },
    calm: () => {
      fake.clearFaults();
    },
    write: (text, random) => {
      const writer = writers[Math.floor(random() * writers.length)];
      writer?.say({ text });
      return writer ? String(writer.id) : null;
    },
    first: (chat) => firsts.get(chat) ?? chat,
    arrivals: () => fake.log.flatMap((call) => arrivalOf(call, firsts)),
    stop: async () => {
      await fake.stop();
    },
  };
}

function arrivalOf(
  { method, ok, params }: Call,
  firsts: ReadonlyMap<string, string>,
): readonly Arrival[] {
  const how = TELLING.get(method);
  if (!ok || !how) return [];
  const chat = String(params["chat_id"]);
  return [{ chat: firsts.get(chat) ?? chat, text: String(params["text"]), how }];
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

interface Posted {
  readonly chat: string;
  readonly text: string;
  readonly nonce?: string;
  /** Which message is edited. */
  readonly message?: string;
}

/**
 * Answers with the message's number and the text that stands there; the same nonce gets the same message. Every other chat
 * lets messages be edited.
 */
async function startNonce(count: number): Promise<Platform> {
  const known = new Map<string, { readonly id: number; readonly at: number }>();
  const arrivals: Arrival[] = [];
  const gone = new Set<string>();
  const faults: ("lost" | "500" | "429")[] = [];
  const chats = Array.from({ length: count }, (_, i) => String(1000 + i));
  const blockable = chats.slice(0, count / 8);
  const standing = new Map<string, string>();
  const shown = (id: string): string => JSON.stringify({ id, text: standing.get(id) });
  const take = ({ chat, text, nonce = "", message }: Posted): string => {
    if (message !== undefined) {
      arrivals.push({ chat, text, how: "edited" });
      standing.set(message, text);
      return shown(message);
    }
    const earlier = known.get(nonce);
    if (earlier && Date.now() - earlier.at < NONCE_WINDOW_MS) return shown(String(earlier.id));
    arrivals.push({ chat, text, how: "sent" });
    known.set(nonce, { id: arrivals.length, at: Date.now() });
    standing.set(String(arrivals.length), text);
    return shown(String(arrivals.length));
  };
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += String(chunk);
    });
    request.on("end", () => {
      const posted: Posted = JSON.parse(body);
      const fault = faults.shift();
      if (fault === "500" || fault === "429") {
        response.writeHead(Number(fault)).end();
      } else if (gone.has(posted.chat)) {
        response.writeHead(403).end();
      } else if (posted.message !== undefined && Number(posted.chat) % 2 === 1) {
        response.writeHead(405).end();
      } else {
        const answer = take(posted);
        if (fault === "lost") request.socket.destroy();
        else response.end(answer);
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
    settled: chats,
    harm: (random) => {
      const kind = (["lost", "500", "429"] as const)[Math.floor(random() * 3)];
      if (kind) faults.push(kind);
      if (random() < 0.05) gone.add(blockable.pop() ?? "");
    },
    calm: () => {
      faults.length = 0;
    },
    write: () => null,
    first: (chat) => chat,
    arrivals: () => arrivals,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
