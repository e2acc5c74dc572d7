import { addDays, type Day } from "../calendar/day.ts";
import { shareWithin } from "../demand/outcomes.ts";
import type { PlanDetail } from "./detail.ts";
import type { Arriving } from "./project.ts";
import type { Demand } from "./types.ts";

/** How sure the days ahead are, if nothing is ordered nor moved. */
export interface StockRisk {
  /** First day on which demand of its high tenth finds no stock; null: not within the days that are looked at. */
  readonly outP90: Day | null;
  /** Chance of an empty shelf on some day up to `through`. */
  readonly chance: number;
}

/** The high tenth of demand. */
export const HIGH = 0.9;

/** Units that came in by the end of each day ahead, with what is on hand. */
function available(stock: number, asOf: Day, arrivals: readonly Arriving[], days: number): Float64Array {
  const come = new Float64Array(days).fill(Math.max(0, stock));
  for (const a of arrivals) {
    if (a.day <= asOf) continue;
    for (let i = days - 1; i >= 0 && addDays(asOf, i + 1) >= a.day; i -= 1) come[i] = (come[i] ?? 0) + Math.max(0, a.units);
  }
  return come;
}

/**
 * The most that may be expected of a span whose demand so much stock meets: outcomes are fractions and customers buy whole units, so that the empty
 * shelf is met by whoever wants half a unit more. Of one unit that is much, of a hundred nothing.
 */
const enoughFor = (there: number): number => Math.floor(there) + 0.5;

/**
 * Demand together against all that came by then: exact up to the first stock-out, after which lost demand needs no stock. The chance is that of
 * the worst single day, so that it is a little low where several arrivals are each nearly too late.
 */
export function stockRisk(
  demand: Demand,
  stock: number,
  asOf: Day,
  arrivals: readonly Arriving[],
  through: number,
  days: number,
): StockRisk {
  const come = available(stock, asOf, arrivals, days);
  // Nothing arrives within a stretch, so that its last day is the worst and a first stock-out can be halved in on.
  const ends = Array.from(come.keys()).filter((i) => i === days - 1 || i === through - 1 || (come[i + 1] ?? 0) > (come[i] ?? 0));
  let outP90: Day | null = null;
  let chance = 0;
  let from = 0;
  for (const end of ends) {
    const there = come[end] ?? 0;
    if (outP90 === null && demand.quantile(end + 1, HIGH) > there)
      outP90 = addDays(asOf, 1 + firstBetween(from, end, (i) => demand.quantile(i + 1, HIGH) > there));
    if (end < through) chance = Math.max(chance, 1 - shareWithin(demand.over(end + 1), enoughFor(there)));
    else if (outP90 !== null) break;
    from = end + 1;
  }
  return { outP90, chance };
}

/** The first of `from` … `to` for which it holds, where it holds for `to` and goes on holding once it does. */
function firstBetween(from: number, to: number, holds: (i: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const mid = Math.floor((low + high) / 2);
    if (holds(mid)) high = mid;
    else low = mid + 1;
  }
  return low;
}

/** Stock at the end of each day if demand is in its high tenth (or low, by `tau`), never below 0; the band of a chart. */
export function stockPath(
  demand: Demand,
  stock: number,
  asOf: Day,
  arrivals: readonly Arriving[],
  days: number,
  tau: number,
): readonly number[] {
  const come = available(stock, asOf, arrivals, days);
  let [lost, wanted] = [0, 0];
  return Array.from({ length: days }, (_, i) => {
    wanted = Math.max(wanted, demand.quantile(i + 1, tau));
    const left = (come[i] ?? 0) - wanted + lost;
    if (left < 0) lost -= left;
    return Math.max(0, left);
  });
}

/** Stock of a line, if it sells fast and nothing is ordered: `days` of its projection, all where they are not told. Empty where nothing is projected. */
export function fastPath(
  { demand, stock, ahead, arrivals, onOrder, line }: Pick<PlanDetail, "demand" | "stock" | "ahead" | "arrivals" | "onOrder" | "line">,
  days = ahead?.projection.length ?? 0,
): readonly number[] {
  if (demand === null || stock === null || ahead === null) return [];
  return stockPath(demand, stock.units, line.asOf, [...arrivals, ...onOrder], days, HIGH);
}
