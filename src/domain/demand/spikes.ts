import { dayNumber, day as parseDay, fromDayNumber } from "../calendar/day.ts";
import type { Levels } from "./levels.ts";
import { weekdayOf } from "./rhythm.ts";

/** Days on which nearly everything sold more (or less) than on the days around, which no calendar told of: by day number, and how much. */
export type Spikes = readonly (readonly [day: number, factor: number])[];

/** Days to each side that a day is compared with. */
const AROUND = 14;
const LEAST_AROUND = 15;
const FAR = 28;
/** Fewer units on a usual day tell nothing. */
const LEAST_USUAL = 20;
const MORE = 1.5;
const LESS = 0.5;
/** Standard deviations of a day's units, which vary twice as much as a Poisson's, that are no chance. */
const NO_CHANCE = 4;
const HALF_WEEK = 3;
/** Fewer of a weekday tell nothing of it. */
const LEAST_WEEKS = 4;
/** What sells less than this of the usual is closed. */
const CLOSED = 0.1;
/** A shop that has begun to sell on a weekday, or ceased to, does so from then on. */
const WEEKS_DAYS = 84;
/** A holiday is longer than a day that went wrong; a weekend may lie within. */
const HOLIDAY_DAYS = 3;
const MOST_BETWEEN = 3;

/**
 * Days about Christmas and the New Year on which the shop was closed a year ago and is taken to be again. Other holidays (Easter, the Spring Festival)
 * move, and are not guessed. Day numbers.
 */
export function closedAgain(spikes: Spikes): readonly { readonly from: number; readonly to: number; readonly factor: number }[] {
  const runs: { from: number; to: number; factor: number; days: number }[] = [];
  for (const [day, factor] of spikes) {
    if (factor >= CLOSED) continue;
    const last = runs.at(-1);
    if (last !== undefined && day - last.to <= MOST_BETWEEN)
      Object.assign(last, { to: day, factor: Math.max(last.factor, factor), days: last.days + 1 });
    else runs.push({ from: day, to: day, factor, days: 1 });
  }
  return runs
    .filter((r) => r.days >= HOLIDAY_DAYS && turnsTheYear(r))
    .map(({ from, to, factor }) => ({ from: aYearLater(from), to: aYearLater(to), factor }));
}

function turnsTheYear({ from, to }: { readonly from: number; readonly to: number }): boolean {
  for (let day = from; day <= to; day += 1) {
    const date = fromDayNumber(day).slice(5);
    if (date >= "12-24" || date <= "01-02") return true;
  }
  return false;
}

/** The same date; no such day is a 29 February. */
function aYearLater(day: number): number {
  const date = fromDayNumber(day);
  return dayNumber(parseDay(`${Number(date.slice(0, 4)) + 1}${date.slice(4)}`));
}

/** A day that was there, not one between two. */
const median = (of: readonly number[]): number => of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)] ?? 0;

/** Sums of all products' sales by day, large and small sellers by the root of what they sell. Index 0 is `days` before the last day. */
export class DayTotals {
  readonly #sold: Float64Array;
  readonly #units: Float64Array;

  constructor(days: number) {
    this.#sold = new Float64Array(days);
    this.#units = new Float64Array(days);
  }

  add({ days, demand }: Levels): void {
    const mean = (demand[days] ?? 0) / Math.max(1, days);
    if (mean <= 0) return;
    const offset = this.#sold.length - days;
    for (let x = Math.max(0, -offset); x < days; x += 1) {
      const met = (demand[x + 1] ?? 0) - (demand[x] ?? 0);
      this.#sold[offset + x] = (this.#sold[offset + x] ?? 0) + met / Math.sqrt(mean);
      this.#units[offset + x] = (this.#units[offset + x] ?? 0) + met;
    }
  }

  /** What each weekday usually sells against the week around it, Monday first; 1 where too few were seen. */
  #week(first: number, special: (day: number) => boolean): readonly number[] {
    const shares = Array.from({ length: 7 }, (): number[] => []);
    for (let i = Math.max(HALF_WEEK, this.#sold.length - WEEKS_DAYS); i < this.#sold.length - HALF_WEEK; i += 1) {
      let [sum, units] = [0, 0];
      for (let k = i - HALF_WEEK; k <= i + HALF_WEEK; k += 1) {
        sum += this.#sold[k] ?? 0;
        units += this.#units[k] ?? 0;
      }
      if (units >= LEAST_USUAL && !special(first + i)) shares[weekdayOf(first + i)]?.push((7 * (this.#sold[i] ?? 0)) / sum);
    }
    return shares.map((of) => (of.length < LEAST_WEEKS ? 1 : median(of)));
  }

  /** Those that end on `last`; days that the calendar tells of are neither looked at nor compared with, nor a weekday on which a shop is closed. */
  spikes(last: number, special: (day: number) => boolean): Spikes {
    const first = last - this.#sold.length + 1;
    const week = this.#week(first, special);
    const usualOn = (i: number): number => week[weekdayOf(first + i)] ?? 1;
    const found: [number, number][] = [];
    const begun = this.#units.findIndex((u) => u > 0);
    for (let i = Math.max(0, begun); i < this.#sold.length; i += 1) {
      if (special(first + i) || usualOn(i) < CLOSED) continue;
      const near: number[] = [];
      const units: number[] = [];
      // A shop that is closed on weekends, or for a fortnight, is compared with days that are farther away.
      for (let reach = 1; reach <= AROUND || (reach <= FAR && near.length < LEAST_AROUND); reach += 1)
        for (const k of [i - reach, i + reach])
          if (!special(first + k) && usualOn(k) >= CLOSED && (this.#units[k] ?? 0) >= LEAST_USUAL) {
            near.push((this.#sold[k] ?? 0) / usualOn(k));
            units.push((this.#units[k] ?? 0) / usualOn(k));
          }
      if (near.length < LEAST_AROUND) continue;
      const usual = median(units) * usualOn(i);
      if (Math.abs((this.#units[i] ?? 0) - usual) < NO_CHANCE * Math.sqrt(2 * usual)) continue;
      const factor = (this.#sold[i] ?? 0) / (median(near) * usualOn(i));
      if (factor > MORE || factor < LESS) found.push([first + i, Math.round(factor * 1000) / 1000]);
    }
    return this.#withThisYears(found, first, last);
  }

  /** Days of a holiday that has begun, or has only just ended, have too few others about them to be seen for themselves. */
  #withThisYears(found: readonly (readonly [number, number])[], first: number, last: number): Spikes {
    const all = new Map(found);
    for (const { from, to } of closedAgain(found)) {
      const before = this.#sold.slice(Math.max(0, from - AROUND - first), Math.max(0, from - first));
      const usual = before.reduce((sum, x) => sum + x, 0) / Math.max(1, before.length);
      for (let day = from; day <= Math.min(to, last); day += 1) {
        const sold = this.#sold[day - first] ?? 0;
        if (!all.has(day) && usual > 0 && sold < CLOSED * usual) all.set(day, Math.round((1000 * sold) / usual) / 1000);
      }
    }
    return [...all].toSorted(([a], [b]) => a - b);
  }
}
