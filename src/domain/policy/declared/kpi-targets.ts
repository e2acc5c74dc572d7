import type { Text } from "../../value.ts";
import { definePolicy, type Policy } from "../policy.ts";

type Unit = "percent" | "times" | "days" | "money" | "count";

const PER_MONTH: Text = {
  zh: "每个自然月的目标；期间不是整月时按天数折算。金额以公司币种计，店铺目标以店铺币种计。",
  en: "For one calendar month; other periods take their part of it by days. Money is in the company's currency, a store's own target in the store's.",
};

function target(
  kpi: string,
  zh: string,
  en: string,
  unit: Unit,
  more: { readonly note?: Text; readonly min?: number } = {},
): Policy<number> {
  return definePolicy({
    id: `kpi-target-${kpi}`,
    name: { zh: /\w$/.test(zh) ? `${zh} 目标` : `${zh}目标`, en: `Target: ${en}` },
    unit,
    default: 0,
    unset: true,
    min: more.min ?? 0,
    source: "Nobody's but the team's own: there is no target until one is set, and none is invented.",
    ...(more.note && { note: more.note }),
  });
}

/** Sums have a target a month, for just the scope that it was set for: a company's sales target says nothing of one store. */
const sum = (kpi: string, zh: string, en: string, unit: "money" | "count", min?: number): Policy<number> =>
  target(kpi, zh, en, unit, { note: PER_MONTH, ...(min !== undefined && { min }) });

/** What the team aims at, KPI by KPI; unset until somebody sets one. Rates hold for every narrower scope that has none of its own. */
export const kpiTargets: readonly Policy<number>[] = [
  sum("gmv", "GMV", "GMV", "money"),
  sum("net-sales", "净销售额", "net sales", "money"),
  sum("units", "销量", "units sold", "count"),
  sum("orders", "订单数", "orders", "count"),
  sum("cm1", "边际贡献一", "CM1", "money", -1e12),
  sum("cm2", "边际贡献二", "CM2", "money", -1e12),
  sum("cm3", "边际贡献三", "CM3", "money", -1e12),
  target("conversion", "转化率", "conversion", "percent"),
  target("ctr", "点击率", "click-through rate", "percent"),
  target("acos", "ACoS", "ACoS", "percent"),
  target("tacos", "TACoS", "TACoS", "percent"),
  target("roas", "ROAS", "ROAS", "times"),
  target("gross-margin", "毛利率", "gross margin", "percent", { min: -1 }),
  target("return-rate", "退货率", "return rate", "percent"),
  target("return-rate-cohort", "批次退货率", "return rate of the cohort", "percent"),
  target("refund-rate", "退款率", "refund rate", "percent"),
  target("late-dispatch-rate", "迟发率", "late-dispatch rate", "percent"),
  target("bad-review-rate", "差评率", "bad-review rate", "percent"),
  target("turnover", "库存周转率", "stock turnover", "times"),
  target("sell-through", "售罄率", "sell-through", "times"),
  target("active-sku-rate", "动销率", "active SKU rate", "percent"),
  target("in-stock-rate", "有货率", "in-stock rate", "percent"),
];

const byKpi = new Map(kpiTargets.map((p) => [p.id, p]));

/** The declared target of a KPI; undefined for one that nobody aims at. */
export const targetPolicy = (kpi: string): Policy<number> | undefined => byKpi.get(`kpi-target-${kpi}`);
