import type { Desk, Language } from "../../src/index.ts";
import type { Log } from "./log.ts";

export interface TelegramSettings {
  readonly token: string;
  /** Server to talk to; default Telegram's. */
  readonly apiRoot?: string;
  /** User ids that may publish, correct, withdraw and see the status. */
  readonly officers: readonly string[];
  /** For people whose app speaks none of our languages. */
  readonly language: Language;
  /** Updates come to this address with this secret, in place of long polling. */
  readonly webhook?: { readonly url: string; readonly secret: string };
  /** Messages older than this are passed over at the start, in milliseconds; default: all that Telegram kept are answered. */
  readonly oldestMs?: number;
  /** Previews of links below what {@link ChatAdapter.deliver} sends; default none. */
  readonly previews?: boolean;
}

export interface TelegramPorts {
  readonly share: Desk["share"];
  /** Notes an update and says whether it had been noted before, by whatever process. */
  readonly seen: (updateKey: string) => Promise<boolean>;
  readonly log: Log;
  /** Told that a group has become another chat, so that what is kept for it goes along. */
  readonly moved?: (from: string, to: string) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
