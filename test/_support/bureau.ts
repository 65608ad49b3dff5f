import { join, resolve } from "node:path";
import { type Announced, announceWhatIsDue } from "../../src/announce/announcer.ts";
import { createDispatcher, type Dispatcher } from "../../src/announce/dispatcher.ts";
import { nextDigest } from "../../src/announce/local-time.ts";
import { createPace, type Pace } from "../../src/announce/pace.ts";
import { newSubscription, type Subscription } from "../../src/announce/subscription.ts";
import { Engine } from "../../src/answer/engine.ts";
import { learntFrom } from "../../src/answer/learnt.ts";
import { Library } from "../../src/answer/library.ts";
import { Collection } from "../../src/archive/collection.ts";
import type { ReplyContext } from "../../src/desk/answer-reply.ts";
import { ArchiveKeeper } from "../../src/desk/archive-keeper.ts";
import { ArchiveService } from "../../src/desk/archive-service.ts";
import { createCompose } from "../../src/desk/compose-deliveries.ts";
import { createLateAnswers } from "../../src/desk/late-answers.ts";
import type {
  ChatAdapter,
  ChatRequest,
  DeliverOptions,
  DeliveryOutcome,
} from "../../src/domain/chat.ts";
import type { Release } from "../../src/domain/release.ts";
import type { Reply } from "../../src/domain/reply.ts";
import { type DataFiles, readDataFiles } from "../../src/runtime/data-files.ts";
import { openStore, type Store } from "../../src/store/open-store.ts";
import { lexiconFrom } from "../../src/text/lexicon.ts";

/** Monday, 2 November 2026, noon. */
export const NOON = Date.UTC(2026, 10, 2, 12);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** What stands in a chat: sent, or edited into an earlier message. */
export interface Shown {
  readonly chat: string;
  readonly message: string;
  readonly how: "sent" | "edited";
  readonly text: string;
  readonly reply: Reply;
  readonly replyTo: string | null;
  readonly silent: boolean;
}

/** Looks at the store in a row that find nothing under way. */
const IDLE_TURNS = 40;
/** So many where something is due that a slow machine may not have come to. */
const PATIENT_TURNS = 400;

type Outcomes = (
  chat: string,
  how: "sent" | "edited",
  attempt: number,
) => DeliveryOutcome | null | Promise<DeliveryOutcome | null>;

/** The whole desk behind the chats, over a store in memory and a platform whose outcomes a test decides. */
export class Bureau {
  readonly store: Store;
  readonly collection: Collection;
  readonly archive: ArchiveService;
  readonly engine: Engine;
  readonly keeper: ArchiveKeeper;
  readonly shown: Shown[] = [];
  /** Milliseconds since 1970. */
  now = NOON;
  /** What the platform answers; `null`: it shows the message. */
  outcomes: Outcomes = () => null;
  nonceWindowMs: number | undefined;
  pace: Pace = createPace(10_000);
  #looked = "";
  readonly #attempts = new Map<string, number>();

  private constructor(store: Store, data: DataFiles, timeZone: string) {
    this.store = store;
    const library = new Library(lexiconFrom(data));
    this.collection = new Collection(timeZone);
    this.archive = new ArchiveService(this.collection, library);
    this.engine = new Engine({ library, ...learntFrom(data) });
    this.keeper = new ArchiveKeeper({
      store: store.releases,
      archive: this.archive,
      timeZone,
      clock: () => this.now,
    });
  }

  static async open(timeZone = "UTC"): Promise<Bureau> {
    const schedule = (rhythm: Parameters<typeof nextDigest>[0], after: number): number | null =>
      nextDigest(rhythm, after, timeZone);
    const store = await openStore({ databaseUrl: null, file: ":memory:", schedule });
    const data = await readDataFiles(join(resolve(import.meta.dirname, "../.."), "data"));
    return new Bureau(store, data, timeZone);
  }

  /** Another process over the same store, which has taken over what is there now. */
  async beside(): Promise<Bureau> {
    const data = await readDataFiles(join(resolve(import.meta.dirname, "../.."), "data"));
    const other = new Bureau(this.store, data, "UTC");
    other.now = this.now;
    await other.keeper.load();
    return other;
  }

  async bring(...releases: readonly Release[]): Promise<void> {
    await this.keeper.bring(
      releases.map((release) => ({
        release,
        origin: { source: `file:${release.id}.md`, fingerprint: "" },
      })),
    );
    await this.keeper.follow();
  }

  async subscribe(chat: string, changes: Partial<Subscription> = {}): Promise<void> {
    const subscription = newSubscription({ platform: "telegram", chat }, "en", this.now);
    await this.store.subscriptions.save({ ...subscription, ...changes });
  }

  /** Waits until releases have settled, announces what is due with what it answers, and collects digests. */
  async announce(): Promise<readonly Announced[]> {
    this.now += 5000;
    await this.keeper.follow();
    const { ledger, fanOut, subscriptions, digests, questions } = this.store;
    const { collection, engine } = this;
    const findAnswers = createLateAnswers({
      engine,
      collection,
      questions,
      inTurn: async (work) => await work(),
    });
    const announced = await announceWhatIsDue(
      { collection, ledger, fanOut, subscriptions, findAnswers },
      this.now,
    );
    await digests.collect(this.now);
    return announced;
  }

  /** Announces what is due and sends all that can be sent. */
  async publish(): Promise<readonly Announced[]> {
    const announced = await this.announce();
    await this.send();
    return announced;
  }

  dispatcher(worker = "one"): Dispatcher {
    return createDispatcher({
      adapter: this.adapter(),
      outbox: this.store.outbox,
      compose: createCompose({
        collection: this.collection,
        engine: this.engine,
        digests: this.store.digests,
        holdings: this.store.holdings,
        catchUp: async () => await this.keeper.follow(),
        questions: this.store.questions,
        subscriptions: this.store.subscriptions,
        account: this.store.account,
        pressContact: null,
        organisation: null,
        timeZone: "UTC",
        clock: () => this.now,
      }),
      pace: this.pace,
      clock: () => this.now,
      worker,
      isHalted: async () => (await this.store.marks.get("halted")) !== null,
      onTrouble: (error) => {
        throw error;
      },
    });
  }

  adapter(): Pick<ChatAdapter, "platform" | "deliver" | "revise" | "nonceWindowMs"> {
    return {
      platform: "telegram",
      ...(this.nonceWindowMs === undefined ? {} : { nonceWindowMs: this.nonceWindowMs }),
      deliver: async (chat, reply, options) => {
        const messageId = `m${this.shown.length + 1}`;
        return await this.#show({ chat, messageId, how: "sent" }, reply, options);
      },
      revise: async (chat, messageId, reply) =>
        await this.#show({ chat, messageId, how: "edited" }, reply),
    };
  }

  async #show(
    { chat, messageId, how }: { chat: string; messageId: string; how: Shown["how"] },
    reply: Reply,
    { replyTo, silent }: DeliverOptions = {},
  ): Promise<DeliveryOutcome> {
    const attempt = (this.#attempts.get(`${how} ${chat}`) ?? 0) + 1;
    this.#attempts.set(`${how} ${chat}`, attempt);
    const outcome = await this.outcomes(chat, how, attempt);
    if (outcome && outcome.kind !== "sent") return outcome;
    this.shown.push({
      chat,
      message: messageId,
      how,
      text: textOf(reply),
      reply,
      replyTo: replyTo ?? null,
      silent: silent ?? false,
    });
    return { kind: "sent", messageId };
  }

  /** Runs a dispatcher until nothing is due at this instant and nothing is under way. */
  async send(): Promise<void> {
    const stop = new AbortController();
    const running = this.dispatcher().run(stop.signal);
    let idle = 0;
    await this.until(async () => {
      idle = (await this.#isBusy()) ? 0 : idle + 1;
      return idle > ((await this.#isDue()) ? PATIENT_TURNS : IDLE_TURNS);
    });
    stop.abort();
    await running;
  }

  /** Something waits that may go now, as far as the clock says; what stands behind another of its chat does so in vain. */
  async #isDue(): Promise<boolean> {
    const next = await this.store.outbox.nextAt("telegram");
    return next !== null && next <= this.now;
  }

  /** Waits for the event loop, not for the clock, until something holds. */
  async until(holds: () => Promise<boolean>): Promise<void> {
    for (let turns = 0; !(await holds()); turns += 1) {
      if (turns > 2000) throw new Error("It never came true.");
      await new Promise((done) => setTimeout(done, 1));
    }
  }

  /** Something is under way, or was a moment ago. */
  async #isBusy(): Promise<boolean> {
    const before = this.#looked;
    this.#looked = JSON.stringify([await this.store.account.counts(), this.#attempts.size]);
    const [telegram] = await this.store.account.counts();
    return (telegram?.counts.sending ?? 0) > 0 || before !== this.#looked;
  }

  /** What a use case knows of the moment. */
  context(): ReplyContext {
    return {
      view: this.collection.view(this.now),
      language: "en",
      pressContact: null,
      organisation: null,
      at: this.now,
    };
  }

  /** What was shown since the last look, as `chat how: text`. */
  news(): string[] {
    return this.shown
      .splice(0)
      .map(({ chat, how, text }) => `${chat} ${how}: ${text}`)
      .toSorted();
  }

  /** The account of the platform, without its zeros. */
  async counts(): Promise<Readonly<Record<string, number>>> {
    const [telegram] = await this.store.account.counts();
    return Object.fromEntries(
      Object.entries(telegram?.counts ?? {}).filter(([, count]) => count > 0),
    );
  }
}

/** What a press officer, a manager and anybody else may do. */
export const PEOPLE = {
  officer: { id: "officer", officer: true, manages: true },
  manager: { id: "manager", officer: false, manages: true },
  member: { id: "member", officer: false, manages: false },
} as const;

/** A person's request in the chat `a`. */
export function requestOf(
  intent: ChatRequest["intent"],
  { person = PEOPLE.manager, at = NOON }: Partial<Pick<ChatRequest, "person" | "at">> = {},
): ChatRequest {
  const address = { platform: "telegram", chat: "a" };
  return { address, person, intent, isPrivate: true, language: null, at };
}

/** `/name argument`. */
export function typed(
  name: string,
  argument = "",
  options: Readonly<Record<string, string>> = {},
): ChatRequest["intent"] {
  return { kind: "command", name, argument, options };
}

export function pressed(data: string): ChatRequest["intent"] {
  return { kind: "action", data };
}

/** The `data` of the button whose label holds `label`. */
export function buttonOf(reply: Reply | null, label: string): string {
  const found = (reply?.actions ?? []).flat().find((action) => action.label.includes(label));
  if (!found) throw new Error(`There is no button ${label}.`);
  return found.data;
}

/** Headings and titles of a reply in one line. */
export function textOf({ blocks }: Reply): string {
  return blocks
    .flatMap((block) => {
      if (block.kind === "list") return block.items.map(({ text }) => text);
      if ("title" in block) return [block.title];
      return block.kind === "heading" || block.kind === "text" ? [block.text] : [];
    })
    .join(" | ");
}
