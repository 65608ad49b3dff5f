import type { Api } from "grammy";
import type { Reply } from "../../src/index.ts";
import type { Log } from "./log.ts";
import type { SendOptions, Sent } from "./messages.ts";
import { replaceMessages, sendReply } from "./messages.ts";
import type { Place } from "./place.ts";
import { placeOf } from "./place.ts";

/** Says things to people: patient where Telegram asks for patience, and never twice. Both answer with the ids of what is shown. */
export interface Speaker {
  say(place: Place, reply: Reply, replyTo?: number): Promise<readonly number[]>;
  /** In the place of earlier messages of the bot; where that is refused, below them. */
  replace(place: Place, earlier: readonly number[], reply: Reply): Promise<readonly number[]>;
}

export function createSpeaker(patientApi: Api, log: Log): Speaker {
  const options: SendOptions = { api: patientApi, patientApi };

  const report = ({ ids, failure }: Sent): readonly number[] => {
    if (failure) log.warn({ failure }, "A reply was not sent, or only in part");
    return ids;
  };
  async function say(place: Place, reply: Reply, replyTo?: number): Promise<readonly number[]> {
    const sent = await sendReply(place, reply, { ...options, replyTo });
    const hasMoved = sent.failure?.kind === "moved" && sent.ids.length === 0;
    if (!hasMoved || sent.failure?.kind !== "moved") return report(sent);
    return report(await sendReply(placeOf(sent.failure.chat), reply, options));
  }
  async function replace(
    place: Place,
    earlier: readonly number[],
    reply: Reply,
  ): Promise<readonly number[]> {
    const replaced = await replaceMessages(place, earlier, reply, options);
    if (replaced.failure?.kind === "refused") return await say(place, reply);
    return report(replaced);
  }
  return { say, replace };
}
