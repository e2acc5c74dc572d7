// What Feishu documents, or what the field has measured; sources beside each number.

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The answer to a callback, and the ack of an event. Older pages say 1 s for events. */
export const ACK_WITHIN_MS = 3 * SECOND;
/** After each unacknowledged push, the pause until the next. Callbacks are never pushed again. */
export const PUSH_AGAIN_AFTER_MS = [15 * SECOND, 5 * MINUTE, HOUR, 6 * HOUR] as const;

/** `tenant_access_token` lives two hours. */
export const TOKEN_SECONDS = 7_200;

/** "At most one message within 1 hour for the same uuid"; the key itself has at most 50 characters. */
export const UUID_LIVES_MS = 60 * MINUTE;
export const UUID_CHARACTERS = 50;

/** Text may have 150 KB, cards and posts 30 KB; counted in UTF-8 bytes of the content string. */
export const TEXT_BYTES = 150 * 1024;
export const CARD_BYTES = 30 * 1024;

/** PATCH of a card, and buttons of a JSON 2.0 card. */
export const CARD_LIVES_MS = 14 * DAY;
/** A text may be edited 20 times. */
export const TEXT_EDITS = 20;

/** Per group (shared by all its bots), per person, and per message when editing. */
export const CHAT_QPS = 5;
/** Per API and app. */
export const API_PER_SECOND = 50;
export const API_PER_MINUTE = 1_000;

export const IMAGE_BYTES = 10 * 1024 * 1024;
export const IMAGE_PIXELS = 12_000;
export const GIF_PIXELS = 2_000;
export const FILE_BYTES = 30 * 1024 * 1024;
export const DOWNLOAD_BYTES = 100 * 1024 * 1024;

/** Long connections of one app. */
export const CONNECTIONS = 50;

/** Token of a callback for `interactive/v1/card/update`. An older Lark page says 3 uses; the stricter number is enforced. */
export const CARD_TOKEN_LIVES_MS = 30 * MINUTE;
export const CARD_TOKEN_USES = 2;
