import { lookup } from "node:dns/promises";
import { type ClientRequest, type IncomingMessage, request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";

/** An address of a host name, as `dns.lookup` gives it. */
export interface HostAddress {
  readonly address: string;
  readonly family: number;
}

export interface WebClientOptions {
  readonly resolve?: (host: string) => Promise<readonly HostAddress[]>;
  readonly isPrivate?: (one: HostAddress) => boolean;
}

export interface WebAnswer {
  readonly status: number;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** How long the server asks to be left alone, at most six hours. */
  readonly waitMs: number;
  /** Empty unless the status is in the 200s. */
  readonly bytes: Uint8Array;
}

export const LONGEST_WAIT_MS = 6 * 3600_000;
const TIMEOUT_MS = 20_000;
const MOST_BYTES = 10 * 1024 * 1024;
const MOST_REDIRECTS = 5;

/** Asked for what is not open to everybody, or answered with what is no answer; the message ends a sentence. */
export class WebError extends Error {
  override readonly name = "WebError";
}

/**
 * Fetches from one configured address and from where that leads. Whoever configured it knows it; everything else must be
 * public, or on the same server where that itself is not. The address that is checked is the address that is connected to.
 */
export class WebClient {
  readonly #home: URL;
  readonly #authorization: Readonly<Record<string, string>>;
  readonly #resolve: (host: string) => Promise<readonly HostAddress[]>;
  readonly #isPrivate: (one: HostAddress) => boolean;
  /** Whether the home server was reached at a private address; null before it was reached. */
  #isHomePrivate: boolean | null = null;

  /** `home` may hold a name and a password; they go to its own server alone. */
  constructor(home: string, options: WebClientOptions = {}) {
    const url = new URL(home);
    const { username, password } = url;
    url.username = "";
    url.password = "";
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    this.#home = url;
    this.#authorization =
      pair === ":" ? {} : { authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
    this.#resolve = options.resolve ?? (async (host) => await lookup(host, { all: true }));
    this.#isPrivate = options.isPrivate ?? isPrivate;
  }

  /** @throws {WebError} or an error with a `code` when there is no answer. */
  async get(address: string, headers: Readonly<Record<string, string>> = {}): Promise<WebAnswer> {
    let url = new URL(address);
    url.username = "";
    url.password = "";
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    try {
      for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
        const response = await this.#ask(url, headers, signal);
        const { location } = response.headers;
        const status = response.statusCode ?? 0;
        if (status >= 300 && status < 400 && location !== undefined) {
          response.destroy();
          url = new URL(location, url);
          if (!/^https?:$/u.test(url.protocol)) throw new WebError("it sends us to no web address");
          continue;
        }
        return await answerOf(response);
      }
    } catch (cause) {
      if (signal.aborted) throw new WebError("it took longer than 20 seconds", { cause });
      throw cause;
    }
    throw new WebError("it sends us round in circles");
  }

  async #ask(
    url: URL,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const isHome = url.host === this.#home.host;
    const mayBePrivate = isHome && this.#isHomePrivate !== false;
    const found = await this.#addressesOf(url.hostname);
    if (!mayBePrivate && found.some(this.#isPrivate))
      throw new WebError("it sends us to a private address");
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const request: ClientRequest = (url.protocol === "https:" ? secureRequest : plainRequest)(
      url,
      {
        headers: {
          "user-agent": "Pressdesk",
          "accept-encoding": "gzip, deflate, br",
          ...headers,
          ...(url.origin === this.#home.origin ? this.#authorization : {}),
        },
        // Nothing is looked up a second time: the name may stand for another address by then.
        lookup: always(found),
        agent: false,
        signal,
      },
      resolve,
    );
    request.on("error", reject).end();
    const response = await promise;
    if (isHome) this.#isHomePrivate ??= found.some(this.#isPrivate);
    return response;
  }

  async #addressesOf(hostname: string): Promise<readonly HostAddress[]> {
    const host = hostname.replaceAll(/^\[|\]$/gu, "");
    const family = isIP(host);
    return family > 0 ? [{ address: host, family }] : await this.#resolve(host);
  }
}

function always(found: readonly HostAddress[]): LookupFunction {
  return (_host, { all }, done) => {
    const [first] = found;
    if (!first) done(new WebError("its server has no address"), "");
    else if (all === true) done(null, [...found]);
    else done(null, first.address, first.family);
  };
}

async function answerOf(response: IncomingMessage): Promise<WebAnswer> {
  const { statusCode: status = 0, headers } = response;
  const isFound = status >= 200 && status < 300;
  if (!isFound) response.destroy();
  return {
    status,
    etag: headers.etag ?? null,
    lastModified: headers["last-modified"] ?? null,
    waitMs: waitOf(headers["retry-after"] ?? "0"),
    bytes: isFound ? await bounded(response) : new Uint8Array(),
  };
}

/** A body that never ends, or unpacks to more, is cut short. */
async function bounded(response: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of unpacked(response)) {
      if (!(chunk instanceof Uint8Array)) continue;
      size += chunk.length;
      if (size > MOST_BYTES) throw new WebError("it is larger than 10 MB");
      chunks.push(chunk);
    }
  } finally {
    response.destroy();
  }
  return Buffer.concat(chunks);
}

function unpacked(response: IncomingMessage): Readable {
  const unpack = {
    gzip: createGunzip,
    "x-gzip": createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
  }[response.headers["content-encoding"] ?? ""];
  // Errors reach whoever reads the end of it.
  return unpack ? pipeline(response, unpack(), () => undefined) : response;
}

function waitOf(said: string): number {
  // Seconds, or a date.
  const waitMs = /^\d+$/u.test(said) ? Number(said) * 1000 : Date.parse(said) - Date.now();
  return Number.isFinite(waitMs) ? Math.min(LONGEST_WAIT_MS, Math.max(0, waitMs)) : 0;
}

const PRIVATE = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const)
  PRIVATE.addSubnet(net, prefix, "ipv4");
for (const [net, prefix] of [
  ["::", 127],
  ["::ffff:0:0", 96],
  ["64:ff9b::", 96],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  PRIVATE.addSubnet(net, prefix, "ipv6");

function isPrivate({ address, family }: HostAddress): boolean {
  return PRIVATE.check(address, family === 6 ? "ipv6" : "ipv4");
}
