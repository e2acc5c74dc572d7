import type { Day } from "../../calendar/day.ts";
import type { Period } from "../../calendar/period.ts";
import type { Kpi } from "../kpi.ts";
import type { MeasureAnswer } from "../measure.ts";

/** The part of a period that all of a KPI's aligned measures reach; the whole of it where they reach past it, or one is not there at all. */
export function reachedPart(kpi: Kpi, period: Period, { newestOf }: MeasureAnswer): Period {
  let reach: Day = period.to;
  for (const measure of kpi.aligned ?? []) {
    const newest = newestOf?.get(measure);
    if (newest === undefined || newest < period.from) return period;
    if (newest < reach) reach = newest;
  }
  return reach === period.to ? period : { from: period.from, to: reach };
}
