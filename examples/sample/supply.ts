import { type Day, dayNumber, fromDayNumber } from "../../src/domain/calendar/day.ts";
import type { FreightMode } from "../../src/domain/facts/facts.ts";
import type { Item } from "./catalogue.ts";
import type { Shop } from "./master.ts";
import { constant } from "./random.ts";

/** A consignment. Its days are fixed when it is booked, its quantity is what the seller then thought to need. */
export interface Shipment {
  readonly id: string;
  readonly sku: string;
  readonly warehouse: string;
  /** Where it comes from: the factory, or another warehouse of ours. */
  readonly source: "factory" | "US-3PL";
  readonly mode: FreightMode | null;
  readonly bookedOn: Day;
  readonly leftOn: Day;
  /** When it was promised to be on the shelf. */
  readonly eta: Day;
  readonly arrivedOn: Day;
  readonly receivedOn: Day;
  readonly quantity: number;
  /** What was counted at the dock: now and then a few less. */
  readonly received: number;
}

/** How a SKU is supplied at a warehouse: every so many days a shipment, which is to last until the next one and `buffer` days more. */
export interface Route {
  readonly warehouse: string;
  readonly source: Shipment["source"];
  readonly mode: FreightMode | null;
  readonly every: number;
  /** Day number, modulo `every`, on which shipments are promised. */
  readonly phase: number;
  readonly productionDays: number;
  readonly transitDays: number;
  /** Days of demand that are left when the next one comes; negative: it comes after so many empty days. */
  readonly buffer: number;
  /** Days by which each one is late. */
  readonly late: number;
  /** How many days this shipment is to last, where that is not until the next one; what comes later is not counted. */
  readonly lasts?: number;
}

const PRODUCTION = 18;
const TRANSIT = { "US-FBA": 34, "UK-FBA": 40, "US-3PL": 32 } as const;
/** From the dock to the shelf. */
export const SHELVING = 3;

/** Members of a story and how long each one's turn is: together they cover every day. */
export const TURNS = {
  gap: { members: 4, days: 21 },
  air: { members: 3, days: 21 },
  late: { members: 4, days: 25 },
  batch: { members: 3, days: 42 },
} as const;

const sea = (warehouse: keyof typeof TRANSIT, every: number, phase: number, buffer: number, late = 0): Route => ({
  warehouse,
  source: "factory",
  mode: "sea",
  every,
  phase,
  productionDays: PRODUCTION,
  transitDays: TRANSIT[warehouse],
  buffer,
  late,
});

function american(seed: string, item: Item): Route[] {
  const own = (every: number): number => Math.floor(constant(seed, "phase", item.sku) * every);
  switch (item.story) {
    case "gap": {
      const every = TURNS.gap.members * TURNS.gap.days;
      return [sea("US-FBA", every, item.turn * TURNS.gap.days, -(TURNS.gap.days + 9))];
    }
    case "air": {
      const every = TURNS.air.members * TURNS.air.days;
      const phase = item.turn * TURNS.air.days;
      // Each ship would come 18 days too late; a flight that is booked three weeks ahead and brings 24 days of demand bridges them.
      const flight: Route = {
        warehouse: "US-FBA",
        source: "factory",
        mode: "air",
        every,
        phase: (phase + every - 24) % every,
        productionDays: 11,
        transitDays: 10,
        buffer: 4,
        late: 0,
        lasts: 23,
      };
      return [sea("US-FBA", every, phase, -18), flight];
    }
    case "late": {
      const every = TURNS.late.members * TURNS.late.days;
      return [sea("US-FBA", every, item.turn * TURNS.late.days, 38, TURNS.late.days + 4)];
    }
    case "by-3pl": {
      const truck: Route = {
        warehouse: "US-FBA",
        source: "US-3PL",
        mode: null,
        every: 14,
        phase: own(14),
        productionDays: 1,
        transitDays: 6,
        buffer: 14,
        late: 0,
      };
      return [sea("US-3PL", 56, own(56), 30), truck];
    }
    case "overstock":
    case "dormant":
      return [];
    case "healthy":
    case "bad-batch":
      return [sea("US-FBA", item.base < 0.6 ? 84 : 42, own(42), 16 + Math.floor(constant(seed, "buffer", item.sku) * 14))];
  }
}

/** Shipments of a SKU to what a shop sells from. */
export function routesOf(seed: string, item: Item, shop: Shop): Route[] {
  if (shop.code === "amazon-us") return american(seed, item);
  if (item.story === "overstock" || item.story === "dormant") return [];
  return [sea("UK-FBA", 56, Math.floor(constant(seed, "phase-uk", item.sku) * 56), 22)];
}

/** Days of demand on the shelf on the first day of the simulation. */
export const firstStockDays = (item: Item): number => (item.story === "overstock" ? 1500 : item.story === "dormant" ? 1000 : 75);

export const leadDays = (route: Route): number => route.productionDays + route.transitDays;

/** The day for which a shipment that is booked on `d` is promised, if one is booked then. */
export function promisedFor(route: Route, d: Day): Day | undefined {
  const promised = dayNumber(d) + leadDays(route);
  return (((promised - route.phase) % route.every) + route.every) % route.every === 0 ? fromDayNumber(promised) : undefined;
}

/** Full cartons: never less than the least order, unless the story is that it was too little. */
export function cartons(item: Item, need: number): number {
  if (need <= 0) return 0;
  if (item.story === "gap" || item.story === "air") return Math.max(1, Math.round(need / item.carton)) * item.carton;
  return Math.max(item.moq, Math.ceil(need / item.carton) * item.carton);
}
