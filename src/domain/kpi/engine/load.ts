import type { Decimal } from "decimal.js";
import { addDays, type Day } from "../../calendar/day.ts";
import { length, type Period } from "../../calendar/period.ts";
import type { Kpi } from "../kpi.ts";
import type { MeasureAnswer } from "../measure.ts";
import type { KpiAsk, ReadMeasures } from "./ask.ts";
import { coveredDays } from "./covered-days.ts";
import { type KpiFigure, evaluate, type MeasureValues, measuresOf } from "./evaluate.ts";
import { judgement } from "./marks.ts";
import { dailySeries, monthEnds, monthlySeries, monthsOf, type Point, totalOfDays, trendPeriod } from "./series.ts";

/** Everything that one period of a question needs, out of as few questions to the store as will tell it exactly. */
export interface Loaded {
  readonly total: MeasureValues | undefined;
  readonly figure: KpiFigure;
  /** The answer that coverage, sources and newest day come from. */
  readonly basis: MeasureAnswer;
  readonly series: readonly Point[] | null;
  readonly grain: "day" | "month";
  /** Split by store or SKU. */
  readonly members: MeasureAnswer | null;
  /** Days the ratio rests on. */
  readonly days: Decimal;
  readonly window: Period;
}

/** The days a KPI looks at for a period: its own, or the ninety that end with it. */
export function windowOf(kpi: Kpi, period: Period): Period {
  return kpi.scale === "ninety-days" ? { from: addDays(period.to, -89), to: period.to } : period;
}

export async function load(ask: KpiAsk, period: Period, asOf: Day, read: ReadMeasures): Promise<Loaded> {
  const { kpi, split } = ask;
  const window = windowOf(kpi, period);
  const query = {
    measures: measuresOf(kpi),
    scope: ask.scope,
    currency: ask.currency,
    asOf,
    maturityDays: kpi.maturityPolicy === undefined ? kpi.maturityDays : maturity(ask),
  };
  // A month's figure with a window fixed by the definition is that of the month's last day.
  const monthsFromDays = split === "month" && kpi.scale === "ninety-days";
  const byMonth = split === "month" && !monthsFromDays && monthsOf(period).length > 0;
  const byDay = (split === null && length(period) > 1) || split === "day" || monthsFromDays;

  const daily = byDay ? await read({ ...query, period: trendPeriod(kpi, period), by: "day" }) : null;
  const monthly = byMonth ? await read({ ...query, period, by: "month" }) : null;
  const members = split === "store" || split === "sku" ? await read({ ...query, period: window, by: split }) : null;

  const summed = daily === null ? undefined : totalOfDays(kpi, period, daily);
  const basis = summed !== undefined && daily !== null ? daily : await read({ ...query, period: window });
  const total = summed ?? basis.rows.find((r) => r.key === null)?.values;
  const days = coveredDays(window, basis.coverage);
  const points = daily === null ? null : dailySeries(kpi, period, daily);
  return {
    total,
    figure: evaluate(kpi, total, { period: window, days }),
    basis,
    series: monthly !== null ? monthlySeries(kpi, period, monthly) : points !== null && monthsFromDays ? monthEnds(points) : points,
    grain: split === "month" ? "month" : "day",
    members,
    days,
    window,
  };
}

/** Days after the order in which a return counts, for cohorts; the store ignores it elsewhere. */
function maturity(ask: KpiAsk): number {
  return judgement(ask.kpi, ask.policy).maturityDays;
}
