import type { ChatAdapter, DeliverOptions, DeliveryOutcome } from "../domain/chat.ts";
import type { Reply } from "../domain/reply.ts";
import type { Delivery, EarlierDelivery, Outbox, Settled, Settlement } from "./delivery.ts";
import type { Pace } from "./pace.ts";

/** What a delivery says, worded for its chat at the moment of sending. */
export interface Composed {
  readonly reply: Reply;
  /** It is quiet hours in the chat. */
  readonly silent: boolean;
}

/** Words a delivery; `null` when there is nothing left to say: the text was withdrawn, or the digest is empty. */
export type Compose = (delivery: Delivery) => Promise<Composed | null>;

export interface DispatcherOptions {
  readonly adapter: Pick<ChatAdapter, "platform" | "deliver" | "revise" | "nonceWindowMs">;
  readonly outbox: Outbox;
  readonly compose: Compose;
  readonly pace: Pace;
  readonly clock: () => number;
  /** Nobody else's name. */
  readonly worker: string;
  /** The operator has halted announcements. */
  readonly isHalted: () => Promise<boolean>;
  readonly onTrouble: (error: unknown) => void;
  /** Deliveries under way at once, and so claimed at once; default 16. */
  readonly atOnce?: number;
  /** How long a claim holds unless it is renewed; default 10,000. */
  readonly leaseMs?: number;
}

export interface Dispatcher {
  /** Sends what is due until `signal` is aborted, then lets what is in flight end. */
  run(signal: AbortSignal): Promise<void>;
  /** Something may be due: looks at once. */
  wake(): void;
}

const LEASE_MS = 10_000;
const AT_ONCE = 16;
/** How often the outbox is looked into when nothing is known to be due: another process may have written to it. */
const IDLE_MS = 500;
const EXPIRY_MS = 1000;
const MOST_ATTEMPTS = 12;
const FIRST_BACKOFF_MS = 1000;
const LONGEST_BACKOFF_MS = 5 * 60_000;
/**
 * After each write the store rests for so many times as long as the write took, at most `LONGEST_REST_MS`: SQLite writes
 * on the thread on which questions are answered, and a write that waits for a slow disk stops them all. What comes
 * together meanwhile is written together.
 */
const REST_FACTOR = 4;
const LONGEST_REST_MS = 150;
/** Claims rest so long at least: at high rates many are claimed at once instead of one by one. */
const CLAIM_REST_MS = 40;
/** So many chats told to wait within a second: the platform means everybody. */
const EVERYBODY = 3;

/** Sends one platform's deliveries: claim, send, write down; each claim is the intent to send. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  return new OutboxDispatcher(options);
}

class OutboxDispatcher implements Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #leaseMs: number;
  readonly #atOnce: number;
  /** Claims not yet written down, by lease. */
  readonly #held = new Set<string>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #waits: number[] = [];
  #settled: Settled[] = [];
  #writing: Promise<void> | null = null;
  #wake: () => void = () => undefined;
  #isWoken = false;
  #expiredAt = 0;
  /** How long the store rests before the next round, in milliseconds. */
  #restMs = 0;
  readonly #ending = new AbortController();

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#leaseMs = options.leaseMs ?? LEASE_MS;
    this.#atOnce = options.atOnce ?? AT_ONCE;
  }

  wake(): void {
    this.#isWoken = true;
    this.#wake();
  }

  async run(signal: AbortSignal): Promise<void> {
    const { onTrouble } = this.#options;
    const wake = (): void => {
      this.#ending.abort();
      this.wake();
    };
    signal.addEventListener("abort", wake);
    const renewal = setInterval(() => {
      this.#renew().catch(onTrouble);
    }, this.#leaseMs / 3);
    while (!signal.aborted) {
      const pauseMs = await this.#round().catch((error: unknown) => {
        onTrouble(error);
        return IDLE_MS;
      });
      await this.#rest(this.#restMs);
      await this.#sleep(pauseMs - this.#restMs);
    }
    await Promise.all(this.#underWay);
    await this.#writing;
    clearInterval(renewal);
    signal.removeEventListener("abort", wake);
  }

  /** Claims and begins what may go now; how long there is nothing to do, in milliseconds. */
  async #round(): Promise<number> {
    const { outbox, adapter, pace, clock, worker, isHalted } = this.#options;
    this.#isWoken = false;
    this.#restMs = 0;
    if (clock() - this.#expiredAt >= EXPIRY_MS) await this.#expire();
    if (await isHalted()) return IDLE_MS;
    const room = this.#atOnce - this.#underWay.size;
    const granted = pace.take(room, clock());
    if (granted === 0)
      return room === 0 ? IDLE_MS : Math.min(IDLE_MS, pace.readyAt(clock()) - clock());
    const began = clock();
    const claimed = await outbox.claim({
      platform: adapter.platform,
      worker,
      limit: granted,
      now: clock(),
      leaseMs: this.#leaseMs,
    });
    this.#restMs = Math.max(CLAIM_REST_MS, restAfter(clock() - began));
    pace.giveBack(granted - claimed.length);
    for (const delivery of claimed) this.#begin(delivery);
    if (claimed.length > 0) return Math.max(0, pace.readyAt(clock()) - clock());
    const next = await outbox.nextAt(adapter.platform);
    // What is due and was not handed out waits behind another message of its chat.
    const waitMs = (next ?? 0) - clock();
    return waitMs > 0 ? Math.min(IDLE_MS, waitMs) : IDLE_MS;
  }

  async #expire(): Promise<void> {
    const { outbox, adapter, clock } = this.#options;
    this.#expiredAt = clock();
    const window = adapter.nonceWindowMs;
    await outbox.expire(adapter.platform, clock(), window === undefined ? null : clock() - window);
  }

  #begin(delivery: Delivery): void {
    this.#held.add(delivery.lease);
    const sending = this.#carryOut(delivery).finally(() => {
      this.#underWay.delete(sending);
      // There is room again.
      if (this.#underWay.size === this.#atOnce - 1) this.wake();
    });
    this.#underWay.add(sending);
  }

  async #carryOut(delivery: Delivery): Promise<void> {
    const settlement = await this.#send(delivery).catch((error: unknown): Settlement => {
      this.#options.onTrouble(error);
      return this.#later(delivery, "it could not be worded");
    });
    this.#settled.push({ delivery, settlement: inDoubt(delivery, settlement) });
    this.#write();
  }

  async #send(delivery: Delivery): Promise<Settlement> {
    const { adapter, outbox, compose, clock } = this.#options;
    const isTooLate = delivery.isInDoubt && !this.#isRepeatable(delivery);
    // Without nonces only an edit is tried again after its answer was lost.
    if (isTooLate && (adapter.nonceWindowMs !== undefined || delivery.replaces === null))
      return tooLate();
    const composed = await compose(delivery);
    if (!composed) return { kind: "superseded", reason: "no longer valid" };
    const { chat } = delivery.address;
    const { nonce, isInDoubt } = delivery;
    const how: DeliverOptions = { nonce, isInDoubt, silent: composed.silent };
    const earlier = await outbox.earlier(delivery);
    if (earlier?.status === "sending") {
      return again(clock() + 1000, false, "the earlier text is on its way");
    }
    const messageId = earlier?.messageId ?? null;
    if (isTooLate && (messageId === null || earlier?.isShared === true)) return tooLate();
    if (messageId === null) return await this.#deliver(delivery, earlier, composed);
    if (earlier?.isShared !== true) {
      const revised = await adapter.revise(chat, messageId, composed.reply);
      // An edit may be repeated without harm.
      if (revised.kind === "unknown") return mayHaveArrived(this.#later(delivery, revised.reason));
      if (revised.kind !== "refused") return this.#settle(delivery, revised);
    }
    const outcome = await adapter.deliver(chat, composed.reply, { ...how, replyTo: messageId });
    return this.#settle(delivery, outcome);
  }

  /**
   * A text that takes the place of no message we know of. One that may have arrived before its process died goes by its
   * nonce: the platform then answers with what stands there, and that is edited.
   */
  async #deliver(
    delivery: Delivery,
    earlier: EarlierDelivery | null,
    { reply, silent }: Composed,
  ): Promise<Settlement> {
    const { adapter } = this.#options;
    const { chat } = delivery.address;
    const mayStandThere = earlier?.status === "unknown" && !earlier.isShared;
    const { nonce: own, isInDoubt } = delivery;
    const how: DeliverOptions = { nonce: own, isInDoubt, silent };
    if (!mayStandThere || adapter.nonceWindowMs === undefined)
      return this.#settle(delivery, await adapter.deliver(chat, reply, how));
    const { nonce, startedAt } = earlier;
    if (startedAt !== null && this.#isRepeatable({ startedAt })) {
      const overwriting = { ...how, overwrites: nonce };
      return this.#settle(delivery, await adapter.deliver(chat, reply, overwriting));
    }
    // It may have gone by the earlier text's nonce, which is forgotten by now.
    if (delivery.isInDoubt) return tooLate();
    return this.#settle(delivery, await adapter.deliver(chat, reply, how));
  }

  #settle(delivery: Delivery, outcome: DeliveryOutcome): Settlement {
    const { pace, clock } = this.#options;
    switch (outcome.kind) {
      case "sent":
      case "moved":
        return outcome;
      case "gone":
        return { kind: "retired", reason: outcome.reason };
      case "refused":
        return { kind: "failed", reason: outcome.reason };
      case "later": {
        const until = clock() + outcome.retryAfterMs;
        if (outcome.everybody || this.#isEverybody()) pace.hold(until);
        return again(until, false, "the platform asked to wait");
      }
      case "failed":
        return this.#later(delivery, outcome.reason);
      case "unknown": {
        if (outcome.isFinal === true || !this.#isRepeatable(delivery))
          return { kind: "unknown", reason: outcome.reason };
        const later = again(clock() + FIRST_BACKOFF_MS, true, outcome.reason);
        return { ...later, mayHaveArrived: true };
      }
    }
  }

  /** The platform still remembers the nonce. */
  #isRepeatable({ startedAt }: Pick<Delivery, "startedAt">): boolean {
    const { adapter, clock } = this.#options;
    return adapter.nonceWindowMs !== undefined && clock() - startedAt < adapter.nonceWindowMs;
  }

  #isEverybody(): boolean {
    const now = this.#options.clock();
    this.#waits.push(now);
    while ((this.#waits[0] ?? now) < now - 1000) this.#waits.shift();
    return this.#waits.length >= EVERYBODY;
  }

  #later({ attempts }: Delivery, reason: string): Settlement {
    if (attempts + 1 >= MOST_ATTEMPTS) return { kind: "failed", reason };
    const backoff = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** attempts);
    return again(this.#options.clock() + backoff * (0.75 + Math.random() / 2), true, reason);
  }

  /** Writes all that has ended in one transaction; what ends meanwhile goes with the next. */
  #write(): void {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null;
    });
  }

  async #writeAll(): Promise<void> {
    const { outbox, clock, onTrouble } = this.#options;
    while (this.#settled.length > 0) {
      const batch = this.#settled;
      this.#settled = [];
      const began = clock();
      try {
        await outbox.settle(batch, clock());
        for (const { delivery } of batch) this.#held.delete(delivery.lease);
        this.wake();
        await this.#rest(restAfter(clock() - began));
      } catch (error) {
        onTrouble(error);
        this.#settled.unshift(...batch);
        await new Promise((done) => setTimeout(done, IDLE_MS));
      }
    }
  }

  async #renew(): Promise<void> {
    if (this.#held.size === 0) return;
    await this.#options.outbox.renew([...this.#held], this.#options.clock() + this.#leaseMs);
  }

  /** Nothing but the end cuts it short. */
  async #rest(ms: number): Promise<void> {
    const { signal } = this.#ending;
    if (ms <= 0 || signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const done = (): void => {
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
    await promise;
    clearTimeout(timer);
    signal.removeEventListener("abort", done);
  }

  async #sleep(pauseMs: number): Promise<void> {
    if (this.#isWoken || pauseMs <= 0) {
      await new Promise((done) => setImmediate(done));
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, pauseMs);
    this.#wake = resolve;
    await promise;
    clearTimeout(timer);
    this.#wake = () => undefined;
  }
}

function restAfter(writeMs: number): number {
  return Math.min(LONGEST_REST_MS, writeMs * REST_FACTOR);
}

/** An edit that may be shown is no edit that never went out. */
function mayHaveArrived(later: Settlement): Settlement {
  if (later.kind === "again") return { ...later, mayHaveArrived: true };
  return later.kind === "failed" ? { ...later, kind: "unknown" } : later;
}

function tooLate(): Settlement {
  return { kind: "unknown", reason: "an answer was lost, and it is too late to repeat it" };
}

type Again = Extract<Settlement, { kind: "again" }>;

function again(at: number, counted: boolean, reason: string): Again {
  return { kind: "again", at: Math.round(at), counted, mayHaveArrived: false, reason };
}

/** What is not sent again although it may have arrived before is unknown, whatever the last attempt met with. */
function inDoubt({ isInDoubt }: Delivery, settlement: Settlement): Settlement {
  if (!isInDoubt || (settlement.kind !== "failed" && settlement.kind !== "superseded"))
    return settlement;
  return { kind: "unknown", reason: `an answer was lost before: ${settlement.reason}` };
}
