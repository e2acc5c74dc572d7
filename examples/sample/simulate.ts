import { addDays, day, type Day, dayNumber } from "../../src/domain/calendar/day.ts";
import { type Item, ITEMS } from "./catalogue.ts";
import { type Shop, SHOPS } from "./master.ts";
import { dice } from "./random.ts";
import { type Line, linesOf, wanted } from "./sale.ts";
import { expected } from "./season.ts";
import { cartons, firstStockDays, leadDays, promisedFor, type Route, routesOf, SHELVING, type Shipment } from "./supply.ts";

/** The simulation always begins here, so that a day does not depend on which days are asked for. */
export const ORIGIN: Day = day("2025-04-01");

/** One day of a SKU in a warehouse: opening + received + returned − shipped = closing. */
export interface LedgerDay {
  readonly warehouse: string;
  readonly sku: string;
  readonly day: Day;
  readonly opening: number;
  readonly received: number;
  readonly returned: number;
  /** Units that left: sold, or sent to another warehouse. */
  readonly shipped: number;
  /** Units that were wanted and not there. */
  readonly lost: number;
  readonly closing: number;
}

export interface Listener {
  readonly line?: (line: Line) => void;
  readonly ledger?: (entry: LedgerDay) => void;
  /** When it is booked: its days are all known by then, to us. */
  readonly shipment?: (shipment: Shipment) => void;
}

interface Shelf {
  readonly item: Item;
  readonly warehouse: string;
  readonly shop: Shop;
  readonly routes: readonly Route[];
  stock: number;
  /** Booked and not received. */
  readonly coming: Set<Shipment>;
}

const listed = (item: Item, shop: Shop): boolean => shop.code === "amazon-us" || item.priceGbp !== null;

function forecast(shelf: Shelf, from: Day, days: number): number {
  let sum = 0;
  const first = dayNumber(from);
  for (let i = 1; i <= days; i++) sum += expected(shelf.item, first + i);
  return sum * shelf.shop.share;
}

function open(seed: string): Map<string, Shelf> {
  const shelves = new Map<string, Shelf>();
  for (const item of ITEMS) {
    for (const shop of SHOPS) {
      if (!listed(item, shop)) continue;
      const routes = routesOf(seed, item, shop);
      for (const warehouse of new Set([shop.pool, ...routes.map((r) => r.warehouse)])) {
        const shelf: Shelf = {
          item,
          warehouse,
          shop,
          routes: routes.filter((r) => r.warehouse === warehouse),
          stock: 0,
          coming: new Set(),
        };
        shelf.stock = Math.ceil(item.base * shop.share * firstStockDays(item));
        shelves.set(`${warehouse}/${item.sku}`, shelf);
      }
    }
  }
  return shelves;
}

/**
 * How many units to book today: what will be wanted from the day they come until the next shipment and as long as the route's
 * buffer says, less what will then be left. What is wanted on empty days before that is lost, and not caught up.
 */
function need(shelf: Shelf, route: Route, d: Day, fed: Shelf | undefined): number {
  const lead = leadDays(route);
  const lasts = route.lasts ?? route.every;
  const last = route.lasts === undefined ? undefined : addDays(d, lead + lasts);
  const coming = (of: Shelf): number => [...of.coming].reduce((sum, s) => sum + (last === undefined || s.eta <= last ? s.quantity : 0), 0);
  // A warehouse that feeds a pool plans for both together.
  const there = shelf.stock + coming(shelf) + (fed ? fed.stock + coming(fed) : 0);
  const left = Math.max(0, there - forecast(shelf, d, lead));
  return forecast(shelf, addDays(d, lead), lasts + route.buffer) - left;
}

function book(seed: string, shelf: Shelf, route: Route, d: Day, promised: Day, quantity: number): Shipment {
  const luck = dice(seed, "shipment", route.warehouse, shelf.item.sku, d, route.mode ?? "truck");
  const onShelf = addDays(promised, route.late > 0 ? route.late : luck.between(0, route.source === "factory" ? 3 : 0));
  const short = route.source === "factory" && luck.next() < 0.06 ? Math.min(quantity, luck.between(1, 3)) : 0;
  const prefix = route.source === "factory" ? { sea: "SEA", air: "AIR", express: "EXP", rail: "RAIL" }[route.mode ?? "sea"] : "TRF";
  return {
    id: `${prefix}-${route.warehouse.slice(0, 2)}-${d.replaceAll("-", "").slice(2)}-${shelf.item.sku}`,
    sku: shelf.item.sku,
    warehouse: route.warehouse,
    source: route.source,
    mode: route.mode,
    bookedOn: d,
    leftOn: addDays(d, route.productionDays),
    eta: promised,
    arrivedOn: addDays(onShelf, -Math.min(SHELVING, route.transitDays - 1)),
    receivedOn: onShelf,
    quantity,
    received: quantity - short,
  };
}

/** Plays every day from the origin to `to`: what arrives, what is sold from what is there, what is booked. */
export function simulate(seed: string, to: Day, listener: Listener): void {
  const shelves = open(seed);
  const arriving = new Map<Day, { shelf: Shelf; shipment: Shipment }[]>();
  const returning = new Map<Day, { shelf: Shelf; units: number }[]>();
  const push = <T>(map: Map<Day, T[]>, d: Day, value: T): void => void (map.get(d)?.push(value) ?? map.set(d, [value]));

  for (let d = ORIGIN; d <= to; d = addDays(d, 1)) {
    const today = new Map<Shelf, { opening: number; received: number; returned: number; shipped: number; lost: number }>();
    for (const shelf of shelves.values()) today.set(shelf, { opening: shelf.stock, received: 0, returned: 0, shipped: 0, lost: 0 });
    const at = (shelf: Shelf) => today.get(shelf) ?? { opening: 0, received: 0, returned: 0, shipped: 0, lost: 0 };

    for (const { shelf, shipment } of arriving.get(d) ?? []) {
      shelf.stock += shipment.received;
      shelf.coming.delete(shipment);
      at(shelf).received += shipment.received;
    }
    for (const { shelf, units } of returning.get(d) ?? []) {
      shelf.stock += units;
      at(shelf).returned += units;
    }
    arriving.delete(d);
    returning.delete(d);

    for (const shelf of shelves.values()) {
      if (shelf.warehouse !== shelf.shop.pool) continue;
      const demand = wanted(seed, shelf.item, shelf.shop, d);
      const units = Math.min(demand, shelf.stock);
      shelf.stock -= units;
      at(shelf).shipped += units;
      at(shelf).lost += demand - units;
      for (const line of linesOf(seed, shelf.item, shelf.shop, d, units)) {
        if (line.returned?.disposition === "SELLABLE") push(returning, line.returned.day, { shelf, units: line.returned.quantity });
        listener.line?.(line);
      }
    }

    for (const shelf of shelves.values()) {
      for (const route of shelf.routes) {
        const promised = promisedFor(route, d);
        if (promised === undefined) continue;
        const feeds = shelf.warehouse !== shelf.shop.pool;
        const source = route.source === "US-3PL" ? shelves.get(`US-3PL/${shelf.item.sku}`) : undefined;
        const wish = cartons(shelf.item, need(shelf, route, d, feeds ? shelves.get(`${shelf.shop.pool}/${shelf.item.sku}`) : undefined));
        const quantity = source ? Math.min(wish, source.stock) : wish;
        if (quantity <= 0) continue;
        if (source) {
          source.stock -= quantity;
          at(source).shipped += quantity;
        }
        const shipment = book(seed, shelf, route, d, promised, quantity);
        shelf.coming.add(shipment);
        push(arriving, shipment.receivedOn, { shelf, shipment });
        listener.shipment?.(shipment);
      }
    }

    if (listener.ledger) {
      for (const shelf of shelves.values())
        listener.ledger({ warehouse: shelf.warehouse, sku: shelf.item.sku, day: d, ...at(shelf), closing: shelf.stock });
    }
  }
}
