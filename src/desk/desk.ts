import type { Handle } from "../domain/chat.ts";
import type { Language } from "../domain/language.ts";
import type { Reply } from "../domain/reply.ts";

/** A choice that a platform offers while an option is being typed. */
export interface Suggestion {
  /** Shown; may be shortened by the platform's adapter. */
  readonly label: string;
  /** Sent in its place; at most 100 characters. */
  readonly value: string;
}

/** Something to be shared in any chat, with its citation. */
export interface Shareable {
  /** Stable for the same content; at most 64 ASCII characters. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly reply: Reply;
}

/** What a user may ask of the product; the same for every platform. */
export interface Desk {
  readonly handle: Handle;
  /** Completes the option `option` of the command `command`; at most 25, best first. */
  suggest(
    command: string,
    option: string,
    typed: string,
    language: Language,
  ): readonly Suggestion[];
  /** What can be shared for `query` (inline mode); nothing that is not public. */
  share(query: string, language: Language): readonly Shareable[];
}
