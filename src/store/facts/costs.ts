import type { Day } from "../../domain/calendar/day.ts";
import type { MeasureId } from "../../domain/kpi/measure.ts";
import { missing, type Text } from "../../domain/value.ts";
import { counted } from "../../domain/words/counted.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { counts } from "../imports/visible.ts";
import { knownKeys } from "./buckets.ts";
import { type Costs, readCostLayers } from "./cost-layers.ts";
import { type Column, nowhere, type Reading, Sums, ZERO } from "./figures.ts";
import { ofAskedSkus, type Question, sqlKey } from "./question.ts";
import { readReturns } from "./returns.ts";
import { keyNames, skuCode } from "./sales-lines.ts";
import { type SkuSales, skuSales } from "./sku-sales.ts";
import { countDays } from "./spans.ts";
import { daysOf, type MoneySql, readMoney, type Told, untoldSql, untoldText } from "./sql-money.ts";
import { nothingKnown, storeNames } from "./words.ts";

export const COST_MEASURES = [
  "costable-sales",
  "costed-sales",
  "costed-refunds",
  "landed-cost",
  "goods-back",
] as const satisfies readonly MeasureId[];

interface SalesRow extends Told {
  /** null: the whole. */
  readonly key: string | null;
  readonly sales: string | null;
  readonly costed: string | null;
  readonly no_duty: string | null;
  readonly no_freight: string | null;
  readonly skus_without: number;
}

interface CostRow extends Told {
  readonly key: string;
  readonly cost: string | null;
}

const [U, V, DAY] = [Prisma.sql`u`, Prisma.sql`v`, Prisma.sql`day`];

/** What was sold with and without a cost, by key and, with no key, in all. */
function soldWithCosts(prisma: PrismaClient, question: Question, { rows }: SkuSales, { since }: Costs): Promise<SalesRow[]> {
  const net = Prisma.sql`(u.amount - u.discount)`;
  return readMoney<SalesRow>(
    prisma,
    question,
    U,
    DAY,
    (money) => prisma.$queryRaw<SalesRow[]>`
      SELECT CASE WHEN g.whole = 1 THEN NULL ELSE ${skuCode(question, Prisma.sql`g.key`)} END AS key, g.sales, g.costed, g.no_duty, g.no_freight, g.skus_without, g.untold
      FROM (SELECT u.key, grouping(u.key) AS whole, sum(${money.told(net)})::text AS sales,
          sum(${money.told(net)}) FILTER (WHERE u.day >= k.since)::text AS costed,
          sum(${money.told(net)}) FILTER (WHERE u.day >= k.since AND (k.duty_since IS NULL OR u.day < k.duty_since))::text AS no_duty,
          sum(${money.told(net)}) FILTER (WHERE u.day >= k.since AND (k.freight_since IS NULL OR u.day < k.freight_since))::text AS no_freight,
          (count(DISTINCT u.sku_id) FILTER (WHERE u.units > 0 AND (k.since IS NULL OR u.day < k.since)))::int AS skus_without,
          ${untoldSql(U, DAY, money, Prisma.sql`u.amount <> 0`)} AS untold
        FROM ${rows} u LEFT JOIN ${since} ON k.sku_id = u.sku_id ${money.join}
        GROUP BY GROUPING SETS ((u.key), ())) g`,
    daysOf(question),
  );
}

/** Units of some rows `(key, sku_id, day, units)` at their landed cost of the day. */
function atCost(prisma: PrismaClient, question: Question, rows: Prisma.Sql, { layers, currencies }: Costs): Promise<CostRow[]> {
  const run = (money: MoneySql) => prisma.$queryRaw<CostRow[]>`
      SELECT ${skuCode(question, Prisma.sql`g.key`)} AS key, g.cost, g.untold FROM (
        SELECT v.key, sum(${money.told(Prisma.sql`v.cost`)})::text AS cost, ${untoldSql(V, DAY, money, Prisma.sql`v.cost <> 0`)} AS untold
        FROM (SELECT u.key, u.day, l.currency, sum(u.units * l.amount) AS cost FROM ${rows} u
          JOIN ${layers} ON l.sku_id = u.sku_id AND u.day >= l.from_day AND u.day < l.until GROUP BY 1, 2, 3) v ${money.join}
        GROUP BY v.key) g`;
  return readMoney<CostRow>(
    prisma,
    question,
    V,
    DAY,
    run,
    daysOf(question),
    [...currencies].some((c) => c !== question.currency),
  );
}

const COSTS = { en: "import unit costs (format costs)", zh: "请导入单件成本（costs）" };
const percent = (part: string | null, whole: string | null): number =>
  whole === null ? 0 : Math.round((Number(part ?? 0) / Number(whole)) * 1000) / 10;

/** What a reader must know of the costs: how much of the sales has one, and what is left out of them. None of it tells a cost. */
function costNotes(all: SalesRow | undefined): Text[] {
  if (all === undefined || all.sales === null || !(Number(all.sales) > 0)) return [];
  const notes: Text[] = [];
  const share = percent(all.costed, all.sales);
  if (all.skus_without > 0)
    notes.push({
      zh: `有成本的商品占折后销售额的 ${share}%，另有 ${all.skus_without} 个 SKU 没有成本、未计入：${COSTS.zh}`,
      en: `costs are known for ${share} % of the sales; ${counted(all.skus_without, "SKU has", "SKUs have")} none and ${all.skus_without === 1 ? "is" : "are"} left out: ${COSTS.en}`,
    });
  else notes.push({ zh: "售出的商品都有成本", en: "costs are known for all that was sold" });
  const [duty, freight] = [percent(all.no_duty, all.costed), percent(all.no_freight, all.costed)];
  if (duty > 0)
    notes.push({
      zh: `其中 ${duty}% 的销售额没有关税成本，毛利虚高`,
      en: `${duty} % of these sales have no duty in their cost, so the margin looks too high`,
    });
  if (freight > 0)
    notes.push({
      zh: `其中 ${freight}% 的销售额没有头程运费，毛利虚高`,
      en: `${freight} % of these sales have no freight in their cost, so the margin looks too high`,
    });
  return notes;
}

/**
 * Sales whose SKUs have a cost, and that cost: units × the layers in force on the day of the order, each in its currency by the rate of that
 * day. Sales without a cost are told apart and never taken for free goods.
 */
export async function readCosts(prisma: PrismaClient, question: Question, asked: ReadonlySet<MeasureId>): Promise<Reading> {
  const of = question.stores.length * question.length;
  const none = nothingKnown(question, { en: "sales by SKU", zh: "SKU 销售" }, { en: "import the orders report", zh: "请导入订单报告" });
  if (question.days === null)
    return {
      measures: Object.fromEntries(COST_MEASURES.filter((m) => asked.has(m)).map((m) => [m, nowhere(none)])),
      coverage: { covered: 0, of },
      sources: [],
      newest: null,
      notes: [],
    };
  const sales = await skuSales(prisma, question);
  const costs = await readCostLayers(prisma, question);
  const name = keyNames(question);
  const keys = knownKeys(question, sales.known);
  const some = countDays(sales.known) > 0;
  const absent: Column["absent"] = (key) => ((question.by === "sku" ? some : keys.has(key)) ? ZERO : missing(none));
  const measures: Partial<Record<MeasureId, Column>> = {};
  const notes: Text[] = [];
  const column = (rows: readonly (Told & { readonly key: string | null })[], value: (row: never) => string | null): Column => {
    const sums = new Sums();
    for (const row of rows) {
      const at = sums.at(name(row.key ?? ""));
      at.add(value(row as never) ?? 0, 1, 0);
      if (row.untold !== null) at.broken ??= untoldText(question, row.untold);
    }
    return sums.column(none, absent);
  };

  if (asked.has("costable-sales") || asked.has("costed-sales")) {
    const rows = some ? await soldWithCosts(prisma, question, sales, costs) : [];
    const split = rows.filter((r) => r.key !== null);
    notes.push(...costNotes(rows.find((r) => r.key === null)));
    if (asked.has("costable-sales")) measures["costable-sales"] = column(split, (r: SalesRow) => r.sales);
    if (asked.has("costed-sales")) measures["costed-sales"] = column(split, (r: SalesRow) => r.costed);
    const silent = question.stores.filter((s) => (sales.known.get(s.id)?.size ?? 0) === 0);
    if (some && silent.length > 0 && question.by !== "store")
      notes.push({
        zh: `${storeNames(silent)} 没有按 SKU 的销售数据，未计入`,
        en: `the sales of ${storeNames(silent)} are not known by SKU and are left out`,
      });
  }
  if (asked.has("landed-cost"))
    measures["landed-cost"] = column(some ? await atCost(prisma, question, sales.rows, costs) : [], (r: CostRow) => r.cost);

  let refundsNewest: Day | null = null;
  const sources = new Set(some ? ["order-lines", "costs"] : []);
  if (asked.has("costed-refunds") || asked.has("goods-back")) {
    const returned = await readReturns(prisma, { ...question, costed: true }, new Set<MeasureId>(["refunds"]));
    if (asked.has("costed-refunds") && returned.measures.refunds) measures["costed-refunds"] = returned.measures.refunds;
    refundsNewest = returned.newest;
    notes.push(...returned.notes);
    for (const s of returned.sources) sources.add(s);
    if (asked.has("goods-back")) measures["goods-back"] = await goodsBack(prisma, question, costs, column);
  }
  return {
    measures,
    coverage: { covered: countDays(sales.known), of },
    sources: [...sources],
    newest: sales.newest as Day | null,
    newestOf: new Map([["costed-refunds", refundsNewest]]),
    notes,
  };
}

/** Returned units that can be sold again, at their cost on the day they came back. Without a report of returns nothing is credited. */
async function goodsBack(
  prisma: PrismaClient,
  question: Question,
  costs: Costs,
  column: (rows: readonly CostRow[], value: (row: CostRow) => string | null) => Column,
): Promise<Column> {
  const { from, to } = question.days ?? { from: "1970-01-01", to: "1969-12-31" };
  const r = Prisma.sql`r`;
  const rows = await atCost(
    prisma,
    question,
    Prisma.sql`(SELECT ${sqlKey(question, r, DAY)} AS key, r.sku_id, r.day, r.quantity AS units FROM "return" r
      WHERE r.store_id = ANY(${question.storeIds}::int[]) AND r.day BETWEEN ${from}::date AND ${to}::date AND upper(r.disposition) = 'SELLABLE'
        ${ofAskedSkus(question, r)} AND ${counts(r)})`,
    costs,
  );
  return { values: column(rows, (row) => row.cost).values, absent: () => ZERO };
}
