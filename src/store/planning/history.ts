import { type Day, dayNumber, fromDayNumber } from "../../domain/calendar/day.ts";
import type { HistoryDay } from "../../domain/restock/types.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { chosenTable, joinChosen } from "../facts/reports.ts";
import { counts, PENDING } from "../imports/visible.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import type { KnownSales } from "./known-sales.ts";
import type { Place } from "./places.ts";

/** Numbers by day, as SQL writes them: `17:3,18:1` is 3 on the 18th day from the start. One text a SKU, not a row a day. */
function unpack(text: string | null): ReadonlyMap<number, number> {
  const numbers = new Map<number, number>();
  if (text === null) return numbers;
  for (const pair of text.split(",")) {
    const at = pair.indexOf(":");
    numbers.set(Number(pair.slice(0, at)), Number(pair.slice(at + 1)));
  }
  return numbers;
}

const packed = (from: string, day: Prisma.Sql, value: Prisma.Sql) =>
  Prisma.sql`string_agg((${day} - ${from}::date) || ':' || ${value}, ',')`;

/** Units by day and SKU: order lines, and reports of single days where there are none. */
async function unitsByDay(
  prisma: PrismaClient,
  place: Place,
  sales: KnownSales,
  skus: string,
): Promise<ReadonlyMap<number, ReadonlyMap<number, number>>> {
  const stores = arrayLiteral(place.demand.map((s) => s.id));
  const r = Prisma.sql`r`;
  const report = (source: "daily-sales" | "traffic", table: Prisma.Sql) => {
    const mine = sales.reports.filter((c) => c.source === source);
    if (mine.length === 0) return Prisma.empty;
    return Prisma.sql`UNION ALL SELECT r.sku_id, r.from_day, r.units FROM ${table} r JOIN ${chosenTable(mine)} ON ${joinChosen(r)}
      WHERE r.sku_id = ANY(${skus}::int[]) AND r.units IS NOT NULL AND ${counts(r)}`;
  };
  const rows = await prisma.$queryRaw<{ sku: number; units: string }[]>`
    SELECT sku_id AS sku, ${packed(sales.from, Prisma.sql`day`, Prisma.sql`units`)} AS units FROM (
      SELECT sku_id, day, sum(units) AS units FROM (
        SELECT d.sku_id, d.day, d.units FROM sales_day d WHERE d.sku_id = ANY(${skus}::int[]) AND d.store_id = ANY(${stores}::int[])
          AND d.day BETWEEN ${sales.from}::date AND ${sales.asOf}::date AND d.import_id <> ALL(${PENDING})
        ${report("daily-sales", Prisma.sql`daily_sales`)} ${report("traffic", Prisma.sql`traffic`)}) u
      GROUP BY sku_id, day HAVING sum(units) <> 0) d
    GROUP BY sku_id`;
  return new Map(rows.map((row) => [row.sku, unpack(row.units)]));
}

/** As the index knows them: smaller order lines are no bulk orders whatever a policy says. */
const LARGE = Prisma.sql`10`;

type Quantities = ReadonlyMap<number, ReadonlyMap<number, readonly number[]>>;

/** Quantities of single large lines of a table, by day and SKU. */
async function largeOf(
  prisma: PrismaClient,
  place: Place,
  sales: KnownSales,
  skus: string,
  table: Prisma.Sql,
  which: Prisma.Sql,
): Promise<Quantities> {
  const l = Prisma.sql`l`;
  const rows = await prisma.$queryRaw<{ sku: number; at: number; quantities: number[] }[]>`
    SELECT l.sku_id AS sku, l.day - ${sales.from}::date AS at, array_agg(l.quantity ORDER BY l.quantity) AS quantities FROM ${table} l
    WHERE l.sku_id = ANY(${skus}::int[]) AND l.store_id = ANY(${arrayLiteral(place.demand.map((s) => s.id))}::int[])
      AND l.day BETWEEN ${sales.from}::date AND ${sales.asOf}::date AND l.quantity >= ${LARGE} AND ${which} AND ${counts(l)}
    GROUP BY 1, 2`;
  const found = new Map<number, Map<number, readonly number[]>>();
  for (const { sku, at, quantities } of rows) {
    const days = found.get(sku) ?? new Map<number, readonly number[]>();
    found.set(sku, days.set(at, quantities));
  }
  return found;
}

async function stockByDay(
  prisma: PrismaClient,
  place: Place,
  sales: KnownSales,
  skus: string,
  stockDay: Day,
): Promise<ReadonlyMap<number, ReadonlyMap<number, number>>> {
  if (place.id < 0) return new Map();
  const x = Prisma.sql`x`;
  const rows = await prisma.$queryRaw<{ sku: number; units: string }[]>`
    SELECT x.sku_id AS sku, ${packed(sales.from, Prisma.sql`x.day`, Prisma.sql`x.quantity`)} AS units FROM stock_snapshot x
    WHERE x.sku_id = ANY(${skus}::int[]) AND x.warehouse_id = ${place.id} AND x.state = 'available'
      AND x.day BETWEEN ${sales.from}::date AND ${stockDay}::date AND ${counts(x)} GROUP BY x.sku_id`;
  return new Map(rows.map((row) => [row.sku, unpack(row.units)]));
}

/**
 * A whole inventory that does not name a SKU says that there is none of it. One that nobody ever saw at the place is not kept there, and
 * none is missed.
 */
function withInventories(held: ReadonlyMap<number, number> | undefined, whole: readonly number[]): ReadonlyMap<number, number> {
  if (held === undefined || held.size === 0) return new Map();
  const first = Math.min(...held.keys());
  return new Map([...whole.filter((i) => i > first).map((i) => [i, 0] as const), ...held]);
}

export interface SkuHistory {
  readonly days: readonly HistoryDay[];
  /** Newest snapshot; it may be of the day after the history's last. */
  readonly onHand: number | null;
  readonly onHandDay: ReturnType<typeof fromDayNumber> | null;
}

/** History of some SKUs at a place: from the first sale or snapshot up to `asOf`, a day each; and what is there on `stockDay`. */
export async function readHistories(
  prisma: PrismaClient,
  place: Place,
  sales: KnownSales,
  skuIds: readonly number[],
  stockDay: Day,
  inventories: readonly Day[],
): Promise<(skuId: number) => SkuHistory> {
  const skus = arrayLiteral(skuIds);
  const [units, stock] = [await unitsByDay(prisma, place, sales, skus), await stockByDay(prisma, place, sales, skus, stockDay)];
  const large = await largeOf(prisma, place, sales, skus, Prisma.sql`order_line`, Prisma.sql`l.flag IS NULL`);
  const returned = await largeOf(prisma, place, sales, skus, Prisma.sql`"return"`, Prisma.sql`true`);
  const start = dayNumber(sales.from);
  const length = dayNumber(sales.asOf) - start + 1;
  const whole = inventories.map((d) => dayNumber(d) - start).filter((i) => i >= 0 && i <= dayNumber(stockDay) - start);
  // Made once for all SKUs: writing a day as text takes longer than the rest of it.
  const calendar = Array.from({ length }, (_, i) => ({ day: fromDayNumber(start + i), unknown: !sales.known(start + i) }));
  return (skuId) => {
    const sold = units.get(skuId) ?? new Map<number, number>();
    const held = withInventories(stock.get(skuId), whole);
    const newest = held.size === 0 ? null : Math.max(...held.keys());
    const now = {
      onHand: newest === null ? null : (held.get(newest) ?? null),
      onHandDay: newest === null ? null : fromDayNumber(start + newest),
    };
    if (sold.size === 0) return { days: [], ...now };
    const [singles, back] = [large.get(skuId), returned.get(skuId)];
    const first = Math.min(...sold.keys(), ...held.keys());
    const days = calendar.slice(first).map(({ day, unknown }, k): HistoryDay => {
      const i = first + k;
      const quantity = held.get(i);
      const [single, came] = [singles?.get(i), back?.get(i)];
      const [amount, inStock] = [sold.get(i) ?? 0, quantity === undefined ? null : quantity > 0];
      const plain = quantity === undefined ? { day, units: amount, inStock } : { day, units: amount, inStock, stock: quantity };
      // Rare, and a copy of the object each.
      if (single === undefined && came === undefined && !unknown) return plain;
      return {
        ...plain,
        ...(single && { large: single }),
        ...(came && { returned: came }),
        ...(unknown && { salesKnown: false as const }),
      };
    });
    return { days, ...now };
  };
}
