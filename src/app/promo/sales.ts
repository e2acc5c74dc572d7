import { addDays, type Day } from "../../domain/calendar/day.ts";
import { length, type Period } from "../../domain/calendar/period.ts";
import type { MeasureAnswer, MeasureId } from "../../domain/kpi/measure.ts";
import type { Context } from "../types.ts";

type Read = Pick<Context, "facts">;

export interface Scope {
  readonly stores: readonly string[];
  readonly currency: string;
  /** Facts after it are not looked at. */
  readonly asOf: Day;
}

const numberOf = (answer: MeasureAnswer["rows"][number], id: MeasureId): number | null => {
  const value = answer.values[id];
  return value?.kind === "value" ? value.value.toNumber() : null;
};

/** One measure by SKU; what is not known is left out. */
export async function bySku(
  { facts }: Read,
  scope: Scope,
  period: Period,
  measures: readonly MeasureId[],
): Promise<ReadonlyMap<string, Readonly<Partial<Record<MeasureId, number>>>>> {
  const answer = await facts.read({
    measures,
    scope: { stores: scope.stores },
    period,
    by: "sku",
    currency: scope.currency,
    asOf: scope.asOf,
  });
  return new Map(
    answer.rows.flatMap((row) => {
      if (row.key === null) return [];
      const values = measures.flatMap((m) => {
        const n = numberOf(row, m);
        return n === null ? [] : [[m, n] as const];
      });
      return [[row.key, Object.fromEntries(values) as Partial<Record<MeasureId, number>>] as const];
    }),
  );
}

/** Units of each day; days that no facts speak of are left out. */
export async function unitsByDay(
  { facts }: Read,
  scope: Scope,
  period: Period,
): Promise<{ readonly units: ReadonlyMap<Day, number>; readonly newest: Day | null }> {
  const answer = await facts.read({
    measures: ["units"],
    scope: { stores: scope.stores },
    period,
    by: "day",
    currency: scope.currency,
    asOf: scope.asOf,
  });
  return {
    units: new Map(
      answer.rows.flatMap((row) => {
        const n = numberOf(row, "units");
        return row.key === null || n === null ? [] : [[row.key as Day, n] as const];
      }),
    ),
    newest: answer.newest,
  };
}

/** Days in a row as periods: a question is of a period, and a base may have holes. */
export function runsOf(days: readonly Day[]): readonly Period[] {
  const runs: { from: Day; to: Day }[] = [];
  for (const d of days) {
    const last = runs.at(-1);
    if (last && addDays(last.to, 1) === d) last.to = d;
    else runs.push({ from: d, to: d });
  }
  return runs;
}

/** What was sold of each SKU in some days, and on how many of them it could be bought. */
export interface SoldInStock {
  readonly units: number;
  /** All of them where no snapshot speaks of those days. */
  readonly days: number;
  /** null: no snapshot speaks of those days. */
  readonly inStockShare: number | null;
}

export async function soldInStock(context: Read, scope: Scope, periods: readonly Period[]): Promise<ReadonlyMap<string, SoldInStock>> {
  const sums = new Map<string, { units: number; days: number; seen: number; inStock: number }>();
  for (const period of periods) {
    const days = length(period);
    const sold = await bySku(context, scope, period, ["units"]);
    const stock = await bySku(context, scope, period, ["sku-days", "sku-days-in-stock"]);
    for (const sku of new Set([...sold.keys(), ...stock.keys()])) {
      const seen = stock.get(sku)?.["sku-days"] ?? 0;
      const share = seen > 0 ? (stock.get(sku)?.["sku-days-in-stock"] ?? 0) / seen : null;
      const sum = sums.get(sku) ?? { units: 0, days: 0, seen: 0, inStock: 0 };
      sum.units += sold.get(sku)?.units ?? 0;
      sum.days += days * (share ?? 1);
      if (share !== null) {
        sum.seen += days;
        sum.inStock += days * share;
      }
      sums.set(sku, sum);
    }
  }
  return new Map(
    [...sums].map(([sku, s]) => [sku, { units: s.units, days: s.days, inStockShare: s.seen > 0 ? s.inStock / s.seen : null }]),
  );
}
