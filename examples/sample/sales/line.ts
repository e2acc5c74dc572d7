import type { Day } from "../../../src/domain/calendar/day.ts";
import { type After, afterOf } from "../after/returns.ts";
import { type Review, reviewOf } from "../after/reviews.ts";
import type { Listing } from "../catalogue/listings.ts";
import { dice, keyOf } from "../random.ts";

export type LineKind = "sale" | "mcf" | "replacement" | "sample" | "cancelled";

/** A line of an order before it is written down. Money in the smallest unit of the store's currency. */
export interface Line extends After {
  readonly listing: Listing;
  readonly day: Day;
  readonly dayOf: number;
  /** Place among the lines of this SKU, store and day, from 1. */
  readonly nth: number;
  readonly kind: LineKind;
  readonly quantity: number;
  readonly minor: number;
  readonly discountMinor: number;
  readonly review: Review | null;
  /** An order that lines of other SKUs may be in, too: its number among the store's baskets of the day; null = an order of its own. */
  readonly basket: number | null;
}

const SHARES = { sale: 1, mcf: 0.008, replacement: 0.006, sample: 0.03 } as const;
/** Lines beside the sold ones whose order was cancelled, and how many of these have a price. */
const CANCELLED = 0.022;
const CANCELLED_PRICED = 0.6;
/** Share of the lines that share an order. */
const TOGETHER = 0.1;

const quantityOf = (roll: number, left: number): number => Math.min(left, roll < 0.9 ? 1 : roll < 0.98 ? 2 : 3);

/** Units that leave the shelf and are no sale: orders of other channels, replacements, samples for creators. */
function kindOf(platform: string, roll: number): LineKind {
  if (platform === "amazon") return roll < SHARES.mcf ? "mcf" : roll < SHARES.mcf + SHARES.replacement ? "replacement" : "sale";
  return platform === "tiktok" && roll < SHARES.sample ? "sample" : "sale";
}

/** Order lines for the units that were sold of a SKU in a store on a day, with now and then a line that is no sale beside them. */
export function lineMaker(seed: string, listing: Listing): (dayOf: number, day: Day, units: number, discount: number) => Line[] {
  const key = keyOf(seed, "lines", listing.shop.code, listing.item.sku);
  const { platform } = listing.shop.store;
  return (dayOf, day, units, discount) => {
    const luck = dice(key, dayOf);
    const lines: Line[] = [];
    const add = (kind: LineKind, quantity: number, priced: boolean): void => {
      const nth = lines.length + 1;
      const own = dice(key ^ 0x5bd1e995, dayOf * 64 + nth);
      const minor = priced ? listing.minor * quantity : 0;
      const sale = kind === "sale";
      const basket = sale && own.next() < TOGETHER ? Math.floor(own.next() * listing.shop.baskets) : null;
      lines.push({
        listing,
        day,
        dayOf,
        nth,
        kind,
        quantity,
        minor,
        discountMinor: Math.round(minor * discount),
        ...(sale ? afterOf(listing, dayOf, day, quantity, own) : { returned: null, refundedOn: null }),
        review: sale ? reviewOf(listing, dayOf, day, own) : null,
        basket,
      });
    };
    for (let left = units; left > 0;) {
      const quantity = quantityOf(luck.next(), left);
      left -= quantity;
      const kind = kindOf(platform, luck.next());
      add(kind, quantity, kind === "sale" || kind === "mcf");
      if (luck.next() < CANCELLED) add("cancelled", 1, luck.next() < CANCELLED_PRICED);
    }
    return lines;
  };
}
