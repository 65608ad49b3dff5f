import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ofPage } from "../../src/archive/linked-page.ts";
import { readRelease } from "../../src/archive/read-release.ts";
import { pollFeed } from "../../src/runtime/feed-source.ts";
import { type HostAddress, WebClient } from "../../src/runtime/web-client.ts";
import { Bureau, HOUR, MINUTE } from "../_support/bureau.ts";

const OPENING = "The Board of Sandrow has met on the new quay";
const PAGE = `<html><head><title>Quay | Ports</title></head><body><nav><a href="/">Home</a><a href="/all">All releases</a></nav>
<main><h1>New Quay for Sandrow</h1><p>Lowgate, 2 November 2026</p>
<p>${OPENING} and decided to build it of granite from the hills behind the town.</p>
<p>Work begins on 5 January 2027 and takes two years, said Director Ilse Marn to the fishers.</p></main>
<footer>Imprint</footer></body></html>`;

let bureau: Bureau;
let server: Server;
let home = "";
let feed = "";
let pages: Record<string, (response: ServerResponse) => void> = {};
let asked: string[] = [];
let headers: IncomingMessage["headers"][] = [];
let problems: string[] = [];
let underWay = 0;
let mostAtOnce = 0;

beforeEach(async () => {
  bureau = await Bureau.open();
  [asked, headers, problems, underWay, mostAtOnce] = [[], [], [], 0, 0];
  pages = { "/quay": html(PAGE) };
  server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    headers.push(request.headers);
    underWay += 1;
    mostAtOnce = Math.max(mostAtOnce, underWay);
    response.on("close", () => {
      underWay -= 1;
    });
    if (path === "/feed") response.writeHead(200, { etag: '"1"' }).end(feed);
    else if (pages[path]) pages[path](response);
    else response.writeHead(404).end("none");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const bound = server.address();
  home = `http://127.0.0.1:${typeof bound === "object" ? (bound?.port ?? 0) : 0}`;
  feed = rss(item("/quay", `${OPENING} …`));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await bureau.store.close();
});

function html(text: string): (response: ServerResponse) => void {
  return (response) => response.writeHead(200, { "content-type": "text/html" }).end(text);
}

function rss(...items: readonly string[]): string {
  return `<rss version="2.0"><channel><title>News</title>${items.join("")}</channel></rss>`;
}

function item(path: string, description: string, title = "New Quay for Sandrow"): string {
  const link = path.startsWith("http") ? path : `${home}${path}`;
  return `<item><title>${title}</title><link>${link}</link><guid>${link}</guid><pubDate>Tue, 03 Nov 2026 08:00:00 GMT</pubDate><description>${description}</description></item>`;
}

async function poll(): Promise<void> {
  const { feeds, releases } = bureau.store;
  await pollFeed(`${home}/feed`, {
    read: readRelease,
    ofPage,
    memory: feeds,
    bring: async (brought, isBaseline) => await bureau.keeper.bring(brought, isBaseline),
    hasBaseline: async (name) => await releases.hasBaseline(name),
    setBaseline: async (name) => {
      await releases.setBaseline(name);
    },
    origins: async (source) => await releases.origins(source),
    onProblem: (reason) => void problems.push(reason),
    clock: () => bureau.now,
    web: { resolve: async () => await Promise.resolve([{ address: "127.0.0.1", family: 4 }]) },
    pauseMs: 0,
  });
  await bureau.keeper.follow();
}

async function pollLater(): Promise<void> {
  bureau.now += 10 * MINUTE;
  await poll();
}

/** The bodies of all that is served. */
function bodies(): string[] {
  return bureau.collection
    .all()
    .map(({ text, paragraphs }) =>
      paragraphs.map((one) => text.slice(one.start, one.end)).join(" "),
    );
}

describe("an entry that holds a summary only", () => {
  it("is read from the page that it links to", async () => {
    await poll();

    const [release] = bureau.collection.all();
    expect(release).toMatchObject({
      title: "New Quay for Sandrow",
      date: "2026-11-02",
      place: "Lowgate",
      url: `${home}/quay`,
    });
    expect(bodies().join()).toMatch(
      /^The Board .* granite .* said Director Ilse Marn to the fishers\.$/u,
    );
    expect(headers.at(-1)?.["user-agent"]).toBe("Pressdesk");
    expect(problems).toEqual([]);
  });

  it("is announced once, with the page's text, and its page is not read again until the entry changes", async () => {
    await bureau.subscribe("a");
    feed = rss(
      item("/old", "The old quay is closed for good, said the Board of the port.", "Old Quay"),
    );
    pages["/old"] = html(
      "<h1>Old Quay</h1><p>The old quay is closed for good, said the Board of the port. It is of wood.</p>",
    );
    await poll();
    feed = rss(item("/quay", `${OPENING} …`));
    await pollLater();
    await bureau.publish();
    const news = bureau.news();
    await pollLater();
    const before = asked.filter((path) => path === "/quay").length;
    feed = rss(item("/quay", `${OPENING} again …`));
    pages["/quay"] = html(PAGE.replace("granite", "concrete"));
    await pollLater();
    await bureau.publish();

    expect(news).toEqual(["a sent: New release | New Quay for Sandrow"]);
    expect(before).toBe(1);
    expect(bodies().join()).toContain("concrete");
    expect(bureau.news()).toEqual([]);
  });

  it.each([
    ["is not there", () => undefined, "the server answered 404"],
    [
      "holds another text",
      () => {
        pages["/gone"] = html(
          "<h1>Welcome</h1><p>Here you find all that the port has to say to its visitors and guests.</p>",
        );
      },
      "it holds another text",
    ],
  ])("is taken as it is when its page %s, and tried again later", async (_, prepare, reason) => {
    prepare();
    feed = rss(item("/gone", `${OPENING} and said so.`));
    await poll();
    const first = bodies();
    await poll();
    pages["/gone"] = html(PAGE);
    await pollLater();

    expect(first).toEqual([`${OPENING} and said so.`]);
    expect(problems).toEqual([
      expect.stringMatching(new RegExp(`/gone can't be read: ${reason}`, "u")),
    ]);
    expect(asked.filter((path) => path === "/gone")).toHaveLength(2);
    expect(bodies().join()).toContain("granite");
  });

  it.each([
    "http://localhost:1/x",
    "http://10.0.0.7/x",
    "http://[::1]/x",
    "http://169.254.169.254/x",
  ])("is taken as it is when it links to the private address %s", async (link) => {
    feed = rss(item(link, `${OPENING} and said so.`));
    await poll();

    expect(bodies()).toEqual([`${OPENING} and said so.`]);
    expect(problems).toEqual([expect.stringContaining("it sends us to a private address")]);
  });

  it("is tried eight times at most", async () => {
    feed = rss(item("/gone", `${OPENING} and said so.`));
    for (let i = 0; i < 20; i += 1) {
      await poll();
      bureau.now += 8 * HOUR;
    }

    expect(asked.filter((path) => path === "/gone")).toHaveLength(8);
    expect(problems).toHaveLength(1);
  });

  it("waits its turn: twenty pages a poll, one after the other, none where the server asks to wait", async () => {
    const many = Array.from({ length: 25 }, (_, i) => `/p${i}`);
    feed = rss(...many.map((path) => item(path, `${OPENING} ${path} …`, `Quay ${path}`)));
    for (const path of many)
      pages[path] = html(
        PAGE.replaceAll("New Quay for Sandrow", `Quay ${path}`).replaceAll(
          OPENING,
          `${OPENING} ${path}`,
        ),
      );
    await poll();
    const first = asked.length;
    await pollLater();
    const second = asked.length;
    pages["/busy"] = (response) => response.writeHead(503, { "retry-after": "3600" }).end();
    feed = rss(
      ...["/busy", "/busy?2"].map((path) => item(path, `${OPENING} ${path} …`, `Quay ${path}`)),
    );
    await pollLater();

    expect([first, second - first, asked.length - second]).toEqual([21, 6, 2]);
    expect(mostAtOnce).toBe(1);
    const memory = await bureau.store.feeds.get(`${home}/feed`);
    expect((memory?.nextAt ?? 0) - bureau.now).toBeGreaterThan(45 * MINUTE);
  });
});

describe("an entry that holds nothing but a link", () => {
  it("is read from its page; what the first poll could not read is announced no more than the rest of it", async () => {
    await bureau.subscribe("a");
    feed = rss(item("/quay", ""), item("/later", "", "Later Quay"));
    await poll();
    pages["/later"] = html(PAGE.replaceAll("New Quay for Sandrow", "Later Quay"));
    pages["/new"] = html(PAGE.replaceAll("New Quay for Sandrow", "Newest Quay"));
    feed = rss(
      item("/new", "", "Newest Quay"),
      item("/quay", ""),
      item("/later", "", "Later Quay"),
    );
    await pollLater();
    await bureau.publish();

    expect(
      bureau.collection
        .all()
        .map(({ title }) => title)
        .toSorted(),
    ).toEqual(["Later Quay", "New Quay for Sandrow", "Newest Quay"]);
    expect(bureau.news()).toEqual(["a sent: New release | Newest Quay"]);
  });
});

describe("asking the web", () => {
  it("connects to the very address that was checked, whatever the name stands for a moment later", async () => {
    const [checked, names]: [string[], string[]] = [[], []];
    const answers: HostAddress[] = [
      { address: "127.0.0.1", family: 4 },
      { address: "127.0.0.2", family: 4 },
    ];
    const web = new WebClient("http://feed.example.org/", {
      resolve: async (name) => {
        names.push(name);
        return await Promise.resolve(answers.splice(0, 1));
      },
      isPrivate: ({ address }) => {
        checked.push(address);
        return false;
      },
    });

    const { status } = await web.get(`http://other.example.org:${new URL(home).port}/quay`);

    expect(status).toBe(200);
    expect([names, checked]).toEqual([["other.example.org"], ["127.0.0.1"]]);
  });

  it("goes to no private address of its own server's name once that has been a public one", async () => {
    const { port } = new URL(home);
    let isPublic = true;
    const web = new WebClient(`http://feed.example.org:${port}/feed`, {
      resolve: async () => await Promise.resolve([{ address: "127.0.0.1", family: 4 }]),
      isPrivate: () => !isPublic,
    });
    await web.get(`http://feed.example.org:${port}/feed`);
    isPublic = false;

    await expect(web.get(`http://feed.example.org:${port}/quay`)).rejects.toThrow(
      "it sends us to a private address",
    );
    expect(asked).toEqual(["/feed"]);
  });

  it("unpacks what comes packed, up to 10 MB", async () => {
    pages["/small"] = (response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("quay"));
    pages["/bomb"] = (response) =>
      response
        .writeHead(200, { "content-encoding": "gzip" })
        .end(gzipSync(Buffer.alloc(11 * 1024 * 1024)));
    pages["/broken"] = (response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end("no gzip");
    const web = new WebClient(`${home}/feed`);

    const { bytes } = await web.get(`${home}/small`);

    expect(new TextDecoder().decode(bytes)).toBe("quay");
    await expect(web.get(`${home}/bomb`)).rejects.toThrow("it is larger than 10 MB");
    await expect(web.get(`${home}/broken`)).rejects.toThrow("incorrect header check");
  });
});
