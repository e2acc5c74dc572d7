import type { ParsedRecord } from "../../app/types.ts";
import type { DecimalText, OrderLine } from "../../domain/facts/facts.ts";
import { decimalText } from "../tables/decimal.ts";
import type { Order } from "./order.ts";

type Line = Extract<ParsedRecord<"order-lines">, { readonly fact: unknown }>;

const MICRO = 6;
const units = (amount: DecimalText | null): bigint => {
  if (amount === null) return 0n;
  const negative = amount.startsWith("-");
  const [whole = "0", fraction = ""] = (negative ? amount.slice(1) : amount).split(".");
  const n = BigInt(whole + fraction.padEnd(MICRO, "0"));
  return negative ? -n : n;
};
const amountOf = (n: bigint): DecimalText | undefined => {
  const digits = String(n).padStart(MICRO + 1, "0");
  return decimalText(false, digits.slice(0, -MICRO), digits.slice(-MICRO));
};

/** A cent, in millionths: what a share is rounded to. */
const CENT = 10_000n;

/** `total` laid over the weights to the cent, so that the shares add up to it: what rounding leaves goes to the largest. */
export function shared(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum === 0n) return weights.map(() => 0n);
  const shares = weights.map((w) => ((total * w) / sum / CENT) * CENT);
  const left = total - shares.reduce((a, b) => a + b, 0n);
  const largest = weights.reduce((best, w, i) => (w > (weights[best] ?? 0n) ? i : best), 0);
  return shares.map((s, i) => (i === largest ? s + left : s));
}

/**
 * The discount on an order's goods: what its lines come to above its subtotal. That holds discounts by line and by code, and not those
 * on shipping, which the export mixes in with the codes. Undefined where the figures contradict each other.
 */
function goodsDiscount(order: Order, facts: readonly OrderLine[]): bigint | undefined {
  if (order.subtotal === null || order.lacking) return undefined;
  const gross = facts.reduce((sum, f) => sum + units(f.amount), 0n);
  const byLine = facts.reduce((sum, f) => sum + units(f.discount), 0n);
  const discount = gross - units(order.subtotal);
  const slack = CENT * BigInt(facts.length);
  return discount >= -slack && discount <= byLine + units(order.discount) + slack ? (discount < 0n ? 0n : discount) : undefined;
}

/** The lines of one order with its discount laid over them; undefined where it cannot be. */
export function settle(order: Order, lines: readonly Line[]): readonly Line[] | undefined {
  const facts = lines.map((l) => l.fact);
  const total = goodsDiscount(order, facts);
  if (total === undefined) return undefined;
  const shares = shared(
    total,
    facts.map((f) => units(f.amount)),
  );
  return lines.map((line, i) => {
    const discount = amountOf(shares[i] ?? 0n);
    return { ...line, fact: { ...line.fact, discount: discount === undefined || discount === "0" ? null : discount } };
  });
}
