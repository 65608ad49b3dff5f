import { createHash } from "node:crypto";
import { type REST, RESTJSONErrorCodes, Routes } from "discord.js";
import type { Reply } from "../../src/index.ts";
import { payloadOf } from "./bodies.ts";
import { idOf, isRecord } from "./json.ts";
import { NONCE_LIMIT } from "./limits.ts";
import { type FailedOutcome, isRefusal, lacksRights, outcomeOf } from "./outcome.ts";
import { type Form, type RenderedMessage, render } from "./render.ts";

/** How a request is made: once, or again where that may help. */
export type Transport = <T>(
  request: (rest: REST, signal: AbortSignal | undefined) => Promise<T>,
) => Promise<T>;

export interface PostOptions {
  /** Discord posts one message only for all requests with the same nonce, for some minutes. */
  readonly nonce?: string | undefined;
  /** The nonce is an earlier text's: where Discord answers with that, it is edited into this one. */
  readonly overwrites?: boolean | undefined;
  readonly isSilent?: boolean | undefined;
  /** The id of a message to which the reply refers. */
  readonly replyTo?: string | undefined;
  /** For each message by its number: the first may be tried once only, the rest are worth some patience. */
  readonly transport: (i: number) => Transport;
}

/** The ids of what stands in the channel now, and what ended the posting early; `null` when nothing did. */
export interface Posted {
  readonly ids: readonly string[];
  readonly failure: Failure | null;
}

export interface Failure {
  readonly outcome: FailedOutcome;
  /** The bot may not write there. */
  readonly lacksRights: boolean;
}

/** Posts a reply in a channel, as embeds, or as plain messages where the bot may not embed links. Never throws. */
export async function postReply(chat: string, reply: Reply, options: PostOptions): Promise<Posted> {
  const ids: string[] = [];
  let form: Form = "embed";
  let messages = render(reply);
  for (let i = 0; i < messages.length; i += 1) {
    const message = messages[i];
    if (!message) break;
    try {
      let answer = await post(chat, { message, form }, { ...options, i });
      ids.push(idOf(answer));
      if (options.overwrites === true && !isBare(answer) && !shows(answer, { message, form })) {
        answer = await edit({ channel: chat, id: idOf(answer) }, { message, form }, options);
      }
      if (form === "content" || !isBare(answer)) continue;
      // Without the right to embed links a message arrives without its embed.
      form = "content";
      messages = render(reply, { form });
      const [first] = messages;
      if (first) await edit({ channel: chat, id: idOf(answer) }, { message: first, form }, options);
    } catch (error) {
      const mayBeTheEmbed = isRefusal(error, RESTJSONErrorCodes.MissingPermissions);
      if (form === "content" || i > 0 || !mayBeTheEmbed) {
        return { ids, failure: { outcome: outcomeOf(error), lacksRights: lacksRights(error) } };
      }
      form = "content";
      messages = render(reply, { form });
      i = -1;
    }
  }
  return { ids, failure: null };
}

interface Shown {
  readonly message: RenderedMessage;
  readonly form: Form;
}

async function post(
  chat: string,
  { message, form }: Shown,
  { nonce, isSilent, replyTo, transport, i }: PostOptions & { readonly i: number },
): Promise<unknown> {
  const { body, files } = payloadOf(message, { form, isSilent: isSilent === true });
  const whole = {
    ...body,
    ...(nonce === undefined
      ? {}
      : { nonce: nonceOf(`${nonce}${form === "embed" ? "" : "t"}`, i), enforce_nonce: true }),
    ...(replyTo === undefined
      ? {}
      : { message_reference: { message_id: replyTo, fail_if_not_exists: false } }),
  };
  return await transport(i)(
    async (rest, signal) =>
      await rest.post(Routes.channelMessages(chat), {
        body: whole,
        files,
        ...(signal && { signal }),
      }),
  );
}

/** Edits a message of the bot's; throws what discord.js throws. */
export async function edit(
  { channel, id }: { readonly channel: string; readonly id: string },
  { message, form }: Shown,
  { transport }: Pick<PostOptions, "transport">,
): Promise<unknown> {
  const payload = payloadOf(message, { form });
  return await transport(0)(
    async (rest) => await rest.patch(Routes.channelMessage(channel, id), { ...payload }),
  );
}

/** Whether a message is the one that was sent, and not an earlier one with the same nonce. */
function shows(answer: unknown, { message, form }: Shown): boolean {
  if (!isRecord(answer)) return false;
  const { content, embeds } = answer;
  if (form === "content") return isSameText(content, message.text);
  const [first]: readonly unknown[] = Array.isArray(embeds) ? embeds : [];
  return isRecord(first) && isSameText(first["description"], message.text);
}

/** Discord trims what it stores. */
function isSameText(stored: unknown, sent: string): boolean {
  return typeof stored === "string" && stored.trim() === sent.trim();
}

/** A message of which nothing is left: neither text nor embed nor file. */
export function isBare(answer: unknown): boolean {
  if (!isRecord(answer)) return false;
  const { embeds, content, attachments } = answer;
  return [embeds, content, attachments].every(
    (part) => (Array.isArray(part) || typeof part === "string") && part.length === 0,
  );
}

/** The nonce of one of several messages of a delivery, the same for every attempt. */
function nonceOf(base: string, i: number): string {
  const plain = i === 0 ? base : `${base}-${i}`;
  if (plain.length <= NONCE_LIMIT) return plain;
  return createHash("sha256").update(plain).digest("base64url").slice(0, NONCE_LIMIT);
}
