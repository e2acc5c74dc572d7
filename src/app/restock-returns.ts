import { addDays } from "../domain/calendar/day.ts";
import type { MeasureId } from "../domain/kpi/measure.ts";
import { returnRateMinUnits } from "../domain/policy/declared/kpi.ts";
import { returnsBuyShare } from "../domain/policy/declared/returns.ts";
import type { PolicyReader } from "../domain/policy/reader.ts";
import type { PlanLine } from "../domain/restock/types.ts";
import type { Context } from "./types.ts";

/** Long enough that a SKU of one sale a day passes the smallest sample of a return rate. */
const DAYS = 60;

/** What came back of a SKU, and what was sold of it in the same days. */
export interface ManyReturns {
  readonly returned: number;
  readonly sold: number;
  readonly days: number;
}

/** What of a SKU came back lately, where it is so much that the goods want a look before more are bought; null: it is not, or nobody knows. */
export async function manyReturns(
  { facts }: Pick<Context, "facts">,
  { sku, stores, asOf, currency }: PlanLine,
  read: PolicyReader,
): Promise<ManyReturns | null> {
  if (stores.length === 0) return null;
  const { rows } = await facts.read({
    measures: ["units", "units-returned"],
    scope: { stores, sku },
    period: { from: addDays(asOf, 1 - DAYS), to: asOf },
    currency,
    asOf,
  });
  const numberOf = (id: MeasureId): number => {
    const value = rows[0]?.values[id];
    return value?.kind === "value" ? value.value.toNumber() : 0;
  };
  const [sold, returned] = [numberOf("units"), numberOf("units-returned")];
  // A few pieces are no rate.
  if (Math.max(sold, returned) < read(returnRateMinUnits)) return null;
  return returned > sold * read(returnsBuyShare) ? { returned, sold, days: DAYS } : null;
}
