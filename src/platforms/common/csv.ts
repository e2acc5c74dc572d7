import { clean } from "../../message/clean.ts";
import { formatValue } from "../../message/format.ts";
import type { Block, Language, Value } from "../../message/message.ts";

type Table = Extract<Block, { readonly kind: "table" }>;

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
function currencyOf(column: readonly (Value | undefined)[]): string | undefined {
  const currencies = new Set(column.flatMap((value) => (value?.kind === "money" ? [value.currency] : [])));
  return currencies.size === 1 ? [...currencies][0] : undefined;
}

/** A table as CSV for Excel: UTF-8 with a byte order mark, CRLF, no formulas. */
export function tableCsv({ columns, rows }: Table, lang: Language): string {
  const currencies = columns.map((_, i) => currencyOf(rows.map((row) => row[i])));
  const header = columns.map(({ label }, i) => {
    const currency = currencies[i];
    return text(clean(currency === undefined ? label[lang] : `${label[lang]} (${currency})`));
  });
  const body = rows.map((row) => row.map((value, i) => cell(value, lang, currencies[i] !== undefined)));
  return `\uFEFF${[header, ...body].map((line) => line.join(",")).join("\r\n")}\r\n`;
}
