import type { MeasureId } from "../../domain/kpi/measure.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { counts, shown } from "../imports/visible.ts";
import type { SalesSums, Sums } from "./figures.ts";
import { bySku, ofAskedSkus, ofGroup, type Question, sqlKey } from "./question.ts";
import { daysOf, readMoney, type Told, untoldSql, untoldText } from "./sql-money.ts";

interface Row extends Told {
  readonly key: string;
  readonly units: string;
  readonly orders: string;
  readonly lines: string;
  readonly amount: string | null;
  readonly unpriced: string;
  readonly discount: string | null;
  readonly undiscounted: string;
  readonly placed: string | null;
  readonly placed_unpriced: string;
}

/** Store and SKU come out of SQL as numbers; people are told their codes. */
export function keyNames(question: Question): (key: string) => string {
  const codes = new Map(question.stores.map((s) => [String(s.id), s.code]));
  return question.by === "store" ? (key) => codes.get(key) ?? key : (key) => key;
}

/** SKU keys as codes, joined over the few rows that a grouping leaves. */
export const skuCode = (question: Question, key: Prisma.Sql): Prisma.Sql =>
  question.by === "sku" ? Prisma.sql`(SELECT s.code FROM sku s WHERE s.id = ${key}::int)` : key;

/**
 * Adds up order lines from their sums by day. A column that nobody asked for is not read: over a year of SKUs that is half of the time.
 * Answers whether some lines name no discount and none does.
 */
export async function sumLines(prisma: PrismaClient, question: Question, asked: ReadonlySet<MeasureId>, sums: SalesSums): Promise<boolean> {
  if (question.days === null) return false;
  const { from, to } = question.days;
  const [d, day] = [Prisma.sql`d`, Prisma.sql`day`];
  const zero = Prisma.sql`0`;
  const valid = asked.has("sales-valid") || asked.has("discounts");
  const placed = asked.has("sales-placed");
  if (!valid && !placed && !asked.has("units") && !asked.has("orders")) return false;
  const name = keyNames(question);
  const rows = await readMoney<Row>(
    prisma,
    question,
    d,
    day,
    (money) => prisma.$queryRaw<Row[]>`
      SELECT ${question.by === "sku" ? Prisma.sql`s.code` : Prisma.sql`g.key`} AS key, g.units, g.orders, g.lines, g.amount, g.unpriced, g.discount,
        g.undiscounted, g.placed, g.placed_unpriced, g.untold
      FROM (SELECT ${question.by === "sku" ? Prisma.sql`d.sku_id` : sqlKey(question, d, day)} AS key,
          ${asked.has("units") ? Prisma.sql`sum(d.units)` : zero}::text AS units,
          ${asked.has("orders") ? Prisma.sql`sum(d.orders)` : zero}::text AS orders,
          ${valid ? Prisma.sql`sum(d.lines)` : zero}::text AS lines,
          ${valid ? Prisma.sql`sum(${money.told(Prisma.sql`d.amount`)})` : zero}::text AS amount,
          ${valid ? Prisma.sql`sum(d.unpriced)` : zero}::text AS unpriced,
          ${asked.has("discounts") ? Prisma.sql`sum(${money.told(Prisma.sql`d.discount`)})` : zero}::text AS discount,
          ${asked.has("discounts") ? Prisma.sql`sum(d.undiscounted)` : zero}::text AS undiscounted,
          ${placed ? Prisma.sql`sum(${money.told(Prisma.sql`d.placed`)})` : zero}::text AS placed,
          ${placed ? Prisma.sql`sum(d.placed_unpriced)` : zero}::text AS placed_unpriced,
          ${valid || placed ? untoldSql(d, day, money, Prisma.sql`(d.placed <> 0 OR d.amount <> 0)`) : Prisma.sql`NULL::text`} AS untold
        FROM sales_day d ${money.join}
        WHERE d.store_id = ANY(${question.storeIds}::int[]) AND d.day BETWEEN ${from}::date AND ${to}::date
          AND d.sku_id ${bySku(question) ? Prisma.sql`IS NOT NULL` : Prisma.sql`IS NULL`} ${ofAskedSkus(question, d)}
          AND ${shown(Prisma.sql`d`)}
        GROUP BY 1) g ${question.by === "sku" ? Prisma.sql`JOIN sku s ON s.id = g.key` : Prisma.empty}`,
    daysOf(question),
  );
  let lines = 0;
  let undiscounted = 0;
  const ordersToo = asked.has("orders") && (!ofGroup(question) || question.by === "sku");
  for (const row of rows) {
    const key = name(row.key);
    const broken = row.untold === null ? null : untoldText(question, row.untold);
    const money = (sum: Sums, value: string | null, known: number, unknown: number) => {
      const at = sum.at(key);
      at.add(value ?? 0, known, unknown);
      at.broken ??= broken;
    };
    if (asked.has("units")) sums.units.at(key).add(row.units, 1, 0);
    if (ordersToo) sums.orders.at(key).add(row.orders, 1, 0);
    if (asked.has("sales-valid")) money(sums["sales-valid"], row.amount, Number(row.lines) - Number(row.unpriced), Number(row.unpriced));
    if (asked.has("discounts")) money(sums.discounts, row.discount, 1, 0);
    if (placed) money(sums["sales-placed"], row.placed, row.placed === "0" ? 0 : 1, Number(row.placed_unpriced));
    lines += Number(row.lines);
    undiscounted += Number(row.undiscounted);
  }
  return lines > 0 && undiscounted === lines;
}

/** An order with two SKUs of one category is one order of that category: sums by SKU do not tell it, the lines do. */
export async function sumOrdersOfCategory(prisma: PrismaClient, question: Question, orders: Sums): Promise<void> {
  if (question.days === null) return;
  const { from, to } = question.days;
  const [l, o] = [Prisma.sql`l`, Prisma.sql`o`];
  const name = keyNames(question);
  const rows = await prisma.$queryRaw<{ key: string; orders: number }[]>`
    SELECT ${sqlKey(question, o, Prisma.sql`day`)} AS key, count(*)::int AS orders FROM (
      SELECT l.store_id, l.order_id, min(l.day) AS day FROM order_line l
      WHERE l.store_id = ANY(${question.storeIds}::int[]) AND l.day BETWEEN ${from}::date AND ${to}::date AND l.flag IS NULL
        ${ofAskedSkus(question, l)} AND ${counts(l)}
      GROUP BY l.store_id, l.order_id) o
    GROUP BY 1`;
  for (const row of rows) orders.at(name(row.key)).add(row.orders, 1, 0);
}
