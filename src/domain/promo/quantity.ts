import { type Outcomes, quantileOf } from "../demand/outcomes.ts";
import { newsvendor } from "../restock/newsvendor.ts";

/** Money of one unit, in one currency. */
export interface UnitMoney {
  /** After the promotion's discount. */
  readonly price: number;
  /** Goods and the usual freight. */
  readonly landed: number;
  /** That freight; 0 where it is not known. */
  readonly freight: number;
  /** The platform's, of a sold unit. */
  readonly fees: number;
  /** What a unit left over still brings. */
  readonly salvage: number;
  /** For keeping a unit left over. */
  readonly agedFee: number;
}

export interface Critical {
  /** Lost when one unit is missing: price − landed − fees. */
  readonly underage: number;
  /** Lost when one is left: landed − salvage + its fee. */
  readonly overage: number;
  /** The chance not to sell out that is worth stocking for; 0 where each unit sold loses money. */
  readonly ratio: number;
}

export function critical(m: UnitMoney): Critical {
  const underage = m.price - m.landed - m.fees;
  const overage = Math.max(0, m.landed - m.salvage + m.agedFee);
  return { underage, overage, ratio: underage <= 0 ? 0 : underage / (underage + overage) };
}

/** The same unit by another way. What is left over brings no more because it flew. */
export const by = (m: UnitMoney, freight: number | null): UnitMoney =>
  freight === null ? m : { ...m, landed: m.landed - m.freight + freight, freight };

/** How much is to be there when the promotion begins, by both readings. Units, whole. */
export interface PromoNeed {
  /** Each further unit still earns more than it risks. */
  readonly best: number;
  /** Forecast and 10–20 % on it, as the documents have it. */
  readonly ruleLow: number;
  readonly ruleHigh: number;
}

// A quantile of 481.9999999 is 482 units.
const HAIR = 1e-6;

/** `costs`: what too few and too many cost; or, where that is not known, the chance not to sell out that is asked for. */
export function needOf(
  outcomes: Outcomes,
  expected: number,
  costs: Critical | number,
  safety: { readonly low: number; readonly high: number },
): PromoNeed {
  const whole = (n: number): number => Math.max(0, Math.ceil(n - HAIR));
  return {
    best: typeof costs === "number" ? whole(quantileOf(outcomes, costs)) : newsvendor(costs, outcomes).units,
    ruleLow: whole(expected * (1 + safety.low)),
    ruleHigh: whole(expected * (1 + safety.high)),
  };
}

/**
 * Units that must be sold so that the promotion loses nothing, if `bought` are bought and `fixed` is spent beside them; what is not sold brings
 * its salvage. null where a sold unit brings no more than a leftover one: no number of sales pays for it.
 */
export function breakEven(m: UnitMoney, bought: number, fixed: number): number | null {
  const gain = m.price - m.fees - m.salvage;
  if (gain <= 0) return null;
  return Math.max(0, Math.ceil((bought * (m.landed - m.salvage) + fixed) / gain - HAIR));
}
