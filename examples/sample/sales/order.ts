import { addDays, type Day } from "../../../src/domain/calendar/day.ts";
import { startOfDay } from "../../../src/domain/calendar/zone.ts";
import { BACKLOGS, plantedOn } from "../planted/schedule.ts";
import { type Dice, dice, keyOf } from "../random.ts";
import type { Shop, StoreCode } from "../world/stores.ts";
import type { Line } from "./line.ts";

/** The order that a line is in. It is told by the line alone, so that nobody has to look at the lines beside it. */
export interface Order {
  readonly id: string;
  readonly at: Date;
  readonly state: string;
  /** What a spreadsheet of young orders says of it. */
  readonly young: "pending" | "unshipped" | null;
  /** Whole days until it left the warehouse, where the seller ships; two are allowed. */
  readonly dispatchDays: number;
}

const STATES: Readonly<Record<string, readonly [string, ...string[]]>> = {
  US: ["CA", "TX", "NY", "FL", "WA", "IL", "PA", "GA"],
  DE: ["Bayern", "Berlin", "Hessen", "NRW", "Sachsen"],
  JP: ["東京都", "大阪府", "愛知県", "福岡県"],
};
/** Share of the last two days' orders that are not paid yet, and of yesterday's that have not left. */
const PENDING = 0.05;
const UNSHIPPED = 0.4;

const IDS: Readonly<Record<StoreCode, (luck: Dice) => string>> = {
  "amazon-us": (l) => `111-${l.digits(7)}-${l.digits(7)}`,
  "amazon-de": (l) => `303-${l.digits(7)}-${l.digits(7)}`,
  "amazon-jp": (l) => `503-${l.digits(7)}-${l.digits(7)}`,
  "walmart-us": (l) => `2000${l.digits(9)}`,
  shopify: (l) => `#P${l.digits(8)}`,
  // Never three zeros at the end: that is what a spreadsheet makes of eighteen digits.
  "tiktok-us": (l) => `5765${l.digits(6)}${l.digits(7)}7`,
};

const starts = new Map<string, { readonly from: number; readonly length: number }>();

/** A store's day in its zone. */
function dayIn(shop: Shop, d: Day): { readonly from: number; readonly length: number } {
  const key = `${shop.code}/${d}`;
  let found = starts.get(key);
  if (!found) {
    // One day at a time is asked for, of six stores.
    if (starts.size > 64) starts.clear();
    const from = startOfDay(d, shop.store.zone).getTime();
    starts.set(key, (found = { from, length: startOfDay(addDays(d, 1), shop.store.zone).getTime() - from }));
  }
  return found;
}

const nameOf = ({ listing, day, nth, kind, basket }: Line): string =>
  basket === null ? `${day}/${listing.item.sku}/${nth}/${kind}` : `${day}/basket/${basket}`;

export function orderOf(seed: string, line: Line, today: Day): Order {
  const { shop, item } = line.listing;
  const name = nameOf(line);
  const luck = dice(keyOf(seed, "order", shop.code, name));
  const { from, length } = dayIn(shop, line.day);
  // Few at night, most in the evening.
  const along = 1 - Math.abs(luck.next() - luck.next()) * (0.35 + 0.6 * luck.next());
  const at = new Date(from + Math.min(length - 60_000, Math.floor((along * length) / 1000) * 1000));
  const id = IDS[shop.code](luck);
  const state = luck.pick(STATES[shop.store.country] ?? ["-"]);
  const young = luck.next();
  const late = plantedOn(BACKLOGS, item.sku, shop.code, line.dayOf);
  return {
    id,
    at,
    state,
    young:
      line.day >= addDays(today, -2) && young < PENDING
        ? "pending"
        : line.day >= addDays(today, -1) && young < UNSHIPPED
          ? "unshipped"
          : null,
    dispatchDays: late ? luck.between(3, 5) : luck.next() < 0.02 ? 3 : luck.between(0, 1),
  };
}
