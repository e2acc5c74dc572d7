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

/** How the snapshots of a SKU's day become store-days: with a snapshot (`there`), and of them with stock (`here`). */
interface Counting {
  readonly join: Prisma.Sql;
  /** Whose row it is, where stores are told apart. */
  readonly store: Prisma.Sql;
  readonly there: Prisma.Sql;
  readonly here: Prisma.Sql;
  readonly grouped: boolean;
}

/** As many stores as a number has bits beside its sign. */
const MOST_STORES = 62;

function countingOf(question: Question, pools: readonly Pool[]): Counting {
  const { stores, by } = question;
  const here = Prisma.sql`bool_or(x.quantity > 0)::int`;
  const one = { store: Prisma.sql`0`, there: Prisma.sql`1`, join: Prisma.empty };
  // One warehouse names a SKU once a day: nothing to bring together.
  if (by !== "store" && stores.length === 1)
    return pools.length > 1 ? { ...one, here, grouped: true } : { ...one, here: Prisma.sql`(x.quantity > 0)::int`, grouped: false };
  if (by === "store" || stores.length > MOST_STORES) {
    const join = Prisma.sql`JOIN store_warehouse sw ON sw.warehouse_id = x.warehouse_id AND sw.store_id = ANY(${question.storeIds}::int[])`;
    return { ...one, join, store: Prisma.sql`sw.store_id`, here, grouped: true };
  }
  // The stores that draw on a warehouse as the bits of a number: a SKU's day stays one row, however many stores it counts for.
  const bit = new Map(stores.map((s, i) => [s.id, 2n ** BigInt(i)]));
  const bits = pools.map((p) => String([...new Set(p.stores)].reduce((sum, id) => sum + (bit.get(id) ?? 0n), 0n)));
  return {
    join: Prisma.sql`JOIN unnest(${arrayLiteral(pools.map((p) => p.id))}::int[], ${arrayLiteral(bits)}::bigint[]) AS m (id, stores) ON m.id = x.warehouse_id`,
    store: one.store,
    there: Prisma.sql`bit_count(bit_or(m.stores)::bit(64))`,
    here: Prisma.sql`bit_count(bit_or(CASE WHEN x.quantity > 0 THEN m.stores ELSE 0 END)::bit(64))`,
    grouped: true,
  };
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
  const { join, store, there, here, grouped } = countingOf(question, pools);
  // SKU by SKU first: to count distinct ones PostgreSQL would sort all days of all of them.
  const rows = await prisma.$queryRaw<{ key: string; days: string; in_stock: string; sellable: number }[]>`
    SELECT ${skuCode(question, Prisma.sql`g.key`)} AS key, g.days, g.in_stock, g.sellable FROM (
      SELECT e.key, sum(e.there)::text AS days, sum(e.here)::text AS in_stock, (count(*) FILTER (WHERE e.here > 0 AND s.active))::int AS sellable
      FROM (SELECT ${sqlKey(question, d, Prisma.sql`day`)} AS key, d.sku_id, sum(d.there) AS there, sum(d.here) AS here
        FROM (SELECT ${store} AS store_id, x.sku_id, x.day, ${there} AS there, ${here} AS here FROM stock_snapshot x ${join}
          WHERE x.warehouse_id = ANY(${ids}::int[]) AND x.day BETWEEN ${from}::date AND ${to}::date AND x.state = 'available' ${ofAskedSkus(question, x)} AND ${counts(x)}
          ${grouped ? Prisma.sql`GROUP BY 1, 2, 3` : Prisma.empty}) d
        GROUP BY 1, 2) e
      JOIN sku s ON s.id = e.sku_id GROUP BY 1) g`;
  const name = keyNames(question);
  const column = (pick: (row: (typeof rows)[number]) => string | number): Values =>
    new Map(rows.map((row) => [name(row.key), present(new Decimal(pick(row)))]));
  return { "skus-sellable": column((r) => r.sellable), "sku-days": column((r) => r.days), "sku-days-in-stock": column((r) => r.in_stock) };
}
