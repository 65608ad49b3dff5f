/** An embed's description (Discord's documentation, Embed Limits). */
export const DESCRIPTION_LIMIT = 4096;
/** A button's label. */
export const LABEL_LIMIT = 80;
/** Rows of buttons, and buttons in a row. */
export const ROW_LIMIT = 5;
/** Of a command, an option and a choice. */
export const COMMAND_TEXT_LIMIT = 100;
/** Choices offered while an option is typed. */
export const CHOICE_LIMIT = 25;
/** An interaction must have its first reply within 3 s; a deferral after this many milliseconds leaves time for the network. */
export const DEFER_AFTER_MS = 1500;
