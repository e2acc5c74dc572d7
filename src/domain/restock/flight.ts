import { type Day, daysBetween } from "../calendar/day.ts";
import type { Outcomes } from "../demand/outcomes.ts";
import { capitalRate, leastFlightDays, leastFlightGain, outPenalty } from "../policy/declared/order-economics.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { LeadTime } from "./lead-time.ts";
import { newsvendor } from "./newsvendor.ts";
import { toCartons } from "./order-quantity.ts";
import type { Arriving } from "./project.ts";
import type { Demand, PlanInput } from "./types.ts";
import { freightOf, unitMargin } from "./unit-margin.ts";

/** What may happen before an order arrives. */
export interface Odds {
  readonly demand: Pick<Demand, "expected" | "over" | "dailyMean">;
  readonly stock: number;
  readonly arrivals: readonly Arriving[];
  readonly read: PolicyReader;
}

/** A part of an order that goes a faster way. */
export interface Flight {
  readonly time: LeadTime;
  /** Units worth the freight, in whole cartons: the gap that is likely enough to pay for them. */
  readonly units: number;
  /** Units that these are expected to save. */
  readonly saves: number;
  /** Money that they are expected to earn beyond their freight. */
  readonly gain: number;
}

const PATHS = 15;

// A sum of many floats misses whole units by a hair, and a hair is no reason not to fly.
const HAIR = 1e-6;

/** Units lost before each day ahead, 0 to `days`, on paths of demand that are equally likely: slow ones, usual ones, fast ones. */
export function lossCurves(odds: Odds, asOf: Day, days: number): readonly Float64Array[] {
  const outcomes = odds.demand.over(days);
  const expected = Float64Array.from({ length: days }, (_, i) => Math.max(0, odds.demand.expected(i)));
  const mean = expected.reduce((sum, e) => sum + e, 0);
  if (mean <= 0) return [new Float64Array(days + 1)];
  const arriving = new Float64Array(days);
  for (const a of odds.arrivals) {
    const i = daysBetween(asOf, a.day) - 1;
    if (i >= 0 && i < days) arriving[i] = (arriving[i] ?? 0) + Math.max(0, a.units);
  }
  // As `project` reckons, without its days: thousands of SKUs are weighed on 15 paths each.
  return Array.from({ length: PATHS }, (_, k) => {
    const pace = (outcomes[Math.floor(((k + 0.5) / PATHS) * outcomes.length)] ?? mean) / mean;
    const lost = new Float64Array(days + 1);
    let stock = Math.max(0, odds.stock);
    for (let i = 0; i < days; i += 1) {
      const left = stock + (arriving[i] ?? 0) - pace * (expected[i] ?? 0);
      stock = Math.max(0, left);
      lost[i + 1] = (lost[i] ?? 0) + Math.max(0, -left);
    }
    return lost;
  });
}

/**
 * Units that a faster way would save, in each case that is thought possible, ascending. Both ways wait for the same production, so that
 * their slow cases are taken together.
 */
export function gapsBetween(usual: LeadTime, fast: LeadTime, curves: readonly Float64Array[]): Outcomes {
  const gaps = curves.flatMap((lost) =>
    usual.spans.map((late, j) => {
      const soon = Math.min(late, fast.spans[j] ?? late);
      return (lost[Math.min(late, lost.length - 1)] ?? 0) - (lost[soon] ?? 0);
    }),
  );
  return Float64Array.from(gaps).sort();
}

/**
 * How much of an order should go the faster way. A unit pays when what it earns if it is missed, times the chance that it is, is more than
 * its freight beyond the usual way's, less the capital that is free sooner: the newsvendor's balance. null where a price is not known.
 */
export function flightOf(
  usual: LeadTime,
  fast: LeadTime,
  gaps: Outcomes,
  input: Pick<PlanInput, "unitPrice" | "unitCost" | "currency" | "carton">,
  read: PolicyReader,
): Flight | null {
  const margin = unitMargin(usual.route, input, read);
  const [slow, quick] = [freightOf(usual.route, input.currency), freightOf(fast.route, input.currency)];
  if (margin === null || slow === null || quick === null) return null;
  const capital = (input.unitCost ?? 0) * read(capitalRate) * ((usual.p50 - fast.p50) / 365);
  const premium = quick - slow - capital;
  const missed = margin * (1 + read(outPenalty));
  const { exact } = newsvendor({ underage: missed - premium, overage: premium }, gaps);
  const savedBy = (units: number): number => gaps.reduce((sum, gap) => sum + Math.min(units, gap), 0) / gaps.length;
  const gainOf = (units: number): number => savedBy(units) * missed - units * premium;
  // Cartons fly whole, so that the last one may be more than the gap is worth.
  const more = toCartons(Math.ceil(exact - HAIR), input.carton);
  const less = more - toCartons(1, input.carton);
  const units = less > 0 && gainOf(less) > gainOf(more) ? less : more;
  const gain = gainOf(units);
  return gain > 0 ? { time: fast, units, saves: savedBy(units), gain } : { time: fast, units: 0, saves: 0, gain: 0 };
}

/** Units that a faster way must save to be worth a second shipment: never less than a whole one. */
export const leastSaved = ({ demand, read }: Pick<Odds, "demand" | "read">): number =>
  Math.max(1, read(leastFlightDays) * demand.dailyMean) - HAIR;

/** Whether what a part earns beyond its freight, in the line's currency, is worth a shipment of its own. */
export const paysFlight = (gain: number, { worth }: Pick<PlanInput, "worth">, read: PolicyReader): boolean =>
  gain > 0 && gain * (worth?.rate ?? 1) >= read(leastFlightGain);

/** The faster way that earns most, if any earns its freight and a shipment of its own, and saves more than a trifle. */
export function bestFlight(
  usual: LeadTime,
  faster: readonly LeadTime[],
  curves: readonly Float64Array[],
  odds: Pick<Odds, "demand" | "read">,
  input: Pick<PlanInput, "unitPrice" | "unitCost" | "currency" | "carton" | "worth">,
): Flight | null {
  const least = leastSaved(odds);
  return faster
    .map((fast) => flightOf(usual, fast, gapsBetween(usual, fast, curves), input, odds.read))
    .filter((f) => f !== null && paysFlight(f.gain, input, odds.read) && f.saves >= least)
    .reduce<Flight | null>((best, f) => (best === null || (f !== null && f.gain > best.gain) ? f : best), null);
}
