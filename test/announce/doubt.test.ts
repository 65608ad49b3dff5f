import { expect, it } from "vitest";
import type { Delivery, EarlierDelivery, Outbox, Settlement } from "../../src/announce/delivery.ts";
import { createDispatcher, type DispatcherOptions } from "../../src/announce/dispatcher.ts";
import { createPace } from "../../src/announce/pace.ts";
import type { DeliveryOutcome } from "../../src/domain/chat.ts";

const NOON = Date.UTC(2026, 10, 2, 12);
const WINDOW = 60_000;

function deliveryOf(changes: Partial<Delivery> = {}): Delivery {
  return {
    id: 7,
    kind: "announcement",
    address: { platform: "harbour", chat: "1" },
    release: "quay",
    revision: 1,
    subject: "",
    language: "en",
    priority: 2,
    attempts: 0,
    nonce: "7-a",
    startedAt: NOON,
    isInDoubt: false,
    lease: "one/1/7",
    replaces: null,
    ...changes,
  };
}

interface Scene {
  readonly outcome?: DeliveryOutcome;
  readonly nonceWindowMs?: number;
  /** What the delivery replaces. */
  readonly earlier?: EarlierDelivery;
  /** The text is no longer valid. */
  readonly isSilent?: boolean;
}

/** Lets a dispatcher carry out one delivery; how it was settled, and the nonces that were sent. */
async function carryOut(
  delivery: Delivery,
  { outcome = { kind: "sent", messageId: "9" }, nonceWindowMs, earlier, isSilent = false }: Scene,
): Promise<{ settlement: Settlement | undefined; nonces: string[] }> {
  const end = new AbortController();
  const nonces: string[] = [];
  const waiting = [delivery];
  let settlement: Settlement | undefined;
  const outbox: Outbox = {
    claim: () => Promise.resolve(waiting.splice(0)),
    renew: () => Promise.resolve(),
    settle: ([first]) => {
      settlement = first?.settlement;
      end.abort();
      return Promise.resolve();
    },
    expire: () => Promise.resolve(0),
    earlier: () => Promise.resolve(earlier ?? null),
    nextAt: () => Promise.resolve(null),
  };
  const adapter: DispatcherOptions["adapter"] = {
    platform: "harbour",
    ...(nonceWindowMs === undefined ? {} : { nonceWindowMs }),
    deliver: (_chat, _reply, options) => {
      const { nonce = "", overwrites } = options ?? {};
      nonces.push(overwrites === undefined ? nonce : `${nonce} overwrites ${overwrites}`);
      return Promise.resolve(outcome);
    },
    revise: () => Promise.resolve({ kind: "refused", reason: "no edits here" }),
  };
  await createDispatcher({
    adapter,
    outbox,
    compose: () =>
      Promise.resolve(isSilent ? null : { reply: { language: "en", blocks: [] }, silent: false }),
    pace: createPace(100),
    clock: () => NOON,
    worker: "one",
    isHalted: () => Promise.resolve(false),
    onTrouble: () => undefined,
  }).run(end.signal);
  return { settlement, nonces };
}

it("repeats a lost answer with its nonce while the platform remembers that", async () => {
  const lost = { outcome: { kind: "unknown", reason: "reset" }, nonceWindowMs: WINDOW } as const;

  const { settlement } = await carryOut(deliveryOf(), lost);
  const repeated = await carryOut(deliveryOf({ isInDoubt: true, startedAt: NOON - WINDOW + 1 }), {
    nonceWindowMs: WINDOW,
  });

  expect(settlement).toMatchObject({ kind: "again", mayHaveArrived: true });
  expect(repeated.nonces).toEqual(["7-a"]);
});

it("leaves to the operator what the platform itself would show twice", async () => {
  const lost = { kind: "unknown", reason: "reset", isFinal: true } as const;

  const { settlement } = await carryOut(deliveryOf(), { outcome: lost, nonceWindowMs: WINDOW });

  expect(settlement).toEqual({ kind: "unknown", reason: "reset" });
});

it("sends nothing that may have arrived once the platform has forgotten its nonce", async () => {
  const old = deliveryOf({ isInDoubt: true, startedAt: NOON - WINDOW });

  const { settlement, nonces } = await carryOut(old, { nonceWindowMs: WINDOW });

  expect(nonces).toEqual([]);
  expect(settlement).toMatchObject({ kind: "unknown" });
});

it("leaves to the operator what has no nonce and lost its answer", async () => {
  const { settlement } = await carryOut(deliveryOf(), {
    outcome: { kind: "unknown", reason: "reset" },
  });

  expect(settlement).toEqual({ kind: "unknown", reason: "reset" });
});

it("calls nothing superseded or failed that may have arrived before", async () => {
  const doubtful = deliveryOf({ isInDoubt: true });

  const superseded = await carryOut(doubtful, { nonceWindowMs: WINDOW, isSilent: true });
  const refused = await carryOut(doubtful, {
    nonceWindowMs: WINDOW,
    outcome: { kind: "refused", reason: "too long" },
  });

  expect([superseded.settlement?.kind, refused.settlement?.kind]).toEqual(["unknown", "unknown"]);
});

const CORRECTION: Partial<Delivery> = { kind: "correction", nonce: "8-a", replaces: 7 };
const LOST: EarlierDelivery = {
  kind: "announcement",
  status: "unknown",
  messageId: null,
  nonce: "7-a",
  startedAt: NOON - WINDOW + 1,
  isShared: false,
};

it("corrects what may stand there by its nonce, so that no second message comes", async () => {
  const corrected = await carryOut(deliveryOf(CORRECTION), {
    earlier: LOST,
    nonceWindowMs: WINDOW,
  });

  expect(corrected.nonces).toEqual(["8-a overwrites 7-a"]);
  expect(corrected.settlement).toEqual({ kind: "sent", messageId: "9" });
});

it("sends a correction by itself where no nonce leads to what may stand there", async () => {
  const forgotten = { ...LOST, startedAt: NOON - WINDOW };
  const digest: EarlierDelivery = { ...LOST, kind: "digest", isShared: true };

  const sent = [
    await carryOut(deliveryOf(CORRECTION), { earlier: LOST }),
    await carryOut(deliveryOf(CORRECTION), { earlier: forgotten, nonceWindowMs: WINDOW }),
    await carryOut(deliveryOf(CORRECTION), { earlier: digest, nonceWindowMs: WINDOW }),
  ];

  expect(sent.map(({ nonces }) => nonces)).toEqual([["8-a"], ["8-a"], ["8-a"]]);
});

it("does not send a correction again that may have gone by a nonce that is forgotten", async () => {
  const doubtful = deliveryOf({ ...CORRECTION, isInDoubt: true, startedAt: NOON - 1 });
  const forgotten = { ...LOST, startedAt: NOON - WINDOW };

  const { nonces, settlement } = await carryOut(doubtful, {
    earlier: forgotten,
    nonceWindowMs: WINDOW,
  });

  expect(nonces).toEqual([]);
  expect(settlement?.kind).toBe("unknown");
});
