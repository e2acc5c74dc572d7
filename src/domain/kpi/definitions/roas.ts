import { adsAttributionDays, adsMinClicks } from "../../policy/declared/kpi-samples.ts";
import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "roas",
  name: { zh: "ROAS", en: "ROAS" },
  aliases: ["roas", "return on ad spend", "广告回报率", "广告投入产出比", "广告产出比"],
  numerator: [{ measure: "ad-sales", sign: 1 }],
  denominator: [{ measure: "ad-spend", sign: 1 }],
  sample: "ad-clicks",
  unit: "number",
  good: "up",
  dateBasis: { zh: "广告点击日（店铺时区）", en: "day of the click (store's zone)" },
  maturityDays: adsAttributionDays.default,
  maturityPolicy: adsAttributionDays.id,
  minimumSample: adsMinClicks.id,
  sensitivity: "internal",
  source: "Amazon Ads: sales that are ascribed to the ads ÷ spend; 1 ÷ ACoS.",
  note: { zh: "归因到广告的销售额 ÷ 广告花费，即 1 ÷ ACoS。", en: "Sales ascribed to ads ÷ ad spend, that is 1 ÷ ACoS." },
});
