import { adsAttributionDays, adsMinClicks } from "../../policy/declared/kpi-samples.ts";
import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "acos",
  name: { zh: "ACoS", en: "ACoS" },
  aliases: ["acos", "advertising cost of sales", "ad cost of sales", "广告成本占比", "广告销售成本比", "广告投产占比"],
  numerator: [{ measure: "ad-spend", sign: 1 }],
  denominator: [{ measure: "ad-sales", sign: 1 }],
  sample: "ad-clicks",
  unit: "percent",
  good: "down",
  dateBasis: { zh: "广告点击日（店铺时区）", en: "day of the click (store's zone)" },
  maturityDays: adsAttributionDays.default,
  maturityPolicy: adsAttributionDays.id,
  minimumSample: adsMinClicks.id,
  sensitivity: "internal",
  source: "Amazon Ads: spend ÷ sales that are ascribed to the ads, within the attribution window of the report.",
  note: {
    zh: "广告花费 ÷ 归因到广告的销售额；广告销售额是总销售额的一部分，不可与其相加。",
    en: "Ad spend ÷ the sales ascribed to ads; these are part of all sales and never added to them.",
  },
});
