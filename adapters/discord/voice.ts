import {
  InteractionResponseType,
  MessageFlags,
  type REST,
  RESTJSONErrorCodes,
  Routes,
} from "discord.js";
import { type BodyOptions, payloadOf } from "./bodies.ts";
import { FIRST_REPLY_MS } from "./limits.ts";
import { isRefusal } from "./outcome.ts";
import { patiently } from "./patience.ts";
import type { RenderedMessage } from "./render.ts";

/** How one interaction is answered. The first answer must come in time, and there is one only. */
export interface Voice {
  reply(message: RenderedMessage, options: BodyOptions): Promise<void>;
  /** In the place of the message whose button was pressed. */
  update(message: RenderedMessage): Promise<void>;
  /** The answer comes later: as a message of its own. */
  defer(isHidden: boolean): Promise<void>;
  /** The answer to a button comes later, or not at all: the message stays as it is meanwhile. */
  deferUpdate(): Promise<void>;
  modal(data: object): Promise<void>;
  choices(choices: readonly { readonly name: string; readonly value: string }[]): Promise<void>;
  /** The deferred answer, or the message whose button was pressed. */
  edit(message: RenderedMessage): Promise<void>;
  followUp(message: RenderedMessage, options: BodyOptions): Promise<void>;
  /** Takes the deferred answer away. */
  remove(): Promise<void>;
}

/** What discord.js tells of an interaction. */
export interface Asked {
  readonly id: string;
  readonly token: string;
  readonly applicationId: string;
}

/** One attempt at a first answer: a second one is left before Discord's three seconds are over. */
const ANSWER_MS = 1000;

export function createVoice(rest: REST, asked: Asked, signal: AbortSignal): Voice {
  const callback = Routes.interactionCallback(asked.id, asked.token);
  const original = Routes.webhookMessage(asked.applicationId, asked.token);
  const webhook = Routes.webhook(asked.applicationId, asked.token);

  async function first(type: InteractionResponseType, data?: object, files?: Files): Promise<void> {
    const patience = { isRepeatable: true, signal, limitMs: FIRST_REPLY_MS, answerMs: ANSWER_MS };
    await patiently(async (timeout, isAgain) => {
      try {
        await rest.post(callback, {
          body: { type, ...(data && { data }) },
          auth: false,
          ...(files && { files }),
          ...(timeout && { signal: timeout }),
        });
      } catch (error) {
        // The answer to an earlier try was lost, but Discord has it.
        const isThere = isRefusal(error, RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged);
        if (!isAgain || !isThere) throw error;
      }
    }, patience);
  }

  return {
    async reply(message, options) {
      const { body, files } = payloadOf(message, options);
      await first(InteractionResponseType.ChannelMessageWithSource, body, files);
    },
    async update(message) {
      const { body, files } = payloadOf(message);
      await first(InteractionResponseType.UpdateMessage, body, files);
    },
    async defer(isHidden) {
      const data = isHidden ? { flags: MessageFlags.Ephemeral } : {};
      await first(InteractionResponseType.DeferredChannelMessageWithSource, data);
    },
    async deferUpdate() {
      await first(InteractionResponseType.DeferredMessageUpdate);
    },
    async modal(data) {
      await first(InteractionResponseType.Modal, data);
    },
    async choices(choices) {
      await first(InteractionResponseType.ApplicationCommandAutocompleteResult, { choices });
    },
    async edit(message) {
      const payload = payloadOf(message);
      await patiently(async () => await rest.patch(original, { ...payload, auth: false }), {
        isRepeatable: true,
        signal,
      });
    },
    async followUp(message, options) {
      const payload = payloadOf(message, options);
      // Discord knows no nonce here: a lost answer is not sent again, or it might stand there twice.
      await patiently(async () => await rest.post(webhook, { ...payload, auth: false }), {
        isRepeatable: false,
        signal,
      });
    },
    async remove() {
      await patiently(async () => await rest.delete(original, { auth: false }), {
        isRepeatable: true,
        signal,
      });
    },
  };
}

type Files = ReturnType<typeof payloadOf>["files"];
