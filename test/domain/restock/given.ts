import { addDays, day } from "../../../src/domain/calendar/day.ts";
import { defaults } from "../../../src/domain/policy/reader.ts";
import type { Demand, DemandModel, HistoryDay, PlanInput, Route } from "../../../src/domain/restock/types.ts";
import { outcomesBy } from "../../../src/domain/demand/outcomes.ts";
import { normalQuantile } from "../../../src/domain/demand/normal.ts";
import { present } from "../../../src/domain/value.ts";

export const AS_OF = day("2026-11-21");
export const read = defaults;
/** Day `n` ahead of the plan. */
export const on = (n: number) => addDays(AS_OF, n);

/** `days` days that end at the plan's day, each with the same sales. */
export function sold(days: number, units: number, inStock: boolean | null = true): HistoryDay[] {
  return Array.from({ length: days }, (_, i) => ({ day: addDays(AS_OF, i + 1 - days), units, inStock }));
}

/** A demand that is known exactly: `daily` units a day with this spread. */
export function demandOf(daily: number, sigma = 0): Demand {
  const quantile = (days: number, tau: number): number => Math.max(0, daily * days + normalQuantile(tau) * sigma * Math.sqrt(days));
  return {
    expected: () => daily,
    dailyMean: daily,
    quantile,
    over: (days) => outcomesBy((tau) => quantile(days, tau)),
    between: (from, to) => outcomesBy((tau) => quantile(to - from, tau)),
    basis: { model: "given", windows: [], historyDays: 365, notes: [] },
  };
}
export const modelOf =
  (daily: number, sigma = 0): DemandModel =>
  () =>
    present(demandOf(daily, sigma));

export const SEA: Route = { lane: "US-SEA", mode: "sea", daysP50: 20, daysP90: 20, unitFreight: 1.2, currency: "USD" };
export const AIR: Route = { lane: "US-AIR", mode: "air", daysP50: 6, daysP90: 6, unitFreight: 6.5, currency: "USD" };

/** A SKU about which everything is known; what a test is about is changed. */
export function given(change: Partial<PlanInput> = {}): PlanInput {
  return {
    sku: "KTC-01",
    title: "Drawer organiser",
    category: "Kitchen",
    role: null,
    warehouse: "US-FBA",
    stores: ["amazon-us"],
    simulated: false,
    asOf: AS_OF,
    history: sold(120, 5),
    onHand: 100,
    onHandDay: AS_OF,
    arrivals: [],
    elsewhere: [],
    moq: null,
    carton: null,
    supplier: { code: "S1", productionDaysP50: 0, productionDaysP90: 0 },
    routes: [SEA],
    unitCost: 4,
    unitPrice: 20,
    currency: "USD",
    ...change,
  };
}

/** Uneven days with a mean of 5: every other day ten, so that there is a spread to keep a buffer for. */
export const uneven = (days: number): HistoryDay[] => sold(days, 0).map((d, i) => ({ ...d, units: i % 2 === 0 ? 10 : 0 }));
