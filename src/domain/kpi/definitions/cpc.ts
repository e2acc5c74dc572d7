import { adsMinClicks } from "../../policy/declared/kpi-samples.ts";
import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "cpc",
  name: { zh: "单次点击成本", en: "Cost per click" },
  aliases: ["cpc", "click cost", "单次点击成本", "点击单价", "平均点击费用", "点击成本"],
  numerator: [{ measure: "ad-spend", sign: 1 }],
  denominator: [{ measure: "ad-clicks", sign: 1 }],
  unit: "money",
  good: "down",
  dateBasis: { zh: "广告点击日（店铺时区）", en: "day of the click (store's zone)" },
  maturityDays: 0,
  minimumSample: adsMinClicks.id,
  sensitivity: "internal",
  source: "Advertising consoles: spend ÷ clicks.",
  note: { zh: "广告花费 ÷ 广告点击。", en: "Ad spend ÷ ad clicks." },
});
