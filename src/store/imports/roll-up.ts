import { type Day, daysBetween } from "../../domain/calendar/day.ts";
import { type Prisma, Prisma as Sql, type PrismaClient } from "../client/client.ts";
import { ofImport, staging } from "./alive.ts";

const LINES_AT_ONCE = 3_000;
const DAYS_AT_ONCE = 10;

/** Ranges of days, each with few enough lines for one short statement. `lines` says how many an import has on each day. */
export function* ranges(lines: ReadonlyMap<string, number>): Generator<{ readonly from: Day; readonly to: Day }> {
  let from: Day | undefined;
  let to: Day | undefined;
  let held = 0;
  for (const text of [...lines.keys()].sort()) {
    const day = text as Day;
    const count = lines.get(text) ?? 0;
    if (from !== undefined && to !== undefined && (held + count > LINES_AT_ONCE || daysBetween(from, day) >= DAYS_AT_ONCE)) {
      yield { from, to };
      from = undefined;
      held = 0;
    }
    from ??= day;
    to = day;
    held += count;
  }
  if (from !== undefined && to !== undefined) yield { from, to };
}

function valid(row: Prisma.Sql): Prisma.Sql {
  return Sql.sql`(${row}.flag IS NULL)`;
}

/**
 * Adds up what an import changes in the order lines of a store: its own lines, less the lines that it replaces. An order belongs to the
 * day of its first valid line, so that orders add up over days; for a SKU, to the day of its first valid line of that SKU.
 */
export async function rollUp(
  prisma: PrismaClient,
  importId: number,
  storeId: number,
  lines: ReadonlyMap<string, number>,
  step: () => Promise<void>,
): Promise<void> {
  const mine = (row: Prisma.Sql) => Sql.sql`(${ofImport(row, importId)} OR ${row}.replaced_by + 0 = ${importId})`;
  const [l, e] = [Sql.sql`l`, Sql.sql`e`];
  for (const { from, to } of ranges(lines)) {
    await prisma.$executeRaw`
      WITH ${staging(importId)},
      line AS MATERIALIZED (
        SELECT l.*, CASE WHEN l.import_id = ${importId} THEN 1 ELSE -1 END AS sign, ${valid(l)} AS valid,
          ${valid(l)} OR l.flag IN ('cancelled', 'pending', 'unpaid') AS placed
        FROM order_line l, alive WHERE l.store_id = ${storeId} AND l.day BETWEEN ${from}::date AND ${to}::date AND ${mine(l)}),
      early AS MATERIALIZED (
        SELECT DISTINCT t.order_id, t.sign, e.sku_id FROM (SELECT DISTINCT order_id, sign FROM line WHERE valid) t CROSS JOIN LATERAL (
          SELECT e.sku_id FROM order_line e WHERE e.store_id = ${storeId} AND e.order_id = t.order_id AND e.day < ${from}::date AND ${valid(e)}
            AND ${mine(e)} AND (e.import_id = ${importId}) = (t.sign = 1) OFFSET 0) e),
      first AS MATERIALIZED (
        SELECT line.*,
          valid AND row_number() OVER (PARTITION BY sign, order_id ORDER BY valid DESC, day, id) = 1
            AND NOT EXISTS (SELECT 1 FROM early y WHERE y.order_id = line.order_id AND y.sign = line.sign) AS of_order,
          valid AND row_number() OVER (PARTITION BY sign, order_id, sku_id ORDER BY valid DESC, day, id) = 1
            AND NOT EXISTS (SELECT 1 FROM early y WHERE y.order_id = line.order_id AND y.sign = line.sign AND y.sku_id = line.sku_id) AS of_sku
        FROM line),
      cell AS (
        SELECT sku_id, day, currency,
          coalesce(sum(sign * quantity) FILTER (WHERE valid), 0) AS units,
          CASE WHEN GROUPING(sku_id) = 0 THEN coalesce(sum(sign) FILTER (WHERE of_sku), 0) ELSE coalesce(sum(sign) FILTER (WHERE of_order), 0) END AS orders,
          coalesce(sum(sign * amount) FILTER (WHERE valid), 0) AS amount,
          coalesce(sum(sign * discount) FILTER (WHERE valid), 0) AS discount,
          coalesce(sum(sign) FILTER (WHERE valid AND amount IS NULL), 0) AS unpriced,
          coalesce(sum(sign) FILTER (WHERE valid AND discount IS NULL), 0) AS undiscounted,
          coalesce(sum(sign) FILTER (WHERE valid), 0) AS lines,
          coalesce(sum(sign * amount) FILTER (WHERE placed), 0) AS placed,
          coalesce(sum(sign) FILTER (WHERE placed AND amount IS NULL), 0) AS placed_unpriced
        FROM first GROUP BY GROUPING SETS ((sku_id, day, currency), (day, currency)))
      INSERT INTO sales_day (import_id, store_id, sku_id, day, currency, units, orders, amount, discount, unpriced, undiscounted, lines, placed, placed_unpriced)
      SELECT ${importId}::int, ${storeId}::int, cell.* FROM cell
      WHERE (units, orders, amount, discount, unpriced, undiscounted, lines, placed, placed_unpriced) <> (0, 0, 0, 0, 0, 0, 0, 0, 0)
      ORDER BY day, sku_id NULLS FIRST`;
    await step();
  }
}

/** Marks a day as touched by so many lines more. */
export function touch(lines: Map<string, number>, day: string, count: number): void {
  lines.set(day, (lines.get(day) ?? 0) + count);
}
