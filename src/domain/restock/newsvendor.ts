import { type Outcomes, quantileOf } from "../demand/outcomes.ts";

/** What a unit too few and a unit too many cost, in one currency. */
export interface MissCosts {
  /** Margin that a unit would have earned, with whatever else its lack costs. */
  readonly underage: number;
  /** What is lost on a unit that is left over. */
  readonly overage: number;
}

export interface OneOrder {
  /** Chance with which the demand is met: `underage / (underage + overage)`. */
  readonly ratio: number;
  /** The demand at that chance, not rounded. */
  readonly exact: number;
  /** Whole units, up. */
  readonly units: number;
}

// Floats put a demand of exactly 56 at 56.0000000001, and that is no 57th unit.
const HAIR = 1e-6;

/**
 * How many units to buy where nothing can be bought later (the newsvendor: Arrow, Harris & Marschak 1951; Snyder & Shen, ch. 4). What does
 * not earn is not bought; where a leftover costs nothing, the largest demand that is thought possible is.
 */
export function newsvendor(costs: MissCosts, demand: Outcomes): OneOrder {
  const underage = Math.max(0, costs.underage);
  const overage = Math.max(0, costs.overage);
  const ratio = underage === 0 ? 0 : underage / (underage + overage);
  const exact = ratio === 0 ? 0 : quantileOf(demand, ratio);
  return { ratio, exact, units: Math.max(0, Math.ceil(exact - HAIR)) };
}
