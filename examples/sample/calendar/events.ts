import { addDays, day, type Day, weekday } from "../../../src/domain/calendar/day.ts";
import type { Shop } from "../world/stores.ts";

export type EventName = "prime-day" | "prime-deal-days" | "black-friday" | "christmas" | "new-year";

/** Days on which a platform sells more (or less) than on others, and what the seller takes off then. */
export interface SalesEvent {
  readonly name: EventName;
  readonly from: Day;
  readonly days: number;
  readonly lift: number;
  readonly discount: number;
}

const nthWeekday = (year: number, month: number, wanted: number, nth: number): Day => {
  const first = day(`${year}-${String(month).padStart(2, "0")}-01`);
  return addDays(first, ((wanted - weekday(first) + 7) % 7) + (nth - 1) * 7);
};

type Lifts = Readonly<Partial<Record<Shop["code"], number>>>;

/** Others cut their prices on Amazon's days, too. */
const PRIME: Lifts = { "amazon-us": 3.3, "amazon-de": 3, "amazon-jp": 2.8, "walmart-us": 1.7 };
const DEALS: Lifts = { "amazon-us": 2.4, "amazon-de": 2.2, "amazon-jp": 1.9, "walmart-us": 1.4 };
const FRIDAY: Lifts = { "amazon-us": 3, "amazon-de": 2.8, "amazon-jp": 1.7, "walmart-us": 2.8, shopify: 3.4, "tiktok-us": 2.6 };
const QUIET: Lifts = { "amazon-us": 0.55, "amazon-de": 0.45, "walmart-us": 0.6, shopify: 0.5, "tiktok-us": 0.7 };
const FIRST_SALE: Lifts = { "amazon-jp": 1.6 };

function eventsOf(year: number, code: Shop["code"]): SalesEvent[] {
  const event = (name: EventName, from: Day, days: number, lifts: Lifts, discount: number): SalesEvent[] => {
    const lift = lifts[code];
    return lift === undefined ? [] : [{ name, from, days, lift, discount }];
  };
  return [
    ...event("new-year", day(`${year}-01-02`), 3, FIRST_SALE, 0.1),
    ...event("prime-day", nthWeekday(year, 7, 2, 2), 4, PRIME, 0.2),
    ...event("prime-deal-days", nthWeekday(year, 10, 2, 2), 2, DEALS, 0.2),
    ...event("black-friday", addDays(nthWeekday(year, 11, 4, 4), 1), 4, FRIDAY, 0.2),
    ...event("christmas", day(`${year}-12-24`), 3, QUIET, 0),
  ];
}

const known = new Map<string, SalesEvent[]>();

export function eventsIn(year: number, shop: Pick<Shop, "code">): readonly SalesEvent[] {
  const key = `${shop.code}/${year}`;
  let found = known.get(key);
  if (!found) known.set(key, (found = eventsOf(year, shop.code)));
  return found;
}

export const eventOn = (shop: Pick<Shop, "code">, d: Day): SalesEvent | undefined =>
  eventsIn(Number(d.slice(0, 4)), shop).find((e) => d >= e.from && d <= addDays(e.from, e.days - 1));
