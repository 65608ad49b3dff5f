import type { Turn } from "../answer/follow-up.ts";
import type { ChatAddress, Person } from "../domain/chat.ts";

/** How long a person's last question may still be leant on. */
const REMEMBERED_MS = 30 * 60_000;
/** Conversations kept at once; the ones longest silent are forgotten first. */
const KEPT = 10_000;

interface Conversation {
  readonly turn: Turn;
  readonly at: number;
}

/** The last turn of each person in each chat, in memory only. */
export class Conversations {
  readonly #last = new Map<string, Conversation>();

  previous(address: ChatAddress, person: Person, now: number): Turn | null {
    const last = this.#last.get(keyOf(address, person));
    return last && now - last.at <= REMEMBERED_MS ? last.turn : null;
  }

  remember(address: ChatAddress, person: Person, turn: Turn, now: number): void {
    const key = keyOf(address, person);
    this.#last.delete(key);
    this.#last.set(key, { turn, at: now });
    const [oldest] = this.#last.keys();
    if (this.#last.size > KEPT && oldest !== undefined) this.#last.delete(oldest);
  }

  forget(address: ChatAddress, person: Person): void {
    this.#last.delete(keyOf(address, person));
  }
}

function keyOf({ platform, chat }: ChatAddress, { id }: Person): string {
  return JSON.stringify([platform, chat, id]);
}
