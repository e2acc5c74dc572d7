import type { DecimalText } from "../../domain/facts/facts.ts";
import { decimalText } from "./decimal.ts";

export { symbolFits } from "../../domain/money/symbol.ts";

/** How numbers are written where a file comes from; `unknown` takes only what can be read in one way. */
export type NumberStyle = "point" | "comma" | "unknown";

export type NumberFault = "blank" | "not-a-number" | "ambiguous-number" | "out-of-range";
export type Parsed =
  | { readonly ok: true; readonly value: DecimalText; readonly symbol: string }
  | { readonly ok: false; readonly fault: NumberFault };

const fault = (f: NumberFault): Parsed => ({ ok: false, fault: f });

/** Countries whose own notation has a decimal comma. A file from there may have either, by the language of the page it came from. */
const COMMA_COUNTRIES = new Set([
  "DE",
  "FR",
  "IT",
  "ES",
  "NL",
  "SE",
  "PL",
  "BE",
  "TR",
  "BR",
  "AT",
  "DK",
  "NO",
  "FI",
  "PT",
  "CZ",
  "RO",
  "HU",
  "GR",
  "RU",
  "ID",
  "VN",
  "AR",
  "CL",
  "CO",
]);
export const styleOf = (country: string | null): NumberStyle => (country === null || COMMA_COUNTRIES.has(country) ? "unknown" : "point");

const PLAIN = /^-?\d{1,12}(?:\.\d{0,2})?$/;
const WESTERN = /^\d{1,3}(?:,\d{3})+$/;
const LAKH = /^\d{1,2}(?:,\d{2})*,\d{3}$/;
const BODY = /^([^\d.,+\-−(]*)([(+\-−]?)([^\d.,]*)([\d.,][\d.,'’ \u00a0\u202f]*)(\)?)([^\d.,]*)$/;
// A currency before or after the number: a symbol, a code, a symbol with a country (MX$), nothing else.
const SYMBOL = /^(?:[A-Z]{0,3}\p{Sc}|[A-Z]{3}|zł|kr|Kč|lei|Ft|RM|Rp)?$/u;

function groupsFit(whole: string, separator: string): boolean {
  const commas = separator === "," ? whole : whole.replaceAll(separator, ",");
  return WESTERN.test(commas) || (separator === "," && LAKH.test(commas));
}

/** Digits before and after the decimal mark, groups taken out; or why not. */
function split(body: string, style: NumberStyle): readonly [string, string] | NumberFault {
  const spaced = /['’ \u00a0\u202f]/.test(body);
  if (spaced && !/^\d{1,3}(?:['’ \u00a0\u202f]\d{3})+(?:[.,]\d+)?$/.test(body)) return "not-a-number";
  const digits = body.replace(/['’ \u00a0\u202f]/g, "");
  const dots = digits.split(".").length - 1;
  const commas = digits.split(",").length - 1;
  const cut = (mark: string): readonly [string, string] => {
    const at = digits.lastIndexOf(mark);
    return [digits.slice(0, at), digits.slice(at + 1)];
  };
  if (dots === 0 && commas === 0) return [digits, ""];
  if (dots > 0 && commas > 0) {
    const mark = digits.lastIndexOf(".") > digits.lastIndexOf(",") ? "." : ",";
    const other = mark === "." ? "," : ".";
    if ((mark === "." ? dots : commas) !== 1 || style === (mark === "." ? "comma" : "point")) return "not-a-number";
    const [whole, fraction] = cut(mark);
    return groupsFit(whole, other) ? [whole.replaceAll(other, ""), fraction] : "not-a-number";
  }
  const mark = dots > 0 ? "." : ",";
  const decimalIn = mark === "." ? "point" : "comma";
  if ((dots || commas) > 1) return style !== decimalIn && groupsFit(digits, mark) ? [digits.replaceAll(mark, ""), ""] : "not-a-number";
  const [before, after] = cut(mark);
  if (style === decimalIn || spaced) return [before, after];
  const mayGroup = after.length === 3 && /^[1-9]\d{0,2}$/.test(before);
  if (style === "unknown") return mayGroup ? "ambiguous-number" : [before, after];
  return mayGroup ? [before + after, ""] : "not-a-number";
}

/** A number as people and platforms write it: `"12,131"`, `$12,905.25`, `₹1,08,218.36`, `95,00`, `(4.05)`. Blank is not 0. */
export function parseNumber(written: string, style: NumberStyle, places?: number): Parsed {
  if (PLAIN.test(written)) {
    const negative = written.charCodeAt(0) === 0x2d;
    const dot = written.indexOf(".");
    const whole = written.slice(negative ? 1 : 0, dot < 0 ? written.length : dot);
    const fraction = dot < 0 ? "" : written.slice(dot + 1);
    const value = style === "comma" && dot >= 0 ? undefined : decimalText(negative, whole, fraction);
    return value === undefined ? fault("not-a-number") : { ok: true, value, symbol: "" };
  }
  const text = written.normalize("NFKC").trim();
  if (text === "") return fault("blank");
  if (text.length > 60) return fault("not-a-number");
  const m = BODY.exec(text);
  if (!m) return fault("not-a-number");
  const [, before = "", sign = "", middle = "", body = "", close = "", after = ""] = m;
  const symbol = (before + middle + after).trim();
  if (!/\d/.test(body) || (sign === "(") !== (close === ")") || !SYMBOL.test(symbol)) return fault("not-a-number");
  const parts = split(body.trim(), style);
  if (typeof parts === "string") return fault(parts);
  const value = decimalText(sign === "-" || sign === "−" || sign === "(", parts[0], parts[1], places);
  return value === undefined ? fault("out-of-range") : { ok: true, value, symbol };
}

/** What a record's other cells say about its decimal mark; `unknown` when none of them does or they disagree. */
export function styleFromRow(cells: readonly string[]): NumberStyle {
  let found: NumberStyle = "unknown";
  for (const cell of cells) {
    if (cell.length > 24) continue;
    const m = /(?:^|[^\d.,])(?:\d{1,3}(?:([.,])\d{3})*|\d+)([.,])(\d{1,2}|\d{4,})\s*[^\d.,]*$/.exec(cell);
    const mark = m?.[2];
    if (mark === undefined || m?.[1] === mark) continue;
    const says = mark === "." ? "point" : "comma";
    if (found !== "unknown" && found !== says) return "unknown";
    found = says;
  }
  return found;
}
