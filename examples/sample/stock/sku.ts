import { day, type Day, dayNumber, fromDayNumber } from "../../../src/domain/calendar/day.ts";
import type { Item } from "../catalogue/items.ts";
import { type Listing, listingsOfItem } from "../catalogue/listings.ts";
import { type Level, levelOf } from "../demand/level.ts";
import { type Demand, demandOf } from "../demand/wanted.ts";
import { type Line, lineMaker } from "../sales/line.ts";
import type { WarehouseCode } from "../world/stores.ts";
import { firstStockDays, type Route, routesOf } from "./routes.ts";
import { book, Shelf } from "./shelf.ts";
import type { LedgerDay, Shipment } from "./shipment.ts";

/** The simulation always begins here, so that a day does not depend on which days are asked for. */
export const ORIGIN: Day = day("2025-04-01");

/** What happened to a SKU on a day. */
export interface SkuDay {
  readonly lines: readonly Line[];
  readonly ledger: readonly LedgerDay[];
  /** Booked on that day: all its further days are known to us. */
  readonly shipments: readonly Shipment[];
}

interface Sold {
  readonly listing: Listing;
  readonly demand: Demand;
  readonly lines: ReturnType<typeof lineMaker>;
  readonly shelf: Shelf;
}

/** One SKU in all its stores and warehouses, from the origin on, day by day. It knows of no other SKU. */
export class SkuPlay {
  readonly item: Item;
  readonly demands: ReadonlyMap<Listing, Demand>;
  readonly #seed: string;
  readonly #level: Level;
  readonly #shelves = new Map<WarehouseCode, Shelf>();
  readonly #sold: readonly Sold[];
  readonly #arriving = new Map<Day, Shipment[]>();
  readonly #returning = new Map<Day, { readonly shelf: Shelf; readonly units: number }[]>();

  constructor(seed: string, item: Item) {
    this.#seed = seed;
    this.item = item;
    this.#level = levelOf(seed, item);
    const listings = listingsOfItem(item);
    this.demands = new Map(listings.map((l) => [l, demandOf(seed, l, this.#level)]));
    const pools = Map.groupBy(listings, (l) => l.shop.pool);
    const rates = [...pools].map(([pool, of]) => [pool, of.reduce((sum, l) => sum + l.share * item.base, 0)] as const);
    const routes = once(rates.flatMap(([pool, rate]) => routesOf(item, pool, rate)));
    for (const warehouse of new Set([...pools.keys(), ...routes.map((r) => r.warehouse)])) {
      const demands = (pools.get(warehouse) ?? []).flatMap((l) => this.demands.get(l) ?? []);
      const own = routes.filter((r) => r.warehouse === warehouse);
      const fed = routes.filter((r) => r.source === warehouse).flatMap((r) => rates.filter(([pool]) => pool === r.warehouse));
      const rate = [...rates.filter(([pool]) => pool === warehouse), ...fed].reduce((sum, [, r]) => sum + r, 0);
      this.#shelves.set(warehouse, new Shelf(warehouse, own, demands, Math.ceil(rate * firstStockDays(item))));
    }
    this.#sold = listings.flatMap((listing) => {
      const [shelf, demand] = [this.#shelves.get(listing.shop.pool), this.demands.get(listing)];
      return shelf && demand ? [{ listing, demand, shelf, lines: lineMaker(seed, listing) }] : [];
    });
  }

  step(dayOf: number, today: Day): SkuDay {
    for (const shelf of this.#shelves.values()) shelf.open();
    for (const s of this.#arriving.get(today) ?? []) this.#shelves.get(s.warehouse)?.receive(s);
    for (const { shelf, units } of this.#returning.get(today) ?? []) shelf.takeBack(units);
    this.#arriving.delete(today);
    this.#returning.delete(today);

    const lines: Line[] = [];
    for (const { shelf, demand, lines: make } of this.#sold) {
      const units = shelf.take(demand.wanted(dayOf));
      if (units === 0) continue;
      for (const line of make(dayOf, today, units, demand.discount(dayOf))) {
        const { returned } = line;
        if (returned?.disposition === "SELLABLE") push(this.#returning, returned.day, { shelf, units: returned.quantity });
        lines.push(line);
      }
    }
    const shipments: Shipment[] = [];
    for (const shelf of this.#shelves.values()) {
      for (const s of book(this.#seed, this.item, shelf, this.#shelves, dayOf, today, this.#level(dayOf))) {
        push(this.#arriving, s.receivedOn, s);
        shipments.push(s);
      }
    }
    return { lines, shipments, ledger: [...this.#shelves.values()].map((s) => s.close(this.item.sku, dayOf)) };
  }

  /** Plays from the origin up to a day. */
  play(to: Day, each: (d: SkuDay, dayOf: number) => void): void {
    const last = dayNumber(to);
    for (let n = dayNumber(ORIGIN); n <= last; n++) each(this.step(n, fromDayNumber(n)), n);
  }
}

/** A warehouse that sells by itself and feeds a pool has one ship for both. */
function once(routes: readonly Route[]): Route[] {
  const known = new Map<string, Route>();
  for (const r of routes) {
    const key = `${r.warehouse}/${r.source}/${r.mode}`;
    if (!known.has(key)) known.set(key, r);
  }
  return [...known.values()];
}

function push<K, T>(map: Map<K, T[]>, key: K, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
