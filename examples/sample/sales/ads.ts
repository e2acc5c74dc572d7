import type { Listing } from "../catalogue/listings.ts";
import { plantedIn, plantedOn, WASTE, WASTE_CLICKS, WASTE_ORDERS } from "../planted/schedule.ts";
import { dice, keyOf } from "../random.ts";

/** What a campaign did for a listing on a day. Money in the smallest unit. */
export interface AdDay {
  readonly impressions: number;
  readonly clicks: number;
  readonly spend: number;
  readonly orders: number;
  readonly sales: number;
}

/** Units a day from which a listing is advertised: smaller stores begin earlier. */
const worthAds = ({ store }: Listing["shop"]): number => (store.platform === "amazon" ? 0.6 : 0.3);
/** Share of a page's visitors that come from an ad, and of its orders. */
const PAID = 0.3;
const SOLD = 0.42;

export const advertised = ({ item, shop, share }: Listing): boolean =>
  plantedIn(WASTE, item.sku, shop.code) || (item.lastSale === null && item.base * share >= worthAds(shop));

/** Advertising of a listing: clicks among its visitors, orders among what was bought. */
export function adsOf(seed: string, listing: Listing): (dayOf: number, sessions: number, orders: number) => AdDay {
  const key = keyOf(seed, "ads", listing.shop.code, listing.item.sku);
  const { perDollar, minor } = listing.shop;
  // The dearer the product, the dearer the click.
  const click = (0.28 + listing.item.priceUsd * 0.011) * perDollar * minor;
  return (dayOf, sessions, orders) => {
    const luck = dice(key, dayOf);
    const wasted = plantedOn(WASTE, listing.item.sku, listing.shop.code, dayOf);
    const clicks = luck.poisson(sessions * PAID * (wasted ? WASTE_CLICKS : 1));
    const bought = Math.min(orders, luck.poisson(orders * SOLD * (wasted ? WASTE_ORDERS : 1)));
    return {
      impressions: Math.round(clicks / (0.004 + 0.003 * luck.next())),
      clicks,
      spend: Math.round(clicks * click * (0.7 + 0.6 * luck.next())),
      orders: bought,
      sales: bought * listing.minor,
    };
  };
}
