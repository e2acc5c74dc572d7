import { salesMaturityDays } from "../../policy/declared/kpi.ts";
import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "turnover",
  name: { zh: "库存周转率", en: "Stock turnover" },
  aliases: [
    "turnover",
    "stock turnover",
    "inventory turnover",
    "stock turn",
    "turns",
    "周转率",
    "库存周转率",
    "周转",
    "库存周转",
    "周转次数",
  ],
  numerator: [{ measure: "units", sign: 1 }],
  denominator: [{ measure: "stock-average", sign: 1 }],
  scale: "thirty-over-days-of-period",
  trailingDays: 30,
  unit: "times",
  good: "up",
  dateBasis: { zh: "下单日；库存按快照日平均", en: "order day; stock as the mean of its snapshots" },
  maturityDays: salesMaturityDays.default,
  maturityPolicy: salesMaturityDays.id,
  minimumSample: null,
  sensitivity: "internal",
  source: "Units ÷ mean sellable units on hand, per 30 days; days of cover = 30 ÷ turnover.",
  note: {
    zh: "每 30 天周转次数 = 销量 ÷ 平均可售库存 × 30 ÷ 天数；断货会使它虚高。",
    en: "Times per 30 days = units ÷ mean sellable stock × 30 ÷ days; being out of stock inflates it.",
  },
});
