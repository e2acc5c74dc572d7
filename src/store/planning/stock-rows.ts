import { addDays, type Day } from "../../domain/calendar/day.ts";
import type { Plans, StockRow } from "../../ports/planning.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import { counts, known } from "../imports/visible.ts";
import { readInventories } from "./inventories.ts";
import { HISTORY_DAYS } from "./known-sales.ts";

type Filter = Parameters<Plans["stock"]>[1];

interface Row {
  readonly sku: string;
  readonly title: string | null;
  readonly warehouse: string;
  readonly day: string;
  readonly states: Record<string, number>;
  readonly total: number;
}

/** The places that are asked about, and the newest day with a snapshot of each. */
function placesOf(prisma: PrismaClient, asOf: Day, filter: Filter): Promise<{ readonly id: number; readonly newest: string }[]> {
  const x = Prisma.sql`x`;
  const warehouse = filter.warehouse === undefined ? Prisma.empty : Prisma.sql`AND w.code = ${filter.warehouse}`;
  const store =
    filter.store === undefined
      ? Prisma.empty
      : Prisma.sql`AND EXISTS (SELECT 1 FROM store_warehouse sw JOIN store t ON t.id = sw.store_id WHERE sw.warehouse_id = w.id AND t.code = ${filter.store})`;
  return prisma.$queryRaw`
    SELECT n.id, n.day::text AS newest FROM (SELECT w.id, (SELECT x.day FROM stock_snapshot x WHERE x.warehouse_id = w.id AND x.day <= ${asOf}::date
      AND ${counts(x)} ORDER BY x.day DESC LIMIT 1) AS day FROM warehouse w WHERE TRUE ${warehouse} ${store}) n WHERE n.day IS NOT NULL`;
}

/**
 * What is where on a day, a row for each SKU and warehouse; the fullest shelf first. Each SKU's newest snapshot speaks, unless a newer
 * inventory of the whole warehouse does not name it: then nothing is there, and there is no row.
 */
export async function stockRows(
  prisma: PrismaClient,
  asOf: Day,
  filter: Filter,
): Promise<{ readonly rows: readonly StockRow[]; readonly total: number }> {
  const [x, s] = [Prisma.sql`x`, Prisma.sql`s`];
  const sku = filter.sku === undefined ? Prisma.empty : Prisma.sql`AND s.code = ${filter.sku}`;
  const inventories = await readInventories(prisma, addDays(asOf, 1 - HISTORY_DAYS), asOf);
  const places = await placesOf(prisma, asOf, filter);
  // Where the newest snapshot is a whole inventory its day is read at once; else each SKU is asked for its own day (OFFSET keeps it so).
  const [whole, others] = [true, false].map((w) => places.filter((p) => (inventories.get(p.id)?.at(-1) === p.newest) === w));
  const table = (of: typeof places = [], day: (p: (typeof places)[number]) => string | null) =>
    Prisma.sql`unnest(${arrayLiteral(of.map((p) => p.id))}::int[], ${arrayLiteral(of.map(day))}::date[])`;
  const rows = await prisma.$queryRaw<Row[]>`
    SELECT s.code AS sku, s.title, w.code AS warehouse, g.day::text AS day, g.states, (count(*) OVER ())::int AS total FROM (
      SELECT x.sku_id, n.place, n.day, jsonb_object_agg(x.state, x.quantity) AS states FROM ${table(whole, (p) => p.newest)} AS n (place, day)
      JOIN stock_snapshot x ON x.warehouse_id = n.place AND x.day = n.day WHERE ${counts(x)}
      GROUP BY x.sku_id, n.place, n.day
      UNION ALL
      SELECT n.sku_id, n.place, n.day, jsonb_object_agg(x.state, x.quantity) AS states FROM (
        SELECT s.id AS sku_id, p.place, (SELECT x.day FROM stock_snapshot x WHERE x.sku_id = s.id AND x.warehouse_id = p.place
          AND x.day BETWEEN coalesce(p.since, '1970-01-01') AND ${asOf}::date AND ${counts(x)} ORDER BY x.day DESC LIMIT 1) AS day
        FROM ${table(others, (p) => inventories.get(p.id)?.at(-1) ?? null)} AS p (place, since) CROSS JOIN sku s WHERE TRUE ${sku} OFFSET 0) n
      CROSS JOIN LATERAL (SELECT x.state, x.quantity FROM stock_snapshot x WHERE x.sku_id = n.sku_id AND x.warehouse_id = n.place AND x.day = n.day
        AND ${counts(x)} OFFSET 0) x
      GROUP BY n.sku_id, n.place, n.day) g
    JOIN warehouse w ON w.id = g.place JOIN sku s ON s.id = g.sku_id AND ${known(s)} ${sku}
    ORDER BY coalesce((g.states->>'available')::int, 0) DESC, s.code, w.code LIMIT ${filter.limit ?? null}::int`;
  return {
    rows: rows.map(({ sku: code, title, warehouse: at, day, states }) => ({ sku: code, title, warehouse: at, day: day as Day, states })),
    total: rows[0]?.total ?? 0,
  };
}
