import { Decimal } from "decimal.js";
import { length, type Period } from "../../calendar/period.ts";
import type { MeasureAnswer, StoreDays } from "../measure.ts";

/** Mean number of days that the facts cover: a mean per day over days nobody knows would be too small. */
export function coveredDays(window: Period, { covered, of }: StoreDays): Decimal {
  const all = new Decimal(length(window));
  return of > 0 && covered > 0 && covered < of ? all.times(covered).div(of) : all;
}

/** The same for one key of a split: its own days where the facts tell them, else those of the whole. */
export function coveredDaysOf(window: Period, answer: MeasureAnswer, key: string): Decimal {
  return coveredDays(window, answer.coverageOf?.get(key) ?? answer.coverage);
}
