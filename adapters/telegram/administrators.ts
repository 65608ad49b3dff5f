import type { Api } from "grammy";

/** How long an answer of Telegram's is believed, in milliseconds: several taps on one menu ask once. */
const BELIEVED_MS = 30_000;
const REMEMBERED = 1000;

/** Whether a person administers a chat, by Telegram's word; "no" when it gives none. */
export type IsAdministrator = (chat: number | string, person: string) => Promise<boolean>;

export function createAdministrators(api: Api, now: () => number): IsAdministrator {
  const known = new Map<string, { readonly answer: Promise<boolean>; readonly until: number }>();
  return async (chat, person) => {
    const key = `${chat}/${person}`;
    const earlier = known.get(key);
    if (earlier && now() < earlier.until) return await earlier.answer;
    if (known.size >= REMEMBERED) known.clear();
    const answer = asked(api, chat, Number(person));
    known.set(key, { answer, until: now() + BELIEVED_MS });
    return await answer;
  };
}

async function asked(api: Api, chat: number | string, user: number): Promise<boolean> {
  try {
    const { status } = await api.getChatMember(chat, user);
    return status === "creator" || status === "administrator";
  } catch {
    return false;
  }
}
