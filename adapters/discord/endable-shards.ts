import { SimpleShardingStrategy, WebSocketShardStatus } from "discord.js";
import { pause } from "./patience.ts";

/** The manager that knows the gateway; discord.js has another of the same name. */
type GatewayManager = ConstructorParameters<typeof SimpleShardingStrategy>[0];

/** discord.js's own shards in this process, which can be kept from connecting once more. */
export interface EndableShards {
  /** For discord.js's `ws.buildStrategy`. */
  readonly build: (manager: GatewayManager) => SimpleShardingStrategy;
  /** From now on no connection is begun; resolves when none is just being made, at the latest after `limitMs`. */
  readonly settle: (limitMs: number) => Promise<void>;
}

const POLL_MS = 20;

/**
 * discord.js connects once more half a second after a loss, destroyed or not, and a shard that is destroyed while it connects
 * does the same. It asks for the session before each connection: a session that never comes ends that.
 */
export function createEndableShards(): EndableShards {
  let isEnding = false;
  let strategy: SimpleShardingStrategy | null = null;
  return {
    build(manager) {
      const known = manager.options.retrieveSessionInfo.bind(manager.options);
      manager.options.retrieveSessionInfo = async (shard) =>
        isEnding ? await new Promise<never>(() => undefined) : await known(shard);
      strategy = new SimpleShardingStrategy(manager);
      return strategy;
    },
    async settle(limitMs) {
      isEnding = true;
      const until = performance.now() + limitMs;
      while (performance.now() < until) {
        const statuses = (await strategy?.fetchStatus()) ?? new Map();
        if ([...statuses.values()].every(isStill)) return;
        await pause(POLL_MS, new AbortController().signal);
      }
    },
  };
}

function isStill(status: WebSocketShardStatus): boolean {
  return status === WebSocketShardStatus.Ready || status === WebSocketShardStatus.Idle;
}
