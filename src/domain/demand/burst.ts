import { forecastOver, type Levels, type Series, weightUntil } from "./levels.ts";
import { root } from "./spread.ts";

/** More is sold than the level can explain, since a few days: a video that goes round, a mention. */
export interface Burst {
  /** Days so far, the newest included. */
  readonly days: number;
  /** Units a day on top of the level of the morning before. */
  readonly excess: number;
  /** That level. */
  readonly before: number;
}

export interface BurstSettings {
  /** Standard deviations of the forecast beyond which it is no chance. */
  readonly sigmas: number;
  /** After so many days it is the new level. */
  readonly longest: number;
}

/** Fewer units are nobody's burst. */
const LEAST_UNITS = 5;

/**
 * Looks at the last day, the last two, … against the level of the morning before, and takes the most striking. One day is enough if it is
 * striking. The largest single order among them is left out: one customer is no crowd. `variance` is the forecast's squared error on the root
 * scale (times 4).
 */
export function burstOf(
  l: Levels,
  single: Series["single"],
  variance: (forecast: number) => number,
  { sigmas, longest }: BurstSettings,
): Burst | null {
  let found: (Burst & { readonly z: number }) | null = null;
  let one = 0;
  for (let days = 1; days <= Math.min(longest, l.days - 1); days += 1) {
    const from = l.days - days;
    const forecast = forecastOver(l, from, days);
    one = Math.max(one, single?.[from] ?? 0);
    const came = (l.demand[l.days] ?? 0) - (l.demand[from] ?? 0) - one;
    if (came - forecast < LEAST_UNITS) continue;
    const z = (2 * (root(came) - root(forecast))) / Math.sqrt(variance(forecast));
    if (z < sigmas || (found !== null && z <= found.z)) continue;
    const shape = weightUntil(l.weight, l.days) - weightUntil(l.weight, from);
    const before = l.level[from] ?? 0;
    found = { days, before, excess: Math.max(0, came / shape - before), z };
  }
  return found === null ? null : { days: found.days, before: found.before, excess: found.excess };
}

/** Units of a burst's excess on an average day, `i` days ahead (0 = the next): half is left after `halfLife` days. */
export const burstAhead = ({ excess }: Burst, halfLife: number, i: number): number => excess * 0.5 ** ((i + 1) / halfLife);
