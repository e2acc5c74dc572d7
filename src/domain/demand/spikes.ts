import type { Levels } from "./levels.ts";

/** Days on which nearly everything sold more (or less) than on the days around, which no calendar told of: by day number, and how much. */
export type Spikes = readonly (readonly [day: number, factor: number])[];

/** Days to each side that a day is compared with. */
const AROUND = 14;
const LEAST_AROUND = 15;
/** Fewer units on a usual day tell nothing. */
const LEAST_USUAL = 20;
const MORE = 1.5;
const LESS = 0.5;
/** Standard deviations of a day's units, which vary twice as much as a Poisson's, that are no chance. */
const NO_CHANCE = 4;

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

  /** Those that end on `last`; days that the calendar tells of are neither looked at nor compared with. */
  spikes(last: number, special: (day: number) => boolean): Spikes {
    const first = last - this.#sold.length + 1;
    const found: [number, number][] = [];
    for (let i = 0; i < this.#sold.length; i += 1) {
      if (special(first + i)) continue;
      const near: number[] = [];
      const units: number[] = [];
      for (let k = Math.max(0, i - AROUND); k <= Math.min(this.#sold.length - 1, i + AROUND); k += 1)
        if (k !== i && !special(first + k) && (this.#units[k] ?? 0) >= LEAST_USUAL) {
          near.push(this.#sold[k] ?? 0);
          units.push(this.#units[k] ?? 0);
        }
      if (near.length < LEAST_AROUND) continue;
      const usual = median(units);
      if (Math.abs((this.#units[i] ?? 0) - usual) < NO_CHANCE * Math.sqrt(2 * usual)) continue;
      const factor = (this.#sold[i] ?? 0) / median(near);
      if (factor > MORE || factor < LESS) found.push([first + i, Math.round(factor * 1000) / 1000]);
    }
    return found;
  }
}
