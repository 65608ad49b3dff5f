import { type ChannelType, type Client, Events, REST } from "discord.js";
import type { ChatAdapter, Handle } from "../../src/index.ts";
import { createFloodLimit } from "../../src/index.ts";
import { commandBodies } from "./commands.ts";
import { type Connection, connect } from "./connection.ts";
import { createCrossposts } from "./crossposts.ts";
import { createDelivery } from "./delivery.ts";
import { answerInteraction } from "./interactions.ts";
import {
  createInvalidRequests,
  INVALID_WARNING_INTERVAL,
  type InvalidRequests,
} from "./invalid-requests.ts";
import type { Transport } from "./messages.ts";
import { outcomeOf } from "./outcome.ts";
import { patiently, pause } from "./patience.ts";
import { answerMessage } from "./questions.ts";
import { register } from "./registration.ts";
import type { DiscordPorts, DiscordSettings } from "./settings.ts";

export type { DiscordPorts, DiscordSettings } from "./settings.ts";

/** A person who has waited for a rate limit this long has gone. */
const LONGEST_WAIT_MS = 60_000;
/** How long answers under way may take at the end: the process has five seconds for everything. */
const GRACE_MS = 1800;

/** How long Discord remembers a nonce: "a few minutes" by its documentation. */
const NONCE_WINDOW_MS = 2 * 60_000;

/** Discord as a chat platform: slash and message commands, buttons, forms, mentions and direct messages. */
export function createDiscordAdapter(settings: DiscordSettings, ports: DiscordPorts): ChatAdapter {
  const api = settings.apiRoot?.replace(/\/+$/u, "");
  const invalidRequests = createInvalidRequests(ports.log, ports.now);
  const stopping = new AbortController();
  const rests = createRests({ token: settings.token, api, invalidRequests });
  const once: Transport = async (request) => await request(rests.once, undefined);
  const patient: Transport = async (request) =>
    await patiently(async (signal) => await request(rests.patient, signal), {
      // Messages carry a nonce, edits repeat themselves.
      isRepeatable: true,
      signal: stopping.signal,
    });
  const running: Running = { settings, ports, api, invalidRequests, patient, rests, stopping };
  let connection: Connection | null = null;
  let isStarting = false;
  const kindOf = (chat: string): ChannelType | undefined =>
    connection?.client.channels.cache.get(chat)?.type;
  const crossposts = createCrossposts(ports.now);
  return {
    platform: "discord",
    nonceWindowMs: NONCE_WINDOW_MS,
    async start(handle, signal) {
      isStarting = true;
      await run(running, { handle, signal }, (made) => {
        isStarting = false;
        connection = made;
      });
    },
    ...createDelivery({
      once,
      patient,
      isReady: () => !isStarting,
      kindOf,
      invalidRequests,
      crossposts,
      log: ports.log,
    }),
  };
}

interface Rests {
  /** Refuses rather than waits. */
  readonly once: REST;
  /** Waits for rate limits, within reason. */
  readonly patient: REST;
}

interface RestParts {
  readonly token: string;
  readonly api: string | undefined;
  readonly invalidRequests: InvalidRequests;
}

/** Neither tries again by itself: a message whose answer was lost would be posted twice. */
function createRests({ token, api, invalidRequests }: RestParts): Rests {
  const common = {
    ...(api === undefined ? {} : { api }),
    retries: 0,
    invalidRequestWarningInterval: INVALID_WARNING_INTERVAL,
  };
  // What Discord asks for is passed on as it is.
  const once = new REST({ ...common, offset: 0, rejectOnRateLimit: () => true }).setToken(token);
  const patient = new REST({
    ...common,
    rejectOnRateLimit: ({ retryAfter }) => retryAfter > LONGEST_WAIT_MS,
  }).setToken(token);
  invalidRequests.watch(once);
  invalidRequests.watch(patient);
  return { once, patient };
}

interface Running {
  readonly settings: DiscordSettings;
  readonly ports: DiscordPorts;
  readonly api: string | undefined;
  readonly invalidRequests: InvalidRequests;
  readonly patient: Transport;
  readonly rests: Rests;
  /** Aborted when the time for answers under way is over. */
  readonly stopping: AbortController;
}

async function run(
  running: Running,
  { handle, signal }: { readonly handle: Handle; readonly signal: AbortSignal },
  made: (connection: Connection | null) => void,
): Promise<void> {
  const { settings, ports, api, invalidRequests, stopping } = running;
  const { token } = settings;
  const work = new Set<Promise<void>>();
  const listen = (client: Client): void => {
    listenTo(client, { running, handle, signal, work });
  };
  const connection = await connect(
    { token, api },
    { log: ports.log, invalidRequests, listen },
    signal,
  );
  if (!connection) return;
  made(connection);
  try {
    work.add(registerCommands(running, connection.client));
    ports.log.info({ shards: connection.client.ws.shards.size }, "connected to Discord");
    await connection.until(signal);
  } finally {
    const late = new AbortController();
    await Promise.race([
      Promise.all([connection.end(), Promise.all(work)]),
      pause(GRACE_MS, late.signal),
    ]);
    late.abort();
    made(null);
    stopping.abort();
  }
}

interface Listening {
  readonly running: Running;
  readonly handle: Handle;
  readonly signal: AbortSignal;
  /** What is being answered. */
  readonly work: Set<Promise<void>>;
}

function listenTo(client: Client, { running, handle, signal, work }: Listening): void {
  const { settings, ports, rests, patient, stopping } = running;
  const admit = createFloodLimit();
  const parts = { handle, settings, ports, admit, patient };
  const track = (answer: Promise<void>): void => {
    work.add(answer);
    void answer.finally(() => work.delete(answer));
  };
  const answering = { rest: rests.patient, stopping: stopping.signal };
  client.on(Events.InteractionCreate, (interaction) => {
    if (signal.aborted) return;
    track(answerInteraction({ ...parts, ...answering }, interaction));
  });
  client.on(Events.MessageCreate, (message) => {
    if (!signal.aborted) track(answerMessage(parts, message));
  });
}

/** The commands that people are offered; old ones serve when Discord does not take the new. */
async function registerCommands(
  { settings, ports, rests, stopping }: Running,
  client: Client<true>,
): Promise<void> {
  const { guildId, officers } = settings;
  const bodies = commandBodies({ forGuild: guildId !== null, hasOfficers: officers.length > 0 });
  const registry = { rest: rests.patient, application: client.application.id, guildId };
  try {
    const registered = await patiently(async () => await register(bodies, registry), {
      isRepeatable: true,
      signal: stopping.signal,
    });
    ports.log.info({ ...registered }, "commands are registered");
  } catch (error) {
    ports.log.error({ outcome: outcomeOf(error) }, "commands could not be registered");
  }
}
