import { median } from "../median.ts";
import type { Levels } from "./levels.ts";
import { GROWN_UP } from "./siblings.ts";

/** How products sold after their first days, as launches before did: goods that are new are tried, and most of them are wanted less then. */
export interface Launches {
  /** Day number of the first day of all. What was there then was no launch. */
  readonly since: number;
  /** After so many days, units a day of the weeks that followed ÷ units a day until then. */
  readonly ratios: readonly { readonly days: number; readonly ratio: number }[];
}

/** Ages at which launches are looked at, days. */
const AGES = [7, 14, 28, 56];
/** Days that followed. */
const AFTER = 56;
/** What began so soon after everything else was there before. */
const SETTLING = 28;
/** So many launches count as much as the belief that nothing changes. */
const HALF = 30;
/** A launch of fewer units in its first days says nothing of those that follow. */
const LEAST_UNITS = 10;

const day = (l: Levels, last: number): number => last - l.days + 1;

/** Seasons, weekdays and events are taken out by the levels' weights. `last` is the day number that all of them end on. */
export function launchesOf(levels: readonly Levels[], last: number): Launches {
  const since = levels.reduce((first, l) => Math.min(first, day(l, last)), last);
  const born = levels.filter((l) => day(l, last) >= since + SETTLING);
  const ratios = AGES.map((days) => {
    const logs = born.filter((l) => l.days >= days + AFTER && (l.demand[days] ?? 0) >= LEAST_UNITS).map((l) => change(l, days));
    const usual = ((median(logs) ?? 0) * logs.length) / (logs.length + HALF);
    return { days, ratio: Math.round(1_000 * Math.exp(usual)) / 1_000 };
  });
  return { since, ratios };
}

/** Logarithm of what the weeks after sold by the day ÷ the days until then. */
function change({ demand, weight }: Levels, days: number): number {
  const rate = (from: number, to: number): number =>
    ((demand[to] ?? 0) - (demand[from] ?? 0)) / Math.max(1, (weight[to] ?? 0) - (weight[from] ?? 0));
  const first = rate(0, days);
  return Math.log(Math.max(rate(days, days + AFTER), first / MOST) / first);
}
/** What fell by more ended. */
const MOST = 20;

/** By how much a product is expected to sell more or less than in its first `days` days; 1 for what is no launch any more, or never was one. */
export function launchFactor({ since, ratios }: Launches, days: number, last: number): number {
  if (last - days + 1 < since + SETTLING) return 1;
  const points = [...ratios, { days: GROWN_UP, ratio: 1 }];
  const next = points.findIndex((p) => p.days >= days);
  const [a, b] = [points[next - 1], points[next]];
  if (b === undefined) return 1;
  if (a === undefined) return b.ratio;
  return a.ratio + ((days - a.days) / (b.days - a.days)) * (b.ratio - a.ratio);
}
