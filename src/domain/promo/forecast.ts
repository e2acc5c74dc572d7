import { meanOf, type Outcomes, outcomesBy, quantileOf } from "../demand/outcomes.ts";
import type { Demand } from "../restock/types.ts";
import { between } from "./year-ago.ts";

/** What will be sold in the days of a promotion. Units. */
export interface PromoForecast {
  /** Without the event. */
  readonly base: number;
  /** The base against that of the demand model: 1 where the days before the last event add nothing to it. */
  readonly season: number;
  readonly expected: number;
  /** Not reached, and not exceeded, in 9 of 10 cases. */
  readonly low: number;
  readonly high: number;
  readonly outcomes: Outcomes;
}

/** Ratios beyond so many are thinned: the product of two distributions is sorted for each SKU. */
const MOST_RATIOS = 25;

function thinned(ratios: readonly number[]): readonly number[] {
  if (ratios.length <= MOST_RATIOS) return ratios;
  const sorted = Float64Array.from(ratios).sort();
  return Array.from({ length: MOST_RATIOS }, (_, i) => quantileOf(sorted, (i + 0.5) / MOST_RATIOS));
}

/**
 * Base demand times the event's multiplier. What the base may miss by and what the uplift may miss by are taken as independent. The base is that of
 * `quiet` days around the event, as the uplift was measured against such days: a demand model may know the event itself, and it must not count
 * twice. Days are counted ahead, 0 = the day after the plan's.
 */
export function forecastOf(o: {
  readonly demand: Demand;
  readonly days: number;
  readonly last: number;
  readonly quiet: readonly number[];
  /** The part of the demand that the promotion's stores have. */
  readonly share: number;
  readonly multiplier: number;
  readonly ratios: readonly number[];
  /** What sold a day before the last event, in the promotion's stores; null where nobody knows, or where the model counts the season itself. */
  readonly ago?: { readonly daily: number; readonly weight: number } | null;
}): PromoForecast {
  const level = o.quiet.length === 0 ? o.demand.dailyMean : o.quiet.reduce((sum, i) => sum + o.demand.expected(i), 0) / o.quiet.length;
  const daily = o.ago == null || level <= 0 ? level * o.share : between(level * o.share, o.ago);
  const base = daily * o.days;
  const ahead = o.demand.over(Math.max(1, o.last + 1));
  const mean = meanOf(ahead);
  const errors = mean > 0 ? ahead.map((x) => x / mean) : Float64Array.of(1);
  const expected = base * Math.max(0, o.multiplier);
  const ratios = thinned(o.ratios);
  const all = new Float64Array(errors.length * ratios.length);
  let n = 0;
  for (const e of errors) {
    for (const r of ratios) {
      all[n] = expected * e * r;
      n += 1;
    }
  }
  all.sort();
  const outcomes = outcomesBy((tau) => quantileOf(all, tau));
  return {
    base,
    season: level > 0 && o.share > 0 ? daily / (level * o.share) : 1,
    expected,
    low: quantileOf(outcomes, 0.1),
    high: quantileOf(outcomes, 0.9),
    outcomes,
  };
}
