import { addDays, type Day, dayNumber, earlier, startOfMonth } from "../../src/domain/calendar/day.ts";
import { LISTINGS, type Listing } from "./catalogue/listings.ts";
import { bookedOn, type SoldOf } from "./money/fees.ts";
import { type AdDay, adsOf, advertised } from "./sales/ads.ts";
import type { Line } from "./sales/line.ts";
import { visitsOf, type Visit } from "./sales/visits.ts";
import type { LedgerDay, Shipment } from "./stock/shipment.ts";
import type { SkuDay, SkuPlay } from "./stock/sku.ts";

/** Visits and sales of a listing or a store, summed over some days. Buy-box shares are weighted by sessions. */
export interface Traffic {
  sessions: number;
  views: number;
  units: number;
  items: number;
  minor: number;
  refunded: number;
  offered: number;
}

export interface AdRow extends AdDay {
  readonly listing: Listing;
  readonly dayOf: number;
}

/** Daily snapshots of stock are written for so many days back: enough for velocities over days in stock, and three months to compare. */
export const SNAPSHOT_DAYS = 100;
/** The oldest line that is returned, refunded or reviewed in the days asked for. */
const TAIL_DAYS = 60;
/** The oldest line of a booking of fees. */
const BOOKING_DAYS = 12;

export const none = (): Traffic => ({ sessions: 0, views: 0, units: 0, items: 0, minor: 0, refunded: 0, offered: 0 });

export interface Window {
  readonly seed: string;
  readonly from: Day;
  readonly to: Day;
  readonly today: Day;
  /** Fees and refunds are written from here on: some that were estimates are settled by now. */
  readonly eventsFrom: Day;
}

/**
 * What the reports are made of, filled day by day. Order lines are held no longer than the stretch of one order file; the rest is sums,
 * and rows of things that are rare.
 */
export class Books {
  readonly window: Window;
  /** Lines since they were last taken. */
  #lines: Line[] = [];
  /** Lines with something that comes later: a return, a refund, a review. */
  readonly later: Line[] = [];
  readonly storeDays = new Map<string, Traffic>();
  readonly listingMonths = new Map<string, Traffic>();
  readonly fees = new Map<string, SoldOf & { readonly listing: Listing; readonly day: Day }>();
  readonly ads: AdRow[] = [];
  readonly stock: { readonly warehouse: string; readonly sku: string; readonly dayOf: number; readonly quantity: number }[] = [];
  readonly shipments: Shipment[] = [];
  /** How every shelf stood at the end of the last day. */
  readonly last: LedgerDay[] = [];
  /** Units held in a pool, summed over the days of a month: what storage is paid on. */
  readonly held = new Map<string, number>();
  readonly #visits = new Map<Listing, (dayOf: number, out: boolean, orders: number) => Visit>();
  readonly #ads = new Map<Listing, ReturnType<typeof adsOf>>();
  readonly #from: number;
  readonly #to: number;
  readonly #month: number;
  readonly #tail: number;
  readonly #booking: number;
  readonly #snapshots: number;

  constructor(window: Window) {
    this.window = window;
    const { seed, from, to, today, eventsFrom } = window;
    this.#from = dayNumber(from);
    this.#to = dayNumber(to);
    // Fees that are written again want the whole month, too.
    this.#month = dayNumber(startOfMonth(earlier(from, eventsFrom)));
    this.#tail = dayNumber(eventsFrom) - TAIL_DAYS;
    this.#booking = dayNumber(eventsFrom) - BOOKING_DAYS;
    this.#snapshots = Math.max(this.#from, dayNumber(addDays(today, -SNAPSHOT_DAYS)));
    for (const listing of LISTINGS) if (advertised(listing)) this.#ads.set(listing, adsOf(seed, listing));
  }

  /** The lines of the days since it was last asked. */
  takeLines(): Line[] {
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }

  add(play: SkuPlay, { lines, ledger, shipments }: SkuDay, dayOf: number, day: Day): void {
    this.shipments.push(...shipments);
    for (const line of lines) this.#line(line, dayOf);
    for (const entry of ledger) this.#entry(entry, dayOf, day);
    if (dayOf < this.#month) return;
    for (const [listing, demand] of play.demands) {
      let visits = this.#visits.get(listing);
      if (!visits) this.#visits.set(listing, (visits = visitsOf(this.window.seed, listing, demand)));
      const shelf = ledger.find((e) => e.warehouse === listing.shop.pool);
      const out = shelf !== undefined && shelf.opening === 0 && shelf.closing === 0;
      const { units, items, minor } = soldOf(listing, lines);
      const visit = visits(dayOf, out, items);
      for (const sum of [this.#storeDay(listing, day), this.#listingMonth(listing, day)]) {
        sum.sessions += visit.sessions;
        sum.views += visit.views;
        sum.units += units;
        sum.items += items;
        sum.minor += minor;
        sum.offered += visit.sessions * visit.buyBox;
      }
      const ads = this.#ads.get(listing);
      if (ads && dayOf >= this.#from && visit.sessions > 0) this.ads.push({ listing, dayOf, ...ads(dayOf, visit.sessions, items) });
    }
  }

  #line(line: Line, dayOf: number): void {
    if (dayOf >= this.#from) this.#lines.push(line);
    if (line.kind !== "sale") return;
    if (dayOf >= this.#tail && (line.returned || line.refundedOn || line.review)) this.later.push(line);
    if (dayOf < this.#booking) return;
    const day = bookedOn(line.day);
    const key = `${day}/${line.listing.key}`;
    const sum = this.fees.get(key) ?? { listing: line.listing, day, net: 0, units: 0, orders: 0 };
    sum.net += line.minor - line.discountMinor;
    sum.units += line.quantity;
    sum.orders += 1;
    this.fees.set(key, sum);
  }

  #entry(entry: LedgerDay, dayOf: number, day: Day): void {
    const { warehouse, sku, closing } = entry;
    if (dayOf >= this.#snapshots) this.stock.push({ warehouse, sku, dayOf, quantity: closing });
    if (dayOf === this.#to) this.last.push(entry);
    if (dayOf < this.#month) return;
    const month = `${warehouse}/${day.slice(0, 7)}`;
    this.held.set(month, (this.held.get(month) ?? 0) + closing);
  }

  #listingMonth(listing: Listing, day: Day): Traffic {
    const key = `${day.slice(0, 7)}/${listing.key}`;
    let sum = this.listingMonths.get(key);
    if (!sum) this.listingMonths.set(key, (sum = none()));
    return sum;
  }

  #storeDay({ shop }: Listing, day: Day): Traffic {
    const key = `${shop.code}/${day}`;
    let sum = this.storeDays.get(key);
    if (!sum) this.storeDays.set(key, (sum = none()));
    return sum;
  }
}

function soldOf(listing: Listing, lines: readonly Line[]): Pick<Traffic, "units" | "items" | "minor"> {
  const sum = { units: 0, items: 0, minor: 0 };
  for (const l of lines) {
    if (l.listing !== listing || l.kind !== "sale") continue;
    sum.units += l.quantity;
    sum.items += 1;
    sum.minor += l.minor;
  }
  return sum;
}
