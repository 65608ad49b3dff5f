import type { Desk, Language } from "../../src/index.ts";

export interface DiscordSettings {
  readonly token: string;
  /** Server to talk to; default Discord's. */
  readonly apiRoot?: string;
  /** Register commands in this server only, at once. */
  readonly guildId: string | null;
  /** User ids that may publish, correct, withdraw and see the status. */
  readonly officers: readonly string[];
  /** For people whose client speaks none of our languages. */
  readonly language: Language;
}

/** pino's shape; never given the token or a person's words. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Answers are worked out one after another, by whichever platform they are asked. */
export interface Turns {
  /** Whether what is asked now may be answered late: it is deferred before anything else. */
  mayBeLong(): boolean;
  /** Lets something get out to Discord before the next answer is worked out. */
  letOut(telling: Promise<unknown>): void;
}

export interface DiscordPorts {
  readonly suggest: Desk["suggest"];
  /** Notes an interaction or a message and says whether it had been noted before, by whatever process. */
  readonly seen: (key: string) => Promise<boolean>;
  readonly turns: Turns;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
