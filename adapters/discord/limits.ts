/** An embed's description (Discord's documentation, Embed Limits). */
export const DESCRIPTION_LIMIT = 4096;
/** A message's content, where no embed may be sent. */
export const CONTENT_LIMIT = 2000;
/** A button's label. */
export const LABEL_LIMIT = 80;
/** Rows of buttons, and buttons in a row. */
export const ROW_LIMIT = 5;
/** Of a description of a command and an option, and of a choice. */
export const COMMAND_TEXT_LIMIT = 100;
/** Choices offered while an option is typed. */
export const CHOICE_LIMIT = 25;
/** A modal's title, and the label of its text input. */
export const MODAL_TEXT_LIMIT = 45;
/** Of a button and a form. */
export const CUSTOM_ID_LIMIT = 100;
/** A nonce, in characters. */
export const NONCE_LIMIT = 25;
/** A title of a thread. */
export const THREAD_NAME_LIMIT = 100;
/** An interaction must have its first reply within 3 s. */
export const FIRST_REPLY_MS = 3000;
/** An interaction is deferred when it is so old without an answer: the network takes its part of the 3 s. */
export const DEFER_AFTER_MS = 1500;
/** The token of an interaction ends after 15 minutes; a minute is left for the last edit. */
export const LAST_REPLY_MS = 14 * 60_000;
/** Answers of 401, 403 and 429 in ten minutes before Discord shuts an address out for an hour. */
export const INVALID_REQUESTS = 10_000;
/** Publications to following servers that an announcement channel takes in an hour. */
export const CROSSPOSTS_AN_HOUR = 10;
