import { formatValue } from "../../../message/format.ts";
import type { Language, Value } from "../../../message/message.ts";
import { columns as width } from "../../../message/width.ts";
import { shorten } from "../../common/shorten.ts";
import { leftOut, rightAligned, type Table, writeTable, type WrittenTable } from "../../common/table.ts";
import { TABLE_COLUMNS, TABLE_PAGE } from "../limits.ts";
import { type Element, paragraph } from "./elements.ts";
import { T } from "./words.ts";

export interface TableRoom {
  /** Most rows to show. */
  readonly rows: number;
  /** Most characters of a text. */
  readonly max: number;
  /** false where the card has its five tables already: rows are then lines of text. */
  readonly element: boolean;
}

export interface DrawnTable {
  readonly elements: readonly Element[];
  /** Something of it is not in the card, which then says that the whole table is in a file. */
  readonly shortened: boolean;
}

const CELL_CHARS = 300;
/** Columns of text beyond which a cell may break into lines. */
const LONG_CELL = 26;
const HIGHEST_ROW = "124px";
/** From so many columns on a phone must scroll sideways, and whose row it is should stay. */
const MANY_COLUMNS = 4;
/** Beyond this a number is not exact any more. */
const EXACT = 1e15;
const MOST_DIGITS = 6;

/** Digits of a column that Feishu may write itself because it writes the same: plain numbers, all there, no unit, no sign. */
function precisionOf(cells: readonly (Value | undefined)[]): number | undefined {
  const digits = new Set(
    cells.map((v) => {
      if (v === undefined || v.signed === true) return -1;
      if (v.kind === "count" && v.unit === undefined) return Math.abs(v.count) < EXACT ? 0 : -1;
      if (v.kind === "number" && v.unit === undefined) return Math.abs(v.number) < EXACT && v.digits <= MOST_DIGITS ? v.digits : -1;
      return -1;
    }),
  );
  const [only] = [...digits];
  return digits.size === 1 && only !== undefined && only >= 0 ? only : undefined;
}

/** Rounded here, and never −0: halves must not be rounded another way there. */
function exact(value: Value | undefined, digits: number): number {
  const number = value?.kind === "count" ? value.count : value?.kind === "number" ? value.number : 0;
  return Number(formatValue({ kind: "number", number, digits }, "en").replaceAll(",", ""));
}

function asElement(table: Table, written: WrittenTable): Element {
  const values = table.rows.slice(0, written.rows.length);
  const precisions = written.head.map((_, i) => precisionOf(values.map((row) => row[i])));
  const right = rightAligned(table);
  const long = written.rows.some((row) => row.some((cell) => width(cell) > LONG_CELL));
  return {
    tag: "table",
    page_size: Math.min(TABLE_PAGE, written.rows.length),
    row_height: long ? "auto" : "low",
    ...(long && { row_max_height: HIGHEST_ROW }),
    freeze_first_column: written.head.length >= MANY_COLUMNS,
    header_style: { text_align: "left", text_size: "normal", background_style: "grey", text_color: "grey", bold: true, lines: 1 },
    columns: written.head.map((head, i) => ({
      name: `c${i}`,
      display_name: head,
      data_type: precisions[i] === undefined ? "text" : "number",
      ...(precisions[i] !== undefined && { format: { precision: precisions[i], separator: true } }),
      horizontal_align: right[i] === true ? "right" : "left",
      width: "auto",
    })),
    rows: written.rows.map((row, r) =>
      Object.fromEntries(row.map((cell, i) => [`c${i}`, precisions[i] === undefined ? cell : exact(values[r]?.[i], precisions[i])])),
    ),
  };
}

/** The fifth table is the last that a card takes: further ones are a line a row, `SKU-1 · 可售 12 · 可售天数 3 天`. */
const asLines = ({ head, rows }: WrittenTable): string =>
  rows
    .map((row) => {
      const cells = row.map((cell, i) => (i === 0 || head[i] === undefined || head[i].trim() === "" ? cell : `${head[i]} ${cell}`));
      return `• ${cells.filter((_, i) => (row[i] ?? "").trim() !== "").join(" · ")}`;
    })
    .join("\n");

/** A table with what is missing said below it, as many of its rows as there is room for, and where the rest is. */
export function drawTable(table: Table, lang: Language, room: TableRoom): DrawnTable {
  const whole = writeTable(table, lang, { rows: room.rows, columns: TABLE_COLUMNS });
  const chars = Math.min(room.max, CELL_CHARS);
  const written: WrittenTable = {
    head: whole.head.map((text) => shorten(text, chars)),
    rows: whole.rows.map((row) => row.map((text) => shorten(text, chars))),
    reasons: whole.reasons.map((text) => shorten(text, chars)),
  };
  const hidden = { rows: table.rows.length - whole.rows.length, columns: table.columns.length - whole.head.length };
  const cut = whole.rows.some((row, r) => row.some((cell, i) => cell !== written.rows[r]?.[i]));
  const shortened = hidden.rows > 0 || hidden.columns > 0 || cut;
  const drawn = (): readonly Element[] => {
    if (table.columns.length === 0) return [];
    if (table.rows.length === 0) return paragraph(T.noRows[lang], { colour: "grey" });
    if (written.rows.length === 0) return [];
    return room.element ? [asElement(table, written)] : paragraph(asLines(written));
  };
  const below = [
    leftOut(hidden.rows, hidden.columns, lang) || (cut ? T.cells[lang] : ""),
    table.more ? shorten(table.more[lang], room.max) : "",
    written.reasons.map((reason, i) => `[${i + 1}] ${reason}`).join(lang === "zh" ? "；" : "; "),
  ].filter((text) => text.trim() !== "");
  return {
    elements: [
      ...(table.title ? paragraph(shorten(table.title[lang], room.max)) : []),
      ...drawn(),
      ...paragraph(below.join("\n"), { size: "notation", colour: "grey" }),
    ],
    shortened,
  };
}
