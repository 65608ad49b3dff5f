import type { Api } from "grammy";
import { InputFile } from "grammy";
import type { Attachment, DeliveryOutcome, Reply } from "../../src/index.ts";
import type { Failure } from "./outcome.ts";
import { failureOf, isUnchanged } from "./outcome.ts";
import type { Place } from "./place.ts";
import type { RenderedMessage } from "./render.ts";
import { render } from "./render.ts";

/** How a reply is to be sent. */
export interface SendOptions {
  /** Sends the first message. */
  readonly api: Api;
  /** Sends the others: a reply that has begun should be finished. */
  readonly patientApi: Api;
  /** A message of the place to which the reply refers; its absence stops nothing. */
  readonly replyTo?: number | undefined;
  readonly silent?: boolean | undefined;
  readonly previews?: boolean | undefined;
}

/** What was sent, and what became of the last attempt. */
export interface Sent {
  /** The text messages in order; they can be edited. */
  readonly ids: readonly number[];
  readonly files: readonly number[];
  readonly failure: Failure | null;
}

const NOTHING: Failure = { kind: "refused", reason: "nothing to show" };

type Sendable = RenderedMessage | Attachment;

/** Sends every message and file of a reply; stops at the first that fails. */
export async function sendReply(place: Place, reply: Reply, options: SendOptions): Promise<Sent> {
  return await sendAll(place, [...render(reply), ...(reply.attachments ?? [])], options);
}

async function sendAll(
  place: Place,
  parts: readonly Sendable[],
  options: SendOptions,
): Promise<Sent> {
  const ids: number[] = [];
  const files: number[] = [];
  for (const part of parts) {
    const isFirst = ids.length + files.length === 0;
    try {
      const api = isFirst ? options.api : options.patientApi;
      const { message_id: id } = await sendPart(api, place, part, options);
      ("text" in part ? ids : files).push(id);
    } catch (error) {
      return { ids, files, failure: failureOf(error) };
    }
  }
  return { ids, files, failure: parts.length === 0 ? NOTHING : null };
}

async function sendPart(
  api: Api,
  { chat, topic }: Place,
  part: Sendable,
  { replyTo, silent, previews }: SendOptions,
): Promise<{ message_id: number }> {
  const common = {
    chat_id: chat,
    ...(topic !== undefined && { message_thread_id: topic }),
    ...(silent && { disable_notification: true }),
    ...(replyTo !== undefined && {
      reply_parameters: { message_id: replyTo, allow_sending_without_reply: true },
    }),
  };
  if (!("text" in part)) {
    return await api.raw.sendDocument({
      ...common,
      document: new InputFile(part.bytes, part.name),
    });
  }
  return await api.raw.sendMessage({
    ...common,
    ...contentOf(part, previews ?? false),
  });
}

function contentOf({ text, entities, keyboard }: RenderedMessage, previews: boolean) {
  return {
    text,
    entities: [...entities],
    link_preview_options: { is_disabled: !previews },
    ...(keyboard && { reply_markup: keyboard }),
  };
}

/**
 * Puts a reply in the place of earlier messages: edits them one by one, deletes those that are too many, and sends what
 * does not fit as further messages.
 *
 * @returns the ids that now show the reply; a failure when the first message could not be edited, or a further one
 */
export async function replaceMessages(
  place: Place,
  earlier: readonly number[],
  reply: Reply,
  options: SendOptions,
): Promise<Sent> {
  const messages = render(reply);
  if (messages.length === 0) return { ids: [], files: [], failure: NOTHING };
  const ids: number[] = [];
  for (const [i, id] of earlier.entries()) {
    const message = messages[i];
    if (!message) {
      await deleteMessage(options.api, place, id);
      continue;
    }
    try {
      await editMessage(options.api, place, id, { message, options });
      ids.push(id);
    } catch (error) {
      return { ids, files: [], failure: failureOf(error) };
    }
  }
  const rest = [...messages.slice(earlier.length), ...(reply.attachments ?? [])];
  if (rest.length === 0) return { ids, files: [], failure: null };
  const sent = await sendAll(place, rest, options);
  return { ...sent, ids: [...ids, ...sent.ids] };
}

/** A message that cannot be deleted stands on: the edited ones say what is right. */
async function deleteMessage(api: Api, { chat }: Place, id: number): Promise<void> {
  await api.deleteMessage(chat, id).catch(() => undefined);
}

async function editMessage(
  api: Api,
  { chat }: Place,
  id: number,
  { message, options }: { message: RenderedMessage; options: SendOptions },
): Promise<void> {
  try {
    await api.raw.editMessageText({
      chat_id: chat,
      message_id: id,
      ...contentOf(message, options.previews ?? false),
    });
  } catch (error) {
    if (!isUnchanged(error)) throw error;
  }
}

/** Several messages of one delivery are one message id to the rest of the product. */
export function splitIds(id: string): number[] {
  return id.split(",").map(Number);
}

/** What became of a delivery; one that has begun is never "failed", for it must not be sent again from its start. */
export function outcomeOf({ ids, files, failure }: Sent): DeliveryOutcome {
  const sent = ids.length > 0 ? ids : files;
  if (failure === null) return { kind: "sent", messageId: sent.join(",") };
  if (sent.length === 0) return failure;
  const reason = "reason" in failure ? failure.reason : failure.kind;
  return { kind: "unknown", reason: `sent in part: ${reason}` };
}
