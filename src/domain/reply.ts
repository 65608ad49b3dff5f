import type { Language } from "./language.ts";
import type { ReleaseId } from "./release.ts";
import type { Span } from "./span.ts";

/**
 * One piece of a reply. Its text is plain: an adapter escapes it, lays it out, and begins a new message between
 * blocks when one does not hold them all.
 */
export type Block =
  /** Our own words. */
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "heading"; readonly text: string }
  /** The short answer, or a reading of it. */
  | { readonly kind: "answer"; readonly text: string }
  /** The organisation's words; `marks` are the spans to show in bold, in order, not overlapping. */
  | { readonly kind: "quote"; readonly text: string; readonly marks: readonly Span[] }
  /**
   * Where words come from; `line` is ready to copy. As a `head` it stands above the text of the release, and its title is
   * that text's heading.
   */
  | {
      readonly kind: "source" | "head";
      readonly release: ReleaseId;
      readonly title: string;
      /** Issuer, date of issue and the like, worded; without the title. */
      readonly line: string;
      readonly url: string | null;
      /** Set when there is something to know: an old date, a correction. */
      readonly note: string | null;
    }
  | { readonly kind: "list"; readonly items: readonly ListItem[] }
  /** One paragraph of a release's body. */
  | { readonly kind: "paragraph"; readonly text: string }
  /** A small remark, set apart. */
  | { readonly kind: "note"; readonly text: string }
  /** One line to be copied to the letter. */
  | { readonly kind: "copy"; readonly text: string };

export interface ListItem {
  readonly text: string;
  /** A second, quieter line. */
  readonly detail?: string;
  /** What choosing the item asks: the items that have it are numbered, each with a button that bears its number. */
  readonly data?: string;
}

/** A button. Pressed, it comes back as an intent of kind `action` with its `data`. */
export interface Action {
  readonly label: string;
  /** At most {@link ACTION_DATA_BYTES} bytes of ASCII. */
  readonly data: string;
}

/** Telegram's limit for callback data (Bot API, InlineKeyboardButton), the smallest of all platforms. */
export const ACTION_DATA_BYTES = 64;

/** A file to go with a reply. */
export interface Attachment {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What the desk says, before any platform's layout. */
export interface Reply {
  readonly blocks: readonly Block[];
  /** Rows of buttons. */
  readonly actions?: readonly (readonly Action[])[];
  readonly attachments?: readonly Attachment[];
  /** The `data` of an action that gives this reply again: a platform may show a long one page by page. */
  readonly again?: string;
  /** The same as a file, for a platform that does not show a long text at once. */
  readonly asFile?: Attachment;
  /** The language of our own words. */
  readonly language: Language;
  /** Takes the place of the message whose button was pressed, instead of standing below it. */
  readonly inPlace?: boolean;
  /** Takes the place of the reply to what was said just before, where the platform can: the two were one text. */
  readonly continues?: boolean;
  /** For the person who asked only, where the platform can. */
  readonly onlyAsker?: boolean;
}
