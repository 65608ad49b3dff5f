import type { Release } from "../../src/domain/release.ts";
import type { Store } from "../../src/store/open-store.ts";
import { berthOf, questionOn, replacementOf } from "./releases.ts";

/** What has become of one berth's release. */
export interface Berth {
  readonly id: string;
  /** Its release that is valid, or withdrawn. */
  readonly current: Release;
  /** The oldest revision of `current` that is not wrong. */
  readonly since: number;
  /** It has been corrected, replaced or withdrawn. */
  readonly isChanged: boolean;
}

type Change = "note" | "note and silent edit" | "silent edit" | "replacement" | "withdrawal";

const CHANGES: readonly Change[] = [
  "note",
  "note and silent edit",
  "silent edit",
  "replacement",
  "withdrawal",
];
/** Changes concern the releases that are on their way, or were a moment ago. */
const RECENT = 4;
const NEWS_SHARE = 0.5;
const ASKED_SHARE = 0.4;
const QUESTION_MS = 24 * 3600_000;

/** Publishes, corrects and withdraws by chance, and leaves questions of what is to come. */
export class Newsroom {
  readonly #store: Store;
  readonly #platform: string;
  readonly #chats: readonly string[];
  readonly #random: () => number;
  readonly #berths: Berth[] = [];
  #state = 0;

  constructor(store: Store, platform: string, chats: readonly string[], random: () => number) {
    this.#store = store;
    this.#platform = platform;
    this.#chats = chats;
    this.#random = random;
  }

  get berths(): readonly Berth[] {
    return this.#berths;
  }

  async goOn(): Promise<void> {
    const open = this.#berths.slice(-RECENT).filter(({ current }) => current.withdrawn === null);
    const berth = this.#pick(open);
    if (!berth || this.#random() < NEWS_SHARE) await this.#publish();
    else await this.#change(berth, this.#pick(CHANGES) ?? "note");
  }

  #pick<T>(from: readonly T[]): T | undefined {
    return from[Math.floor(this.#random() * from.length)];
  }

  async #publish(): Promise<void> {
    const id = `r${this.#berths.length}`;
    while (this.#random() < ASKED_SHARE) await this.#ask(questionOn(id));
    const current = berthOf(id, 0);
    this.#berths.push({ id, current, since: await this.#bring(current), isChanged: false });
  }

  async #ask(question: string): Promise<void> {
    const chat = this.#pick(this.#chats) ?? "";
    const at = Date.now();
    await this.#store.questions.leave({
      address: { platform: this.#platform, chat },
      person: "reader",
      question,
      language: "en",
      at,
      expiresAt: at + QUESTION_MS,
    });
  }

  async #change(berth: Berth, change: Change): Promise<void> {
    const { id, current } = berth;
    const isReplaced = current.id !== id;
    this.#state += 1;
    const edited = berthOf(current.id, this.#state, { corrects: current.corrects });
    const noted = { ...edited, changeNote: `from day ${this.#state}` };
    switch (change) {
      case "silent edit":
        await this.#bring(edited);
        this.#keep({ ...berth, current: edited });
        break;
      case "note":
        this.#keep({ ...berth, current: noted, since: await this.#bring(noted), isChanged: true });
        break;
      case "note and silent edit": {
        const since = await this.#bring(noted);
        this.#state += 1;
        const silent = berthOf(current.id, this.#state, { corrects: current.corrects });
        await this.#bring(silent);
        this.#keep({ ...berth, current: silent, since, isChanged: true });
        break;
      }
      case "replacement": {
        // A second one would only have a longer name.
        if (isReplaced) break;
        const right = berthOf(replacementOf(id), this.#state, { corrects: id });
        this.#keep({ ...berth, current: right, since: await this.#bring(right), isChanged: true });
        break;
      }
      case "withdrawal": {
        const withdrawn = { ...current, withdrawn: "it does not open" };
        await this.#bring(withdrawn);
        this.#keep({ ...berth, current: withdrawn, isChanged: true });
      }
    }
  }

  #keep(berth: Berth): void {
    this.#berths[this.#berths.findIndex(({ id }) => id === berth.id)] = berth;
  }

  /** The revision that it became. */
  async #bring(release: Release): Promise<number> {
    const [stored] = await this.#store.releases.bring([
      { release, origin: null, at: Date.now(), isOld: false },
    ]);
    if (stored?.kind !== "new" && stored?.kind !== "revised")
      throw new Error(`${release.id} is ${stored?.kind ?? "nowhere"}`);
    return stored.revision;
  }
}
