import { shorten } from "../../common/shorten.ts";
import type { Language } from "../../../message/message.ts";
import { columns } from "../../../message/width.ts";
import { leftOut, rightAligned, type Table, writeTable, type WrittenTable } from "../../common/table.ts";
import { TABLE_CHARS, TABLE_COLUMNS, TEXT_OBJECT_CHARS } from "../limits.ts";
import type { Detail, SlackBlock } from "./detail.ts";
import { escapedLength, line, paragraph, rich, run, small, within } from "./text.ts";
import { T } from "./words.ts";

/** Columns of text from which on a cell breaks into lines; a code or a date stays whole. */
const WIDE = 24;

export interface DrawnTable {
  readonly blocks: readonly SlackBlock[];
  /** Something of it was left out: the whole goes out as a CSV file. */
  readonly cut: boolean;
}

/** Rows whose cells fit, together with the head, into what Slack takes over a table. */
function fitting(head: readonly string[], rows: readonly (readonly string[])[]): number {
  const length = (cells: readonly string[]): number => cells.reduce((sum, cell) => sum + Math.max(1, escapedLength(cell)), 0);
  let used = length(head);
  for (const [i, row] of rows.entries()) {
    used += length(row);
    if (used > within(TABLE_CHARS)) return i;
  }
  return rows.length;
}

/** The foot: what the view says of further rows, what was left out here, and why cells are empty. */
function foot(table: Table, lang: Language, out: string, reasons: readonly string[], detail: Detail): readonly SlackBlock[] {
  const parts = [table.more?.[lang] ?? "", out, ...reasons.map((reason, i) => `[${i + 1}] ${reason}`)].filter((part) => part.trim() !== "");
  return small(parts.join(" · "), Math.min(TEXT_OBJECT_CHARS, detail.chars));
}

function clip(written: WrittenTable, max: number): { head: string[]; rows: string[][]; cut: boolean } {
  let cut = false;
  const cell = (text: string): string => {
    const fit = shorten(text, max);
    cut ||= fit !== text;
    return fit;
  };
  return { head: written.head.map(cell), rows: written.rows.map((row) => row.map(cell)), cut };
}

/** A table as Slack's own: figures towards the right, the head bold, cells as raw text. */
export function drawTable(table: Table, lang: Language, detail: Detail): DrawnTable {
  const written = writeTable(table, lang, { rows: detail.rows, columns: TABLE_COLUMNS });
  const { head, rows, cut } = clip(written, detail.cellChars);
  const shown = rows.slice(0, fitting(head, rows));
  const right = rightAligned(table);
  const wide = head.map((_, i) => shown.some((row) => columns(row[i] ?? "") > WIDE));
  const rest = { rows: table.rows.length - shown.length, columns: table.columns.length - head.length };
  const out = leftOut(rest.rows, rest.columns, lang);
  if (head.length === 0 || table.rows.length === 0) return empty(table, lang, detail);
  return {
    blocks: [
      ...title(table, lang, detail),
      {
        type: "table",
        column_settings: head.map((_, i) => ({ align: right[i] === true ? "right" : "left", is_wrapped: wide[i] === true })),
        rows: [
          head.map((label) => rich(line(run(label, "bold")))),
          // A cell may be empty, and Slack wants a character in it.
          ...shown.map((row) => row.map((text) => ({ type: "raw_text" as const, text: text === "" ? " " : text }))),
        ],
      },
      ...foot(table, lang, out, written.reasons, detail),
    ],
    cut: cut || rest.rows > 0 || rest.columns > 0,
  };
}

const title = (table: Table, lang: Language, detail: Detail): readonly SlackBlock[] =>
  paragraph(table.title?.[lang] ?? "", detail.chars, "bold");

const empty = (table: Table, lang: Language, detail: Detail): DrawnTable => ({
  blocks: [...title(table, lang, detail), ...small(T.noRows[lang], TEXT_OBJECT_CHARS), ...foot(table, lang, "", [], detail)],
  cut: false,
});

/**
 * A table where Slack has none: each row a bullet, its first cell bold and every other with its label. It wraps on a phone,
 * which columns of characters do not, and Chinese would not stand in columns anyway. One column is a list of its own.
 */
export function drawRows(table: Table, lang: Language, detail: Detail): DrawnTable {
  const list = table.columns.length === 1;
  const written = writeTable(table, lang, { rows: list ? detail.items : detail.listRows, columns: TABLE_COLUMNS });
  const { head, rows, cut } = clip(written, detail.cellChars);
  if (head.length === 0 || table.rows.length === 0) return empty(table, lang, detail);
  const rest = { rows: table.rows.length - rows.length, columns: table.columns.length - head.length };
  const item = (row: readonly string[]) => {
    const others = head.flatMap((label, i) => (i === 0 || (row[i] ?? "") === "" ? [] : [[label, row[i] ?? ""] as const]));
    return line(run(row[0] ?? "", list ? undefined : "bold"), ...others.flatMap(([label, text]) => [run(` · ${label} `), run(text)]));
  };
  return {
    blocks: [
      ...title(table, lang, detail),
      // Of one column the label has no cell to stand beside.
      ...(list ? paragraph(head[0] ?? "", detail.chars, "bold") : []),
      rich({ type: "rich_text_list", style: "bullet", elements: rows.map(item) }),
      ...foot(table, lang, leftOut(rest.rows, rest.columns, lang), written.reasons, detail),
    ],
    cut: cut || rest.rows > 0 || rest.columns > 0,
  };
}
