import { day } from "../../../src/domain/calendar/day.ts";
import type { Inbound, StockSnapshot } from "../../../src/domain/facts/facts.ts";
import type { PlanLine, PlanState } from "../../../src/domain/restock/types.ts";

export const AS_OF = day("2026-11-10");

export const stock = (sku: string, on: string, quantity: number, more: Partial<StockSnapshot> = {}): StockSnapshot => ({
  warehouse: "US-FBA",
  sku,
  state: "available",
  day: day(on),
  quantity,
  title: null,
  asin: null,
  fnsku: null,
  ...more,
});

export const shipment = (code: string, sku: string, quantity: number, more: Partial<Inbound> = {}): Inbound => ({
  shipment: code,
  warehouse: "US-FBA",
  sku,
  quantity,
  received: 0,
  mode: "sea",
  state: "left",
  bookedOn: null,
  leftOn: null,
  eta: day("2026-11-20"),
  landedOn: null,
  clearedOn: null,
  arrivedOn: null,
  receivedOn: null,
  ...more,
});

export function planLine(sku: string, state: PlanState, more: Partial<PlanLine> = {}): PlanLine {
  return {
    sku,
    title: null,
    warehouse: "US-FBA",
    stores: ["us"],
    simulated: false,
    asOf: AS_OF,
    state,
    onHand: 1,
    onHandDay: AS_OF,
    inbound: 0,
    dailyDemand: 1,
    coverDays: 1,
    coverDaysWithInbound: 1,
    stockOutDate: null,
    daysOut: 0,
    unitsLost: 0,
    moneyAtRisk: null,
    reorderPoint: 1,
    targetLevel: 2,
    orderQuantity: 0,
    route: null,
    routeMode: null,
    orderBy: null,
    arrivesOn: null,
    legs: [],
    leadDaysP50: null,
    leadDaysP90: null,
    cash: null,
    currency: "USD",
    reasons: [],
    missing: [],
    demand: null,
    ...more,
  };
}
