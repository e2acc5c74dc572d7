import { dayNumber } from "../../../src/domain/calendar/day.ts";
import type { Item } from "../catalogue/items.ts";
import { dice, keyOf } from "../random.ts";

/**
 * How a SKU fares beside its season: a slow swing and a quick one (deviations of the logarithm), each a draw at its knots and straight
 * between them, so that a day needs only the knots around it.
 */
const SWINGS = [
  { days: 56, deviation: 0.34 },
  { days: 14, deviation: 0.34 },
] as const;
/** From launch to full sales, and from the first bad day to the last sale. */
const RAMP_DAYS = 60;
const DECLINE_DAYS = 45;

export type Level = (dayOf: number) => number;

function swing(key: number, days: number, deviation: number, n: number): number {
  const knot = Math.floor(n / days);
  const along = n / days - knot;
  const at = (k: number): number => dice(key, k * 8 + (days % 8)).normal();
  return deviation * (at(knot) * (1 - along) + at(knot + 1) * along);
}

/** A function of seed, SKU and day alone. Kept for the last day asked, since several stores ask it. */
export function levelOf(seed: string, item: Item): Level {
  const keys = SWINGS.map((s) => keyOf(seed, "level", item.sku, s.days));
  // Hits and planted incidents are to be known by their figures, so that theirs swing less.
  const calm = item.story === "healthy" ? 1 : 0.5;
  const launched = dayNumber(item.launchedOn);
  const last = item.lastSale === null ? Number.POSITIVE_INFINITY : dayNumber(item.lastSale);
  const steady = launched + RAMP_DAYS;
  let asked = Number.NaN;
  let answer = 0;
  return (n) => {
    if (n === asked) return answer;
    asked = n;
    if (n < launched || n > last) return (answer = 0);
    const swings = SWINGS.reduce((sum, s, i) => sum + calm * swing(keys[i] ?? 0, s.days, s.deviation, n), 0);
    const ramp = n < steady ? 0.2 + (0.8 * (n - launched)) / RAMP_DAYS : 1;
    const decline = last - n < DECLINE_DAYS ? (last - n + 1) / DECLINE_DAYS : 1;
    return (answer = Math.exp(swings) * ramp * decline);
  };
}
