import { Decimal } from "decimal.js";
import type { Day } from "../../calendar/day.ts";
import { days, type Period } from "../../calendar/period.ts";
import type { Maybe } from "../../value.ts";
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

/**
 * Both parts of a figure out of its days; null where there is no figure. A day that cannot be told alone (a report is by week, or begins a
 * day later) is not settled, and what is not settled is the rest: so both are the whole.
 */
export function settlementOf(kpi: Kpi, period: Period, daily: MeasureAnswer, figure: Maybe<Decimal>): Settlement | null {
  if (figure.kind === "missing") return null;
  // A day whose sales have no known cost has a part of 0 all the same.
  const { knownPart: _, ...whole } = kpi;
  const rows = new Map(daily.rows.map((r) => [r.key, r.values]));
  let settled = new Decimal(0);
  let [settledDays, estimatedDays] = [0, 0];
  let through: Day | null = null;
  for (const day of days(period)) {
    const values = rows.get(day);
    const { value } = evaluate(whole, values, { period: { from: day, to: day }, days: 1 });
    const open = values?.[UNSETTLED];
    if (value.kind === "value" && open?.kind === "value" && open.value.isZero()) {
      settled = settled.plus(value.value);
      settledDays += 1;
      if (estimatedDays === 0) through = day;
    } else estimatedDays += 1;
  }
  return { settled, estimated: figure.value.minus(settled), settledDays, estimatedDays, through };
}
