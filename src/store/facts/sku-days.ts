import { Decimal } from "decimal.js";
import { type Maybe, present } from "../../domain/value.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import { counts } from "../imports/visible.ts";
import type { Pool } from "./pools.ts";
import { askedSkus, ofAskedSkus, type Question, sqlKey } from "./question.ts";
import { keyNames, skuCode } from "./sales-lines.ts";

export type Values = ReadonlyMap<string, Maybe<Decimal>>;

/**
 * Active SKUs that had stock on at least one day, SKU by SKU: one day settles it, and a year of snapshots need not be read. Only for answers
 * that are not split by time or SKU.
 */
export async function readSellable(prisma: PrismaClient, question: Question, pools: readonly Pool[]): Promise<Values> {
  const { from, to } = question.days ?? { from: "1970-01-01", to: "1969-12-31" };
  const x = Prisma.sql`x`;
  const ids = arrayLiteral(pools.map((p) => p.id));
  const byStore = question.by === "store";
  const mine = byStore
    ? Prisma.sql`AND x.warehouse_id IN (SELECT sw.warehouse_id FROM store_warehouse sw WHERE sw.store_id = t.id)`
    : Prisma.empty;
  const rows = await prisma.$queryRaw<{ key: string; skus: number }[]>`
    SELECT ${byStore ? Prisma.sql`t.code` : Prisma.sql`''::text`} AS key, count(*)::int AS skus FROM ${byStore ? Prisma.sql`store t CROSS JOIN` : Prisma.empty} sku s
    WHERE s.active ${askedSkus(question, Prisma.sql`s`)} ${byStore ? Prisma.sql`AND t.id = ANY(${question.storeIds}::int[])` : Prisma.empty}
      AND EXISTS (SELECT 1 FROM stock_snapshot x WHERE x.sku_id = s.id AND x.day BETWEEN ${from}::date AND ${to}::date AND x.warehouse_id = ANY(${ids}::int[]) ${mine}
        AND x.state = 'available' AND x.quantity > 0 AND ${counts(x)} OFFSET 0)
    ${byStore ? Prisma.sql`GROUP BY t.code` : Prisma.empty}`;
  return new Map(rows.map((row) => [row.key, present(new Decimal(row.skus))]));
}

/**
 * SKU-days with a snapshot, those of them with sellable stock, and the active SKUs that had any. A day is counted store by store: a SKU
 * that is out in the US is out, whatever lies in Britain; and once, however many of a store's warehouses hold it. A shared pool
 * counts for each store that draws on it. Active SKUs are counted once in all.
 */
export async function readSkuDays(
  prisma: PrismaClient,
  question: Question,
  pools: readonly Pool[],
): Promise<{ readonly "skus-sellable": Values; readonly "sku-days": Values; readonly "sku-days-in-stock": Values }> {
  const { from, to } = question.days ?? { from: "1970-01-01", to: "1969-12-31" };
  const [x, d] = [Prisma.sql`x`, Prisma.sql`d`];
  const ids = arrayLiteral(pools.map((p) => p.id));
  const several = question.by === "store" || question.stores.length > 1;
  const join = several
    ? Prisma.sql`JOIN store_warehouse sw ON sw.warehouse_id = x.warehouse_id AND sw.store_id = ANY(${question.storeIds}::int[])`
    : Prisma.empty;
  const store = several ? Prisma.sql`sw.store_id` : Prisma.sql`0`;
  // One warehouse names a SKU once a day: nothing to bring together.
  const rows = await prisma.$queryRaw<{ key: string; days: string; in_stock: string; sellable: number }[]>`
    SELECT ${skuCode(question, Prisma.sql`g.key`)} AS key, g.days, g.in_stock, g.sellable FROM (
      SELECT ${sqlKey(question, d, Prisma.sql`day`)} AS key, count(*)::text AS days, count(*) FILTER (WHERE d.in_stock)::text AS in_stock,
        (count(DISTINCT d.sku_id) FILTER (WHERE d.in_stock AND s.active))::int AS sellable
      FROM (SELECT ${store} AS store_id, x.sku_id, x.day, ${
        pools.length > 1 ? Prisma.sql`bool_or(x.quantity > 0)` : Prisma.sql`x.quantity > 0`
      } AS in_stock FROM stock_snapshot x ${join}
        WHERE x.warehouse_id = ANY(${ids}::int[]) AND x.day BETWEEN ${from}::date AND ${to}::date AND x.state = 'available' ${ofAskedSkus(question, x)} AND ${counts(x)}
        ${pools.length > 1 ? Prisma.sql`GROUP BY 1, 2, 3` : Prisma.empty}) d
      JOIN sku s ON s.id = d.sku_id GROUP BY 1) g`;
  const name = keyNames(question);
  const column = (pick: (row: (typeof rows)[number]) => string | number): Values =>
    new Map(rows.map((row) => [name(row.key), present(new Decimal(pick(row)))]));
  return { "skus-sellable": column((r) => r.sellable), "sku-days": column((r) => r.days), "sku-days-in-stock": column((r) => r.in_stock) };
}
