import { normalQuantile } from "../demand/normal.ts";
import type { Demand } from "./types.ts";

/**
 * Stock that covers what demand and lateness may do beyond the mean, units: `z·√(days·σ_d² + d²·σ_L²)`.
 * Chopra & Meindl, ch. "Managing uncertainty": d 2500, σ_d 500, 7 ± 7 days, 90 % → 22,491.
 */
export function safetyStock(s: {
  readonly daily: number;
  readonly dailySigma: number;
  readonly days: number;
  readonly leadSigma: number;
  readonly z: number;
}): number {
  return s.z * Math.sqrt(s.days * s.dailySigma ** 2 + s.daily ** 2 * s.leadSigma ** 2);
}

/** Expected units of the coming `days` days. */
export function expectedOver(demand: Pick<Demand, "expected">, days: number): number {
  let sum = 0;
  for (let i = 0; i < days; i += 1) sum += Math.max(0, demand.expected(i));
  return sum;
}

/**
 * The stock, beyond the mean, that `days` days of demand and a lead time of uncertain length need at a cycle service level. The model says
 * what demand may do (its own quantile, normal or not); lateness adds as an independent normal.
 */
export function buffer(demand: Demand, days: number, leadSigma: number, service: number): number {
  const byDemand = Math.max(0, demand.quantile(days, service) - expectedOver(demand, days));
  return Math.hypot(byDemand, normalQuantile(service) * demand.dailyMean * leadSigma);
}

/** Order when what is on hand and arrives within the lead time falls below this: demand of the lead time and its buffer. */
export function reorderPoint(demand: Demand, leadDays: number, leadSigma: number, service: number): number {
  return expectedOver(demand, leadDays) + buffer(demand, leadDays, leadSigma, service);
}

// Floats put a point of exactly 100 at 100.0000000001, and that is no 101st unit.
const HAIR = 1e-6;

/** The reorder point as people read it and plans use it: whole units, up. Rounded here and nowhere else, so that one answer knows one number. */
export function wholePoint(demand: Demand, leadDays: number, leadSigma: number, service: number): number {
  return Math.ceil(reorderPoint(demand, leadDays, leadSigma, service) - HAIR);
}
