import { ChannelType, type REST, Routes } from "discord.js";
import type { ChatAdapter, DeliverOptions, DeliveryOutcome, Reply } from "../../src/index.ts";
import { shorten } from "../../src/index.ts";
import { payloadOf } from "./bodies.ts";
import type { InvalidRequests } from "./invalid-requests.ts";
import { idOf } from "./json.ts";
import { THREAD_NAME_LIMIT } from "./limits.ts";
import { labelText } from "./markdown.ts";
import { edit, isBare, postReply, type Transport } from "./messages.ts";
import { outcomeOf } from "./outcome.ts";
import { render } from "./render.ts";
import type { Log } from "./settings.ts";

export interface DeliveryParts {
  /** Tried once: the dispatcher decides about trying again, and must not wait here. */
  readonly once: Transport;
  /** For what belongs to a delivery that has begun. */
  readonly patient: Transport;
  /** The gateway has told what there is: without that, neither a forum nor an announcement channel is known for one. */
  readonly isReady: () => boolean;
  /** What kind of channel a chat is; `undefined` for what the gateway does not tell of, as direct messages. */
  readonly kindOf: (chat: string) => ChannelType | undefined;
  readonly invalidRequests: InvalidRequests;
  readonly crossposts: Crossposts;
  readonly log: Log;
}

/** Whether an announcement channel takes one more publication to the servers that follow it. */
export interface Crossposts {
  take(chat: string): boolean;
}

type Deliver = ChatAdapter["deliver"];
type Revise = ChatAdapter["revise"];

const IN_DOUBT = {
  kind: "unknown",
  reason: "a thread may have been opened before",
  isFinal: true,
} as const;
/** What stands there may be an earlier attempt, worded a little otherwise. */
const STANDS_IN_DOUBT = {
  kind: "unknown",
  reason: "what stands there can't be edited, and may be this already",
  isFinal: true,
} as const;
const NOTHING = { kind: "refused", reason: "the reply shows nothing" } as const;
const UNREADY_MS = 1000;
const FORUMS = new Set<ChannelType | undefined>([ChannelType.GuildForum, ChannelType.GuildMedia]);

export function createDelivery(parts: DeliveryParts): {
  readonly deliver: Deliver;
  readonly revise: Revise;
} {
  return {
    deliver: async (chat, reply, options = {}) => {
      const pauseMs = parts.invalidRequests.pauseMs();
      if (pauseMs > 0) return { kind: "later", retryAfterMs: pauseMs, everybody: true };
      if (render(reply).length === 0) return NOTHING;
      if (!parts.isReady()) return { kind: "later", retryAfterMs: UNREADY_MS, everybody: true };
      if (FORUMS.has(parts.kindOf(chat))) return await postInForum(parts, chat, { reply, options });
      return await deliver(parts, chat, { reply, options });
    },
    revise: async (chat, messageId, reply) => await revise(parts, { chat, messageId }, reply),
  };
}

interface Delivered {
  readonly reply: Reply;
  readonly options: DeliverOptions;
}

async function deliver(
  parts: DeliveryParts,
  chat: string,
  { reply, options }: Delivered,
): Promise<DeliveryOutcome> {
  const { once, patient } = parts;
  const { ids, failure } = await postReply(chat, reply, {
    nonce: options.overwrites ?? options.nonce,
    overwrites: options.overwrites !== undefined,
    isSilent: options.silent,
    replyTo: options.replyTo?.split(",")[0],
    transport: (i) => (i === 0 ? once : patient),
  });
  const { overwrites, ...own } = options;
  if (failure?.outcome.kind === "refused" && overwrites !== undefined && ids.length > 0) {
    if (options.isInDoubt === true) return STANDS_IN_DOUBT;
    // The earlier text stands there and can't be edited; another correction of it may stand below.
    const below = { ...own, replyTo: ids.join(",") };
    return await deliver(parts, chat, { reply, options: below });
  }
  if (failure) {
    // A part is there already: sending it all again would double it.
    return ids.length > 0 ? { kind: "unknown", reason: "only a part was sent" } : failure.outcome;
  }
  if (parts.kindOf(chat) === ChannelType.GuildAnnouncement) {
    for (const id of ids) await publish(parts, chat, id);
  }
  return { kind: "sent", messageId: ids.join(",") };
}

/** Carries a message on to the servers that follow the channel; the message stands without it, too. */
async function publish({ once, crossposts, log }: DeliveryParts, chat: string, id: string) {
  if (!crossposts.take(chat)) {
    log.warn({ chat }, "an announcement channel takes no more publications this hour");
    return;
  }
  try {
    await once(async (rest) => await rest.post(Routes.channelMessageCrosspost(chat, id)));
  } catch (error) {
    log.warn({ chat, outcome: outcomeOf(error) }, "a message was not published to other servers");
  }
}

/** What refers to an earlier text stands in its thread, everything else opens one. */
async function postInForum(
  parts: DeliveryParts,
  forum: string,
  { reply, options }: Delivered,
): Promise<DeliveryOutcome> {
  const [earlier] = (options.replyTo ?? "").split(",");
  const place = placeOf(forum, earlier ?? "");
  if (place.channel !== forum) {
    const within = { ...options, replyTo: place.id };
    const outcome = await deliver(parts, place.channel, { reply, options: within });
    if (outcome.kind === "sent") return { kind: "sent", messageId: inThread(outcome, place) };
    // The thread was deleted, the forum need not be.
    if (outcome.kind !== "gone") return outcome;
  }
  return options.isInDoubt === true ? IN_DOUBT : await openThread(parts, forum, reply);
}

function inThread({ messageId }: { readonly messageId: string }, { channel }: Place): string {
  return messageId
    .split(",")
    .map((id) => `${channel}/${id}`)
    .join(",");
}

/** A forum takes threads, not messages: the reply opens one under its title. Discord takes no nonce for that. */
async function openThread(
  { once, patient }: DeliveryParts,
  forum: string,
  reply: Reply,
): Promise<DeliveryOutcome> {
  const [first, ...others] = render(reply);
  if (!first) return NOTHING;
  const { body, files } = payloadOf(first);
  const opening = { name: shorten(titleOf(reply), THREAD_NAME_LIMIT), message: body };
  const ids: string[] = [];
  try {
    const made = async (rest: REST): Promise<unknown> =>
      await rest.post(Routes.threads(forum), { body: opening, files });
    const thread = idOf(await once(made));
    ids.push(thread);
    for (const message of others) {
      const payload = payloadOf(message);
      const sent = async (rest: REST): Promise<unknown> =>
        await rest.post(Routes.channelMessages(thread), { ...payload });
      ids.push(idOf(await patient(sent)));
    }
    // The first message of a thread has the thread's own id.
    return { kind: "sent", messageId: ids.map((id) => `${thread}/${id}`).join(",") };
  } catch (error) {
    const outcome = outcomeOf(error);
    if (ids.length > 0) return { kind: "unknown", reason: "only a part was sent", isFinal: true };
    return outcome.kind === "unknown" ? { ...outcome, isFinal: true } : outcome;
  }
}

/** The title of the release that it is about, else its first line. */
function titleOf({ blocks }: Reply): string {
  const titles = blocks.flatMap((block) => ("title" in block ? [block.title] : []));
  const texts = blocks.flatMap((block) => ("text" in block ? [block.text] : []));
  return [...titles, ...texts].map(labelText).find((text) => text !== "") ?? "-";
}

async function revise(
  { once }: DeliveryParts,
  { chat, messageId }: { readonly chat: string; readonly messageId: string },
  reply: Reply,
): Promise<DeliveryOutcome> {
  const places = messageId.split(",").map((id) => placeOf(chat, id));
  const options = { transport: () => once };
  try {
    let form: "embed" | "content" = "embed";
    let messages = render(reply);
    if (messages.length === 0) return NOTHING;
    const [place] = places;
    const [first] = messages;
    if (place && first && messages.length <= places.length) {
      const answer = await edit(place, { message: first, form }, options);
      if (isBare(answer)) {
        form = "content";
        messages = render(reply, { form });
      }
    }
    if (messages.length > places.length) {
      return { kind: "refused", reason: "it would need more messages" };
    }
    for (const [i, { channel, id }] of places.entries()) {
      const message = messages[i];
      if (!message)
        await once(async (rest) => await rest.delete(Routes.channelMessage(channel, id)));
      else if (i > 0 || form === "content") await edit({ channel, id }, { message, form }, options);
    }
    const kept = messageId.split(",").slice(0, messages.length);
    return { kind: "sent", messageId: kept.join(",") };
  } catch (error) {
    const outcome = outcomeOf(error);
    const isThreadGone = outcome.kind === "gone" && places.some(({ channel }) => channel !== chat);
    return isThreadGone ? { ...outcome, kind: "refused" } : outcome;
  }
}

interface Place {
  readonly channel: string;
  readonly id: string;
}

/** A message in a thread that a delivery opened is `thread/message`. */
function placeOf(chat: string, id: string): Place {
  const [thread, message] = id.split("/");
  return thread !== undefined && message !== undefined
    ? { channel: thread, id: message }
    : { channel: chat, id };
}
