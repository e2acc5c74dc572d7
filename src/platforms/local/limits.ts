// Technical bounds of the browser workspace, not rules of the trade. They stop accidents (a pasted spreadsheet, a dropped video)
// from filling the store; what is drawn is never cut silently.

/** Longest text that a person may send. Slack's own bound for a slash command is of the same order. */
export const TEXT_CHARS = 8_000;
/** As much as intake reads: what is larger would only be refused after it was taken. */
export const FILE_BYTES = 209_715_200;
export const FILE_NAME_CHARS = 200;
export const FORM_FIELDS = 40;
export const FIELD_CHARS = 2_000;
export const TOKEN_CHARS = 300;
export const EVENT_ID_CHARS = 100;
/** Longest beginning of a SKU that is looked for: Amazon's own bound for a seller SKU is 40 characters. */
export const SKU_CHARS = 60;
/** Body of a JSON request: a form with every field full. */
export const JSON_BYTES = 262_144;
export const PAGE_ENTRIES = 50;
export const MAX_PAGE_ENTRIES = 200;
/** Rows of one table that a browser gets unasked: 50 entries of long lists would be tens of megabytes. The file has all of them. */
export const TABLE_ROWS = 200;
