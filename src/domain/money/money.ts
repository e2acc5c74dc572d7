import { Decimal } from "decimal.js";

/** ISO 4217 code, three capital letters. `C` is kept as a literal where it is known, so that euros and yuan do not add. */
export interface Money<C extends string = string> {
  readonly amount: Decimal;
  readonly currency: C;
}

export class CurrencyMismatch extends Error {
  constructor(left: string, right: string) {
    super(`${left} and ${right} do not add: convert one of them first`);
    this.name = "CurrencyMismatch";
  }
}

/** Money from a decimal text, number or Decimal. Throws on anything that is not a finite number. */
export function money<C extends string>(amount: Decimal.Value, currency: C): Money<C> {
  const value = new Decimal(amount);
  if (!value.isFinite()) throw new RangeError(`${String(amount)} ${currency} is not an amount of money`);
  return { amount: value, currency };
}

function same(a: Money, b: Money): void {
  if (a.currency !== b.currency) throw new CurrencyMismatch(a.currency, b.currency);
}

export function add<C extends string>(a: Money<C>, b: Money<NoInfer<C>>): Money<C> {
  same(a, b);
  return { amount: a.amount.plus(b.amount), currency: a.currency };
}

export function subtract<C extends string>(a: Money<C>, b: Money<NoInfer<C>>): Money<C> {
  same(a, b);
  return { amount: a.amount.minus(b.amount), currency: a.currency };
}

export function multiply<C extends string>(a: Money<C>, factor: Decimal.Value): Money<C> {
  return { amount: a.amount.times(factor), currency: a.currency };
}

export function compare<C extends string>(a: Money<C>, b: Money<NoInfer<C>>): -1 | 0 | 1 {
  same(a, b);
  return a.amount.comparedTo(b.amount) as -1 | 0 | 1;
}

/** Sum of any number of amounts of one currency; an empty sum is zero of that currency. */
export function sum<C extends string>(items: readonly Money<NoInfer<C>>[], currency: C): Money<C> {
  return items.reduce<Money<C>>((total, item) => add(total, item), money(0, currency));
}

const digitsOf = new Map<string, number>();

/** Decimals that people write for a currency (JPY 0, USD 2, KWD 3); 2 for a code that is not known. */
export function minorDigits(currency: string): number {
  let digits = digitsOf.get(currency);
  if (digits === undefined) {
    try {
      digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
    } catch {
      digits = 2;
    }
    // Asking Intl takes longer than everything else that is done to an amount.
    digitsOf.set(currency, digits);
  }
  return digits;
}

/** Rounded half-even to the digits people write for the currency. Only for allocation and display. */
export function rounded<C extends string>(a: Money<C>): Money<C> {
  return { amount: a.amount.toDecimalPlaces(minorDigits(a.currency), Decimal.ROUND_HALF_EVEN), currency: a.currency };
}

// A float has up to 17 digits and an amount 18: with the usual 20 digits a share could round up past its whole minor units.
const Wide = Decimal.clone({ precision: 80 });

/**
 * Shares of `total` in proportion to `weights`, each a whole number of minor units, whose sum is `total` rounded.
 * Left-over units go to the largest remainders, ties to the first. Throws when no weight is positive.
 */
export function allocate<C extends string>(total: Money<C>, weights: readonly number[]): Money<C>[] {
  if (weights.some((w) => !Number.isFinite(w) || w < 0) || !weights.some((w) => w > 0))
    throw new RangeError("allocate: weights must not be negative, and one must be positive");
  const whole = weights.reduce((a, b) => a.plus(b), new Wide(0));
  const digits = minorDigits(total.currency);
  const unit = new Decimal(10).pow(-digits);
  const units = rounded(total).amount.div(unit);
  const exact = weights.map((w) => new Wide(w).times(units).div(whole));
  const floor = exact.map((e) => e.floor());
  let rest = units.minus(floor.reduce((a, b) => a.plus(b), new Decimal(0))).toNumber();
  const order = exact.map((e, i) => ({ i, part: e.minus(floor[i] ?? 0) })).sort((a, b) => b.part.comparedTo(a.part) || a.i - b.i);
  for (const { i } of order) {
    if (rest <= 0) break;
    floor[i] = (floor[i] ?? new Decimal(0)).plus(1);
    rest -= 1;
  }
  return floor.map((f) => ({ amount: new Decimal(f).times(unit), currency: total.currency }));
}

/** `{amount: "12.30", currency: "USD"}`, as the contracts print money. */
export function toJson(a: Money): { amount: string; currency: string } {
  return { amount: rounded(a).amount.toFixed(minorDigits(a.currency)), currency: a.currency };
}
