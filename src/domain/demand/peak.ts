import type { Series } from "./levels.ts";
import { YEAR } from "./rhythm.ts";

/** Fewer days known twice are an accident. */
const AGAIN_DAYS = 7;
/** Days that are looked at up to now, and a year before. */
const RECENT_DAYS = 28;
/** A season's goods sell most of a year in four months; */
const SEASON_DAYS = 120;
const MOST_OF_IT = 0.75;
/** now so many times an average day, and a year ago as well. */
const NOW_TIMES = 2;
const THEN_TIMES = 1.5;
/** Fewer units a year tell nothing of its shape. */
const LEAST_UNITS = 50;

/**
 * Goods of a season that is on: they sell far more than on an average day of the year, did so a year ago, and hardly between. What sells more for
 * another reason did not a year ago; what was out of stock in between did not peak twice. False where less than a year and a week is known.
 */
export function peaked({ units }: Pick<Series, "units">): boolean {
  const days = units.length;
  const again = Math.min(RECENT_DAYS, days - YEAR);
  if (again < AGAIN_DAYS) return false;
  const sum = (from: number, to: number): number => {
    let n = 0;
    for (let i = Math.max(0, from); i < to; i += 1) n += units[i] ?? 0;
    return n;
  };
  const year = sum(days - YEAR, days);
  if (year < LEAST_UNITS) return false;
  const mean = year / YEAR;
  if (sum(days - RECENT_DAYS, days) < NOW_TIMES * RECENT_DAYS * mean) return false;
  if (sum(days - YEAR - again, days - YEAR) < THEN_TIMES * again * mean) return false;
  return mostOf(units, days) >= MOST_OF_IT * year;
}

/** The most that was sold in a season's days, wherever in the last year they begin; its end joins its beginning. */
function mostOf(units: ArrayLike<number>, days: number): number {
  const at = (i: number): number => units[days - YEAR + (i % YEAR)] ?? 0;
  let [sum, most] = [0, 0];
  for (let i = 0; i < YEAR + SEASON_DAYS; i += 1) {
    sum += at(i);
    if (i >= SEASON_DAYS) sum -= at(i - SEASON_DAYS);
    most = Math.max(most, sum);
  }
  return most;
}
