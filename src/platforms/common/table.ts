import { formatValue, missingReason } from "../../message/format.ts";
import { shownRows } from "../../message/listed.ts";
import type { Block, Language, Value } from "../../message/message.ts";

export type Table = Extract<Block, { readonly kind: "table" }>;

const NUMBERS: ReadonlySet<Value["kind"]> = new Set(["count", "number", "percent", "money", "days"]);

/** Columns that are written towards the right: as the view says, else where everything known in them is a number. */
export function rightAligned({ columns, rows }: Table): readonly boolean[] {
  return columns.map(({ align }, i) => {
    if (align !== undefined) return align === "right";
    const known = rows.flatMap((row) => (row[i] === undefined || row[i].kind === "missing" ? [] : [row[i].kind]));
    return known.length > 0 && known.every((kind) => NUMBERS.has(kind));
  });
}

export interface WrittenTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Why cells are empty; a dash with `[n]` in a cell points at the n-th of them. */
  readonly reasons: readonly string[];
}

const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, " ");

/** The first rows and columns of a table as this reader reads them, each cell on one line; every row has as many cells as the head. */
export function writeTable(table: Table, lang: Language, most: { readonly rows: number; readonly columns: number }): WrittenTable {
  const reasons: string[] = [];
  const columns = table.columns.slice(0, most.columns);
  const cell = (value: Value | undefined): string => {
    if (value === undefined) return "";
    const reason = missingReason(value, lang);
    if (reason === undefined) return oneLine(formatValue(value, lang));
    if (!reasons.includes(reason)) reasons.push(reason);
    return `${formatValue(value, lang)}[${reasons.indexOf(reason) + 1}]`;
  };
  return {
    head: columns.map(({ label }) => oneLine(label[lang])),
    rows: table.rows.slice(0, Math.min(most.rows, shownRows(table))).map((row) => columns.map((_, i) => cell(row[i]))),
    reasons,
  };
}

/** "and 37 more": what a shortened table says of the rest. Empty when nothing was left out. */
export function leftOut(rows: number, columns: number, lang: Language): string {
  const zh = [...(rows > 0 ? [`另有 ${rows} 行`] : []), ...(columns > 0 ? [`另有 ${columns} 列`] : [])];
  const en = [
    ...(rows > 0 ? [`${rows} more ${rows === 1 ? "row" : "rows"}`] : []),
    ...(columns > 0 ? [`${columns} more ${columns === 1 ? "column" : "columns"}`] : []),
  ];
  if (zh.length === 0) return "";
  return lang === "zh" ? `${zh.join("，")}，完整表格见 CSV 文件` : `and ${en.join(", ")}; the whole table is in the CSV file`;
}

// What no file system takes in a name, and what chat clients turn into something else.
const UNSAFE = /[^\p{L}\p{N}._-]+/gu;

/** A file name from a title, without its extension: letters and digits of any script. */
export function fileName(title: string): string {
  const name = title.replaceAll(UNSAFE, "-").replaceAll(/^[-.]+|[-.]+$/g, "");
  return Array.from(name).slice(0, 60).join("") || "purser";
}
