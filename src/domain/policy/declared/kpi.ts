import { definePolicy } from "../policy.ts";
import { kpiSamplePolicies } from "./kpi-samples.ts";

export const conversionMinSessions = definePolicy({
  id: "kpi-conversion-min-sessions",
  name: { zh: "转化率最少会话数", en: "Sessions needed before a conversion rate is judged" },
  unit: "count",
  default: 200,
  min: 1,
  source: "Statistics: at a true rate of 2 %, 200 sessions give 4 sales ± 2; with fewer, a change is mostly chance.",
  note: {
    zh: "要区分 2% 与 1% 的转化率，约需 400 次会话；200 只是“值得看一眼”的下限。",
    en: "To tell 2 % from 1 % takes about 400 sessions; 200 is only where looking begins to make sense.",
  },
});

export const returnRateMinUnits = definePolicy({
  id: "kpi-return-rate-min-units",
  name: { zh: "退货率最少销量", en: "Units needed before a return rate is judged" },
  unit: "count",
  default: 30,
  min: 1,
  source: "Rule of three: no return among 30 units still allows a true rate of up to 10 % (95 % confidence).",
});

export const averageMinOrders = definePolicy({
  id: "kpi-average-min-orders",
  name: { zh: "均价类指标最少单量", en: "Orders or units needed before an average price is judged" },
  unit: "count",
  default: 10,
  min: 1,
  source: "Purser's own judgement: below ten orders one large order decides the average.",
});

export const coverMinUnits = definePolicy({
  id: "kpi-cover-min-units",
  name: { zh: "可售天数最少销量", en: "Units needed before days of cover are judged" },
  unit: "count",
  default: 10,
  min: 1,
  source: "Purser's own judgement: with fewer than ten units sold, one unit more or less moves the cover by over 10 %.",
});

export const activeSkuMinSkus = definePolicy({
  id: "kpi-active-sku-min-skus",
  name: { zh: "动销率最少在售 SKU 数", en: "Sellable SKUs needed before the share of active SKUs is judged" },
  unit: "count",
  default: 10,
  min: 1,
  source: "Purser's own judgement: below ten SKUs a single one moves the share by more than ten points.",
});

export const cohortMaturityDays = definePolicy({
  id: "kpi-cohort-maturity-days",
  name: { zh: "批次退货率观察天数", en: "Days after an order in which a return counts for its cohort" },
  unit: "days",
  default: 30,
  min: 1,
  max: 365,
  source: "Amazon's standard window is 30 days from delivery; D+30 is the usual reading between D+7 and D+60.",
  note: {
    zh: "下单满观察天数后该日数据才完整；节假日延长退货期时建议调高到 60。",
    en: "The figure of an order day is complete only after this many days; raise it to 60 when the holiday return window is extended.",
  },
});

export const salesMaturityDays = definePolicy({
  id: "kpi-sales-maturity-days",
  name: { zh: "销售数据回稳天数", en: "Days until the sales of a day no longer change" },
  unit: "days",
  default: 3,
  min: 0,
  max: 30,
  source: "Amazon lists pending orders without a price; its order and traffic reports agree from about the third day on.",
});

export const coverageVerdict = definePolicy({
  id: "kpi-coverage-verdict",
  name: { zh: "两期数据覆盖差异上限（判断好坏）", en: "Difference in coverage up to which a change is called good or bad" },
  unit: "percent",
  default: 0.02,
  min: 0,
  max: 1,
  source: "Reconciliation practice: figures within 2 % of each other count as equal; a change must be larger than what is missing.",
  note: {
    zh: "公司时区与美国站相差半天以上时，最后一天常常只有一部分店铺有数据。",
    en: "Where the company's day is half a day ahead of a store's, the last day is often known of some stores only.",
  },
});

export const coverageComparable = definePolicy({
  id: "kpi-coverage-comparable",
  name: { zh: "两期数据覆盖差异上限（计算变化）", en: "Difference in coverage up to which a change of a sum is told" },
  unit: "percent",
  default: 0.25,
  min: 0,
  max: 1,
  source: "Purser's own judgement: with a quarter of the days unknown on one side, a sum's change mostly tells what is missing.",
});

/** When a KPI may be judged: smallest samples, and days until a figure is complete. */
export const kpiPolicies = [
  conversionMinSessions,
  returnRateMinUnits,
  averageMinOrders,
  coverMinUnits,
  activeSkuMinSkus,
  cohortMaturityDays,
  salesMaturityDays,
  coverageVerdict,
  coverageComparable,
  ...kpiSamplePolicies,
] as const;
