import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Api } from "grammy";
import type { UserFromGetMe } from "grammy/types";
import type { ChatAdapter, Handle, Reply } from "../../src/index.ts";
import { createAdministrators } from "./administrators.ts";
import { createAnswers } from "./answers.ts";
import type { ClientSettings } from "./client.ts";
import { createApi, rootOf, until } from "./client.ts";
import { createConversation } from "./conversation.ts";
import { createDownload } from "./download.ts";
import { createHandlers } from "./handlers.ts";
import { createMenus } from "./menus.ts";
import { outcomeOf, replaceMessages, sendReply, splitIds } from "./messages.ts";
import { patient } from "./patience.ts";
import { pausing } from "./pause.ts";
import { persist } from "./persistence.ts";
import { placeOf } from "./place.ts";
import { poll } from "./polling.ts";
import { render } from "./render.ts";
import type { TelegramPorts, TelegramSettings } from "./settings.ts";
import { createSpeaker } from "./speaker.ts";
import type { Updates } from "./updates.ts";
import { ALLOWED_UPDATES, createUpdates } from "./updates.ts";
import type { WebhookRequest } from "./webhook.ts";
import { receive } from "./webhook.ts";

/** A reply meets this many server errors before it is given up; with the pauses between, some eight seconds of them. */
const ATTEMPTS = 5;
/** A person who has waited this long has gone. A group is told to wait up to a minute, and 30 messages a second go out. */
const LONGEST_WAIT_MS = 120_000;
/** How long answers under way may take at the end, in milliseconds: the process has five seconds for everything. */
const GRACE_MS = 3000;

export interface TelegramAdapter extends ChatAdapter {
  /** For the HTTP server when {@link TelegramSettings.webhook} is set; resolves with the status to answer. */
  webhook(request: WebhookRequest): Promise<number>;
}

/** Telegram as a chat platform. Nothing is asked of the network before a start or a delivery. */
export function createTelegramAdapter(
  settings: TelegramSettings,
  ports: TelegramPorts,
): TelegramAdapter {
  const client = { token: settings.token, apiRoot: rootOf(settings.apiRoot) };
  const stopping = new AbortController();
  const patience = patient({
    attempts: ATTEMPTS,
    longestWaitMs: LONGEST_WAIT_MS,
    pause: pausing(stopping.signal),
  });
  const ending = until(stopping.signal);
  const running: Running = {
    settings,
    ports,
    client,
    api: createApi(client, [ending]),
    patientApi: createApi(client, [ending, patience]),
    stopping: stopping.signal,
  };
  // A delivery under way is finished: whoever dispatches it decides when to stop.
  const sending = {
    api: createApi(client),
    patientApi: createApi(client, [patience]),
    previews: settings.previews ?? false,
  };
  let updates: Updates | null = null;

  return {
    platform: "telegram",
    async start(handle, signal) {
      const introduce = async (): Promise<UserFromGetMe> => await running.api.getMe();
      const me = await persist(introduce, { signal, log: ports.log });
      if (me === null) return;
      const open = openUpdates(running, me, handle);
      updates = open;
      try {
        await takeUpdates(running, open, signal);
      } finally {
        updates = null;
        await Promise.race([open.settled(), sleep(GRACE_MS, undefined, { ref: false })]);
        stopping.abort();
      }
    },
    async deliver(chat, reply, { replyTo, silent } = {}) {
      const question = replyTo === undefined ? undefined : splitIds(replyTo)[0];
      const options = { ...sending, silent, replyTo: question };
      return outcomeOf(await sendReply(placeOf(chat), reply, options));
    },
    async revise(chat, messageId, reply) {
      const earlier = splitIds(messageId);
      if (!isEditable(earlier, reply)) return { kind: "refused", reason: "needs more messages" };
      return outcomeOf(await replaceMessages(placeOf(chat), earlier, reply, sending));
    },
    async webhook(request) {
      return settings.webhook ? await receive(request, settings.webhook.secret, updates) : 404;
    },
  };
}

/** What was delivered may be edited, but nothing is to be sent beside it. */
function isEditable(earlier: readonly number[], reply: Reply): boolean {
  return earlier.every(Number.isInteger) && render(reply).length <= earlier.length;
}

interface Running {
  readonly settings: TelegramSettings;
  readonly ports: TelegramPorts;
  readonly client: ClientSettings;
  readonly api: Api;
  readonly patientApi: Api;
  /** Aborted when the time for answers under way is over; ends every call of the APIs. */
  readonly stopping: AbortSignal;
}

/** Fetches updates, or lets them be posted, until `signal` is aborted. */
async function takeUpdates(
  { settings, ports, client, api }: Running,
  updates: Updates,
  signal: AbortSignal,
): Promise<void> {
  const { webhook } = settings;
  const persistence = { signal, log: ports.log };
  if (webhook === undefined) {
    // Telegram gives nothing to who asks while a webhook is set.
    await persist(async () => await api.deleteWebhook(), persistence);
    const take = async (update: Parameters<Updates["take"]>[0]): Promise<void> => {
      await updates.take(update);
    };
    await poll({ client, take, ...persistence });
    return;
  }
  const options = { secret_token: webhook.secret, allowed_updates: ALLOWED_UPDATES };
  await persist(async () => await api.setWebhook(webhook.url, options), persistence);
  if (!signal.aborted) await once(signal, "abort");
}

function openUpdates(running: Running, me: UserFromGetMe, handle: Handle): Updates {
  const { settings, ports, client, api, patientApi, stopping } = running;
  const { log, now } = ports;
  const speaker = createSpeaker(patientApi, log);
  const menus = createMenus({
    api: patientApi,
    language: settings.language,
    signal: stopping,
    log,
  });
  void menus.setAll();
  for (const officer of settings.officers) void menus.setForOfficer(officer);
  const conversation = createConversation({
    handle,
    me,
    api,
    speaker,
    answers: createAnswers(),
    isAdministrator: createAdministrators(api, now),
    isOfficer: (person) => settings.officers.includes(person),
    download: createDownload({ ...client, api, signal: stopping }),
    language: settings.language,
    log,
    now,
  });
  const handlers = createHandlers({ conversation, speaker, menus, api, me, settings, ports });
  return createUpdates({ ...handlers, me, token: client.token, seen: ports.seen, log });
}
