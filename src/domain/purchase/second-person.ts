import { Decimal } from "decimal.js";

/** Why one person may not decide alone; null: they may. */
export type WhySecond =
  /** Above what they may decide alone, with what they decided alone of the same supplier order before. */
  | { readonly kind: "amount"; readonly amount: Decimal; readonly before: Decimal; readonly limit: number }
  /** No cost, or no exchange rate: nobody can say that it is below the limit. */
  | { readonly kind: "unknown" };

/**
 * Whether a purchase wants a second person. `amount` is in the company's currency, null where it cannot be told. What the same person decided
 * alone for the same supplier order counts too: ten times just below the limit is above it. Exactly the limit is still allowed.
 */
export function whySecond(o: {
  readonly amount: Decimal | null;
  readonly before: readonly Decimal[];
  readonly limit: number;
}): WhySecond | null {
  if (o.amount === null) return { kind: "unknown" };
  const before = o.before.reduce((sum, b) => sum.plus(b), new Decimal(0));
  return o.amount.plus(before).gt(o.limit) ? { kind: "amount", amount: o.amount, before, limit: o.limit } : null;
}
