import type { Language } from "./language.ts";
import type { Reply } from "./reply.ts";

/** Where a conversation takes place. */
export interface ChatAddress {
  /** The adapter's name: `telegram`, `discord`, `terminal`. */
  readonly platform: string;
  /** The platform's own id of the chat, channel or direct message; a forum topic is `chat/topic`. */
  readonly chat: string;
}

/** Who speaks, as far as the desk needs to know. */
export interface Person {
  /** The platform's own id. */
  readonly id: string;
  /** May publish, correct, withdraw and see the status. */
  readonly officer: boolean;
  /** May change what this chat is subscribed to: everybody in a private chat, administrators elsewhere. */
  readonly manages: boolean;
}

/** What a person did: said something, gave a command, pressed a button. */
export type Intent =
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "command";
      /** Of the desk's table of commands. */
      readonly name: string;
      /** The command's first option, or all that was typed behind it. */
      readonly argument: string;
      /** Further options by name, on platforms that have them. */
      readonly options: Readonly<Record<string, string>>;
    }
  /** The `data` of an {@link Action} that the desk sent earlier. */
  | { readonly kind: "action"; readonly data: string }
  /** A file sent to the bot. */
  | {
      readonly kind: "document";
      readonly name: string;
      readonly bytes: Uint8Array;
      readonly caption: string;
    };

/** One thing that a person did in a chat, in no platform's terms. */
export interface ChatRequest {
  readonly address: ChatAddress;
  readonly person: Person;
  readonly intent: Intent;
  /** Only the person asking and the bot can see the chat. */
  readonly isPrivate: boolean;
  /** The platform's language of the person, when it is one of ours; the chat's own setting comes first. */
  readonly language: Language | null;
  /** When it was said, in milliseconds since 1970. */
  readonly at: number;
}

/** What became of a message; data, so that the dispatcher can decide. */
export type DeliveryOutcome =
  | { readonly kind: "sent"; readonly messageId: string }
  | { readonly kind: "moved"; readonly chat: string }
  | { readonly kind: "gone"; readonly reason: string }
  /** This message can't be edited, or the platform will not take it as it is. */
  | { readonly kind: "refused"; readonly reason: string }
  /** `everybody`: the whole platform asks to wait, not this chat alone. */
  | { readonly kind: "later"; readonly retryAfterMs: number; readonly everybody: boolean }
  /** Nothing was sent, and trying again may help. */
  | { readonly kind: "failed"; readonly reason: string }
  /** Sent or not: the answer was lost. `isFinal`: no nonce would keep another attempt from coming twice. */
  | { readonly kind: "unknown"; readonly reason: string; readonly isFinal?: boolean };

/** What a delivery may ask of the platform beyond showing the reply. */
export interface DeliverOptions {
  /** The same for every attempt of one delivery; platforms that know it will not post twice. */
  readonly nonce?: string;
  /** An earlier attempt may have arrived: only the nonce keeps this one from coming twice. */
  readonly isInDoubt?: boolean;
  /**
   * An earlier text's nonce: where that text stands in the chat, it is edited into this one, else this is posted by that
   * nonce. Where it can't be edited, this is posted below it by its own.
   */
  readonly overwrites?: string;
  /** Without sound, in quiet hours. */
  readonly silent?: boolean;
  /** A message of this chat to which the reply refers. */
  readonly replyTo?: string;
}

/** Answers one request; never throws. `null`: nothing is to be said. */
export type Handle = (request: ChatRequest) => Promise<Reply | null>;

/** What a chat platform is to the rest of the product. */
export interface ChatAdapter {
  readonly platform: string;
  /** How long the platform remembers a nonce and posts nothing twice that bears it, in milliseconds; absent: it does not. */
  readonly nonceWindowMs?: number;
  /** Runs until `signal` is aborted, then lets what is in flight end. Rejects when the platform refuses the bot. */
  start(handle: Handle, signal: AbortSignal): Promise<void>;
  deliver(chat: string, reply: Reply, options?: DeliverOptions): Promise<DeliveryOutcome>;
  /** Edits a message that {@link deliver} sent. */
  revise(chat: string, messageId: string, reply: Reply): Promise<DeliveryOutcome>;
}
