import { day, dayNumber, fromDayNumber } from "../../../src/domain/calendar/day.ts";
import { eventOn } from "../calendar/events.ts";
import { seasonOf } from "../calendar/season.ts";
import type { Listing } from "../catalogue/listings.ts";
import { BURST_LIFT, BURSTS, HIJACK_SHARE, HIJACKS, plantedOn, STACKED, STACKED_DISCOUNT, STACKED_LIFT } from "../planted/schedule.ts";
import { dice, keyOf, roll } from "../random.ts";
import type { Level } from "./level.ts";

/** The business grows by so much a year. */
const GROWTH = 1.1;
const GROWTH_FROM = dayNumber(day("2025-08-01"));
/** Deviation of a day's own luck. */
const LUCK = 0.5;
/** Weeks with a coupon, what it takes off and what it brings. */
const COUPONS = 0.09;
const COUPON = 0.15;
const COUPON_LIFT = 1.6;

/** What buyers want of a SKU in a store, day by day. */
export interface Demand {
  /** What a seller who knows season and sales days, and how it goes now, would expect of a day. */
  expected(dayOf: number, levelNow: number): number;
  /** Units that are wanted, whether they are there or not. */
  wanted(dayOf: number): number;
  /** What the seller takes off, as a share of the price. */
  discount(dayOf: number): number;
  /** Buyers that would come if nothing were planted: what visitors are drawn from. */
  interest(dayOf: number): number;
}

export function demandOf(seed: string, listing: Listing, level: Level): Demand {
  const { item, shop } = listing;
  const season = seasonOf(item.category, shop);
  const base = item.base * listing.share;
  const lucky = keyOf(seed, "demand", shop.code, item.sku);
  const coupons = keyOf(seed, "coupon", item.sku);
  const coupon = (n: number): boolean => roll(coupons, Math.floor(n / 7)) < COUPONS;
  const calm = (n: number): number => base * season(n) * GROWTH ** ((n - GROWTH_FROM) / 365);
  const on = (planted: Parameters<typeof plantedOn>[0], n: number): boolean => plantedOn(planted, item.sku, shop.code, n);
  const visited = (n: number): number => calm(n) * level(n) * (coupon(n) ? COUPON_LIFT : 1) * (on(BURSTS, n) ? BURST_LIFT : 1);
  return {
    expected: (n, levelNow) => calm(n) * levelNow,
    interest: visited,
    wanted: (n) => {
      const luck = dice(lucky, n);
      const mean = visited(n) * (on(HIJACKS, n) ? HIJACK_SHARE : 1) * (on(STACKED, n) ? STACKED_LIFT : 1);
      return luck.poisson(mean * luck.noise(LUCK));
    },
    discount: (n) => (on(STACKED, n) ? STACKED_DISCOUNT : Math.max(eventOn(shop, fromDayNumber(n))?.discount ?? 0, coupon(n) ? COUPON : 0)),
  };
}
