import { fromDayNumber, type Day } from "../../../src/domain/calendar/day.ts";
import type { FreightMode } from "../../../src/domain/facts/facts.ts";
import type { Turns } from "../calendar/turns.ts";
import type { Item } from "../catalogue/items.ts";
import { constant } from "../random.ts";
import type { WarehouseCode } from "../world/stores.ts";
import type { Source } from "./shipment.ts";

/** How a SKU is supplied at a warehouse: every so many days a shipment, which is to last until the next one and `buffer` days more. */
export interface Route {
  readonly warehouse: WarehouseCode;
  readonly source: Source;
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
const TRANSIT: Readonly<Record<WarehouseCode, number>> = {
  "US-FBA": 34,
  "DE-FBA": 40,
  "JP-FBA": 14,
  "US-3PL": 32,
  "DE-3PL": 38,
  "CN-DG": 2,
};
/** From the dock to the shelf. */
export const SHELVING = 3;

/** Days of a member's turn: together the members of a story cover every day, two of them at any time. */
export const SUPPLY_TURNS: Readonly<Record<"gap" | "air" | "late", Turns>> = {
  gap: { members: 4, days: 21, lead: 0, lasts: 21 },
  air: { members: 3, days: 21, lead: 0, lasts: 21 },
  late: { members: 4, days: 25, lead: 0, lasts: 25 },
};

/** Days of demand kept beyond the next ship: the slower it sells, the less an average says of a week. */
const spare = (every: number): number => (every > 100 ? 70 : every > 60 ? 46 : 30);

/** A shipment of the fast sellers comes every six weeks, one of the slow ones twice a year. */
const rhythm = (base: number): number => (base < 0.12 ? 168 : base < 0.35 ? 84 : 42);

function ship(item: Item, warehouse: WarehouseCode, given: Pick<Route, "every" | "phase" | "buffer"> & Partial<Route>): Route {
  return {
    warehouse,
    source: "factory",
    mode: "sea",
    productionDays: PRODUCTION,
    transitDays: TRANSIT[warehouse],
    late: 0,
    ...given,
    phase: given.phase + (warehouse === "US-FBA" ? 0 : Math.floor(constant("phase", warehouse, item.sku) * given.every)),
  };
}

const truck = (item: Item, source: "US-3PL" | "DE-3PL", warehouse: WarehouseCode): Route => ({
  warehouse,
  source,
  mode: null,
  every: 14,
  phase: Math.floor(constant("truck", item.sku) * 14),
  productionDays: 1,
  transitDays: 6,
  buffer: 20,
  late: 0,
});

/** A flight that bridges the days until a ship that comes too late. */
function flight(phase: number, every: number): Route {
  return {
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
}

function american(item: Item, rate: number): Route[] {
  const phase = (every: number): number => Math.floor(constant("phase", item.sku) * every);
  const { story } = item;
  if (story === "gap" || story === "air" || story === "late") {
    const { members, days } = SUPPLY_TURNS[story];
    const every = members * days;
    const at = (item.turn % members) * days;
    if (story === "gap") return [ship(item, "US-FBA", { every, phase: at, buffer: -(days + 9) })];
    if (story === "air") return [ship(item, "US-FBA", { every, phase: at, buffer: -18 }), flight(at, every)];
    return [ship(item, "US-FBA", { every, phase: at, buffer: 38, late: days + 4 })];
  }
  if (story === "by-3pl") return [ship(item, "US-3PL", { every: 56, phase: phase(56), buffer: 42 }), truck(item, "US-3PL", "US-FBA")];
  const every = rhythm(rate);
  return [ship(item, "US-FBA", { every, phase: phase(every), buffer: spare(every) + Math.floor(constant("buffer", item.sku) * 16) })];
}

/** Share of the SKUs that go to Germany by way of the warehouse there, and by rail. */
const BY_BREMEN = 0.16;
const BY_RAIL = 0.35;

/** Shipments of a SKU to a pool, of which `rate` units a day are sold. */
export function routesOf(item: Item, pool: WarehouseCode, rate: number): Route[] {
  if (item.story === "overstock" || item.story === "dormant") return [];
  const every = Math.max(56, rhythm(rate));
  switch (pool) {
    case "US-FBA":
      return american(item, rate);
    case "DE-FBA":
      if (constant("bremen", item.sku) < BY_BREMEN)
        return [ship(item, "DE-3PL", { every: 84, phase: 0, buffer: 34 }), truck(item, "DE-3PL", "DE-FBA")];
      return constant("rail", item.sku) < BY_RAIL
        ? [ship(item, pool, { every, phase: 0, buffer: spare(every) + 6, mode: "rail", transitDays: 28 })]
        : [ship(item, pool, { every, phase: 0, buffer: spare(every) + 8 })];
    case "JP-FBA":
      return [ship(item, pool, { every: rhythm(rate), phase: 0, buffer: spare(rhythm(rate)) })];
    case "US-3PL":
    case "DE-3PL":
    case "CN-DG":
      return [ship(item, pool, { every, phase: 0, buffer: spare(every) + 8 })];
  }
}

/** Days of demand on the shelf on the first day of the simulation. */
export const firstStockDays = (item: Item): number => (item.story === "overstock" ? 1500 : item.story === "dormant" ? 420 : 140);

export const leadDays = (route: Route): number => route.productionDays + route.transitDays;

/** The day for which a shipment that is booked on a day is promised, if one is booked then. */
export function promisedFor(route: Route, dayOf: number): Day | undefined {
  const promised = dayOf + leadDays(route);
  return (((promised - route.phase) % route.every) + route.every) % route.every === 0 ? fromDayNumber(promised) : undefined;
}

/** Full cartons. In the stories of a gap the shipment is too small on purpose. */
export function cartons(item: Item, need: number): number {
  if (item.story === "gap" || item.story === "air") return need <= 0 ? 0 : Math.max(1, Math.round(need / item.carton)) * item.carton;
  return need < 1 ? 0 : Math.ceil(need / item.carton) * item.carton;
}
