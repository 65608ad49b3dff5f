import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import {
  Client,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayIntentBits,
  type Message,
  Partials,
  REST,
  Routes,
} from "discord.js";
import type {
  ChatAdapter,
  DeliverOptions,
  DeliveryOutcome,
  Desk,
  Handle,
  Language,
  Reply,
} from "../../src/index.ts";
import { catalogue, createFloodLimit } from "../../src/index.ts";
import { answerInteraction, suggestOption } from "./interactions.ts";
import { outcomeOf } from "./outcome.ts";
import { register } from "./registration.ts";
import { type RenderedMessage, render } from "./render.ts";
import { textRequest } from "./requests.ts";

export interface DiscordSettings {
  readonly token: string;
  /** Server to talk to; default Discord's. */
  readonly apiRoot?: string;
  /** Register commands in this server only, at once. */
  readonly guildId: string | null;
  /** User ids that may publish, correct, withdraw and see the status. */
  readonly officers: readonly string[];
  /** For people whose client speaks none of our languages. */
  readonly language: Language;
}

export interface DiscordPorts {
  readonly suggest: Desk["suggest"];
  /** Notes an interaction or a message and says whether it had been noted before, by whatever process. */
  readonly seen: (key: string) => Promise<boolean>;
  /** pino's shape; never given the token or a person's words. */
  readonly log: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** How long the end may take: discord.js reconnects for ever if it is destroyed in the pause before a reconnect. */
const STOP_MS = 2000;

/** How long Discord remembers a nonce: "a few minutes" by its documentation. */
const NONCE_WINDOW_MS = 2 * 60_000;

/** Discord as a chat platform: slash commands, buttons and direct messages. */
export function createDiscordAdapter(settings: DiscordSettings, ports: DiscordPorts): ChatAdapter {
  const api = settings.apiRoot?.replace(/\/+$/u, "");
  // What is delivered is tried once: the dispatcher decides about trying again, and must not wait here.
  const rest = new REST({
    ...(api === undefined ? {} : { api }),
    retries: 0,
    // What Discord asks for is passed on as it is.
    offset: 0,
    rejectOnRateLimit: () => true,
  }).setToken(settings.token);
  return {
    platform: "discord",
    nonceWindowMs: NONCE_WINDOW_MS,
    start: async (handle, signal) => await run(handle, signal, { settings, ports, api }),
    deliver: async (chat, reply, options) => await deliver(rest, chat, { reply, options }),
    revise: async (chat, messageId, reply) => await revise(rest, { chat, messageId }, reply),
  };
}

interface Running {
  readonly settings: DiscordSettings;
  readonly ports: DiscordPorts;
  readonly api: string | undefined;
}

async function run(handle: Handle, signal: AbortSignal, running: Running): Promise<void> {
  const { settings, ports, api } = running;
  const client = new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
    ],
    partials: [Partials.Channel],
    allowedMentions: { parse: [] },
    rest: api === undefined ? {} : { api },
  });
  client.on(Events.Error, (error) => {
    ports.log.error({ reason: error.name }, "the connection to Discord failed");
  });
  client.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isAutocomplete()) void suggestOption(interaction, { settings, ports });
    else if (interaction.isChatInputCommand() || interaction.isButton()) {
      void answerInteraction(interaction, handle, { settings, ports });
    }
  });
  const admit = createFloodLimit();
  client.on(Events.MessageCreate, (message) => {
    void answerMessage(message, handle, { ...running, admit });
  });
  const ready = once(client, Events.ClientReady);
  await login(client, settings.token);
  await ready;
  if (client.isReady()) await register(client, settings.guildId);
  ports.log.info({}, "connected to Discord");
  if (!signal.aborted) await once(signal, "abort");
  await Promise.race([client.destroy(), sleep(STOP_MS, undefined, { ref: false })]);
}

async function login(client: Client, token: string): Promise<void> {
  try {
    await client.login(token);
  } catch (error) {
    const isUnknown =
      error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid;
    // The library's message may hold what was sent.
    throw new Error(
      isUnknown
        ? "Discord does not know the token; check DISCORD_BOT_TOKEN."
        : "Discord did not take the token or could not be reached; check DISCORD_BOT_TOKEN and the network.",
      { cause: error },
    );
  }
}

interface Answering extends Running {
  readonly admit: ReturnType<typeof createFloodLimit>;
}

/** A direct message, or a message that mentions the bot; everything else is not meant for it. */
async function answerMessage(
  message: Message,
  handle: Handle,
  answering: Answering,
): Promise<void> {
  const { ports, settings, admit } = answering;
  try {
    const request = textRequest(message, settings, ports.now());
    if (!request || (await ports.seen(`message:${message.id}`))) return;
    const admission = admit(message.author.id, ports.now());
    if (admission.kind === "ignored") return;
    const language = request.language ?? settings.language;
    if (admission.kind === "warned") {
      const text = catalogue(language).tooManyQuestions(admission.waitSeconds);
      await sendAll(message, { blocks: [{ kind: "text", text }], language });
      return;
    }
    const reply = await handle(request).catch((error: unknown): Reply => {
      ports.log.error({ err: error }, "a request failed");
      return { blocks: [{ kind: "text", text: catalogue(language).failed }], language };
    });
    if (reply) await sendAll(message, reply);
  } catch (error) {
    ports.log.warn({ outcome: outcomeOf(error).kind }, "a reply did not reach Discord");
  }
}

async function sendAll(message: Message, reply: Reply): Promise<void> {
  if (!message.channel.isSendable()) return;
  for (const each of render(reply)) {
    await message.channel.send({
      ...each,
      reply: { messageReference: message.id, failIfNotExists: false },
    });
  }
}

interface Delivery {
  readonly reply: Reply;
  readonly options: DeliverOptions | undefined;
}

async function deliver(
  rest: REST,
  chat: string,
  { reply, options }: Delivery,
): Promise<DeliveryOutcome> {
  const ids: string[] = [];
  for (const [i, message] of render(reply).entries()) {
    try {
      const nonce =
        options?.nonce === undefined
          ? {}
          : { nonce: `${options.nonce}${i || ""}`, enforce_nonce: true };
      const reference =
        options?.replyTo === undefined
          ? {}
          : { message_reference: { message_id: options.replyTo, fail_if_not_exists: false } };
      const sent = await rest.post(Routes.channelMessages(chat), {
        body: {
          ...bodyOf(message),
          ...nonce,
          ...reference,
          ...(options?.silent === true ? { flags: 1 << 12 } : {}),
        },
      });
      ids.push(idOf(sent));
    } catch (error) {
      const outcome = outcomeOf(error);
      // A part is there already: sending it all again would double it.
      return ids.length > 0 ? { kind: "unknown", reason: "only a part was sent" } : outcome;
    }
  }
  return { kind: "sent", messageId: ids.join(",") };
}

async function revise(
  rest: REST,
  { chat, messageId }: { readonly chat: string; readonly messageId: string },
  reply: Reply,
): Promise<DeliveryOutcome> {
  const ids = messageId.split(",");
  const messages = render(reply);
  if (messages.length > ids.length)
    return { kind: "refused", reason: "it would need more messages" };
  try {
    for (const [i, id] of ids.entries()) {
      const message = messages[i];
      if (message) await rest.patch(Routes.channelMessage(chat, id), { body: bodyOf(message) });
      else await rest.delete(Routes.channelMessage(chat, id));
    }
    return { kind: "sent", messageId: ids.slice(0, messages.length).join(",") };
  } catch (error) {
    return outcomeOf(error);
  }
}

function bodyOf({ embeds, components }: RenderedMessage): object {
  return { embeds, components, allowed_mentions: { parse: [] } };
}

function idOf(sent: unknown): string {
  return typeof sent === "object" && sent !== null && "id" in sent ? String(sent.id) : "";
}
