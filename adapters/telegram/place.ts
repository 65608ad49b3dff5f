/** A chat, or one topic of a forum; `chat/topic` in an address. */
export interface Place {
  readonly chat: number | string;
  readonly topic: number | undefined;
}

export function addressOf({ chat, topic }: Place): string {
  return topic === undefined ? String(chat) : `${chat}/${topic}`;
}

/** The place of an address; a channel may also be named `@channel`. */
export function placeOf(address: string): Place {
  const [chat = "", topic] = address.split("/");
  return {
    chat: /^-?\d+$/u.test(chat) ? Number(chat) : chat,
    topic: topic === undefined ? undefined : Number(topic),
  };
}
