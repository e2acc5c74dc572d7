import { salesMaturityDays } from "../../policy/declared/kpi.ts";
import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "net-sales",
  name: { zh: "净销售额", en: "Net sales" },
  aliases: ["net", "net sales", "net revenue", "净销售", "净销售额", "净额", "净收入", "实际销售额"],
  numerator: [
    { measure: "sales-valid", sign: 1 },
    { measure: "discounts", sign: -1 },
    { measure: "refunds", sign: -1 },
  ],
  denominator: null,
  unit: "money",
  good: "up",
  dateBasis: { zh: "下单日；退款按退款日", en: "order day; refunds by the day they were paid" },
  maturityDays: salesMaturityDays.default,
  maturityPolicy: salesMaturityDays.id,
  minimumSample: null,
  sensitivity: "internal",
  source: "Shopify and dbt_shopify: net sales = gross sales − discounts − returns; refunds counted when they happen (event basis).",
  note: {
    zh: "GMV − 卖家折扣 − 退款。退款按发生日计入，不追溯到下单日。",
    en: "GMV − seller discounts − refunds. Refunds count on the day they happen, not on the day of the order.",
  },
});
