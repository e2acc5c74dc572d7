import { addDays, type Day } from "../../domain/calendar/day.ts";
import type { PrismaClient } from "../client/client.ts";
import { Prisma } from "../client/client.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import { counts, PENDING } from "../imports/visible.ts";

/** Sales of the last days by store and SKU, and what one unit brought. */
export interface Sold {
  /** Units by day number counted from the first day of the window. */
  readonly units: ReadonlyMap<number, number>;
  /** Money and units of the last 90 days, for the price; null where no line has an amount. */
  readonly price: number | null;
}

export type SalesFact = "order-lines" | "daily-sales" | "traffic";

/** From which fact a store's sales are read, and the newest day that it knows: order lines before daily sales before traffic. */
export async function salesSources(
  prisma: PrismaClient,
  asOf: Day,
): Promise<ReadonlyMap<number, { readonly fact: SalesFact; readonly newest: Day }>> {
  const rows = await prisma.$queryRaw<{ store: number; fact: SalesFact; newest: string }[]>`
    SELECT i.store_id AS store, i.fact, least(max(i.last_day), ${asOf}::date)::text AS newest FROM import i
    WHERE i.state = 'visible' AND i.store_id IS NOT NULL AND i.fact IN ('order-lines', 'daily-sales', 'traffic')
      AND i.first_day <= ${asOf}::date AND i.last_day IS NOT NULL
    GROUP BY 1, 2`;
  const rank: readonly SalesFact[] = ["order-lines", "daily-sales", "traffic"];
  const best = new Map<number, { fact: SalesFact; newest: Day }>();
  for (const r of rows) {
    const known = best.get(r.store);
    if (known === undefined || rank.indexOf(r.fact) < rank.indexOf(known.fact))
      best.set(r.store, { fact: r.fact, newest: r.newest as Day });
  }
  return best;
}

interface Row {
  readonly store: number;
  readonly sku: number;
  readonly days: string;
  readonly price: number | null;
}

const PRICE_DAYS = 90;

/** Days and units travel as one text: 160,000 rows of two numbers would cost more than reading them. */
function rowsOf(
  prisma: PrismaClient,
  fact: SalesFact,
  stores: readonly number[],
  skus: readonly number[],
  from: Day,
  asOf: Day,
): Promise<Row[]> {
  const recent = addDays(asOf, -PRICE_DAYS);
  const where = Prisma.sql`r.store_id = ANY(${arrayLiteral(stores)}::int[]) AND r.sku_id = ANY(${arrayLiteral(skus)}::int[])`;
  const daily =
    fact === "order-lines"
      ? Prisma.sql`SELECT r.store_id, r.sku_id, r.day, sum(r.units) AS units, sum(r.amount) AS amount, sum(r.lines - r.unpriced) AS priced FROM sales_day r
          WHERE ${where} AND r.day BETWEEN ${from}::date AND ${asOf}::date AND r.import_id <> ALL(${PENDING}) GROUP BY 1, 2, 3`
      : Prisma.sql`SELECT r.store_id, r.sku_id, r.from_day AS day, sum(r.units) AS units, sum(r.sales) AS amount, count(r.sales) AS priced
          FROM ${fact === "daily-sales" ? Prisma.sql`daily_sales` : Prisma.sql`traffic`} r
          WHERE ${where} AND r.from_day BETWEEN ${from}::date AND ${asOf}::date AND r.to_day = r.from_day AND ${counts(Prisma.sql`r`)} GROUP BY 1, 2, 3`;
  return prisma.$queryRaw<Row[]>`
    SELECT d.store_id AS store, d.sku_id AS sku, string_agg((d.day - ${from}::date)::text || ':' || d.units::text, ',') AS days,
      (sum(d.amount) FILTER (WHERE d.day > ${recent}::date AND d.priced > 0) / nullif(sum(d.units) FILTER (WHERE d.day > ${recent}::date AND d.priced > 0), 0))::float8 AS price
    FROM (${daily}) d WHERE d.units <> 0 GROUP BY 1, 2`;
}

/** Key: `store/sku`. */
export async function soldBy(
  prisma: PrismaClient,
  sources: ReadonlyMap<number, { readonly fact: SalesFact }>,
  skus: readonly number[],
  from: Day,
  asOf: Day,
): Promise<ReadonlyMap<string, Sold>> {
  const sold = new Map<string, Sold>();
  for (const fact of ["order-lines", "daily-sales", "traffic"] as const) {
    const stores = [...sources].filter(([, s]) => s.fact === fact).map(([id]) => id);
    if (stores.length === 0) continue;
    for (const row of await rowsOf(prisma, fact, stores, skus, from, asOf)) {
      const units = new Map(row.days.split(",").map((p) => p.split(":").map(Number) as [number, number]));
      sold.set(`${row.store}/${row.sku}`, { units, price: row.price });
    }
  }
  return sold;
}
