import { addDays, type Day, endOfMonth } from "../../../src/domain/calendar/day.ts";
import type { Listing } from "../catalogue/listings.ts";
import type { Shop } from "../world/stores.ts";

/** A month is booked in four parts, so that it is always whole: up to the 7th, 14th, 21st and its end. */
export function bookedOn(d: Day): Day {
  const nth = Number(d.slice(8, 10));
  return nth > 21 ? endOfMonth(d) : (`${d.slice(0, 8)}${String(Math.ceil(nth / 7) * 7).padStart(2, "0")}` as Day);
}

/** Every two weeks the marketplace pays out; what is younger is an estimate. */
export const SETTLED_AFTER_DAYS = 14;
export const settled = (d: Day, today: Day): boolean => d <= addDays(today, -SETTLED_AFTER_DAYS);

export interface SoldOf {
  net: number;
  units: number;
  orders: number;
}

const fulfilment = ({ item, shop }: Listing): number => Math.round((3.3 + item.freightUsd * 0.85) * shop.perDollar * shop.minor);

/** Share of TikTok's sales that a creator brought, and what he is paid of them. */
const CREATOR = 0.35 * 0.12;

/** What a store's platform takes for some units of a SKU, in the smallest unit: type and amount. */
export function feesOf(listing: Listing, { net, units, orders }: SoldOf): readonly (readonly [string, number])[] {
  const { shop } = listing;
  const handling = units * fulfilment(listing);
  switch (shop.store.platform) {
    case "amazon":
      return [
        ["commission", Math.round(net * shop.commission)],
        ["fba-fee", handling],
      ];
    case "walmart":
      return [
        ["referral-fee", Math.round(net * shop.commission)],
        ["warehouse-fulfilment", Math.round(handling * 0.95)],
      ];
    case "shopify":
      return [
        ["payment-processing-fee", Math.round(net * 0.029) + orders * 30],
        ["warehouse-fulfilment", handling],
      ];
    default:
      return [
        ["referral-fee", Math.round(net * shop.commission)],
        ["affiliate-commission", Math.round(net * CREATOR)],
        ["warehouse-fulfilment", Math.round(handling * 0.95)],
      ];
  }
}

/** Storage of a month, for the account as a whole, on the month's last day. */
export const storageOf = (shop: Shop, unitsHeld: number): number => Math.round(unitsHeld * 0.09 * shop.perDollar * shop.minor);

/** What the marketplace pays for what it broke: a share of the price. */
export const REIMBURSED = 0.7;
