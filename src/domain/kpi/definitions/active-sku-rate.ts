import { activeSkuMinSkus, salesMaturityDays } from "../../policy/declared/kpi.ts";
import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "active-sku-rate",
  name: { zh: "动销率", en: "Active SKU rate" },
  aliases: ["active sku rate", "active skus", "active sku", "selling sku rate", "sku活跃率", "动销率", "动销", "sku动销率", "商品动销率"],
  numerator: [{ measure: "skus-sold", sign: 1 }],
  denominator: [{ measure: "skus-sellable", sign: 1 }],
  unit: "percent",
  good: "up",
  dateBasis: { zh: "下单日（店铺时区）", en: "order day (store's zone)" },
  maturityDays: salesMaturityDays.default,
  maturityPolicy: salesMaturityDays.id,
  minimumSample: activeSkuMinSkus.id,
  sensitivity: "internal",
  source: "动销率: SKUs with at least one sale ÷ active SKUs that were in stock on at least one day.",
  note: {
    zh: "期内有销售的 SKU ÷ 期内至少一天有货的在售 SKU。",
    en: "SKUs with a sale in the period ÷ active SKUs that were in stock on at least one day of it.",
  },
});
