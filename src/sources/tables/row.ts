import type { Day } from "../../domain/calendar/day.ts";
import type { DecimalText } from "../../domain/facts/facts.ts";
import type { RejectionCode } from "../../domain/facts/rejections.ts";
import { isCurrency } from "../../domain/money/currency.ts";
import {
  EARLIEST,
  type DateFault,
  type DateOrder,
  type DateReading,
  isDateFault,
  type Moment,
  parseDate,
  parseDeadline,
  parseMoment,
} from "./date.ts";
import type { Bound } from "./header.ts";
import type { Text } from "../../domain/value.ts";
import {
  A_DATE,
  blank,
  COUNT,
  CURRENCY_CODE,
  DIGITS,
  digitsLost,
  expected,
  formula,
  future,
  NOT_NEGATIVE,
  noText,
  NUMBER,
  oneOfThese,
  otherSymbol,
  PERCENT,
  RATE,
  tooLongCell,
  tooLongCode,
  twoDates,
  twoNumbers,
} from "./said.ts";
import { rounded6 } from "./decimal.ts";
import { Rejected } from "./rejected.ts";
import { type NumberStyle, type Parsed, parseNumber, styleFromRow, symbolFits } from "./number.ts";

const GUARD = /^="(.*)"$/s;
// What a spreadsheet shows where a formula failed; and a formula itself, which is no code of anything.
const FORMULA_ERROR = /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)$|^=/i;
const LOST_DIGITS = /^[+-]?\d(?:[.,]\d+)?E\+?\d{1,3}$/i;
const GROUPS = /^[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*$/;
/** Codes are keys of indexes. */
const LONGEST_CODE = 200;
/** Places after the point that a double can show. */
const FLOAT_PLACES = 20;
/** The store keeps whole numbers up to here. */
export const MOST_UNITS = 2_147_483_647;

export interface Reading {
  readonly bound: Bound;
  readonly style: NumberStyle;
  readonly dates: DateReading & { readonly order: DateOrder };
  /** Records of later days are refused. */
  readonly latest: Day;
  readonly cellLimit: number;
  /** See OpenedFile.floats. */
  readonly floats?: boolean;
}

/** One record, read cell by cell with what each cell must be. One object serves a whole file: nothing keeps it. */
export class Row {
  readonly #r: Reading;
  #cells: readonly string[] = [];
  #style: NumberStyle | undefined;
  readonly #moments = new Map<string, Moment>();

  constructor(reading: Reading) {
    this.#r = reading;
  }

  on(cells: readonly string[]): this {
    this.#cells = cells;
    this.#style = this.#r.style === "unknown" ? undefined : this.#r.style;
    for (const cell of cells) {
      if (cell.length > this.#r.cellLimit) this.#reject("too-long", null, cell, tooLongCell(cell.length, this.#r.cellLimit));
    }
    return this;
  }

  has(column: string): boolean {
    return this.#r.bound.at.has(column);
  }

  /** The cell as text without Excel's guard (`="123"`); "" where it is blank or the file has no such column. */
  raw(column: string): string {
    const at = this.#r.bound.at.get(column);
    const cell = at === undefined ? "" : (this.#cells[at] ?? "");
    if (cell === "") return cell;
    const c = cell.charCodeAt(0);
    if (c === 0x3d) return (GUARD.exec(cell.trim())?.[1] ?? cell).trim();
    return c <= 0x20 || c > 0x7f || cell.charCodeAt(cell.length - 1) <= 0x20 || cell.charCodeAt(cell.length - 1) > 0x7f
      ? cell.trim()
      : cell;
  }

  reject(code: RejectionCode, column: string, reason: Text): never {
    return this.#reject(code, column, this.raw(column), reason);
  }

  #reject(code: RejectionCode, column: string | null, value: string | null, reason: Text): never {
    throw new Rejected(code, column === null ? null : (this.#r.bound.written.get(column) ?? column), value, reason);
  }

  /** Text of a cell; null where it is blank. */
  text(column: string): string | null {
    const value = this.raw(column);
    if (value === "") return null;
    if (value.includes("\u0000") || !value.isWellFormed()) this.#reject("bad-character", column, value, noText(column));
    return value;
  }

  optionalCode(column: string): string | null {
    const value = this.text(column);
    if (value === null) return null;
    if (FORMULA_ERROR.test(value)) this.#reject("spreadsheet-error", column, value, formula(column, { zh: "编号", en: "a code" }));
    if (LOST_DIGITS.test(value)) this.#reject("lost-digits", column, value, digitsLost(column));
    if (value.length > LONGEST_CODE) this.#reject("too-long", column, value, tooLongCode(column, value.length, LONGEST_CODE));
    return value;
  }

  /** An identifier: text, never a number. */
  code(column: string): string {
    return this.optionalCode(column) ?? this.#missing(column);
  }

  #missing(column: string): never {
    return this.#reject("missing", column, null, blank(column));
  }

  optionalAmount(column: string, currency?: string, example: Text = NUMBER): DecimalText | null {
    const value = this.raw(column);
    if (value === "") return null;
    const parsed = this.#number(value);
    if (parsed.ok) {
      if (currency !== undefined && !symbolFits(parsed.symbol, currency)) {
        this.#reject("other-currency", column, value, otherSymbol(column, parsed.symbol, currency));
      }
      return parsed.value;
    }
    switch (parsed.fault) {
      case "blank":
        return null;
      case "ambiguous-number":
        return this.#reject("ambiguous-number", column, value, twoNumbers(column));
      case "out-of-range":
        return this.#reject("out-of-range", column, value, expected(column, DIGITS));
      case "not-a-number":
        if (FORMULA_ERROR.test(value)) this.#reject("spreadsheet-error", column, value, formula(column, { zh: "数字", en: "a number" }));
        return this.#reject("not-a-number", column, value, expected(column, example));
    }
  }

  #number(value: string): Parsed {
    const style = (this.#style ??= styleFromRow(this.#cells));
    const parsed = parseNumber(value, style);
    if (parsed.ok || parsed.fault !== "out-of-range" || this.#r.floats !== true) return parsed;
    // =7/3 has no end of threes: what is beyond the sixth place is the spreadsheet's doing.
    const exact = parseNumber(value, style, FLOAT_PLACES);
    const rounded = exact.ok ? rounded6(exact.value) : undefined;
    return exact.ok && rounded !== undefined ? { ...exact, value: rounded } : parsed;
  }

  /** A rate of exchange, kept to twelve places; above zero. */
  rate(column: string): DecimalText {
    const value = this.raw(column);
    if (value === "") return this.#missing(column);
    const parsed = parseNumber(value, "point", 12);
    if (!parsed.ok) return this.reject(parsed.fault === "out-of-range" ? "out-of-range" : "not-a-number", column, expected(column, RATE));
    if (!(Number(parsed.value) > 0)) this.reject("out-of-range", column, expected(column, { zh: "大于 0 的汇率", en: "a rate above 0" }));
    return parsed.value;
  }

  amount(column: string, currency?: string): DecimalText {
    return this.optionalAmount(column, currency) ?? this.#missing(column);
  }

  /** As amount, and not below zero. */
  optionalPrice(column: string, currency?: string): DecimalText | null {
    const value = this.optionalAmount(column, currency);
    if (value?.startsWith("-")) this.reject("negative", column, expected(column, NOT_NEGATIVE));
    return value;
  }

  /**
   * A count with its thousands marked. No platform writes counts with three places after the point, and Amazon's German reports have
   * `1,204` sessions beside `5.255,61 €`: what the rest of the row says of its decimal mark does not count here.
   */
  #grouped(column: string): string | null {
    if (this.#r.style !== "unknown") return null;
    const value = this.raw(column);
    return GROUPS.test(value) ? value.replace(/[.,]/g, "") : null;
  }

  optionalCount(column: string, options: { readonly negative?: boolean } = {}): number | null {
    const value = this.#grouped(column) ?? this.optionalAmount(column, undefined, COUNT);
    if (value === null) return null;
    const n = Number(value);
    if (!Number.isInteger(n)) this.reject("not-a-whole-number", column, expected(column, COUNT));
    if (Math.abs(n) > MOST_UNITS)
      this.reject("out-of-range", column, expected(column, { zh: `不超过 ${MOST_UNITS} 的数`, en: `at most ${MOST_UNITS}` }));
    if (n < 0 && options.negative !== true) this.reject("negative", column, expected(column, NOT_NEGATIVE));
    return n;
  }

  /** A whole number of something. */
  count(column: string, options: { readonly negative?: boolean } = {}): number {
    return this.optionalCount(column, options) ?? this.#missing(column);
  }

  /** A share of one out of `99.80%` or, where the column is in percent, `99.80`. */
  optionalPercent(column: string): number | null {
    const value = this.raw(column);
    if (value === "") return null;
    const parsed = parseNumber(value.replace(/\s*%$/, ""), (this.#style ??= styleFromRow(this.#cells)));
    if (!parsed.ok) return parsed.fault === "blank" ? null : this.reject("not-a-number", column, expected(column, PERCENT));
    return Math.round(Number(parsed.value) * 1e6) / 1e8;
  }

  currency(column: string, otherwise: string | null): string {
    const value = this.raw(column);
    if (value === "") return otherwise ?? this.#missing(column);
    const code = value.toUpperCase();
    if (!isCurrency(code)) this.reject("unknown-currency", column, expected(column, CURRENCY_CODE));
    return code;
  }

  oneOf<T extends string>(column: string, values: readonly T[]): T | null {
    const value = this.raw(column);
    if (value === "") return null;
    const key = value.toLowerCase().replace(/[_\s]+/g, "-");
    return values.find((v) => v === key) ?? this.reject("unknown-value", column, expected(column, oneOfThese(values)));
  }

  flag(column: string): boolean | null {
    const value = this.raw(column).toLowerCase();
    if (value === "") return null;
    if (["true", "yes", "y", "1", "是"].includes(value)) return true;
    if (["false", "no", "n", "0", "否"].includes(value)) return false;
    return this.reject("unknown-value", column, expected(column, { zh: "是或否", en: "yes or no" }));
  }

  #notFuture(column: string, d: Day): void {
    if (d > this.#r.latest) this.reject("future-date", column, future(column, this.#r.latest));
    if (d < EARLIEST) this.reject("too-old", column, { zh: `${column} 早于 ${EARLIEST}`, en: `${column} is before ${EARLIEST}` });
  }

  #dateFault(column: string, fault: DateFault): never {
    if (fault === "ambiguous-date") return this.reject("ambiguous-date", column, twoDates(column));
    return this.reject("not-a-date", column, expected(column, A_DATE));
  }

  /** A day; `future` where a plan may lie ahead (an arrival). */
  optionalDay(column: string, options: { readonly future?: boolean } = {}): Day | null {
    const value = this.raw(column);
    if (value === "") return null;
    const d = parseDate(value, this.#r.dates.order);
    if (isDateFault(d)) return this.#dateFault(column, d);
    if (options.future !== true) this.#notFuture(column, d);
    return d;
  }

  /** A day written in a part of a cell. */
  dayOf(column: string, written: string): Day {
    const d = parseDate(written, this.#r.dates.order);
    if (d === "blank") return this.#missing(column);
    if (isDateFault(d)) return this.#dateFault(column, d);
    this.#notFuture(column, d);
    return d;
  }

  day(column: string): Day {
    return this.optionalDay(column) ?? this.#missing(column);
  }

  optionalMoment(column: string): Moment | null {
    return this.raw(column) === "" ? null : this.moment(column);
  }

  /** An instant up to which something is in time; it may lie ahead. */
  deadline(column: string): Date | null {
    if (this.raw(column) === "") return null;
    const parsed = parseDeadline(this.raw(column), this.#r.dates);
    return typeof parsed === "string" ? this.#dateFault(column, parsed) : parsed;
  }

  moment(column: string): Moment {
    const value = this.raw(column);
    if (value === "") this.#missing(column);
    let found = this.#moments.get(value);
    if (!found) {
      const parsed = parseMoment(value, this.#r.dates);
      if (isDateFault(parsed)) return this.#dateFault(column, parsed);
      found = parsed;
      // Lines of one order follow each other: a short memory spares most of the work.
      if (this.#moments.size > 1000) this.#moments.clear();
      this.#moments.set(value, found);
    }
    this.#notFuture(column, found.day);
    return found;
  }
}
