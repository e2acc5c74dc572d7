import { type Day, dayNumber, fromDayNumber } from "../calendar/day.ts";
import type { ProjectionDay } from "./types.ts";

export interface Arriving {
  readonly day: Day;
  readonly units: number;
}

// Thousands of SKUs are projected over the same days, and writing a day as text takes longer than the arithmetic.
const names = new Map<number, Day>();
function dayName(n: number): Day {
  let name = names.get(n);
  if (name === undefined) {
    if (names.size > 5000) names.clear();
    names.set(n, (name = fromDayNumber(n)));
  }
  return name;
}

/**
 * Stock day by day: `I_t = max(0, I_{t−1} + A_t − f_t)`. What arrives on a day can be sold on it; demand that finds no stock is lost, not
 * kept. Arrivals on or before `asOf` are taken for part of `onHand` and left out; a negative `onHand` begins at 0.
 */
export function project(
  onHand: number,
  asOf: Day,
  arrivals: readonly Arriving[],
  expected: (i: number) => number,
  days: number,
): readonly ProjectionDay[] {
  const byDay = new Map<Day, number>();
  for (const a of arrivals) byDay.set(a.day, (byDay.get(a.day) ?? 0) + Math.max(0, a.units));
  const projection: ProjectionDay[] = [];
  let stock = Math.max(0, onHand);
  const first = dayNumber(asOf) + 1;
  for (let i = 0; i < days; i += 1) {
    const day = dayName(first + i);
    const arriving = byDay.get(day) ?? 0;
    const demand = Math.max(0, expected(i));
    const available = stock + arriving;
    stock = Math.max(0, available - demand);
    projection.push({ day, stock, arriving, demand, lost: Math.max(0, demand - available) });
  }
  return projection;
}

// A sum of many floats misses whole units by a hair, and a hair is no stock-out.
const HAIR = 1e-6;

/** First day on which demand is not met; null when there is none among the days. */
export function stockOut(projection: readonly ProjectionDay[]): Day | null {
  return projection.find((d) => d.lost > HAIR)?.day ?? null;
}

/** Days with unmet demand and the units lost on them, from the first day up to and including `until` (all days without it). */
export function lost(projection: readonly ProjectionDay[], until?: Day): { readonly days: number; readonly units: number } {
  let days = 0;
  let units = 0;
  for (const d of projection) {
    if (until !== undefined && d.day > until) break;
    if (d.lost <= HAIR) continue;
    days += 1;
    units += d.lost;
  }
  return { days, units };
}
