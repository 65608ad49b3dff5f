import {
  Client,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayCloseCodes,
  GatewayIntentBits,
  Options,
  Partials,
} from "discord.js";
import { createEndableShards } from "./endable-shards.ts";
import { INVALID_WARNING_INTERVAL, type InvalidRequests } from "./invalid-requests.ts";
import { pause } from "./patience.ts";
import type { Log } from "./settings.ts";

export interface ConnectionSettings {
  readonly token: string;
  readonly api: string | undefined;
}

export interface ConnectionPorts {
  readonly log: Log;
  readonly invalidRequests: InvalidRequests;
  /** Given each client before it logs in, to listen to it. */
  readonly listen: (client: Client) => void;
}

/** The bot on Discord's gateway. */
export interface Connection {
  readonly client: Client<true>;
  /** Resolves when `signal` is aborted; rejects when Discord ends the connection for good. */
  readonly until: (signal: AbortSignal) => Promise<void>;
  /** Ends it within {@link SETTLE_MS} and {@link CLOSE_MS}, also in the middle of a reconnect. */
  readonly end: () => Promise<void>;
}

/** How long the end waits for a connection that is just being made. */
const SETTLE_MS = 1000;
/** How long the end waits for Discord to close the connection. */
const CLOSE_MS = 700;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
const RECOGNISED: Readonly<Record<number, string>> = {
  [GatewayCloseCodes.AuthenticationFailed]:
    "Discord does not know the token; check DISCORD_BOT_TOKEN.",
};

/** Connects, as often as it takes; null when `signal` is aborted before. Rejects when Discord refuses the bot. */
export async function connect(
  settings: ConnectionSettings,
  ports: ConnectionPorts,
  signal: AbortSignal,
): Promise<Connection | null> {
  for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted; ) {
    const attempt = createAttempt(settings, ports);
    try {
      const client = await attempt.login(signal);
      if (client) return { client, until: attempt.until, end: attempt.end };
      await attempt.end();
    } catch (error) {
      await attempt.end();
      const refusal = refusalOf(error, attempt.closeCode());
      if (refusal !== null) throw new Error(refusal, { cause: error });
      ports.log.warn({ reason: nameOf(error) }, "Discord could not be reached; trying again");
      await pause(pauseMs, signal);
      pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
    }
  }
  return null;
}

function refusalOf(error: unknown, closeCode: number | null): string | null {
  const isUnknown =
    error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid;
  if (isUnknown) return RECOGNISED[GatewayCloseCodes.AuthenticationFailed] ?? "";
  return closeCode === null ? null : closedForGood(closeCode);
}

function closedForGood(code: number): string {
  return RECOGNISED[code] ?? `Discord refuses the bot (close code ${code}).`;
}

interface Attempt extends Pick<Connection, "until" | "end"> {
  readonly login: (signal: AbortSignal) => Promise<Client<true> | null>;
  /** Why Discord ended the connection for good; null while it did not. */
  readonly closeCode: () => number | null;
}

function createAttempt({ token, api }: ConnectionSettings, ports: ConnectionPorts): Attempt {
  const { log, invalidRequests, listen } = ports;
  const closed = Promise.withResolvers<number>();
  let closeCode: number | null = null;
  const shards = createEndableShards();
  const client = new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
    ],
    partials: [Partials.Channel],
    allowedMentions: { parse: [] },
    // As many as Discord advises: more than one above 2,500 servers.
    shards: "auto",
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 0 }),
    ws: { buildStrategy: shards.build },
    rest: {
      ...(api === undefined ? {} : { api }),
      invalidRequestWarningInterval: INVALID_WARNING_INTERVAL,
    },
  });
  invalidRequests.watch(client.rest);
  client.on(Events.Error, (error) => {
    log.error({ reason: error.name }, "the connection to Discord failed");
  });
  client.on(Events.ShardError, (error) => {
    log.warn({ reason: error.name }, "the connection to Discord is lost");
  });
  client.on(Events.ShardDisconnect, ({ code }) => {
    closeCode = code;
    closed.resolve(code);
  });
  listen(client);

  return {
    closeCode: () => closeCode,
    async login(signal) {
      const ready = new Promise<Client<true>>((done) => {
        client.once(Events.ClientReady, done);
      });
      return await Promise.race([
        client.login(token).then(async () => await ready),
        aborted(signal).then(() => null),
        closed.promise.then((code) => Promise.reject(new Error(closedForGood(code)))),
      ]);
    },
    async until(signal) {
      const code = await Promise.race([aborted(signal), closed.promise]);
      if (typeof code === "number") throw new Error(closedForGood(code));
    },
    async end() {
      await shards.settle(SETTLE_MS);
      const bound = new AbortController();
      await Promise.race([client.destroy(), pause(CLOSE_MS, bound.signal)]);
      bound.abort();
    },
  };
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((done) => {
    signal.addEventListener(
      "abort",
      () => {
        done();
      },
      { once: true },
    );
  });
}

/** The library's message may hold what was sent. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}
