import type { Day } from "../../domain/calendar/day.ts";
import type { Plans, StockRow } from "../../ports/planning.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { counts, known } from "../imports/visible.ts";

type Filter = Parameters<Plans["stock"]>[1];

interface Row {
  readonly sku: string;
  readonly title: string | null;
  readonly warehouse: string;
  readonly day: string;
  readonly states: Record<string, number>;
  readonly total: number;
}

/** What the newest snapshot of each warehouse on or before a day says, a row for each SKU in it; the fullest shelf first. */
export async function stockRows(
  prisma: PrismaClient,
  asOf: Day,
  filter: Filter,
): Promise<{ readonly rows: readonly StockRow[]; readonly total: number }> {
  const [x, s] = [Prisma.sql`x`, Prisma.sql`s`];
  const sku = filter.sku === undefined ? Prisma.empty : Prisma.sql`AND s.code = ${filter.sku}`;
  const warehouse = filter.warehouse === undefined ? Prisma.empty : Prisma.sql`AND w.code = ${filter.warehouse}`;
  const store =
    filter.store === undefined
      ? Prisma.empty
      : Prisma.sql`AND EXISTS (SELECT 1 FROM store_warehouse sw JOIN store t ON t.id = sw.store_id WHERE sw.warehouse_id = w.id AND t.code = ${filter.store})`;
  const rows = await prisma.$queryRaw<Row[]>`
    SELECT s.code AS sku, s.title, g.warehouse, g.day::text AS day, g.states, (count(*) OVER ())::int AS total FROM (
      SELECT x.sku_id, n.code AS warehouse, n.day, jsonb_object_agg(x.state, x.quantity) AS states
      FROM (SELECT w.id, w.code, (SELECT x.day FROM stock_snapshot x WHERE x.warehouse_id = w.id AND x.day <= ${asOf}::date AND ${counts(x)}
          ORDER BY x.day DESC LIMIT 1) AS day FROM warehouse w WHERE TRUE ${warehouse} ${store}) n
      JOIN stock_snapshot x ON x.warehouse_id = n.id AND x.day = n.day WHERE ${counts(x)}
      GROUP BY x.sku_id, n.code, n.day) g
    JOIN sku s ON s.id = g.sku_id AND ${known(s)} ${sku}
    ORDER BY coalesce((g.states->>'available')::int, 0) DESC, s.code, g.warehouse LIMIT ${filter.limit ?? null}::int`;
  return {
    rows: rows.map(({ sku: code, title, warehouse: at, day, states }) => ({ sku: code, title, warehouse: at, day: day as Day, states })),
    total: rows[0]?.total ?? 0,
  };
}
