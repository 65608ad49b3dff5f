import { expect, it } from "vitest";
import type { Delivery, Outbox, Settlement } from "../../src/announce/delivery.ts";
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
  /** The text is no longer valid. */
  readonly isSilent?: boolean;
}

/** Lets a dispatcher carry out one delivery; how it was settled, and the nonces that were sent. */
async function carryOut(
  delivery: Delivery,
  { outcome = { kind: "sent", messageId: "9" }, nonceWindowMs, isSilent = false }: Scene,
): Promise<{ settlement: Settlement | undefined; nonces: (string | undefined)[] }> {
  const end = new AbortController();
  const nonces: (string | undefined)[] = [];
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
    earlier: () => Promise.resolve(null),
    nextAt: () => Promise.resolve(null),
  };
  const adapter: DispatcherOptions["adapter"] = {
    platform: "harbour",
    ...(nonceWindowMs === undefined ? {} : { nonceWindowMs }),
    deliver: (_chat, _reply, options) => {
      nonces.push(options?.nonce);
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
