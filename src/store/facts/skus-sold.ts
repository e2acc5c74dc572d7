import { Decimal } from "decimal.js";
import { type Maybe, present } from "../../domain/value.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { counts, PENDING } from "../imports/visible.ts";
import type { Chosen } from "./buckets.ts";
import { ofAskedSkus, type Question, sqlKey } from "./question.ts";
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
            ${ofAskedSkus(question, d)} AND d.import_id <> ALL(${PENDING})
          ${part("daily-sales", Prisma.sql`daily_sales`)} ${part("traffic", Prisma.sql`traffic`)}) u
        GROUP BY key, sku_id HAVING sum(units) > 0) s
      GROUP BY key) g`;
  const name = keyNames(question);
  return new Map(rows.map((row) => [name(row.key), present(new Decimal(row.skus))]));
}
