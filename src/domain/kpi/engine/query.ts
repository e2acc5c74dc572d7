import type { Day } from "../../calendar/day.ts";
import { badReviewStars, dispatchWorkingDays } from "../../policy/declared/kpi-samples.ts";
import type { Kpi } from "../kpi.ts";
import type { MeasureId, MeasureQuery, Scope } from "../measure.ts";
import { measuresOf } from "./evaluate.ts";
import type { PolicyLookup } from "./marks.ts";

const BY_STARS: ReadonlySet<MeasureId> = new Set(["bad-reviews"]);
const BY_DUE_DAY: ReadonlySet<MeasureId> = new Set(["orders-due", "orders-late"]);

/** What has to be asked of the store for some KPIs, but for the period. */
export function queryOf(
  kpis: readonly Kpi[],
  ask: { readonly scope: Scope; readonly currency: string; readonly policy: PolicyLookup },
  asOf: Day,
): Omit<MeasureQuery, "period"> {
  const measures = [...new Set(kpis.flatMap(measuresOf))];
  return {
    measures,
    scope: ask.scope,
    currency: ask.currency,
    asOf,
    ...(measures.some((m) => BY_STARS.has(m)) && { badStars: ask.policy(badReviewStars).value }),
    ...(measures.some((m) => BY_DUE_DAY.has(m)) && { dispatchDays: ask.policy(dispatchWorkingDays).value }),
  };
}
