import type { Decimal } from "decimal.js";
import { addDays, type Day } from "../../calendar/day.ts";
import { length, type Period } from "../../calendar/period.ts";
import type { Kpi } from "../kpi.ts";
import type { MeasureAnswer } from "../measure.ts";
import type { KpiAsk, ReadMeasures } from "./ask.ts";
import { coveredDays } from "./covered-days.ts";
import { type KpiFigure, evaluate, type MeasureValues } from "./evaluate.ts";
import { judgement } from "./marks.ts";
import { queryOf } from "./query.ts";
import { reachedPart } from "./reach.ts";
import { dailySeries, monthEnds, monthlySeries, monthsOf, type Point, totalOfDays, totalOfStores, trendPeriod } from "./series.ts";
import { type Settlement, settlementOf } from "./settlement.ts";

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
  /** Settled and estimated apart, for KPIs whose fees come late. */
  readonly settlement: Settlement | null;
  /** Days the ratio rests on. */
  readonly days: Decimal;
  readonly window: Period;
}

/** The days a KPI looks at for a period: its own, or the ninety that end with it. */
export function windowOf(kpi: Kpi, period: Period): Period {
  return kpi.scale === "ninety-days" ? { from: addDays(period.to, -89), to: period.to } : period;
}

/** `what`: of the period that another is compared with nobody asks which of its days are settled. */
export async function load(
  ask: KpiAsk,
  period: Period,
  asOf: Day,
  read: ReadMeasures,
  what: { readonly settlement: boolean } = { settlement: true },
): Promise<Loaded> {
  const { kpi, split } = ask;
  const window = windowOf(kpi, period);
  const query = { ...queryOf([kpi], ask, asOf), maturityDays: judgement(kpi, ask.policy).maturityDays };
  // A month's figure with a window fixed by the definition is that of the month's last day.
  const monthsFromDays = split === "month" && kpi.scale === "ninety-days";
  const byMonth = split === "month" && !monthsFromDays && monthsOf(period).length > 0;
  const trend = (split === null && length(period) > 1) || split === "day" || monthsFromDays;

  const settles = what.settlement && kpi.settles === true;
  const daily = trend || settles ? await read({ ...query, period: trendPeriod(kpi, period), by: "day" }) : null;
  const monthly = byMonth ? await read({ ...query, period, by: "month" }) : null;
  const stores = daily === null && split === "store" ? await read({ ...query, period: window, by: "store" }) : null;
  const ofStores =
    stores === null || reachedPart(kpi, window, stores) !== window ? undefined : totalOfStores(kpi, ask.scope.stores, stores);
  const whole = daily ?? (ofStores === undefined ? null : stores) ?? (await read({ ...query, period: window }));
  const reached = reachedPart(kpi, window, whole);
  const kept = stores !== null && reached === window ? stores : null;
  const members = split === "store" || split === "sku" ? (kept ?? (await read({ ...query, period: reached, by: split }))) : null;

  const summed = daily === null ? ofStores : totalOfDays(kpi, reached, daily);
  const again = summed === undefined && (daily !== null || reached !== window) ? await read({ ...query, period: reached }) : whole;
  const basis = reached === window ? again : { ...whole, newest: reached.to };
  const total = summed ?? again.rows.find((r) => r.key === null)?.values;
  const days = coveredDays(reached, again.coverage);
  const figure = evaluate(kpi, total, { period: reached, days });
  const points = daily === null || !trend ? null : dailySeries(kpi, period, daily);
  return {
    total,
    figure,
    basis,
    series: monthly !== null ? monthlySeries(kpi, period, monthly) : points !== null && monthsFromDays ? monthEnds(points) : points,
    grain: split === "month" ? "month" : "day",
    members,
    settlement: daily === null || !settles ? null : settlementOf(kpi, reached, daily, figure.value),
    days,
    window: reached,
  };
}
