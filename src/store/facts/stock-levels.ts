import { Decimal } from "decimal.js";
import type { Day } from "../../domain/calendar/day.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import { counts, shown } from "../imports/visible.ts";
import type { Pool } from "./pools.ts";
import { ofAskedSkus, type Question, rawKey, toldKey } from "./question.ts";

/** Units of one warehouse under a key of the answer. */
export interface Level {
  readonly key: string;
  readonly units: Decimal;
}

interface Row {
  readonly pool: number;
  readonly bucket: string;
  readonly sku: string | null;
  readonly units: string;
}

/** What each store sold of each SKU in the period: the key by which a shared pool is divided. */
async function unitsSold(prisma: PrismaClient, question: Question): Promise<ReadonlyMap<string, ReadonlyMap<number, Decimal>>> {
  const sold = new Map<string, Map<number, Decimal>>();
  if (question.days === null) return sold;
  const { from, to } = question.days;
  const d = Prisma.sql`d`;
  const rows = await prisma.$queryRaw<{ sku: string; store: number; units: string }[]>`
    SELECT d.sku_id::text AS sku, d.store_id AS store, sum(d.units)::text AS units FROM sales_day d
    WHERE d.store_id = ANY(${question.storeIds}::int[]) AND d.day BETWEEN ${from}::date AND ${to}::date AND d.sku_id IS NOT NULL ${ofAskedSkus(question, d)}
      AND ${shown(Prisma.sql`d`)} GROUP BY 1, 2 HAVING sum(d.units) > 0`;
  for (const row of rows) {
    const mine = sold.get(row.sku) ?? new Map<number, Decimal>();
    mine.set(row.store, new Decimal(row.units));
    sold.set(row.sku, mine);
  }
  return sold;
}

/** `units` in proportion to what the stores sold; in equal parts where none of them sold any. */
function divide(
  units: Decimal,
  stores: readonly number[],
  sold: ReadonlyMap<number, Decimal> | undefined,
): readonly (readonly [number, Decimal])[] {
  const weights = stores.map((s) => sold?.get(s) ?? new Decimal(0));
  const whole = weights.reduce((a, b) => a.plus(b), new Decimal(0));
  let rest = units;
  return stores.map((store, i) => {
    // The last one takes what is left, so that the parts are the whole to the last digit.
    const part = i === stores.length - 1 ? rest : whole.isZero() ? units.div(stores.length) : units.times(weights[i] ?? 0).div(whole);
    rest = rest.minus(part);
    return [store, part] as const;
  });
}

const skuOf = (question: Question): Prisma.Sql =>
  question.by === "sku" ? Prisma.sql`(SELECT s.code FROM sku s WHERE s.id = g.sku_id)` : Prisma.sql`g.sku_id::text`;
const groupedSku = (bySku: boolean): Prisma.Sql => (bySku ? Prisma.sql`x.sku_id` : Prisma.sql`NULL::int AS sku_id`);

/** For the mean every snapshot of the period counts: one walk through them. */
function everyDay(prisma: PrismaClient, question: Question, pools: readonly Pool[], bySku: boolean): Promise<Row[]> {
  const { from, to } = question.days ?? { from: "1970-01-01", to: "1969-12-31" };
  const [x, day] = [Prisma.sql`x`, Prisma.sql`day`];
  const inTime = question.by === "day" || question.by === "month";
  const bucket = inTime ? rawKey(question, x, day) : Prisma.sql`0`;
  const told = inTime ? toldKey(question, Prisma.sql`g.bucket`) : Prisma.sql`''::text`;
  return prisma.$queryRaw<Row[]>`
    SELECT g.pool, ${told} AS bucket, ${skuOf(question)} AS sku, g.units::text AS units
    FROM (SELECT x.warehouse_id AS pool, ${bucket} AS bucket, ${groupedSku(bySku)}, sum(greatest(x.quantity, 0)) AS units FROM stock_snapshot x
      WHERE x.warehouse_id = ANY(${arrayLiteral(pools.map((p) => p.id))}::int[]) AND x.day BETWEEN ${from}::date AND ${to}::date
        AND x.state = 'available' ${ofAskedSkus(question, x)} AND ${counts(x)}
      GROUP BY 1, 2, 3) g`;
}

interface Bucket {
  readonly pool: number;
  readonly bucket: string;
  readonly days: readonly Day[];
}

/** Day by day (OFFSET keeps it so): joined as tables, PostgreSQL would rather read every snapshot there is. */
function lastDays(prisma: PrismaClient, question: Question, buckets: readonly Bucket[], bySku: boolean): Promise<Row[]> {
  const x = Prisma.sql`x`;
  const days = buckets.flatMap((b) => b.days.slice(-1).map((day) => ({ ...b, day })));
  return prisma.$queryRaw<Row[]>`
    SELECT g.pool, g.bucket, ${skuOf(question)} AS sku, g.units::text AS units
    FROM (SELECT x.warehouse_id AS pool, b.bucket, ${groupedSku(bySku)}, sum(greatest(x.quantity, 0)) AS units
      FROM unnest(${arrayLiteral(days.map((d) => d.pool))}::int[], ${arrayLiteral(days.map((d) => d.day))}::date[], ${arrayLiteral(days.map((d) => d.bucket))}::text[])
        AS b (pool, day, bucket)
      CROSS JOIN LATERAL (SELECT x.warehouse_id, x.sku_id, x.quantity FROM stock_snapshot x
        WHERE x.warehouse_id = b.pool AND x.day = b.day AND x.state = 'available' ${ofAskedSkus(question, x)} AND ${counts(x)} OFFSET 0) x
      GROUP BY 1, 2, 3) g`;
}

/**
 * Sellable units by warehouse and bucket: of the mean day, or of each warehouse's own last day with a snapshot. A SKU that a snapshot does
 * not name has none on that day; one that was oversold has none either, and takes nothing from the others.
 */
export async function readLevels(
  prisma: PrismaClient,
  question: Question,
  pools: readonly Pool[],
  measure: "stock-average" | "stock-last",
  bucketOf: (day: Day) => string,
): Promise<{ readonly levels: readonly Level[]; readonly shared: readonly Pool[] }> {
  const shared = question.by === "store" ? pools.filter((p) => p.stores.length > 1) : [];
  const buckets = pools.flatMap((p) => [...Map.groupBy(p.days, bucketOf)].map(([bucket, days]) => ({ pool: p.id, bucket, days })));
  const bySku = question.by === "sku" || shared.length > 0;
  const rows = await (measure === "stock-average" ? everyDay(prisma, question, pools, bySku) : lastDays(prisma, question, buckets, bySku));
  const length = new Map(buckets.map((b) => [`${b.pool}/${b.bucket}`, measure === "stock-average" ? b.days.length : 1]));
  const sold = shared.length > 0 ? await unitsSold(prisma, question) : new Map<string, ReadonlyMap<number, Decimal>>();
  const codes = new Map(question.stores.map((s) => [s.id, s.code]));
  const byId = new Map(pools.map((p) => [p.id, p]));
  const levels: Level[] = [];
  for (const row of rows) {
    const units = new Decimal(row.units).div(length.get(`${row.pool}/${row.bucket}`) ?? 1);
    if (question.by === "sku") levels.push({ key: row.sku ?? "", units });
    else if (question.by === "store") {
      const stores = byId.get(row.pool)?.stores ?? [];
      for (const [store, part] of divide(units, stores, sold.get(row.sku ?? ""))) levels.push({ key: codes.get(store) ?? "", units: part });
    } else levels.push({ key: row.bucket, units });
  }
  return { levels, shared };
}
