import type { Day } from "../../domain/calendar/day.ts";
import type { MeasureId } from "../../domain/kpi/measure.ts";
import { missing, type Text } from "../../domain/value.ts";
import { counted } from "../../domain/words/counted.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { counts } from "../imports/visible.ts";
import { knownKeys } from "./buckets.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import { COST_COLUMNS, type Costs, RATE_TABLES, readCostLayers } from "./cost-layers.ts";
import { type Column, nowhere, type Reading, Sums, ZERO } from "./figures.ts";
import { ofAskedSkus, type Question, rawKey, toldKey } from "./question.ts";
import { readReturns } from "./returns.ts";
import { keyNames } from "./sales-lines.ts";
import { skuSales } from "./sku-sales.ts";
import { countDays } from "./spans.ts";
import { daysOf, ratesFor, readMoney, type Told, untoldSql, untoldText } from "./sql-money.ts";
import { nothingKnown, storeNames } from "./words.ts";

export const COST_MEASURES = [
  "costable-sales",
  "costed-sales",
  "costed-refunds",
  "landed-cost",
  "goods-back",
] as const satisfies readonly MeasureId[];

interface SalesRow extends Told {
  readonly key: string;
  readonly sales: string | null;
  readonly costed: string | null;
  readonly no_duty: string | null;
  readonly no_freight: string | null;
  readonly cost: string | null;
  /** As `untold`, of the cost. */
  readonly cost_untold: string | null;
  /** Numbers of the SKUs that were sold without a cost, some of them several times. */
  readonly without: string | null;
}

const [V, DAY] = [Prisma.sql`v`, Prisma.sql`day`];
const NUMBERS = COST_COLUMNS.map((_, i) => i);

/** What the layers' currencies are worth on each day, as joins and sums over the columns of the cost spans. */
async function costMoney(prisma: PrismaClient, question: Question, currencies: readonly string[]) {
  const foreign = currencies.some((c) => c !== question.currency);
  const rates = foreign ? await ratesFor(prisma, question) : null;
  const days = daysOf(question);
  const parts = NUMBERS.slice(0, currencies.length).map((i) => {
    const [currency = "", column = Prisma.empty, table = Prisma.empty] = [currencies[i], COST_COLUMNS[i], RATE_TABLES[i]];
    if (currency === question.currency) return { join: Prisma.empty, cost: Prisma.sql`v.${column}`, untold: Prisma.sql`NULL::text` };
    const known = days.flatMap((day) => {
      const rate = rates?.on(day, currency, question.currency);
      return rate === undefined ? [] : [{ day, rate: rate.toFixed(18) }];
    });
    return {
      join: Prisma.sql`LEFT JOIN unnest(${arrayLiteral(known.map((k) => k.day))}::date[], ${arrayLiteral(known.map((k) => k.rate))}::numeric[])
        AS ${table} (day, rate) ON ${table}.day = v.day`,
      cost: Prisma.sql`coalesce(v.${column} * ${table}.rate, 0)`,
      untold: Prisma.sql`min(${currency} || ' ' || v.day::text) FILTER (WHERE v.${column} <> 0 AND ${table}.rate IS NULL)`,
    };
  });
  const none = parts.length === 0;
  return {
    joins: Prisma.join([Prisma.empty, ...parts.map((p) => p.join)], " "),
    cost: none
      ? Prisma.sql`0`
      : Prisma.join(
          parts.map((p) => p.cost),
          " + ",
        ),
    untold: none ? Prisma.sql`NULL::text` : Prisma.sql`least(${Prisma.join(parts.map((p) => p.untold))})`,
  };
}

/** Sales by key, with and without a cost, and the cost. `rows`: `(key, sku_id, day, currency, units, amount, discount)`, raw keys. */
async function soldWithCosts(prisma: PrismaClient, question: Question, rows: Prisma.Sql, costs: Costs): Promise<SalesRow[]> {
  const net = Prisma.sql`(u.amount - u.discount)`;
  const columns = COST_COLUMNS.slice(0, costs.currencies.length);
  const sums = columns.map((c) => Prisma.sql`, coalesce(sum(u.units * k.${c}), 0) AS ${c}`);
  const cost = await costMoney(prisma, question, costs.currencies);
  return readMoney<SalesRow>(
    prisma,
    question,
    V,
    DAY,
    (money) => prisma.$queryRaw<SalesRow[]>`
      SELECT ${toldKey(question, Prisma.sql`g.key`)} AS key, g.sales, g.costed, g.no_duty, g.no_freight, g.cost, g.cost_untold, g.without, g.untold
      FROM (SELECT v.key, sum(${money.told(Prisma.sql`v.sales`)})::text AS sales, sum(${money.told(Prisma.sql`v.costed`)})::text AS costed,
          sum(${money.told(Prisma.sql`v.no_duty`)})::text AS no_duty, sum(${money.told(Prisma.sql`v.no_freight`)})::text AS no_freight,
          sum(${cost.cost})::text AS cost, ${cost.untold} AS cost_untold, string_agg(v.without, ',') AS without,
          ${untoldSql(V, DAY, money, Prisma.sql`v.any_sales`)} AS untold
        FROM (SELECT u.key, u.day, u.currency, sum(${net}) AS sales, sum(${net}) FILTER (WHERE k.sku_id IS NOT NULL) AS costed,
            sum(${net}) FILTER (WHERE NOT k.has_duty) AS no_duty, sum(${net}) FILTER (WHERE NOT k.has_freight) AS no_freight,
            string_agg(u.sku_id::text, ',') FILTER (WHERE u.units > 0 AND k.sku_id IS NULL) AS without, bool_or(u.amount <> 0) AS any_sales
            ${Prisma.join([Prisma.empty, ...sums], " ")}
          FROM ${rows} u LEFT JOIN ${costs.spans} ON k.sku_id = u.sku_id AND u.day >= k.from_day AND u.day < k.until
          GROUP BY 1, 2, 3) v ${cost.joins} ${money.join}
        GROUP BY v.key) g`,
    daysOf(question),
  );
}

const COSTS = { en: "import unit costs (format costs)", zh: "请导入单件成本（costs）" };
const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10);

/** What a reader must know of the costs: how much of the sales has one, and what is left out of them. None of it tells a cost. */
function costNotes(rows: readonly SalesRow[]): Text[] {
  const all = (pick: (row: SalesRow) => string | null) => rows.reduce((sum, row) => sum + Number(pick(row) ?? 0), 0);
  const [sales, costed] = [all((r) => r.sales), all((r) => r.costed)];
  // Without any cost there is no figure that this would explain; why there is none is said in its place.
  if (!(sales > 0) || costed === 0) return [];
  const notes: Text[] = [];
  const share = percent(costed, sales);
  const without = new Set(rows.flatMap((r) => r.without?.split(",") ?? [])).size;
  if (without > 0)
    notes.push({
      zh: `有成本的商品占折后销售额的 ${share}%，另有 ${without} 个 SKU 没有成本、未计入：${COSTS.zh}`,
      en: `costs are known for ${share} % of the sales; ${counted(without, "SKU has", "SKUs have")} none and ${without === 1 ? "is" : "are"} left out: ${COSTS.en}`,
    });
  else notes.push({ zh: "售出的商品都有成本", en: "costs are known for all that was sold" });
  const [duty, freight] = [
    percent(
      all((r) => r.no_duty),
      costed,
    ),
    percent(
      all((r) => r.no_freight),
      costed,
    ),
  ];
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
  const column = (rows: readonly SalesRow[], value: (row: SalesRow) => string | null, untold: (row: SalesRow) => string | null): Column => {
    const sums = new Sums();
    for (const row of rows) {
      const at = sums.at(name(row.key));
      at.add(value(row) ?? 0, 1, 0);
      const why = untold(row);
      if (why !== null) at.broken ??= untoldText(question, why);
    }
    return sums.column(none, absent);
  };

  const sold = asked.has("costable-sales") || asked.has("costed-sales") || asked.has("landed-cost");
  const rows = some && sold ? await soldWithCosts(prisma, question, sales.rows, costs) : [];
  if (asked.has("landed-cost"))
    measures["landed-cost"] = column(
      rows,
      (r) => r.cost,
      (r) => r.cost_untold,
    );
  if (asked.has("costable-sales") || asked.has("costed-sales")) {
    notes.push(...costNotes(rows));
    for (const [measure, pick] of [
      ["costable-sales", (r: SalesRow) => r.sales],
      ["costed-sales", (r: SalesRow) => r.costed],
    ] as const)
      if (asked.has(measure)) measures[measure] = column(rows, pick, (r) => r.untold);
    const silent = question.stores.filter((s) => (sales.known.get(s.id)?.size ?? 0) === 0);
    if (some && silent.length > 0 && question.by !== "store")
      notes.push({
        zh: `${storeNames(silent)} 没有按 SKU 的销售数据，未计入`,
        en: `the sales of ${storeNames(silent)} are not known by SKU and are left out`,
      });
  }

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
  column: (rows: readonly SalesRow[], value: (row: SalesRow) => string | null, untold: (row: SalesRow) => string | null) => Column,
): Promise<Column> {
  const { from, to } = question.days ?? { from: "1970-01-01", to: "1969-12-31" };
  const r = Prisma.sql`r`;
  const rows = await soldWithCosts(
    prisma,
    question,
    Prisma.sql`(SELECT ${rawKey(question, r, DAY)} AS key, r.sku_id, r.day, ${question.currency}::text AS currency, r.quantity AS units, 0 AS amount, 0 AS discount
      FROM "return" r WHERE r.store_id = ANY(${question.storeIds}::int[]) AND r.day BETWEEN ${from}::date AND ${to}::date
        AND upper(r.disposition) = 'SELLABLE' ${ofAskedSkus(question, r)} AND ${counts(r)})`,
    costs,
  );
  const back = column(
    rows,
    (row) => row.cost,
    (row) => row.cost_untold,
  );
  return { values: back.values, absent: () => ZERO };
}
