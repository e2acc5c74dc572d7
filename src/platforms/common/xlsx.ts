import type { Cell } from "write-excel-file/node";
import writeXlsxFile from "write-excel-file/node";
import { minorDigits } from "../../domain/money/money.ts";
import type { FileBlock } from "../../message/file-line.ts";
import { clean } from "../../message/clean.ts";
import { formatValue } from "../../message/format.ts";
import type { Language, Value } from "../../message/message.ts";
import { columns as widthOf } from "../../message/width.ts";
import { currencyOf, headOf, type Sheet } from "./csv.ts";

/** Widths in characters: a narrower column shows #### for a day, a wider one is a product title that can be read elsewhere. */
const NARROWEST = 8;
const WIDEST = 48;

const decimals = (digits: number): string => (digits === 0 ? "0" : `0.${"0".repeat(digits)}`);

/** Numbers are numbers and days are days; what came from outside is text, and never a formula: a cell of type String is none. */
function cell(value: Value, lang: Language, currencyInHeader: boolean): Cell {
  switch (value.kind) {
    case "count":
      return { type: Number, value: value.count, format: "#,##0" };
    case "number":
      return { type: Number, value: value.number, format: `#,##${decimals(value.digits)}` };
    case "days":
      return { type: Number, value: value.days };
    case "percent":
      return { type: Number, value: value.ratio, format: `${decimals(value.digits ?? 1)}%` };
    case "money":
      return currencyInHeader
        ? { type: Number, value: Number(value.amount), format: `#,##${decimals(moneyDigits(value.amount, value.currency))}` }
        : { type: String, value: `${value.amount} ${value.currency}` };
    case "day":
      // Midnight UTC: that is what the writer makes a serial number of.
      return { type: Date, value: new Date(`${value.day}T00:00:00Z`), format: "yyyy-mm-dd" };
    case "missing":
      return null;
    case "text":
    case "code":
    case "instant":
      return { type: String, value: clean(formatValue(value, lang)) };
  }
}

/** A unit price often has more places than an amount that is paid. */
function moneyDigits(amount: string, currency: string): number {
  const places = amount.split(".")[1]?.replace(/0+$/, "").length ?? 0;
  return Math.max(minorDigits(currency), places);
}

const LARGEST_SHEET_NAME = 31;
// What Excel takes in no name of a sheet.
const sheetName = (title: string): string =>
  Array.from(title.replaceAll(/[\\/?*[\]:]/g, " "))
    .slice(0, LARGEST_SHEET_NAME)
    .join("")
    .trim() || "Purser";

/** What stands around the table of a file. */
type Around = Pick<FileBlock, "above" | "total">;

const bold = (c: Cell): Cell => (c === null || typeof c !== "object" ? c : Object.assign(c, { fontWeight: "bold" }));

/** A table as a workbook of one sheet, its headings fixed with all that is above them. */
export async function tableXlsx({ columns, rows, above = [], total }: Sheet & Around, title: string, lang: Language): Promise<Uint8Array> {
  const single = columns.map((_, i) => currencyOf(rows.map((row) => row[i])) !== undefined);
  const head = headOf({ columns, rows }, lang);
  const cells = (row: readonly Value[]): Cell[] => row.map((value, i) => cell(value, lang, single[i] === true));
  const lines = above.map(({ label, value }) => [bold({ type: String, value: clean(label[lang]) }), cell(value, lang, false)]);
  const before = lines.length === 0 ? [] : [...lines, []];
  const widths = head.map((text, i) => {
    const all = [...rows, ...(total ? [total] : [])];
    const wide = all.map((row) => (row[i] === undefined || row[i].kind === "missing" ? 0 : widthOf(formatValue(row[i], lang))));
    const labels = i === 0 ? above.map(({ label }) => widthOf(label[lang])) : [];
    return { width: Math.min(WIDEST, Math.max(NARROWEST, widthOf(text), ...wide, ...labels) + 2) };
  });
  const heading = head.map((value): Cell => bold({ type: String, value }));
  const file = writeXlsxFile([...before, heading, ...rows.map(cells), ...(total ? [cells(total).map(bold)] : [])], {
    columns: widths,
    sheet: sheetName(title),
    stickyRowsCount: before.length + 1,
  });
  return new Uint8Array(await file.toBuffer());
}
