import { addDays, type Day, later } from "../../../src/domain/calendar/day.ts";
import type { Item } from "../catalogue/items.ts";
import type { Demand } from "../demand/wanted.ts";
import { dice, keyOf } from "../random.ts";
import type { WarehouseCode } from "../world/stores.ts";
import { cartons, leadDays, promisedFor, type Route, SHELVING } from "./routes.ts";
import type { LedgerDay, Shipment } from "./shipment.ts";

const MODES = { sea: "SEA", air: "AIR", express: "EXP", rail: "RAIL" } as const;

/** A SKU in one warehouse. */
export class Shelf {
  readonly warehouse: WarehouseCode;
  readonly routes: readonly Route[];
  readonly #demands: readonly Demand[];
  /** Booked and not received. */
  readonly coming = new Set<Shipment>();
  stock: number;
  #opening = 0;
  #received = 0;
  #returned = 0;
  #shipped = 0;
  #lost = 0;

  constructor(warehouse: WarehouseCode, routes: readonly Route[], demands: readonly Demand[], stock: number) {
    this.warehouse = warehouse;
    this.routes = routes;
    this.#demands = demands;
    this.stock = stock;
  }

  open(): void {
    this.#opening = this.stock;
    this.#received = this.#returned = this.#shipped = this.#lost = 0;
  }

  receive(shipment: Shipment): void {
    this.coming.delete(shipment);
    this.stock += shipment.received;
    this.#received += shipment.received;
  }

  takeBack(units: number): void {
    this.stock += units;
    this.#returned += units;
  }

  /** As many as there are; what is wanted beyond is lost. */
  take(wanted: number): number {
    const units = Math.min(wanted, this.stock);
    this.stock -= units;
    this.#shipped += units;
    this.#lost += wanted - units;
    return units;
  }

  give(units: number): void {
    this.stock -= units;
    this.#shipped += units;
  }

  close(sku: string, dayOf: number): LedgerDay {
    return {
      warehouse: this.warehouse,
      sku,
      dayOf,
      opening: this.#opening,
      received: this.#received,
      returned: this.#returned,
      shipped: this.#shipped,
      lost: this.#lost,
      closing: this.stock,
    };
  }

  forecast(from: number, days: number, levelNow: number): number {
    let sum = 0;
    for (const demand of this.#demands) for (let i = 1; i <= days; i++) sum += demand.expected(from + i, levelNow);
    return sum;
  }

  arriving(until: Day | undefined): number {
    let units = 0;
    for (const s of this.coming) if (until === undefined || s.eta <= until) units += s.quantity;
    return units;
  }
}

/**
 * How many units to book today: what will be wanted from the day they come until the next shipment and as long as the route's
 * buffer says, less what will then be left. What is wanted on empty days before that is lost, and not caught up.
 */
export function need(shelf: Shelf, route: Route, dayOf: number, today: Day, levelNow: number, fed: Shelf | undefined): number {
  const lead = leadDays(route);
  const lasts = route.lasts ?? route.every;
  const last = route.lasts === undefined ? undefined : addDays(today, lead + lasts);
  // A warehouse that feeds a pool plans for both together.
  const both = fed ? [shelf, fed] : [shelf];
  const sum = (of: (s: Shelf) => number): number => both.reduce((all, s) => all + of(s), 0);
  const there = sum((s) => s.stock + s.arriving(last));
  const left = Math.max(0, there - sum((s) => s.forecast(dayOf, lead, levelNow)));
  return sum((s) => s.forecast(dayOf + lead, lasts + route.buffer, levelNow)) - left;
}

/** Of ten ships' goods, one is inspected. */
const INSPECTED = 0.1;

/** From the port through customs to the warehouse's door. Has dice of its own, so that nothing else of a shipment depends on it. */
function port(seed: string, id: string, { source, mode }: Route, leftOn: Day, arrivedOn: Day): Pick<Shipment, "landedOn" | "clearedOn"> {
  if (source !== "factory" || mode === null) return { landedOn: null, clearedOn: null };
  const luck = dice(keyOf(seed, "customs", id));
  const slow = mode === "sea" || mode === "rail";
  const held = luck.next() < INSPECTED ? luck.between(4, 6) : 0;
  const customs = slow ? luck.between(2, 4) + held : luck.between(1, 2);
  const delivery = slow ? luck.between(2, 3) : 1;
  const clearedOn = later(addDays(arrivedOn, -delivery), leftOn);
  return { landedOn: later(addDays(clearedOn, -customs), leftOn), clearedOn };
}

function shipment(seed: string, item: Item, route: Route, today: Day, promised: Day, quantity: number): Shipment {
  const luck = dice(keyOf(seed, "shipment", route.warehouse, item.sku, today, route.mode ?? "truck"));
  const late = route.source === "factory" ? luck.between(0, 3) : 0;
  const onShelf = addDays(promised, route.late > 0 ? route.late : late);
  const short = route.source === "factory" && luck.next() < 0.06 ? Math.min(quantity, luck.between(1, 3)) : 0;
  const prefix = route.source === "factory" ? MODES[route.mode ?? "sea"] : "TRF";
  const id = `${prefix}-${route.warehouse}-${today.replaceAll("-", "").slice(2)}-${item.sku}`;
  const leftOn = addDays(today, route.productionDays);
  const arrivedOn = addDays(onShelf, -Math.min(SHELVING, route.transitDays - 1));
  return {
    id,
    sku: item.sku,
    warehouse: route.warehouse,
    source: route.source,
    mode: route.mode,
    bookedOn: today,
    leftOn,
    eta: promised,
    ...port(seed, id, route, leftOn, arrivedOn),
    arrivedOn,
    receivedOn: onShelf,
    quantity,
    received: quantity - short,
  };
}

/** What is booked for a shelf on a day, and taken from the shelf that it comes from. */
export function book(
  seed: string,
  item: Item,
  shelf: Shelf,
  shelves: ReadonlyMap<string, Shelf>,
  dayOf: number,
  today: Day,
  levelNow: number,
): Shipment[] {
  const booked: Shipment[] = [];
  for (const route of shelf.routes) {
    const promised = promisedFor(route, dayOf);
    if (promised === undefined) continue;
    const source = route.source === "factory" ? undefined : shelves.get(route.source);
    const feeds = [...shelves.values()].find((s) => s.routes.some((r) => r.source === shelf.warehouse));
    const wish = cartons(item, need(shelf, route, dayOf, today, levelNow, feeds));
    const quantity = source ? Math.min(wish, source.stock) : wish;
    if (quantity <= 0) continue;
    source?.give(quantity);
    const sent = shipment(seed, item, route, today, promised, quantity);
    shelf.coming.add(sent);
    booked.push(sent);
  }
  return booked;
}
