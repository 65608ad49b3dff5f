import { AsyncLocalStorage } from "node:async_hooks";
import { ClientRequest } from "node:http";
import { StatementSync } from "node:sqlite";
import { Client } from "pg";
import type { Digests } from "../../src/announce/digests.ts";
import type { DispatcherOptions } from "../../src/announce/dispatcher.ts";
import type { FanOutStore } from "../../src/announce/fan-out.ts";
import type { Job, KillPoint } from "./job.ts";

type Adapter = DispatcherOptions["adapter"];
type Outbox = DispatcherOptions["outbox"];

/** Kills this process, without a word, when it comes to the point of its job. */
export interface Death {
  fanOut(store: FanOutStore): FanOutStore;
  digests(digests: Digests): Digests;
  outbox(outbox: Outbox): Outbox;
  adapter(adapter: Adapter): Adapter;
}

/** @param onClaim told how many deliveries have just been claimed */
export function createDeath(kill: Job["kill"], onClaim: (claimed: number) => void): Death {
  let passed = 0;
  const pass = (point: KillPoint): void => {
    if (kill?.point !== point) return;
    passed += 1;
    if (passed === kill.nth) process.kill(process.pid, "SIGKILL");
  };
  const work = new AsyncLocalStorage<KillPoint>();
  beforeCommits(() => {
    const point = work.getStore();
    if (point) pass(point);
  });
  onRequests(pass);
  return {
    fanOut: (store) => ({
      fanOut: async (plan) => {
        const made = await work.run("fan-out written", async () => await store.fanOut(plan));
        pass("fan-out committed");
        return made;
      },
    }),
    digests: (digests) => ({
      ...digests,
      collect: async (now) =>
        await work.run("digest written", async () => await digests.collect(now)),
    }),
    outbox: (outbox) => ({
      ...outbox,
      claim: async (claim) => {
        const claimed = await outbox.claim(claim);
        if (claimed.length > 0) {
          pass("claimed");
          onClaim(claimed.length);
        }
        return claimed;
      },
      settle: async (settled, now) => {
        await work.run("marked as sent", async () => {
          await outbox.settle(settled, now);
        });
        pass("settled");
      },
    }),
    adapter: (adapter) => ({
      ...adapter,
      deliver: async (...message) => {
        const outcome = await adapter.deliver(...message);
        pass("answer read");
        return outcome;
      },
    }),
  };
}

/** Both engines' drivers come by here before a transaction is committed. */
function beforeCommits(look: () => void): void {
  before(StatementSync.prototype, "run", (statement) => {
    if (statement instanceof StatementSync && statement.sourceSQL === "commit") look();
  });
  before(Client.prototype, "query", (_, [text]) => {
    if (text === "commit") look();
  });
}

/** What tells people something, on both platforms. */
const TELLS = /(?:\/|sendMessage|editMessageText)$/u;

/** All adapters of the suite go through `node:http`. */
function onRequests(pass: (point: KillPoint) => void): void {
  before(ClientRequest.prototype, "emit", (request, [event]) => {
    if (!(request instanceof ClientRequest) || !TELLS.test(request.path)) return;
    if (event === "finish") pass("request written");
    // The head of the answer is here: the platform has done what it was asked.
    if (event === "response") pass("request accepted");
  });
}

/** Looks at every call of a method before it is carried out. */
function before(
  owner: object,
  method: string,
  look: (self: unknown, parameters: readonly unknown[]) => void,
): void {
  const original: unknown = Reflect.get(owner, method);
  if (typeof original !== "function") throw new TypeError(`there is no method ${method}`);
  const watched = new Proxy(original, {
    apply: (call, self, parameters): unknown => {
      look(self, parameters);
      return Reflect.apply(call, self, parameters);
    },
  });
  Reflect.set(owner, method, watched);
}
