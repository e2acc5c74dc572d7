import { Prisma, type PrismaClient } from "../client/client.ts";
import { counts, shown } from "../imports/visible.ts";
import { type Chosen, choose, type Preference, withChosen } from "./buckets.ts";
import { ofAskedSkus, type Question, rawKey, rawKeyOf } from "./question.ts";
import { chosenTable, findReports, joinChosen } from "./reports.ts";
import { daysOf } from "./sql-money.ts";
import { countDays, type KnownDays, knownDays } from "./spans.ts";

const REPORTS: Preference = [
  { source: "daily-sales", whole: false },
  { source: "traffic", whole: false },
];

/** Sales told SKU by SKU, whatever the question is split by: costs and fees belong to SKUs. */
export interface SkuSales {
  readonly known: KnownDays;
  readonly newest: string | null;
  /** `(key, store_id, sku_id, day, currency, units, amount, discount)`; the key is a raw one. */
  readonly rows: Prisma.Sql;
}

export async function skuSales(prisma: PrismaClient, question: Question): Promise<SkuSales> {
  const span = (await knownDays(prisma, question, ["order-lines"])).get("order-lines");
  const lines = span?.days ?? new Map<number, ReadonlySet<number>>();
  const complete = countDays(lines) === question.stores.length * daysOf(question).length;
  const reports = complete ? [] : await findReports(prisma, question, lines, true);
  const chosen = choose(question, reports, lines, REPORTS);
  return { known: withChosen(lines, chosen), newest: span?.newest ?? null, rows: sold(question, chosen) };
}

function sold(question: Question, chosen: readonly Chosen[]): Prisma.Sql {
  const { from, to } = question.days ?? { from: "1970-01-01", to: "1969-12-31" };
  const [d, r, day] = [Prisma.sql`d`, Prisma.sql`r`, Prisma.sql`day`];
  const ids = new Map(question.stores.map((s) => [s.code, String(s.id)]));
  const keyed = question.by === "store" ? chosen.map((c) => ({ ...c, key: ids.get(c.key) ?? c.key })) : chosen;
  const part = (source: Chosen["source"], table: Prisma.Sql, currency: Prisma.Sql) => {
    const mine = keyed.filter((c) => c.source === source);
    if (mine.length === 0) return Prisma.empty;
    return Prisma.sql`UNION ALL SELECT ${question.by === "sku" ? Prisma.sql`r.sku_id` : rawKeyOf(question, Prisma.sql`c.key`)}, r.store_id, r.sku_id, r.to_day, ${currency},
        coalesce(r.units, 0), coalesce(r.sales, 0), 0
      FROM ${table} r JOIN ${chosenTable(mine)} ON ${joinChosen(r)} JOIN store t ON t.id = r.store_id WHERE ${counts(r)} ${ofAskedSkus(question, r)}`;
  };
  return Prisma.sql`(SELECT ${rawKey(question, d, day)} AS key, d.store_id, d.sku_id, d.day, d.currency, d.units, d.amount, d.discount FROM sales_day d
    WHERE d.store_id = ANY(${question.storeIds}::int[]) AND d.day BETWEEN ${from}::date AND ${to}::date AND d.sku_id IS NOT NULL
      ${ofAskedSkus(question, d)} AND ${shown(Prisma.sql`d`)}
    ${part("daily-sales", Prisma.sql`daily_sales`, Prisma.sql`r.currency`)}
    ${part("traffic", Prisma.sql`traffic`, Prisma.sql`coalesce(r.currency, t.currency)`)})`;
}
