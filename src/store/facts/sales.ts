import type { MeasureId } from "../../domain/kpi/measure.ts";
import type { Text } from "../../domain/value.ts";
import { counted } from "../../domain/words/counted.ts";
import { missing } from "../../domain/value.ts";
import type { PrismaClient } from "../client/client.ts";
import { type Chosen, type Preference, choose, coverageOf, knownKeys, withChosen } from "./buckets.ts";
import { type Column, type Reading, type SalesSums, Sums, ZERO } from "./figures.ts";
import { bySku, ofGroup, type Question } from "./question.ts";
import { findReports, sumReports } from "./reports.ts";
import { sumLines, sumOrdersOfCategory } from "./sales-lines.ts";
import { skusSold } from "./skus-sold.ts";
import { daysOf } from "./sql-money.ts";
import { countDays, knownDays, lastDay } from "./spans.ts";
import { nothingKnown, storeNames } from "./words.ts";

export const SALES_MEASURES = [
  "sales-placed",
  "sales-valid",
  "discounts",
  "units",
  "orders",
  "skus-sold",
] as const satisfies readonly MeasureId[];

const OF_STORE: Preference = [
  { source: "daily-sales", whole: true },
  { source: "daily-sales", whole: false },
  { source: "traffic", whole: true },
  { source: "traffic", whole: false },
];
const OF_SKUS: Preference = OF_STORE.filter((p) => !p.whole);

const UNTOLD: { readonly [M in keyof SalesSums]: Text } = {
  "sales-placed": { en: "the orders do not say their amounts yet", zh: "订单尚未给出金额" },
  "sales-valid": { en: "the orders do not say their amounts yet", zh: "订单尚未给出金额" },
  discounts: { en: "the reports do not say discounts", zh: "报告没有折扣数据" },
  units: { en: "the reports do not say units", zh: "报告没有件数数据" },
  orders: {
    en: "the reports count units and order items, not orders: import the orders report",
    zh: "现有报告只有件数，没有订单数：请导入订单报告",
  },
};

function notesOf(
  question: Question,
  chosen: readonly Chosen[],
  sums: SalesSums,
  undiscounted: boolean,
  asked: ReadonlySet<MeasureId>,
): Text[] {
  const notes: Text[] = [];
  const money = asked.has("sales-valid") ? sums["sales-valid"] : asked.has("sales-placed") ? sums["sales-placed"] : null;
  if (money !== null && money.unknown > 0) {
    notes.push({
      en: `${counted(money.unknown, "line carries", "lines carry")} no amount (pending or cancelled) and ${money.unknown === 1 ? "is" : "are"} not in the sum`,
      zh: `${money.unknown} 行没有金额（待付款或已取消），未计入合计`,
    });
  }
  if (asked.has("orders") && sums.orders.unknown > 0) {
    notes.push({ en: "orders are only counted on days with order lines or order counts", zh: "订单数只统计了有订单数据的日期" });
  }
  if (asked.has("discounts") && undiscounted) {
    notes.push({ en: "the reports name no seller discounts; none were taken off", zh: "报告未列出卖家折扣，按无折扣计算" });
  }
  if (chosen.some((c) => !c.whole) && !bySku(question)) {
    notes.push({ en: "store figures are sums over SKU reports", zh: "店铺数据由各 SKU 报告相加得出" });
  }
  return notes;
}

/**
 * Sales of the asked stores: order lines on the store-days that they cover, else daily sales, else the traffic report's own sales.
 * A store-day is read from one of them only.
 */
export async function readSales(prisma: PrismaClient, question: Question, asked: ReadonlySet<MeasureId>): Promise<Reading> {
  const spans = (await knownDays(prisma, question, ["order-lines"])).get("order-lines");
  const lines = spans?.days ?? new Map<number, ReadonlySet<number>>();
  const complete = countDays(lines) === question.stores.length * daysOf(question).length;
  const reports = complete ? [] : await findReports(prisma, question, lines);
  const chosen = choose(question, reports, lines, bySku(question) ? OF_SKUS : OF_STORE);
  const known = withChosen(lines, chosen);

  const sums: SalesSums = {
    "sales-placed": new Sums(),
    "sales-valid": new Sums(),
    discounts: new Sums(),
    units: new Sums(),
    orders: new Sums(),
  };
  let undiscounted = chosen.length > 0;
  const sources = new Set<string>();
  if (countDays(lines) > 0) {
    sources.add("order-lines");
    undiscounted = (await sumLines(prisma, question, asked, sums)) || undiscounted;
    if (asked.has("orders") && ofGroup(question) && question.by !== "sku") await sumOrdersOfCategory(prisma, question, sums.orders);
  }
  if (chosen.length > 0) {
    for (const c of chosen) sources.add(c.source);
    await sumReports(prisma, question, asked, chosen, sums);
  }

  const none = nothingKnown(question, { en: "sales", zh: "销售" }, { en: "import the orders report", zh: "请导入订单报告" });
  const keys = knownKeys(question, known);
  const absent: Column["absent"] = (key) => ((question.by === "sku" ? countDays(known) > 0 : keys.has(key)) ? ZERO : missing(none));
  const measures: Partial<Record<MeasureId, Column>> = {};
  for (const measure of ["sales-placed", "sales-valid", "discounts", "units", "orders"] as const) {
    if (asked.has(measure)) measures[measure] = sums[measure].column(UNTOLD[measure], absent);
  }
  if (asked.has("skus-sold")) {
    const ofSkus = choose(
      question,
      bySku(question) || complete ? reports : await findReports(prisma, question, lines, true),
      lines,
      OF_SKUS,
    );
    measures["skus-sold"] = { values: await skusSold(prisma, question, ofSkus), absent };
  }
  const notes = notesOf(question, chosen, sums, undiscounted, asked);
  const silent = question.stores.filter((s) => (known.get(s.id)?.size ?? 0) === 0);
  if (silent.length > 0 && silent.length < question.stores.length && question.by !== "store") {
    notes.push({ en: `no sales are known of ${storeNames(silent)}`, zh: `${storeNames(silent)} 没有销售数据` });
  }
  const newest =
    [spans?.newest ?? null, lastDay(known)]
      .filter((d) => d !== null)
      .sort()
      .at(-1) ?? null;
  return {
    measures,
    coverage: { covered: countDays(known), of: question.stores.length * question.length },
    ...((question.by === "store" || question.by === "month") && { coverageOf: coverageOf(question, known) }),
    sources: [...sources],
    newest,
    notes,
  };
}
