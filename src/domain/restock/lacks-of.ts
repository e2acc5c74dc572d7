import type { PolicyReader } from "../policy/reader.ts";
import { shortHistory } from "../policy/declared/demand.ts";
import type { Maybe, Text } from "../value.ts";
import { LACKS, type Lack } from "./missing.ts";
import type { PlanDetail } from "./detail.ts";
import { noRatesOf, noRateText } from "./no-rate.ts";
import type { NoRate } from "./exchange.ts";
import type { Demand } from "./types.ts";

/** What is not known of a line, and what was assumed instead. A line that does not sell wants no prices and lanes. */
export function lacksOf(d: PlanDetail, said: Maybe<Demand>, read: PolicyReader): readonly Text[] {
  if (said.kind === "missing") return [LACKS.demand.text, said.because];
  const { input, line, stock, ahead } = d;
  if (line.dailyDemand === 0) return stock?.negative ? [LACKS.negativeStock.text] : [];
  const orders = line.legs.length > 0;
  const rates = noRatesOf(d);
  const unrated = (of: NoRate["of"]): boolean => rates.some((r) => r.of === of);
  const lacks: (Lack | false)[] = [
    stock === null && LACKS.stock,
    stock !== null && stock.negative && LACKS.negativeStock,
    stock !== null && stock.stale && LACKS.staleStock,
    said.value.basis.historyDays < read(shortHistory) && LACKS.shortHistory,
    d.arrivals.some((a) => a.assumed === "undated") && LACKS.arrivalDay,
    d.arrivals.some((a) => a.assumed === "overdue") && LACKS.overdue,
    ahead !== null && input.routes.length === 0 && LACKS.lane,
    ahead !== null && (input.supplier?.productionDaysP50 ?? null) === null && LACKS.production,
    ahead !== null && ahead.order.quantity > 0 && input.unitCost === null && !unrated("cost") && LACKS.cost,
    orders &&
      input.unitCost !== null &&
      input.routes.length > 0 &&
      d.times.some((t) => t.route === null || t.route.unitFreight === null || t.route.currency === null) &&
      LACKS.freight,
    line.unitsLost > 0 && input.unitPrice === null && !unrated("price") && LACKS.price,
    orders && input.moq === null && input.carton === null && LACKS.pack,
  ];
  return [...lacks.filter((l) => l !== false).map((l) => l.text), ...rates.map(noRateText)];
}
