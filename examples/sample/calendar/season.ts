import { type Day, fromDayNumber, weekday } from "../../../src/domain/calendar/day.ts";
import type { Category } from "../catalogue/items.ts";
import type { Shop } from "../world/stores.ts";
import { eventOn } from "./events.ts";

/** Share of an average day, Monday to Sunday. */
const WEEK = [1.08, 1.05, 1.01, 0.97, 0.9, 0.94, 1.05] as const;

/** By month, January first. */
const YEAR: Readonly<Record<Category, readonly number[]>> = {
  storage: [1.25, 1.1, 1, 1, 0.95, 0.9, 0.95, 1.05, 1, 0.95, 1.1, 1.1],
  kitchen: [1, 0.9, 0.9, 0.95, 1, 0.95, 0.95, 0.95, 1, 1.05, 1.3, 1.3],
  bath: [1.1, 1, 1, 1, 1, 0.95, 0.95, 1, 1, 1, 1.05, 1],
  bedding: [1.15, 1, 0.95, 0.9, 0.85, 0.8, 0.8, 0.95, 1.05, 1.2, 1.35, 1.35],
  lighting: [1, 0.95, 0.9, 0.85, 0.85, 0.8, 0.85, 0.95, 1.05, 1.2, 1.4, 1.45],
  festive: [0.1, 0.05, 0.05, 0.05, 0.05, 0.05, 0.1, 0.2, 0.6, 1.8, 4.2, 4.6],
  outdoor: [0.5, 0.6, 0.8, 1.1, 1.4, 1.6, 1.6, 1.4, 1, 0.7, 0.7, 0.7],
  garden: [0.4, 0.5, 1, 1.6, 1.9, 1.7, 1.4, 1.1, 0.8, 0.6, 0.5, 0.5],
  pets: [1, 0.95, 1, 1, 1, 1, 1, 1, 1, 1, 1.15, 1.15],
  "3c": [0.95, 0.85, 0.9, 0.9, 0.9, 0.95, 1, 1.1, 1.1, 1.05, 1.3, 1.35],
};

/** What a month's level is on a day, so that months do not end in a step. */
function yearly(category: Category, d: Day): number {
  const months = YEAR[category];
  const month = Number(d.slice(5, 7)) - 1;
  const along = (Number(d.slice(8, 10)) - 15.5) / 30.5;
  const here = months[month] ?? 1;
  const next = months[(month + (along < 0 ? 11 : 1)) % 12] ?? 1;
  return here + (next - here) * Math.abs(along);
}

const key = (category: Category, shop: Shop): string => `${category}/${shop.code}`;
const levels = new Map<string, Map<number, number>>();

/** What a day is to a category in a store, where an average one is 1: weekday, month and the platform's sales days. */
export function seasonOf(category: Category, shop: Shop): (dayOf: number) => number {
  let known = levels.get(key(category, shop));
  if (!known) levels.set(key(category, shop), (known = new Map()));
  const of = known;
  return (n) => {
    let found = of.get(n);
    if (found === undefined) {
      const d = fromDayNumber(n);
      found = (WEEK[weekday(d) - 1] ?? 1) * yearly(category, d) * (eventOn(shop, d)?.lift ?? 1);
      of.set(n, found);
    }
    return found;
  };
}
