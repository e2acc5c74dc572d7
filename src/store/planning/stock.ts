import type { Day } from "../../domain/calendar/day.ts";
import type { Plans, StockRow } from "../../ports/planning.ts";
import type { PrismaClient } from "../client/client.ts";
import { Prisma } from "../client/client.ts";
import { counts } from "../imports/visible.ts";

/** What lies where, by the newest snapshot of each warehouse on or before a day. */
export async function stockOn(
  prisma: PrismaClient,
  asOf: Day,
  filter: Parameters<Plans["stock"]>[1],
): Promise<Awaited<ReturnType<Plans["stock"]>>> {
  const { sku, store, warehouse, limit } = filter;
  const [s, n] = [Prisma.sql`s`, Prisma.sql`n`];
  const rows = await prisma.$queryRaw<(Omit<StockRow, "day"> & { day: string; total: number })[]>`
    WITH newest AS (
      SELECT w.id, w.code, (SELECT max(n.day) FROM stock_snapshot n WHERE n.warehouse_id = w.id AND n.day <= ${asOf}::date AND ${counts(n)}) AS day
      FROM warehouse w WHERE true
        ${warehouse === undefined ? Prisma.empty : Prisma.sql`AND w.code = ${warehouse}`}
        ${store === undefined ? Prisma.empty : Prisma.sql`AND EXISTS (SELECT 1 FROM store_warehouse d JOIN store t ON t.id = d.store_id WHERE d.warehouse_id = w.id AND t.code = ${store})`}
    ), units AS (
      SELECT s.warehouse_id, s.sku_id, s.day, s.state, sum(s.quantity)::int AS units FROM newest w JOIN stock_snapshot s ON s.warehouse_id = w.id AND s.day = w.day
      WHERE ${counts(s)} ${sku === undefined ? Prisma.empty : Prisma.sql`AND s.sku_id = (SELECT k.id FROM sku k WHERE k.code = ${sku})`}
      GROUP BY 1, 2, 3, 4
    )
    SELECT k.code AS sku, k.title, w.code AS warehouse, u.day::text AS day, jsonb_object_agg(u.state, u.units) AS states, (count(*) OVER ())::int AS total
    FROM units u JOIN newest w ON w.id = u.warehouse_id JOIN sku k ON k.id = u.sku_id
    GROUP BY k.code, k.title, w.code, u.day ORDER BY sum(u.units) DESC, k.code, w.code LIMIT ${limit ?? null}::int`;
  return {
    rows: rows.map(({ sku: code, title, warehouse: place, day, states }) => ({
      sku: code,
      title,
      warehouse: place,
      day: day as Day,
      states,
    })),
    total: rows[0]?.total ?? 0,
  };
}
