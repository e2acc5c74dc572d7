// What Feishu and Lark accept. Names of pages are those of the open platform's documentation ("open.feishu.cn/document/…"); where
// a bound is not documented there, the comment says where it was seen.

/** "Send message" and "Update message card": the body of a card request is at most 30 KB. Some tenants take three times that; the page does not promise it. */
export const CARD_BYTES = 30_000;
/** Kept free in it for the rest of the request: receive_id, msg_type, uuid. */
export const REQUEST_RESERVE_BYTES = 500;
/** "Card JSON 2.0 structure": at most 200 elements, of which each object with a tag is one (plain_text too). Code 300305 beyond. */
export const CARD_ELEMENTS = 200;
/** "Table component": at most five in a card (code 230099 with 11310 beyond). A table in Markdown counts too. */
export const CARD_TABLES = 5;
/** "Table component": columns beyond the fiftieth are not shown. */
export const TABLE_COLUMNS = 50;
/** "Table component": page_size is 1 to 10. */
export const TABLE_PAGE = 10;
/** "Table component": row_max_height is 32 to 999 px. */
export const ROW_HEIGHT_PX = { min: 32, max: 999 } as const;
/** "Table component": digits after the point of a number column. */
export const NUMBER_PRECISION = 10;
/** "Chart component": at most five are advised. */
export const CARD_CHARTS = 5;
/** "Chart component": a fixed height is 1 to 999 px. */
export const CHART_HEIGHT_PX = 999;
/** "Columns", "Form container": at most five levels of containers. */
export const NESTING = 5;
/** "Columns": the weight of a column is 1 to 5. */
export const COLUMN_WEIGHT = 5;
/** "Card JSON 2.0 structure": an element_id begins with a letter, holds letters, digits and underscores, at most 20. */
export const ELEMENT_ID = /^[A-Za-z][A-Za-z0-9_]{0,19}$/;
/** "Title component": at most three tags after the title. */
export const HEADER_TAGS = 3;
/** "Input component": max_length is 1 to 1,000. */
export const INPUT_CHARS = 1_000;
/** "Static select", "Input": a placeholder has at most 100 characters. */
export const PLACEHOLDER_CHARS = 100;
/** Not documented; a title is shown in at most four lines, which is less than this on any screen. */
export const TITLE_CHARS = 200;
/** Not documented; the list of chats shows one line of it. */
export const SUMMARY_CHARS = 120;
/** Not documented; a toast shows two lines. */
export const TOAST_CHARS = 100;
