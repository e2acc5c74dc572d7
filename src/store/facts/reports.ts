import { dayNumber, type Day } from "../../domain/calendar/day.ts";
import type { MeasureId } from "../../domain/kpi/measure.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import { counts } from "../imports/visible.ts";
import type { Chosen, Report } from "./buckets.ts";
import type { SalesSums } from "./figures.ts";
import { bySku, ofAskedSkus, type Question } from "./question.ts";
import { skuCode } from "./sales-lines.ts";
import type { KnownDays } from "./spans.ts";
import { readMoney, type Told, untoldSql, untoldText } from "./sql-money.ts";

const TABLE = { "daily-sales": Prisma.sql`daily_sales`, traffic: Prisma.sql`traffic` } as const;

/** Which reports over which intervals lie inside the asked days, of stores that order lines do not cover altogether. */
export async function findReports(
  prisma: PrismaClient,
  question: Question,
  known: KnownDays,
  ofSkus = bySku(question),
): Promise<readonly Report[]> {
  if (question.days === null) return [];
  const { from, to } = question.days;
  const asked = dayNumber(to) - dayNumber(from) + 1;
  const stores = question.stores.filter((s) => (known.get(s.id)?.size ?? 0) < asked).map((s) => s.id);
  if (stores.length === 0) return [];
  const found: Report[] = [];
  for (const source of ["daily-sales", "traffic"] as const)
    found.push(...(await reportsOf(prisma, source, stores, from, to, ofSkus ? false : null)));
  return found;
}

/** `whole` null: of both levels. */
export async function reportsOf(
  prisma: PrismaClient,
  source: Report["source"],
  stores: readonly number[],
  from: Day,
  to: Day,
  whole: boolean | null,
): Promise<readonly Report[]> {
  const r = Prisma.sql`r`;
  const level = whole === null ? Prisma.empty : Prisma.sql`AND (r.sku_id IS NULL) = ${whole}`;
  const rows = await prisma.$queryRaw<{ store: number; whole: boolean; from: string; to: string }[]>`
    SELECT r.store_id AS store, r.sku_id IS NULL AS whole, r.from_day::text AS "from", r.to_day::text AS "to" FROM ${TABLE[source]} r
    WHERE r.store_id = ANY(${arrayLiteral(stores)}::int[]) AND r.from_day BETWEEN ${from}::date AND ${to}::date AND r.to_day <= ${to}::date ${level}
      AND ${counts(r)} GROUP BY 1, 2, 3, 4`;
  return rows.map((row) => ({ store: row.store, source, whole: row.whole, from: row.from as Day, to: row.to as Day }));
}

/** Chosen reports as a table to join: store, level, interval, key. */
export function chosenTable(chosen: readonly Chosen[]): Prisma.Sql {
  return Prisma.sql`unnest(${arrayLiteral(chosen.map((c) => c.store))}::int[], ${arrayLiteral(chosen.map((c) => c.whole))}::boolean[],
    ${arrayLiteral(chosen.map((c) => c.from))}::date[], ${arrayLiteral(chosen.map((c) => c.to))}::date[],
    ${arrayLiteral(chosen.map((c) => c.key))}::text[]) AS c (store_id, whole, from_day, to_day, key)`;
}

export const joinChosen = (row: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`${row}.store_id = c.store_id AND ${row}.from_day = c.from_day AND ${row}.to_day = c.to_day AND (${row}.sku_id IS NULL) = c.whole`;

interface Row extends Told {
  readonly key: string;
  readonly rows: number;
  readonly units: string | null;
  readonly units_known: number;
  readonly orders: string | null;
  readonly orders_known: number;
  readonly sales: string | null;
  readonly sales_known: number;
}

/** Adds up the chosen reports' own sales. What a report does not say (the traffic report has no orders) stays unknown. */
export async function sumReports(
  prisma: PrismaClient,
  question: Question,
  asked: ReadonlySet<MeasureId>,
  chosen: readonly Chosen[],
  sums: SalesSums,
): Promise<void> {
  const [r, day] = [Prisma.sql`r`, Prisma.sql`to_day`];
  for (const source of ["daily-sales", "traffic"] as const) {
    const mine = chosen.filter((c) => c.source === source);
    if (mine.length === 0) continue;
    // Orders of SKUs do not add up to orders of a store.
    const orders =
      source === "traffic"
        ? Prisma.sql`NULL::int`
        : bySku(question)
          ? Prisma.sql`r.orders`
          : Prisma.sql`CASE WHEN c.whole THEN r.orders END`;
    const rows = await readMoney<Row>(
      prisma,
      question,
      r,
      day,
      (money) => prisma.$queryRaw<Row[]>`
        SELECT ${skuCode(question, Prisma.sql`g.key`)} AS key, g.rows, g.units, g.units_known, g.orders, g.orders_known, g.sales, g.sales_known, g.untold
        FROM (SELECT ${question.by === "sku" ? Prisma.sql`r.sku_id::text` : Prisma.sql`c.key`} AS key, count(*)::int AS rows,
            sum(r.units)::text AS units, count(r.units)::int AS units_known,
            sum(${orders})::text AS orders, count(${orders})::int AS orders_known,
            sum(${money.told(Prisma.sql`r.sales`)})::text AS sales, count(r.sales)::int AS sales_known,
            ${untoldSql(r, day, money, Prisma.sql`r.sales <> 0`)} AS untold
          FROM ${TABLE[source]} r JOIN ${chosenTable(mine)} ON ${joinChosen(r)} ${money.join}
          WHERE ${counts(r)} ${ofAskedSkus(question, r)} GROUP BY 1) g`,
      [...new Set(mine.map((c) => c.to))],
    );
    for (const row of rows) {
      const broken = row.untold === null ? null : untoldText(question, row.untold);
      sums.units.at(row.key).add(row.units ?? 0, row.units_known, row.rows - row.units_known);
      sums.orders.at(row.key).add(row.orders ?? 0, row.orders_known, row.rows - row.orders_known);
      sums.discounts.at(row.key).add(0, 1, 0);
      // These reports do not tell placed from valid sales.
      for (const measure of ["sales-valid", "sales-placed"] as const) {
        const at = sums[measure].at(row.key);
        at.add(row.sales ?? 0, row.sales_known, row.rows - row.sales_known);
        if (asked.has(measure)) at.broken ??= broken;
      }
    }
  }
}
