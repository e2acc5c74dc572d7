import type { Listing } from "../catalogue/listings.ts";
import type { Demand } from "../demand/wanted.ts";
import { HIJACK_BUY_BOX, HIJACKS, plantedOn } from "../planted/schedule.ts";
import { dice, keyOf } from "../random.ts";

/** What a store's page of a SKU saw on a day. */
export interface Visit {
  readonly sessions: number;
  readonly views: number;
  /** Share of them that were offered ours. */
  readonly buyBox: number;
}

/** Who still comes to the page of a product that is out. */
const CURIOUS = 0.3;
const USUAL_BUY_BOX = 0.975;

/** Visitors of a listing, from its demand and the day's own dice. Never fewer than what was bought. */
export function visitsOf(seed: string, listing: Listing, demand: Demand): (dayOf: number, out: boolean, orders: number) => Visit {
  const key = keyOf(seed, "visits", listing.shop.code, listing.item.sku);
  return (dayOf, out, orders) => {
    const luck = dice(key, dayOf);
    const drawn = luck.poisson((demand.interest(dayOf) / listing.conversion) * luck.noise(0.12) * (out ? CURIOUS : 1));
    const sessions = Math.max(drawn, Math.ceil(orders / (listing.conversion * 4)), orders);
    const held = plantedOn(HIJACKS, listing.item.sku, listing.shop.code, dayOf);
    return { sessions, views: Math.round(sessions * (1.25 + 0.2 * luck.next())), buyBox: held ? HIJACK_BUY_BOX : USUAL_BUY_BOX };
  };
}
