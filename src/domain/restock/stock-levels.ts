import { mixtureOf, type Outcomes, quantileOf, shareWithin } from "../demand/outcomes.ts";
import type { LeadTime } from "./lead-time.ts";
import { expectedOver, wholePoint } from "./reorder-point.ts";
import { levelAtPrice } from "./served-level.ts";
import type { Service } from "./service.ts";
import { targetLevel } from "./target-level.ts";
import type { Demand } from "./types.ts";

/** When to order, and up to where. Units. */
export interface StockLevels {
  readonly reorderPoint: number;
  /** What must last until an order of the next review arrives. */
  readonly target: number;
  readonly review: number;
  /** What is expected to be sold until then; the rest of the target is buffer. */
  readonly expected: number;
  /** Chance that the target lasts. */
  readonly cycleService: number;
}

/** Of the 15 lengths that a lead time may have, every third: more change a level by less than a unit in a hundred. */
const EVERY = 3;
/** Fewer of the lengths that a lead time may have. */
export const few = (spans: readonly number[]): readonly number[] =>
  spans.length <= EVERY ? spans : spans.filter((_, i) => i % EVERY === Math.floor(EVERY / 2));

/** Demand until an order arrives that is placed `later` days from now. */
export const demandUntil = (demand: Pick<Demand, "over">, { spans }: Pick<LeadTime, "spans">, later: number): Outcomes =>
  mixtureOf(few(spans).map((days) => demand.over(days + later)));

// Floats put a level of exactly 100 at 100.0000000001, and that is no 101st unit.
const HAIR = 1e-6;

/**
 * Levels that keep what is promised. Of a fill rate: the target goes as far as another unit still saves its price in each review, and the reorder
 * point lasts for the lead time with the chance that the target lasts for its own. What is too young to be planned by its own sales has the least that any
 * has. Of a cycle service: quantiles, lateness as an independent
 * normal. Of the document's formula: days of sales, order point and target in one.
 */
export function stockLevels(demand: Demand, usual: LeadTime, review: number, service: Service): StockLevels {
  const expected = expectedOver(demand, usual.p50 + review);
  const cycle = demandUntil(demand, usual, review);
  if (service.kind === "cycle") {
    const target = targetLevel(demand, usual.p50, usual.sigma, review, service.level);
    const reorderPoint = wholePoint(demand, usual.p50, usual.sigma, service.level);
    return { reorderPoint, target, review, expected, cycleService: shareWithin(cycle, target) };
  }
  if (service.kind !== "fill") {
    const target = demand.dailyMean * (usual.p50 + service.level);
    return { reorderPoint: Math.ceil(target - HAIR), target, review, expected, cycleService: shareWithin(cycle, target) };
  }
  const lead = demandUntil(demand, usual, 0);
  // A launch is not bought for its best case: the next review knows more, and its leftovers are the dearest.
  const target = demand.basis.young ? quantileOf(cycle, service.least) : levelAtPrice({ lead, cycle }, service.price, service.least);
  const cycleService = shareWithin(cycle, target);
  const point = quantileOf(lead, cycleService);
  return { reorderPoint: Math.ceil(Math.min(point, target) - HAIR), target, review, expected, cycleService };
}
