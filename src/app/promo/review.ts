import { addDays, type Day, daysBetween } from "../../domain/calendar/day.ts";
import { type Accuracy, accuracyOf, type Aftermath } from "../../domain/promo/aftermath.ts";
import type { LearntLine, Promo } from "../../domain/promo/types.ts";
import { agedFee, type AgedRate, expectedAged, nextSnapshot } from "../../domain/restock/aged.ts";
import type { Maybe } from "../../domain/value.ts";
import { platformOf } from "./frame.ts";
import { type HistoryKpi, kpisOf, measuredSales } from "./history.ts";
import type { PromoPlan } from "./plan.ts";
import type { Scope, SoldInStock } from "./sales.ts";
import { type PromoStatus, statusOf, type StatusRow } from "./status.ts";

/** Everything that is looked back on. */
export interface PromoReview {
  readonly plan: PromoPlan;
  readonly status: PromoStatus;
  readonly lines: readonly Aftermath[];
  readonly accuracy: Accuracy | null;
  readonly kpis: Readonly<Record<HistoryKpi, Maybe<number>>>;
  /** What it taught, of all SKUs that were in stock; and the uplift of the promotion's own together. */
  readonly learnt: readonly LearntLine[];
  readonly uplift: number | null;
  /** The uplift of the same SKUs that was confirmed; null where nothing was. */
  readonly forecastUplift: number | null;
  /** What the platform charges for units that have grown old. */
  readonly agedRate: Maybe<AgedRate>;
  /** Its last day is over, and its sales are known. */
  readonly over: boolean;
}

// Amazon charges for units that have lain in its warehouses for more than 180 days.
const AGED_DAYS = 181;

/** Units of what is left that are still there at the first snapshot after so many days, if they came by `arrived`. */
function agedOf({ stock, line }: StatusRow, plan: PromoPlan, arrived: Day): number | null {
  if (stock === null || line.demand === null) return null;
  const ahead = daysBetween(plan.asOf, nextSnapshot(addDays(arrived, AGED_DAYS)));
  // What is there so long after came later.
  return ahead <= 0 ? null : expectedAged(stock, line.demand.over(ahead));
}

function aftermath(row: StatusRow, plan: PromoPlan, sold: ReadonlyMap<string, SoldInStock>): Aftermath {
  const { line, stock } = row;
  const of = plan.standing.quantities?.note.lines.find((l) => l.sku === line.sku && l.warehouse === line.warehouse);
  const daily = line.demand?.dailyMean ?? null;
  return {
    sku: line.sku,
    warehouse: line.warehouse,
    expected: of?.expected ?? null,
    low: of?.low ?? null,
    high: of?.high ?? null,
    sold: row.pace.sold,
    inStock: sold.get(line.sku)?.inStockShare ?? null,
    left: stock,
    daily,
    coverDays: stock === null || daily === null || daily <= 0 ? null : stock / daily,
    aged: agedOf(row, plan, plan.promo.inboundBy),
  };
}

/** Looks back on a promotion: forecast against actual, what is left and for how long, returns and ads, and what the next one should know. */
export async function reviewOf(context: Parameters<typeof statusOf>[0], promo: Promo): Promise<PromoReview> {
  const status = await statusOf(context, promo);
  const { plan } = status;
  const over = plan.today > promo.to && status.until.day >= promo.to;
  const scope: Scope = { stores: promo.stores, currency: plan.currency, asOf: plan.today };
  const platform = platformOf(plan.stores);
  const measured = await measuredSales(context, scope, promo, plan.history.skus, plan.read, platform === "amazon");
  const snapshot = nextSnapshot(addDays(promo.inboundBy, AGED_DAYS));
  const rate = agedFee(plan.stores[0]?.country ?? "", snapshot, daysBetween(promo.inboundBy, snapshot));
  const lines = status.rows
    .map((row) => aftermath(row, plan, measured.sold))
    .toSorted((a, b) => (b.coverDays ?? 0) * (b.left ?? 0) - (a.coverDays ?? 0) * (a.left ?? 0));
  // Of its own SKUs: what the store's others did says nothing of this promotion.
  const mine = measured.sales.filter((s) => lines.some((l) => l.sku === s.sku));
  const base = mine.reduce((s, l) => s + l.base, 0);
  const planned = plan.standing.quantities?.note.lines.filter((l) => mine.some((m) => m.sku === l.sku)) ?? [];
  const usual = planned.reduce((s, l) => s + (l.base ?? 0), 0);
  return {
    plan,
    status,
    lines,
    accuracy: accuracyOf(lines),
    kpis: await kpisOf(context, scope, promo, plan.today),
    learnt: measured.sales,
    uplift: base > 0 ? mine.reduce((s, l) => s + l.units, 0) / base - 1 : null,
    forecastUplift: usual > 0 ? planned.reduce((s, l) => s + l.expected, 0) / usual - 1 : null,
    agedRate: rate,
    over,
  };
}
