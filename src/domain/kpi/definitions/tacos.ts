import { salesMaturityDays } from "../../policy/declared/kpi.ts";
import { adsMinClicks } from "../../policy/declared/kpi-samples.ts";
import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "tacos",
  name: { zh: "TACoS", en: "TACoS" },
  aliases: ["tacos", "total acos", "total advertising cost of sales", "总广告成本占比", "广告费占比", "广告费用率", "广告花费占比"],
  numerator: [{ measure: "ad-spend", sign: 1 }],
  denominator: [{ measure: "sales-valid", sign: 1 }],
  sample: "ad-clicks",
  aligned: ["ad-spend", "sales-valid"],
  unit: "percent",
  good: "down",
  dateBasis: { zh: "花费按点击日，销售按下单日", en: "spend by day of the click, sales by order day" },
  maturityDays: salesMaturityDays.default,
  maturityPolicy: salesMaturityDays.id,
  minimumSample: adsMinClicks.id,
  sensitivity: "internal",
  source: "All ad spend (Sponsored Products, Brands, Display and other) ÷ all sales of valid lines.",
  note: {
    zh: "全部广告花费 ÷ GMV（含自然成交）。",
    en: "All ad spend ÷ GMV, sales without ads included.",
  },
});
