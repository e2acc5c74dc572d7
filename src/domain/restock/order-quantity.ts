/** How a need became an order, step by step. Units. */
export interface OrderQuantity {
  /** What is lacking to the target, exactly; never negative. */
  readonly need: number;
  /** `need` as whole units. */
  readonly units: number;
  readonly afterMoq: number;
  readonly quantity: number;
  /** What it was before it was cut, since the rest would grow too old. Absent: it was not. */
  readonly beforeAge?: number;
  /** What it was before its last units were left out, since they are not expected to earn their money. Absent: none were. */
  readonly beforePay?: number;
}

// Floats put a need of exactly 36 at 36.0000000001, and that must not buy a 37th.
const HAIR = 1e-6;

/** Rounds up to a whole number of cartons; a carton of null or less than 1 is 1. */
export function toCartons(units: number, carton: number | null): number {
  const pack = Math.max(1, Math.ceil(carton ?? 1));
  return Math.ceil(units / pack) * pack;
}

/**
 * Units that raise `projected` to `target`: whole units, at least the minimum order, then whole cartons. Nothing when nothing is lacking:
 * too much stock is a question for markdowns, not for buying. (Odoo's example: up to 40 from 8 in sixes is 36.)
 */
export function orderQuantity(o: {
  readonly target: number;
  readonly projected: number;
  readonly moq: number | null;
  readonly carton: number | null;
}): OrderQuantity {
  const need = Math.max(0, o.target - o.projected);
  const units = Math.ceil(need - HAIR);
  if (units <= 0) return { need, units: 0, afterMoq: 0, quantity: 0 };
  const afterMoq = Math.max(units, Math.ceil(o.moq ?? 0));
  return { need, units, afterMoq, quantity: toCartons(afterMoq, o.carton) };
}
