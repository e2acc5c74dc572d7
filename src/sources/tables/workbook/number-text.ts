import type { NumberFormat } from "./number-format.ts";

/** Digits that a spreadsheet keeps of a number; what a double has beyond them is noise (0.1+0.2). */
const DIGITS = 15;
const EXACT = 10 ** DIGITS;
const DAY_SECONDS = 86_400;
/** 31 December 9999, the last day that Excel knows. */
const LAST_SERIAL = 2_958_465;
/** Days between the two ways of counting: from 1900 and, on old Macs, from 1904. */
const FROM_1904 = 1462;
// Excel counts a 29 February 1900 that never was: serials from 61 on are a day more than they should be.
const EPOCH = Date.UTC(1899, 11, 30);
const EPOCH_BEFORE_LEAP = Date.UTC(1899, 11, 31);
const LEAP = 61;

const SIMPLE = /^-?[1-9]\d*(?:\.\d+)?$/;

const two = (n: number): string => String(n).padStart(2, "0");
const clock = (seconds: number): string => `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;

/** `2026-10-31`, `2026-10-31 18:04:21`, or `18:04:21` for a time without a day; what is no date as Excel shows it. */
function dateText(serial: number, kind: NumberFormat["kind"], from1904: boolean): string {
  const counted = kind === "time" || !from1904 ? serial : serial + FROM_1904;
  if (counted < 0 || counted > LAST_SERIAL) return "########";
  const seconds = Math.round(counted * DAY_SECONDS);
  if (kind === "time" || counted < 1) return clock(seconds);
  const day = Math.floor(seconds / DAY_SECONDS);
  const rest = seconds % DAY_SECONDS;
  const date = new Date((day < LEAP ? EPOCH_BEFORE_LEAP : EPOCH) + day * DAY_SECONDS * 1000).toISOString().slice(0, 10);
  return rest === 0 && kind === "date" ? date : `${date} ${clock(rest)}`;
}

/** A double as people write it, without exponent as far as it is exact. */
function plain(n: number, written = ""): string {
  // Nearly every number has few digits, and cutting to fifteen is slow.
  if (written.length > 0 && written.length <= DIGITS && SIMPLE.test(written)) return String(n);
  const rounded = Number(n.toPrecision(DIGITS));
  const text = String(rounded);
  return text.includes("e") ? rounded.toFixed(20).replace(/\.?0+$/, "") : text;
}

/** Digits that nobody cut off: a long id that no spreadsheet went over. */
const whole = (written: string): boolean => /^-?\d{16,20}$/.test(written) && !/^-?\d{15}0+$/.test(written);

function numberText(written: string, n: number, format: NumberFormat): string {
  if (Math.abs(n) >= EXACT) return whole(written) ? written : n.toExponential(DIGITS - 1).toUpperCase();
  const text = plain(n, written);
  if (format.zeros > 0 && Number.isInteger(n) && n >= 0) return text.padStart(format.zeros, "0");
  // 1.234 is one and a bit here, whatever the store's country makes of a point before three digits.
  const sure = /^-?[1-9]\d{0,2}\.\d{3}$/.test(text) ? `${text}0` : text;
  return format.symbol === "" ? sure : sure.startsWith("-") ? `-${format.symbol}${sure.slice(1)}` : `${format.symbol}${sure}`;
}

/** A cell's number as the text that a CSV of the same sheet would hold. */
export function textOfNumber(written: string, format: NumberFormat, from1904: boolean): string {
  const trimmed = written.trim();
  const n = Number(trimmed);
  if (trimmed === "" || !Number.isFinite(n)) return trimmed;
  switch (format.kind) {
    case "number":
      return numberText(trimmed, n, format);
    case "percent":
      return `${plain(n * 100)}%`;
    case "date":
    case "datetime":
    case "time":
      return dateText(n, format.kind, from1904);
  }
}
