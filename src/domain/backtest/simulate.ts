import type { Series } from "../demand/levels.ts";
import type { BacktestSettings, Span } from "./settings.ts";

/** Raises stock and pipeline of each product to a level. Sees what was sold, and whether the shelf was empty, up to the morning of `day`. */
export type Planner = (seen: readonly Series[], day: number) => ArrayLike<number>;

export interface Outcome {
  /** Units sold of units demanded. */
  readonly fill: number;
  /** Units on hand at the end of a day, all products together, mean of the days that count. */
  readonly onHand: number;
  /** On hand as days of the demand that came. */
  readonly daysOfStock: number;
  /** Product days that ended with an empty shelf. */
  readonly outOfStockShare: number;
}

// A level of 12.0000000001 is no thirteenth unit.
const HAIR = 1e-9;

/**
 * Plays demand day by day: arrivals in the morning, an order every review, then sales; what is not on the shelf is lost, and the planner
 * never learns of it. The first order is on the shelf at once.
 */
export function simulate(
  demand: readonly ArrayLike<number>[],
  leads: readonly (readonly number[])[],
  span: Span,
  { review }: Pick<BacktestSettings, "review">,
  planner: Planner,
): Outcome {
  const { origin, measured, days } = span;
  const sales = demand.map((d) => Float64Array.from({ length: days }, (_, t) => (t < origin ? (d[t] ?? 0) : 0)));
  const out = demand.map(() => new Uint8Array(days));
  const onHand = new Float64Array(demand.length);
  const onOrder = new Float64Array(demand.length);
  const arrivals = demand.map(() => new Map<number, number>());
  let [sold, wanted, held, empty] = [0, 0, 0, 0];
  for (let day = origin; day < days; day += 1) {
    for (const [i, a] of arrivals.entries()) {
      const units = a.get(day) ?? 0;
      onHand[i] = (onHand[i] ?? 0) + units;
      onOrder[i] = (onOrder[i] ?? 0) - units;
    }
    if ((day - origin) % review === 0) {
      const seen = sales.map((s, i): Series => ({ units: s.subarray(0, day), out: out[i]?.subarray(0, day) ?? [] }));
      const levels = planner(seen, day);
      for (const i of demand.keys()) {
        const units = Math.ceil((levels[i] ?? 0) - (onHand[i] ?? 0) - (onOrder[i] ?? 0) - HAIR);
        if (units <= 0) continue;
        if (day === origin) {
          onHand[i] = units;
          continue;
        }
        onOrder[i] = (onOrder[i] ?? 0) + units;
        const on = day + (leads[i]?.[(day - origin) / review] ?? 0);
        arrivals[i]?.set(on, (arrivals[i]?.get(on) ?? 0) + units);
      }
    }
    for (const [i, d] of demand.entries()) {
      const asked = d[day] ?? 0;
      const stock = onHand[i] ?? 0;
      const gone = Math.min(asked, stock);
      onHand[i] = stock - gone;
      const mine = sales[i];
      const flags = out[i];
      if (mine) mine[day] = gone;
      if (flags) flags[day] = stock - gone > 0 ? 0 : 1;
      if (day < measured) continue;
      sold += gone;
      wanted += asked;
      held += stock - gone;
      if (stock - gone <= 0) empty += 1;
    }
  }
  const counted = days - measured;
  return {
    fill: sold / wanted,
    onHand: held / counted,
    daysOfStock: held / wanted,
    outOfStockShare: empty / counted / demand.length,
  };
}
