import type { types } from "@slack/bolt";

/** Slack's chart block, which its own types do not know yet (docs.slack.dev/reference/block-kit/blocks/data-visualization-block). */
export interface ChartBlock {
  readonly type: "data_visualization";
  readonly title: string;
  readonly chart: {
    readonly type: "bar" | "line" | "area";
    readonly series: readonly { readonly name: string; readonly data: readonly { readonly label: string; readonly value: number }[] }[];
    readonly axis_config: { readonly categories: readonly string[]; readonly x_label?: string; readonly y_label?: string };
  };
}

export type SlackBlock = types.KnownBlock | ChartBlock;

/** How much of a message is drawn. The first that Slack takes is sent. */
export interface Detail {
  /** Rows of a table block, without its head; and of a table that is drawn as a list. */
  readonly rows: number;
  readonly listRows: number;
  /** Of one text; and of one cell. In UTF-16 units. */
  readonly chars: number;
  readonly cellChars: number;
  /** Items of a list, and facts. */
  readonly items: number;
  readonly buttons: number;
  /** Blocks of the message that are drawn; the rest is told of. */
  readonly blocks: number;
}

/** From "as it is" to "a few lines". Each is a good deal smaller than the one before, since each is tried in turn. */
export const DETAILS: readonly Detail[] = [
  { rows: 99, listRows: 15, chars: 2_700, cellChars: 300, items: 60, buttons: 100, blocks: 45 },
  { rows: 99, listRows: 10, chars: 1_500, cellChars: 80, items: 40, buttons: 50, blocks: 40 },
  { rows: 60, listRows: 8, chars: 1_000, cellChars: 60, items: 30, buttons: 50, blocks: 40 },
  { rows: 40, listRows: 6, chars: 700, cellChars: 48, items: 20, buttons: 25, blocks: 30 },
  { rows: 25, listRows: 5, chars: 500, cellChars: 40, items: 15, buttons: 25, blocks: 20 },
  { rows: 15, listRows: 3, chars: 300, cellChars: 32, items: 10, buttons: 25, blocks: 15 },
  { rows: 8, listRows: 2, chars: 200, cellChars: 24, items: 5, buttons: 10, blocks: 10 },
  { rows: 4, listRows: 1, chars: 120, cellChars: 20, items: 3, buttons: 10, blocks: 6 },
];
