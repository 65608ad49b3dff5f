/** Characters of a message's text after entities are parsed (Bot API, sendMessage); counted here in UTF-16 units, which are never fewer. */
export const TEXT_LIMIT = 4096;
/** Telegram drops entities beyond the hundredth silently; the rest is left to links and mentions that it finds itself. */
export const ENTITY_LIMIT = 80;
/** Buttons of one keyboard, and of one row (clients show no more). */
export const BUTTON_LIMIT = 100;
export const ROW_LIMIT = 8;
/** Numbers in one row: wide enough for a thumb. */
export const CHOICES_IN_ROW = 5;
/** Longer labels are cut off by the clients; not a limit of the API. */
export const LABEL_LIMIT = 64;
/** Text of an alert on a pressed button (Bot API, answerCallbackQuery). */
export const ALERT_LIMIT = 200;
/** A quotation longer than this is folded; about seven lines on a phone. */
export const FOLD_FROM = 320;
/** What a bot may download (Bot API, getFile). */
export const DOWNLOAD_LIMIT_BYTES = 20 * 1024 * 1024;
/** Results of one inline query (Bot API, answerInlineQuery). */
export const RESULT_LIMIT = 50;
/** Bytes of the title and the description of an inline result that clients show. */
export const RESULT_LINE_LIMIT = 120;
