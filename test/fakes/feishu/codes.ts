// Platform codes. HTTP status 400 unless another is named.
export const TOKEN_MISSING = 99991661;
export const TOKEN_INVALID = 99991663;
/** HTTP 429, with x-ogw-ratelimit-limit and x-ogw-ratelimit-reset (seconds). */
export const API_TOO_OFTEN = 99991400;
export const APP_SECRET_INVALID = 10014;
export const APP_UNKNOWN = 10003;

export const BAD_PARAMETER = 230001;
export const BOT_NOT_IN_CHAT = 230002;
export const WITHDRAWN = 230011;
export const NO_AVAILABILITY = 230013;
export const NOT_OWNER_OF_RESOURCE = 230017;
export const CHAT_TOO_OFTEN = 230020;
export const TOO_LARGE = 230025;
export const TOO_OLD = 230031;
export const BEING_SENT = 230049;
export const WRONG_MESSAGE_TYPE = 230054;
export const NOT_THE_SENDER = 230071;
export const EDITED_TOO_OFTEN = 230072;
export const MESSAGE_DELETED = 230110;
/** The card could not be made; the reason is in `ext=ErrCode: …`. */
export const CARD_REFUSED = 230099;

/** ErrCode inside of CARD_REFUSED. */
export const CARD_OVER_LIMIT = 11310;
export const CARD_UNPARSABLE = 200621;
export const CARD_UNSUPPORTED = 200861;
export const CARD_BAD_IMAGE = 200570;

export const CHAT_OPERATOR_OUTSIDE = 232011;
export const CHAT_UNKNOWN = 232006;
export const USER_INVALID = 41012;
export const USER_OUT_OF_SCOPE = 41050;

export const FILE_BAD_PARAMETER = 234001;
export const FILE_NOT_FOUND = 234003;
export const FILE_TOO_LARGE = 234006;
export const FILE_EMPTY = 234010;
export const IMAGE_UNREADABLE = 234011;
export const DOWNLOAD_TOO_LARGE = 234037;
export const IMAGE_TOO_WIDE = 234039;
export const RESOURCE_OF_CARD = 234043;

/** `interactive/v1/card/update` with a token that is unknown, used up or too old; the number is not documented. */
export const CARD_TOKEN_SPENT = 300_040;

// What the client shows to the person who clicked.
/** No callback subscribed, or an ack that carries no object. */
export const CLICK_UNANSWERED = 200_340;
export const CLICK_TIMED_OUT = 200_341;
export const CLICK_NO_CONNECTION = 200_342;
export const CLICK_NOT_200 = 200_671;
export const CLICK_BAD_BODY = 200_672;
export const CLICK_BAD_CARD = 200_673;
