import { Decimal } from "decimal.js";
import { day } from "../../../src/domain/calendar/day.ts";
import type { DailySales, StockSnapshot, Traffic } from "../../../src/domain/facts/facts.ts";
import type { MeasureAnswer, MeasureId, MeasureQuery, Split } from "../../../src/domain/kpi/measure.ts";
import type { Facts } from "../../../src/ports/facts.ts";
import { makeFacts } from "../../../src/store/facts/facts.ts";
import type { TestStore } from "../harness.ts";
import { decimal, flagged, importsOf, line, makeCompany } from "../imports/world.ts";

/** "12.5", or "—: why". */
export function told(answer: MeasureAnswer, measure: MeasureId, key: string | null = null): string {
  const value = answer.rows.find((r) => r.key === key)?.values[measure];
  if (value === undefined) return "no row";
  return value.kind === "value" ? new Decimal(value.value).toFixed() : `— ${value.because.en}`;
}

export const table = (answer: MeasureAnswer, measure: MeasureId) => answer.rows.map((r) => `${r.key} ${told(answer, measure, r.key)}`);

export const NOV = { from: day("2026-11-01"), to: day("2026-11-10") };

export function asker(facts: Facts, defaults: Partial<MeasureQuery> = {}) {
  return (measures: readonly MeasureId[], more: Partial<MeasureQuery> & { readonly by?: Split } = {}) =>
    facts.read({ measures, scope: { stores: ["us"] }, period: NOV, currency: "USD", asOf: day("2026-11-20"), ...defaults, ...more });
}

export const traffic = (
  from: string,
  to: string,
  sku: string | null,
  sessions: number,
  units: number,
  sales = `${units * 10}`,
): Traffic => ({
  sku,
  asin: null,
  from: day(from),
  to: day(to),
  sessions,
  pageViews: null,
  units,
  orderItems: units,
  sales: decimal(sales),
  unitsRefunded: null,
  unitsShipped: null,
  buyBox: null,
  currency: "USD",
  title: null,
});

export const sold = (on: string, sku: string | null, units: number, orders: number | null = null): DailySales => ({
  sku,
  from: day(on),
  to: day(on),
  units,
  orders,
  sales: decimal(`${units * 7}`),
  currency: "USD",
});

export const stock = (warehouse: string, sku: string, on: string, quantity: number): StockSnapshot => ({
  warehouse,
  sku,
  state: "available",
  day: day(on),
  quantity,
  title: null,
  asin: null,
  fnsku: null,
});

/** Two shops, an importer, and somebody who asks about the first ten days of November in the American one. */
export async function startCompany(open: () => Promise<TestStore>) {
  const { prisma } = await open();
  await makeCompany(prisma);
  return { prisma, imports: importsOf(prisma), ask: asker(makeFacts(prisma)) };
}

export const LINES = [
  line("1", "A", 2, "20.00", "2026-11-02", { discount: decimal("1.50") }),
  line("1", "B", 1, "5.00", "2026-11-02"),
  line("2", "A", 1, "10.00", "2026-11-04"),
  flagged(line("3", "A", 4, "40.00", "2026-11-04"), "cancelled"),
  flagged(line("4", "A", 1, null, "2026-11-05"), "pending"),
  flagged(line("5", "POST", 1, "3.00", "2026-11-06"), "non-product"),
  line("6", "B", 2, "10.00", "2026-11-06"),
];
