import { addDays, type Day, dayNumber } from "../../src/domain/calendar/day.ts";
import type { Item } from "./catalogue.ts";
import type { Shop } from "./master.ts";
import { dice } from "./random.ts";
import { COUPON_LIFT, couponOn, discountOn, expected } from "./season.ts";
import { TURNS } from "./supply.ts";

export type LineKind = "sale" | "mcf" | "replacement" | "cancelled";

export interface Returned {
  readonly day: Day;
  readonly quantity: number;
  readonly reason: string;
  readonly disposition: "SELLABLE" | "CUSTOMER_DAMAGED" | "DEFECTIVE" | "CARRIER_DAMAGED";
  readonly comment: string;
}

/** A line of an order before it is written down. Money in the smallest unit of the shop's currency. */
export interface Line {
  readonly shop: Shop;
  readonly item: Item;
  readonly day: Day;
  /** Place among the lines of this SKU, shop and day. */
  readonly nth: number;
  readonly kind: LineKind;
  readonly quantity: number;
  readonly minor: number;
  readonly discountMinor: number;
  readonly returned: Returned | null;
}

/** What buyers want of a SKU in a shop on a day, whether it is there or not. */
export function wanted(seed: string, item: Item, shop: Shop, d: Day): number {
  const n = dayNumber(d);
  const coupon = couponOn(seed, item, n) ? COUPON_LIFT : 1;
  const luck = dice(seed, "demand", shop.code, item.sku, d);
  return luck.poisson(expected(item, n) * shop.share * coupon * luck.noise(0.16));
}

export const priceMinor = (item: Item, shop: Shop): number =>
  Math.round((shop.code === "amazon-us" ? item.priceUsd : (item.priceGbp ?? 0)) * 100);

/** A batch that runs small: its buyers send a third of it back. The members of the story take turns. */
export function badBatchOn(item: Item, d: Day): boolean {
  if (item.story !== "bad-batch") return false;
  const { members, days } = TURNS.batch;
  return Math.floor((dayNumber(d) % (members * days)) / days) === item.turn;
}

const REASONS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  fit: ["APPAREL_TOO_SMALL", "APPAREL_TOO_SMALL", "APPAREL_TOO_SMALL", "APPAREL_TOO_LARGE", "NOT_AS_DESCRIBED"],
  apparel: ["APPAREL_TOO_SMALL", "APPAREL_TOO_LARGE", "APPAREL_STYLE", "UNWANTED_ITEM", "QUALITY_UNACCEPTABLE", "NO_REASON_GIVEN"],
  other: [
    "UNWANTED_ITEM",
    "DEFECTIVE",
    "NOT_AS_DESCRIBED",
    "DAMAGED_BY_CARRIER",
    "ORDERED_WRONG_ITEM",
    "QUALITY_UNACCEPTABLE",
    "MISSING_PARTS",
    "NO_REASON_GIVEN",
  ],
};
const COMMENTS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  APPAREL_TOO_SMALL: ["Runs at least one size small", "Too tight at the waist", "Ordered my usual size, could not get in"],
  APPAREL_TOO_LARGE: ["Way too big"],
  DEFECTIVE: ["Stopped working after two days"],
  DAMAGED_BY_CARRIER: ["Box was crushed"],
  NOT_AS_DESCRIBED: ["Smaller than in the pictures"],
  MISSING_PARTS: ["One piece was missing"],
};
const WRECKED: Readonly<Record<string, Returned["disposition"]>> = {
  DEFECTIVE: "DEFECTIVE",
  MISSING_PARTS: "CUSTOMER_DAMAGED",
  DAMAGED_BY_CARRIER: "CARRIER_DAMAGED",
};

function returnOf(seed: string, item: Item, shop: Shop, d: Day, nth: number, quantity: number): Returned | null {
  const luck = dice(seed, "return", shop.code, item.sku, d, nth);
  const bad = badBatchOn(item, d);
  if (luck.next() >= (bad ? 0.33 : item.returnRate)) return null;
  const reason = luck.pick((bad ? REASONS["fit"] : REASONS[item.category]) ?? (REASONS["other"] as readonly [string, ...string[]]));
  const comments = COMMENTS[reason];
  return {
    day: addDays(d, 6 + luck.poisson(bad ? 5 : 9)),
    quantity: luck.between(1, quantity),
    reason,
    disposition: WRECKED[reason] ?? (luck.next() < 0.75 ? "SELLABLE" : "CUSTOMER_DAMAGED"),
    comment: comments && luck.next() < 0.5 ? luck.pick(comments) : "",
  };
}

function quantityOf(roll: number, left: number): number {
  return Math.min(left, roll < 0.9 ? 1 : roll < 0.98 ? 2 : 3);
}

/** Order lines for the units that were sold of a SKU on a day, with now and then a line that is no sale beside them. */
export function linesOf(seed: string, item: Item, shop: Shop, d: Day, units: number): Line[] {
  const luck = dice(seed, "lines", shop.code, item.sku, d);
  const minor = priceMinor(item, shop);
  const discount = discountOn(seed, item, d);
  const lines: Line[] = [];
  const add = (kind: LineKind, quantity: number, priced: boolean): void => {
    const nth = lines.length + 1;
    const total = priced ? minor * quantity : 0;
    const returned = kind === "sale" ? returnOf(seed, item, shop, d, nth, quantity) : null;
    lines.push({
      shop,
      item,
      day: d,
      nth,
      kind,
      quantity,
      minor: total,
      discountMinor: priced ? Math.round(total * discount) : 0,
      returned,
    });
  };
  for (let left = units; left > 0;) {
    const quantity = quantityOf(luck.next(), left);
    left -= quantity;
    const roll = luck.next();
    // Units that leave the shelf and are no sale: orders of other channels, and replacements.
    add(roll < 0.008 ? "mcf" : roll < 0.014 ? "replacement" : "sale", quantity, roll >= 0.014);
    if (luck.next() < 0.022) add("cancelled", 1, luck.next() < 0.6);
  }
  return lines;
}
