import { setTimeout as sleep } from "node:timers/promises";
import type { Api } from "grammy";
import type { UserFromGetMe } from "grammy/types";
import type { ChatAdapter, Handle, Reply } from "../../src/index.ts";
import { createFloodLimit } from "../../src/index.ts";
import { createAdministrators } from "./administrators.ts";
import { createAnswers } from "./answers.ts";
import type { ClientSettings } from "./client.ts";
import { createApi, rootOf } from "./client.ts";
import { createConversation } from "./conversation.ts";
import { createDownload } from "./download.ts";
import { createHandlers } from "./handlers.ts";
import { introduce } from "./introduction.ts";
import { outcomeOf, replaceMessages, sendReply, splitIds } from "./messages.ts";
import { patient } from "./patience.ts";
import { placeOf } from "./place.ts";
import { poll } from "./polling.ts";
import { render } from "./render.ts";
import type { TelegramPorts, TelegramSettings } from "./settings.ts";
import { createSpeaker } from "./speaker.ts";
import type { Updates } from "./updates.ts";
import { createUpdates } from "./updates.ts";

/** A reply is tried this often; with the pauses of {@link patient} that is some eight seconds of server errors. */
const ATTEMPTS = 5;
/** A person who waits longer than this has gone; groups are told to wait up to a minute. */
const LONGEST_WAIT_MS = 90_000;
/** How long answers under way may take at the end, in milliseconds: the process has five seconds. */
const GRACE_MS = 3500;

/** Telegram as a chat platform. Nothing is asked of the network before a start or a delivery. */
export function createTelegramAdapter(
  settings: TelegramSettings,
  ports: TelegramPorts,
): ChatAdapter {
  const client = { token: settings.token, apiRoot: rootOf(settings.apiRoot) };
  const api = createApi(client);
  const stopping = new AbortController();
  const patientApi = createApi(client, [
    patient({ attempts: ATTEMPTS, longestWaitMs: LONGEST_WAIT_MS, signal: stopping.signal }),
  ]);
  const sending = { api, patientApi, previews: settings.previews ?? false };

  return {
    platform: "telegram",
    async start(handle, signal) {
      const me = await introduce(api, { signal, log: ports.log });
      if (me === null) return;
      const running = { settings, ports, client, api, patientApi, signal: stopping.signal };
      const updates = openUpdates(running, me, handle);
      try {
        // Telegram sends nothing to who asks while a webhook is set.
        await patientApi.deleteWebhook().catch(() => undefined);
        await poll({ client, take: (update) => updates.take(update), signal, log: ports.log });
      } finally {
        await Promise.race([updates.settled(), sleep(GRACE_MS, undefined, { ref: false })]);
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
  /** Aborted when the time for answers under way is over. */
  readonly signal: AbortSignal;
}

function openUpdates(running: Running, me: UserFromGetMe, handle: Handle): Updates {
  const { settings, ports, client, api, patientApi, signal } = running;
  const speaker = createSpeaker(patientApi, ports.log);
  const conversation = createConversation({
    handle,
    me,
    api,
    speaker,
    answers: createAnswers(),
    isAdministrator: createAdministrators(api, ports.now),
    isOfficer: (person) => settings.officers.includes(person),
    download: createDownload({ ...client, api, signal }),
    language: settings.language,
    log: ports.log,
    now: ports.now,
  });
  return createUpdates({
    ...createHandlers({ conversation, speaker, me, settings, now: ports.now }),
    me,
    token: client.token,
    admit: createFloodLimit(),
    seen: ports.seen,
    now: ports.now,
    log: ports.log,
  });
}
