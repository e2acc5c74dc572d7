import { averageMinOrders, salesMaturityDays } from "../../policy/declared/kpi.ts";
import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "aov",
  name: { zh: "客单价", en: "Average order value" },
  aliases: ["aov", "average order value", "basket", "basket size", "客单价", "笔单价", "平均订单金额"],
  numerator: [
    { measure: "sales-valid", sign: 1 },
    { measure: "discounts", sign: -1 },
    { measure: "refunds", sign: -1 },
  ],
  denominator: [{ measure: "orders", sign: 1 }],
  unit: "money",
  good: "up",
  dateBasis: { zh: "下单日（店铺时区）", en: "order day (store's zone)" },
  maturityDays: salesMaturityDays.default,
  maturityPolicy: salesMaturityDays.id,
  minimumSample: averageMinOrders.id,
  sensitivity: "internal",
  source: "Net sales ÷ distinct orders.",
  note: {
    zh: "净销售额 ÷ 订单数，已减折扣与退款；件单价按 GMV 计，二者不可相除。",
    en: "Net sales ÷ orders, after discounts and refunds; the average selling price is of GMV, so the two do not divide.",
  },
});
