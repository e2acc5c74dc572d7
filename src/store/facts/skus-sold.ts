import { Decimal } from "decimal.js";
import { type Maybe, present } from "../../domain/value.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { counts, shown } from "../imports/visible.ts";
import type { Chosen } from "./buckets.ts";
import { askedSkus, ofAskedSkus, type Question, sqlKey } from "./question.ts";
import { chosenTable, joinChosen } from "./reports.ts";
import { keyNames, skuCode } from "./sales-lines.ts";

/** SKUs with at least one unit sold: by order lines, and by chosen reports on other days. One SKU sold in two stores is one. */
export async function skusSold(
  prisma: PrismaClient,
  question: Question,
  chosen: readonly Chosen[],
): Promise<ReadonlyMap<string, Maybe<Decimal>>> {
  if (question.days === null) return new Map();
  const { from, to } = question.days;
  if (chosen.length === 0 && (question.by === null || question.by === "store")) return soldAtAll(prisma, question, from, to);
  const [d, r] = [Prisma.sql`d`, Prisma.sql`r`];
  const stores = new Map(question.stores.map((s) => [s.code, String(s.id)]));
  const keyed = question.by === "store" ? chosen.map((c) => ({ ...c, key: stores.get(c.key) ?? c.key })) : chosen;
  const part = (source: Chosen["source"], table: Prisma.Sql) => {
    const mine = keyed.filter((c) => c.source === source);
    if (mine.length === 0) return Prisma.empty;
    return Prisma.sql`UNION ALL SELECT ${question.by === "sku" ? Prisma.sql`r.sku_id::text` : Prisma.sql`c.key`}, r.sku_id, r.units
      FROM ${table} r JOIN ${chosenTable(mine)} ON ${joinChosen(r)} WHERE ${counts(r)} ${ofAskedSkus(question, r)}`;
  };
  const rows = await prisma.$queryRaw<{ key: string; skus: number }[]>`
    SELECT ${skuCode(question, Prisma.sql`g.key`)} AS key, g.skus FROM (
      SELECT key, count(*)::int AS skus FROM (
        SELECT key, sku_id FROM (
          SELECT ${sqlKey(question, d, Prisma.sql`day`)} AS key, d.sku_id, d.units FROM sales_day d
          WHERE d.store_id = ANY(${question.storeIds}::int[]) AND d.day BETWEEN ${from}::date AND ${to}::date AND d.sku_id IS NOT NULL
            ${ofAskedSkus(question, d)} AND ${shown(Prisma.sql`d`)}
          ${part("daily-sales", Prisma.sql`daily_sales`)} ${part("traffic", Prisma.sql`traffic`)}) u
        GROUP BY key, sku_id HAVING sum(units) > 0) s
      GROUP BY key) g`;
  const name = keyNames(question);
  return new Map(rows.map((row) => [name(row.key), present(new Decimal(row.skus))]));
}

/**
 * SKU by SKU whether anything was sold, without adding up a year of sales: one day with sales settles it, unless a restated day has
 * taken units back (an index of its own finds those); only then are the SKU's days added up. (OFFSET keeps PostgreSQL from reading the whole year to answer for all SKUs at once.)
 */
async function soldAtAll(prisma: PrismaClient, question: Question, from: string, to: string): Promise<ReadonlyMap<string, Maybe<Decimal>>> {
  const [s, d] = [Prisma.sql`s`, Prisma.sql`d`];
  const stores = question.by === "store" ? Prisma.sql`d.store_id = t.id` : Prisma.sql`${d}.store_id = ANY(${question.storeIds}::int[])`;
  const scope = Prisma.sql`d.sku_id = s.id AND ${stores} AND d.day BETWEEN ${from}::date AND ${to}::date AND ${shown(Prisma.sql`d`)}`;
  const rows = await prisma.$queryRaw<{ key: string; skus: number }[]>`
    SELECT ${question.by === "store" ? Prisma.sql`t.code` : Prisma.sql`''::text`} AS key, count(*)::int AS skus
    FROM ${question.by === "store" ? Prisma.sql`store t CROSS JOIN` : Prisma.empty} sku s
    WHERE ${question.by === "store" ? Prisma.sql`t.id = ANY(${question.storeIds}::int[])` : Prisma.sql`TRUE`} ${askedSkus(question, s)}
      AND CASE WHEN EXISTS (SELECT 1 FROM sales_day d WHERE ${scope} AND d.units < 0 OFFSET 0)
        THEN (SELECT sum(d.units) FROM sales_day d WHERE ${scope}) > 0
        ELSE EXISTS (SELECT 1 FROM sales_day d WHERE ${scope} AND d.units > 0 OFFSET 0) END
    ${question.by === "store" ? Prisma.sql`GROUP BY t.code` : Prisma.empty}`;
  return new Map(rows.map((row) => [row.key, present(new Decimal(row.skus))]));
}
