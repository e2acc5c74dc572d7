import type { DecimalText } from "../../domain/facts/facts.ts";

/** Places that numeric(18,6) keeps, and digits before the point. */
export const PLACES = 6;
export const WHOLE_DIGITS = 12;

/** `sign`, digits before and after the point → the shortest plain text; undefined when the store could not keep it exactly. */
export function decimalText(negative: boolean, whole: string, fraction: string, places = PLACES): DecimalText | undefined {
  const w = whole.replace(/^0+(?=\d)/, "") || "0";
  const f = fraction.replace(/0+$/, "");
  if (w.length > WHOLE_DIGITS || f.length > places) return undefined;
  const text = f === "" ? w : `${w}.${f}`;
  return (negative && text !== "0" ? `-${text}` : text) as DecimalText;
}

function scaled(text: string): { units: bigint; places: number } {
  const dot = text.indexOf(".");
  if (dot < 0) return { units: BigInt(text), places: 0 };
  return { units: BigInt(text.slice(0, dot) + text.slice(dot + 1)), places: text.length - dot - 1 };
}

function fromScaled(units: bigint, places: number): DecimalText | undefined {
  const negative = units < 0n;
  const digits = String(negative ? -units : units).padStart(places + 1, "0");
  return decimalText(negative, digits.slice(0, digits.length - places), digits.slice(digits.length - places));
}

const SAFE_UNITS = 1e9;

/** The amount at the places that the store keeps, halves away from zero; undefined when it has too many digits before the point. */
export function rounded6(amount: DecimalText): DecimalText | undefined {
  const { units, places } = scaled(amount);
  if (places <= PLACES) return amount;
  const step = 10n ** BigInt(places - PLACES);
  const half = step / 2n;
  return fromScaled(units < 0n ? (units - half) / step : (units + half) / step, PLACES);
}

/** Exact product of a decimal and a whole number; undefined when it is out of what the store keeps. */
export function times(price: DecimalText, quantity: number): DecimalText | undefined {
  const dot = price.indexOf(".");
  const places = dot < 0 ? 0 : price.length - dot - 1;
  // Nearly every line is a few pounds times a few pieces: whole pennies in a double are exact far beyond that.
  const pennies = Number(dot < 0 ? price : price.slice(0, dot) + price.slice(dot + 1));
  if (Math.abs(pennies) < SAFE_UNITS && Math.abs(quantity) < 1e6) {
    const units = pennies * quantity;
    const negative = units < 0;
    const digits = String(Math.abs(units)).padStart(places + 1, "0");
    return decimalText(negative, digits.slice(0, digits.length - places), digits.slice(digits.length - places));
  }
  const exact = scaled(price);
  return fromScaled(exact.units * BigInt(quantity), exact.places);
}

/** Exact sum; undefined when it is out of what the store keeps. */
export function plus(a: DecimalText, b: DecimalText): DecimalText | undefined {
  const x = scaled(a);
  const y = scaled(b);
  const places = Math.max(x.places, y.places);
  return fromScaled(x.units * 10n ** BigInt(places - x.places) + y.units * 10n ** BigInt(places - y.places), places);
}

/** The amount with its sign turned. */
export function negated(amount: DecimalText): DecimalText {
  if (amount === "0") return amount;
  return (amount.startsWith("-") ? amount.slice(1) : `-${amount}`) as DecimalText;
}

/** The amount without its sign. */
export const magnitude = (amount: DecimalText): DecimalText => (amount.startsWith("-") ? negated(amount) : amount);

/** A JSON number as decimal: shortest text of the double, cut to the places that the store keeps. Not for CSV. */
export function fromNumber(n: number): DecimalText | undefined {
  if (!Number.isFinite(n) || Math.abs(n) >= 10 ** WHOLE_DIGITS) return undefined;
  const fixed = Math.abs(n).toFixed(PLACES);
  const [whole = "0", fraction = ""] = fixed.split(".");
  return decimalText(n < 0, whole, fraction);
}
