import { Decimal } from "decimal.js";
import type { Day } from "../../calendar/day.ts";
import { days, type Period } from "../../calendar/period.ts";
import type { Kpi } from "../kpi.ts";
import type { MeasureAnswer } from "../measure.ts";
import { evaluate, UNSETTLED } from "./evaluate.ts";

/** A figure in two parts: the days on which all fees are settled, and the others, whose fees are wholly or in part estimated. */
export interface Settlement {
  readonly settled: Decimal;
  readonly estimated: Decimal;
  readonly settledDays: number;
  readonly estimatedDays: number;
  /** Up to this day everything is settled; null where the first day is not. */
  readonly through: Day | null;
}

/** Both parts out of the days of a period; null where a day cannot be told, and so neither can they. */
export function settlementOf(kpi: Kpi, period: Period, daily: MeasureAnswer): Settlement | null {
  // A day whose sales have no known cost has a part of 0 all the same.
  const { knownPart: _, ...whole } = kpi;
  const rows = new Map(daily.rows.map((r) => [r.key, r.values]));
  let [settled, estimated] = [new Decimal(0), new Decimal(0)];
  let [settledDays, estimatedDays] = [0, 0];
  let through: Day | null = null;
  for (const day of days(period)) {
    const values = rows.get(day);
    const { value } = evaluate(whole, values, { period: { from: day, to: day }, days: 1 });
    const open = values?.[UNSETTLED];
    if (value.kind === "missing" || open === undefined || open.kind === "missing") return null;
    if (open.value.isZero()) {
      settled = settled.plus(value.value);
      settledDays += 1;
      if (estimatedDays === 0) through = day;
    } else {
      estimated = estimated.plus(value.value);
      estimatedDays += 1;
    }
  }
  return { settled, estimated, settledDays, estimatedDays, through };
}
