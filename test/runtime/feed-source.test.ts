import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ofPage } from "../../src/archive/linked-page.ts";
import { readRelease } from "../../src/archive/read-release.ts";
import { type FeedSourceOptions, pollFeed } from "../../src/runtime/feed-source.ts";
import type { HostAddress } from "../../src/runtime/web-client.ts";
import { Bureau, HOUR, MINUTE } from "../_support/bureau.ts";

const RSS = readFileSync(
  join(resolve(import.meta.dirname, "../fixtures/formats"), "feed.rss"),
  "utf8",
).replace("<link>https://ferry.example.org/16</link>", "");
type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let bureau: Bureau;
let server: Server;
let address = "";
let answer: Answer;
let asked: IncomingMessage[] = [];
let problems: string[] = [];

beforeEach(async () => {
  bureau = await Bureau.open();
  asked = [];
  problems = [];
  answer = feed(RSS);
  server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const bound = server.address();
  address = `http://127.0.0.1:${typeof bound === "object" ? (bound?.port ?? 0) : 0}/news`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await bureau.store.close();
});

/** No name leaves this machine. */
async function hostOf(host: string): Promise<HostAddress[]> {
  if (host === "localhost") return [{ address: "127.0.0.1", family: 4 }];
  return await Promise.reject(Object.assign(new Error(host), { code: "ENOTFOUND" }));
}

async function poll(changes: Partial<FeedSourceOptions> = {}): Promise<void> {
  const { feeds, releases } = bureau.store;
  await pollFeed(address, {
    read: readRelease,
    ofPage,
    memory: feeds,
    bring: async (brought, isBaseline) => await bureau.keeper.bring(brought, isBaseline),
    hasBaseline: async (name) => await releases.hasBaseline(name),
    setBaseline: async (name) => {
      await releases.setBaseline(name);
    },
    onProblem: (reason) => void problems.push(reason),
    clock: () => bureau.now,
    origins: async (source) => await releases.origins(source),
    web: { resolve: hostOf },
    pauseMs: 0,
    ...changes,
  });
  await bureau.keeper.follow();
}

/** How long until the feed is asked again, in minutes. */
async function pause(): Promise<number> {
  const memory = await bureau.store.feeds.get(address);
  return ((memory?.nextAt ?? 0) - bureau.now) / MINUTE;
}

function item(title: string): string {
  return `<item><title>${title}</title><guid>${title}</guid><pubDate>Mon, 02 Nov 2026 08:00:00 GMT</pubDate><description>&lt;p&gt;The Board of ${title} has met and will meet again on Friday.&lt;/p&gt;</description></item>`;
}

function feed(text: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_request, response) => response.writeHead(200, headers).end(text);
}

describe("a feed", () => {
  it("announces nothing of its first poll, and what is new of the next", async () => {
    await bureau.subscribe("a");
    await poll();
    await bureau.publish();
    const first = bureau.news();
    const known = bureau.collection.size;
    answer = feed(RSS.replace("<item>", `${item("Sandrow")}<item>`));
    bureau.now += 10 * MINUTE;

    await poll();
    await bureau.publish();

    expect(known).toBe(2);
    expect(first).toEqual([]);
    expect(bureau.news()).toEqual(["a sent: New release | Sandrow"]);
  });

  it("is asked every five minutes or so, with what it said last time", async () => {
    answer = feed(RSS, { etag: '"v1"', "last-modified": "Mon, 02 Nov 2026 08:00:00 GMT" });
    await poll();
    await poll();
    const wait = await pause();
    answer = (_request, response) => response.writeHead(304).end();
    bureau.now += 6 * MINUTE;
    await poll();
    bureau.now += 6 * MINUTE;
    await poll();

    expect(asked).toHaveLength(3);
    expect(wait).toBeGreaterThanOrEqual(4);
    expect(wait).toBeLessThanOrEqual(6);
    expect(asked[0]?.headers["if-none-match"]).toBeUndefined();
    for (const request of asked.slice(1)) {
      expect(request.headers["if-none-match"]).toBe('"v1"');
      expect(request.headers["if-modified-since"]).toBe("Mon, 02 Nov 2026 08:00:00 GMT");
    }
    expect(problems).toEqual([]);
  });

  it("is left alone longer and longer while it fails, six hours at most, and is told of", async () => {
    answer = (_request, response) => response.writeHead(500).end();
    const waits: number[] = [];
    for (let i = 0; i < 9; i += 1) {
      await poll();
      waits.push(await pause());
      bureau.now += 8 * HOUR;
    }

    expect(waits[0]).toBeLessThanOrEqual(6);
    expect(waits[2]).toBeGreaterThanOrEqual(16);
    expect(waits[8]).toBeGreaterThanOrEqual(4 * 60);
    expect(waits[8]).toBeLessThanOrEqual(7.2 * 60);
    expect(problems[0]).toMatch(/can't be read: the server answered 500\.$/u);
  });

  it.each([503, 200])("is obeyed when it asks to wait (%i)", async (status) => {
    answer = (_request, response) => response.writeHead(status, { "retry-after": "7200" }).end(RSS);

    await poll();

    expect(await pause()).toBeGreaterThanOrEqual(96);
  });

  it("that sends us to a private address is not followed", async () => {
    answer = (_request, response) =>
      response.writeHead(302, { location: address.replace("127.0.0.1", "localhost") }).end();

    await poll();

    expect(asked).toHaveLength(1);
    expect(problems).toEqual([
      expect.stringContaining("can't be read: it sends us to a private address."),
    ]);
  });

  it.each([
    "http://10.1.2.3/",
    "http://[::1]/",
    "http://169.254.169.254/latest",
    "http://0.0.0.0/",
  ])("is not followed to %s", async (location) => {
    answer = (_request, response) => response.writeHead(301, { location }).end();

    await poll();

    expect(problems).toEqual([expect.stringContaining("private address")]);
  });

  it("is followed on its own server, but not for ever, and to no file", async () => {
    let hops = 0;
    answer = (request, response) => {
      hops += 1;
      if (request.url === "/moved") feed(RSS)(request, response);
      else response.writeHead(301, { location: "/moved" }).end();
    };
    await poll();
    const found = bureau.collection.size;
    answer = (_request, response) => response.writeHead(301, { location: "/news" }).end();
    bureau.now += HOUR;
    await poll();
    answer = (_request, response) =>
      response.writeHead(301, { location: "file:///etc/hosts" }).end();
    bureau.now += 2 * HOUR;
    await poll();

    expect(hops).toBe(2);
    expect(found).toBe(2);
    expect(problems).toEqual([
      expect.stringContaining("round in circles"),
      expect.stringContaining("no web address"),
    ]);
  });

  it("that never ends is cut off at 10 MB", async () => {
    let isClosed = false;
    answer = (_request, response) => {
      response.writeHead(200);
      response.on("close", () => {
        isClosed = true;
      });
      const more = (): void => {
        if (isClosed) return;
        if (response.write("x".repeat(256 * 1024))) setImmediate(more);
        else response.once("drain", more);
      };
      more();
    };

    await poll();

    expect(problems).toEqual([expect.stringContaining("it is larger than 10 MB.")]);
    await expect.poll(() => isClosed).toBe(true);
  });

  it("that is none is told of and asked for again, whatever mark it bears", async () => {
    answer = feed("<html><body><h1>Not found</h1><p>Nothing is here to read.</p></body></html>", {
      etag: '"error page"',
    });
    await poll();
    answer = feed(RSS);
    bureau.now += 10 * MINUTE;
    await poll();

    expect(problems).toHaveLength(1);
    expect(asked[1]?.headers["if-none-match"]).toBeUndefined();
    expect(bureau.collection.size).toBe(2);
  });

  it("takes the name and password of its address, and shows them to nobody", async () => {
    address = address.replace("http://", "http://press:s%40cret@");
    await poll();
    answer = (_request, response) => response.writeHead(500).end();
    bureau.now += HOUR;
    await poll();

    expect(asked[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from("press:s@cret").toString("base64")}`,
    );
    expect(bureau.collection.size).toBe(2);
    expect(problems).toHaveLength(1);
    expect(problems.join("")).not.toMatch(/cret|press:/u);
  });

  it("whose server is not there is told of in one sentence", async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));

    await poll();

    expect(problems).toEqual([expect.stringContaining("can't be read: ECONNREFUSED.")]);
    server = createServer();
  });
});
