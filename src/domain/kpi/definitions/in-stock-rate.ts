import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "in-stock-rate",
  name: { zh: "有货率", en: "In-stock rate" },
  aliases: [
    "in stock rate",
    "instock rate",
    "in stock",
    "availability",
    "stock availability",
    "有货率",
    "在库率",
    "在架率",
    "现货率",
    "有货",
  ],
  numerator: [{ measure: "sku-days-in-stock", sign: 1 }],
  denominator: [{ measure: "sku-days", sign: 1 }],
  unit: "percent",
  good: "up",
  dateBasis: { zh: "库存快照日", en: "day of the stock snapshot" },
  maturityDays: 0,
  minimumSample: null,
  sensitivity: "internal",
  source: "SKU-days with sellable stock ÷ all SKU-days that a stock snapshot speaks of.",
  note: {
    zh: "有可售库存的 SKU·天 ÷ 有库存快照的全部 SKU·天；没有快照的日子不计。",
    en: "SKU-days with sellable stock ÷ all SKU-days with a snapshot; days without a snapshot do not count.",
  },
});
