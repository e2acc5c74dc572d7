import { clean } from "../../message/clean.ts";
import { formatValue } from "../../message/format.ts";
import type { Block, Language, Value } from "../../message/message.ts";

export type Sheet = Pick<Extract<Block, { readonly kind: "table" }>, "columns" | "rows"> & { readonly kind?: Block["kind"] };

// A cell that begins so is a formula to a spreadsheet (OWASP ASVS 1.2.10); an apostrophe makes it text.
const FORMULA = /^[=+\-@\t\r\n\0]/;

const quoted = (cell: string): string => (/[",\r\n;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const text = (cell: string): string => quoted(FORMULA.test(cell) ? `'${cell}` : cell);

/** Numbers stay numbers a spreadsheet can add up, −12.50 included; everything that came from outside is guarded. */
function cell(value: Value, lang: Language, currencyInHeader: boolean): string {
  switch (value.kind) {
    case "count":
      return String(value.count);
    case "number":
      return value.number.toFixed(value.digits);
    case "days":
      return String(value.days);
    case "percent":
      return `${(value.ratio * 100).toFixed(value.digits ?? 1)}%`;
    case "money":
      return currencyInHeader ? value.amount : text(`${value.amount} ${value.currency}`);
    case "missing":
      return "";
    case "text":
    case "code":
    case "day":
    case "instant":
      return text(clean(formatValue(value, lang)));
  }
}

/** The one currency of a column whose amounts all share it. */
export function currencyOf(column: readonly (Value | undefined)[]): string | undefined {
  const currencies = new Set(column.flatMap((value) => (value?.kind === "money" ? [value.currency] : [])));
  return currencies.size === 1 ? [...currencies][0] : undefined;
}

/** Headings, with the currency of a column that has one only. */
export function headOf({ columns, rows }: Sheet, lang: Language): readonly string[] {
  return columns.map(({ label }, i) => {
    const currency = currencyOf(rows.map((row) => row[i]));
    return clean(currency === undefined ? label[lang] : `${label[lang]} (${currency})`);
  });
}

/** A table as CSV for Excel: UTF-8 with a byte order mark, CRLF, no formulas. */
export function tableCsv({ columns, rows }: Sheet, lang: Language): string {
  const currencies = columns.map((_, i) => currencyOf(rows.map((row) => row[i])));
  const header = headOf({ columns, rows }, lang).map(text);
  const body = rows.map((row) => row.map((value, i) => cell(value, lang, currencies[i] !== undefined)));
  return `\uFEFF${[header, ...body].map((line) => line.join(",")).join("\r\n")}\r\n`;
}
