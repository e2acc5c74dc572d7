// What Slack takes, each figure with its source. d.ts = the doc comments of @slack/types 3; docs = docs.slack.dev/reference.
// Where a figure is only observed, the lower of the reported ones stands here.

/** docs, methods/chat.postMessage: at most 50 blocks in a message. */
export const MESSAGE_BLOCKS = 50;
/** docs, surfaces/modals and app-home; d.ts views: at most 100 blocks in a view. */
export const VIEW_BLOCKS = 100;
/** Undocumented: above about 13,200 characters over all blocks Slack answers `msg_blocks_too_long` (slackapi/bolt-js#2509). */
export const BLOCK_CHARS = 13_200;
/** docs, methods/chat.postMessage: text beyond 40,000 characters is cut. */
export const TEXT_CHARS = 40_000;
/** Without blocks Slack splits a text beyond 4,000 characters into several messages (slackapi/bolt-python#764). */
export const UNSPLIT_TEXT_CHARS = 4_000;
/** d.ts: a text object, and the text of a section. */
export const TEXT_OBJECT_CHARS = 3_000;
/** d.ts, section block. */
export const SECTION_FIELDS = 10;
export const SECTION_FIELD_CHARS = 2_000;
/** d.ts, header block. */
export const HEADER_CHARS = 150;
/** d.ts, context block. */
export const CONTEXT_ELEMENTS = 10;
/** d.ts, actions block. */
export const ACTIONS_ELEMENTS = 25;
/** d.ts, block_id and action_id. */
export const ID_CHARS = 255;
/** d.ts, button. */
export const BUTTON_TEXT_CHARS = 75;
export const BUTTON_VALUE_CHARS = 2_000;
export const BUTTON_URL_CHARS = 3_000;
/** d.ts, confirmation dialog. */
export const CONFIRM_TITLE_CHARS = 100;
export const CONFIRM_TEXT_CHARS = 300;
export const CONFIRM_BUTTON_CHARS = 30;
/** d.ts, image block. */
export const IMAGE_ALT_CHARS = 2_000;
export const IMAGE_TITLE_CHARS = 2_000;
/** Any other shape of a file id is refused (slackapi/python-slack-sdk#1521). */
export const FILE_ID = /^F[A-Z0-9]{8,}$/;
/** d.ts, table block. The head is one of the rows. */
export const TABLE_ROWS = 100;
export const TABLE_COLUMNS = 20;
/** docs, blocks/table-block: over the cells of all tables of a message. */
export const TABLE_CHARS = 10_000;
/** A second table is refused with `invalid_attachments` in many workspaces (netclaw-dev/netclaw#55), whatever newer ones take. */
export const TABLES = 1;
/** docs, blocks/data-visualization-block; the count per message is observed (vercel/chat, adapter-slack). */
export const CHARTS = 2;
export const CHART_TITLE_CHARS = 50;
export const CHART_SERIES = 6;
/** docs, same page: 1 to 20 categories; each series has a finite value for each of them. */
export const CHART_POINTS = 20;
export const CHART_LABEL_CHARS = 20;
export const CHART_AXIS_CHARS = 50;
/** d.ts, input block. */
export const INPUT_LABEL_CHARS = 2_000;
export const INPUT_HINT_CHARS = 2_000;
/** d.ts, plain text input. */
export const INPUT_CHARS = 3_000;
/** docs, block-elements: placeholder of an input. */
export const PLACEHOLDER_CHARS = 150;
/** d.ts, select menus: options and groups of options. */
export const OPTIONS = 100;
export const OPTION_GROUPS = 100;
export const OPTION_TEXT_CHARS = 75;
/** d.ts says 75, newer pages 150. */
export const OPTION_VALUE_CHARS = 75;
/** d.ts, views. */
export const VIEW_TITLE_CHARS = 24;
export const VIEW_BUTTON_CHARS = 24;
export const PRIVATE_METADATA_CHARS = 3_000;
export const CALLBACK_ID_CHARS = 255;
/** docs, methods/views.open: beyond it `view_too_large`. In bytes of JSON. */
export const VIEW_BYTES = 250_000;
/** Not documented; Slack answers `metadata_too_large`. Ours is a key of a few hundred bytes. */
export const METADATA_BYTES = 4_000;
