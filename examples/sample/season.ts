import { addDays, day, type Day, dayNumber, fromDayNumber, weekday } from "../../src/domain/calendar/day.ts";
import type { Category, Item } from "./catalogue.ts";
import { constant } from "./random.ts";

/** Share of an average day, Monday to Sunday. */
const WEEK = [1.06, 1.04, 1.0, 0.97, 0.92, 0.96, 1.05] as const;

/** By month, January first. */
const YEAR: Readonly<Record<Category, readonly number[]>> = {
  storage: [1.25, 1.1, 1, 1, 0.95, 0.9, 0.95, 1.05, 1, 0.95, 1.1, 1.1],
  kitchen: [1, 0.9, 0.9, 0.95, 1, 0.95, 0.95, 0.95, 1, 1.05, 1.3, 1.3],
  outdoor: [0.5, 0.6, 0.8, 1.1, 1.4, 1.6, 1.6, 1.4, 1, 0.7, 0.7, 0.7],
  apparel: [1.15, 0.95, 1, 1, 1, 0.95, 0.9, 0.95, 1.05, 1.05, 1.2, 1.2],
  pets: [1, 0.95, 1, 1, 1, 1, 1, 1, 1, 1, 1.15, 1.15],
  lighting: [1, 0.95, 0.9, 0.85, 0.85, 0.8, 0.85, 0.95, 1.05, 1.2, 1.4, 1.45],
  festive: [0.1, 0.05, 0.05, 0.05, 0.05, 0.05, 0.1, 0.2, 0.6, 1.8, 4.2, 4.6],
  office: [1.15, 1, 1, 0.95, 0.95, 0.9, 1, 1.3, 1.15, 1, 1.05, 0.85],
};

/** What is left of a month's level on a day, so that months do not end in a step. */
function yearly(category: Category, d: Day): number {
  const months = YEAR[category];
  const month = Number(d.slice(5, 7)) - 1;
  const along = (Number(d.slice(8, 10)) - 15.5) / 30.5;
  const here = months[month] ?? 1;
  const next = months[(month + (along < 0 ? 11 : 1)) % 12] ?? 1;
  return here + (next - here) * Math.abs(along);
}

function nthWeekday(year: number, month: number, wanted: number, nth: number): Day {
  const first = day(`${year}-${String(month).padStart(2, "0")}-01`);
  return addDays(first, ((wanted - weekday(first) + 7) % 7) + (nth - 1) * 7);
}

interface Event {
  readonly from: Day;
  readonly days: number;
  readonly lift: number;
  readonly discount: number;
}

function eventsOf(year: number): Event[] {
  return [
    { from: nthWeekday(year, 7, 2, 2), days: 4, lift: 3.2, discount: 0.2 }, // Prime Day
    { from: nthWeekday(year, 10, 2, 2), days: 2, lift: 2.4, discount: 0.2 }, // the autumn one
    { from: addDays(nthWeekday(year, 11, 4, 4), 1), days: 4, lift: 3, discount: 0.2 }, // Black Friday to Cyber Monday
    { from: day(`${year}-12-24`), days: 3, lift: 0.55, discount: 0 },
  ];
}

const events = new Map<number, Event[]>();

/** The platform's own sales days. */
export function eventOn(d: Day): Event | undefined {
  const year = Number(d.slice(0, 4));
  let known = events.get(year);
  if (!known) events.set(year, (known = eventsOf(year)));
  return known.find((e) => d >= e.from && d <= addDays(e.from, e.days - 1));
}

const coupons = new Map<string, boolean>();

/** A week with a coupon: about every tenth week of a SKU. */
export function couponOn(seed: string, item: Item, dayOf: number): boolean {
  const name = `${seed} ${item.sku} ${Math.floor(dayOf / 7)}`;
  let found = coupons.get(name);
  if (found === undefined) coupons.set(name, (found = constant(seed, "coupon", name) < 0.1));
  return found;
}

/** What the seller takes off on a day, as a share of the price. */
export function discountOn(seed: string, item: Item, d: Day): number {
  return Math.max(eventOn(d)?.discount ?? 0, couponOn(seed, item, dayNumber(d)) ? 0.15 : 0);
}

const GROWTH_FROM = dayNumber(day("2025-06-01"));
/** The day on which the dormant SKUs sold for the last time. */
const LAST_SALE = dayNumber(day("2025-09-30"));

const levels = new Map<Category, Map<number, number>>();

/** What a day is to a category, where an average one is 1. */
function level(category: Category, n: number): number {
  let known = levels.get(category);
  if (!known) levels.set(category, (known = new Map()));
  let found = known.get(n);
  if (found === undefined) {
    const d = fromDayNumber(n);
    const growth = 1.12 ** ((n - GROWTH_FROM) / 365);
    found = growth * (WEEK[weekday(d) - 1] ?? 1) * yearly(category, d) * (eventOn(d)?.lift ?? 1);
    known.set(n, found);
  }
  return found;
}

/** Units that a seller who knows season and events, but neither luck nor coupons, would expect on a day in the United States. */
export function expected(item: Item, dayOf: number): number {
  return item.story === "dormant" && dayOf > LAST_SALE ? 0 : item.base * level(item.category, dayOf);
}

/** A coupon sells this much more. */
export const COUPON_LIFT = 1.7;
