import { averageMinOrders, salesMaturityDays } from "../../policy/declared/kpi.ts";
import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "asp",
  name: { zh: "件单价", en: "Average selling price" },
  aliases: ["asp", "average selling price", "average price", "unit price", "件单价", "平均售价", "均价", "平均单价"],
  numerator: [{ measure: "sales-valid", sign: 1 }],
  denominator: [{ measure: "units", sign: 1 }],
  unit: "money",
  good: "neither",
  dateBasis: { zh: "下单日（店铺时区）", en: "order day (store's zone)" },
  maturityDays: salesMaturityDays.default,
  maturityPolicy: salesMaturityDays.id,
  minimumSample: averageMinOrders.id,
  sensitivity: "internal",
  source: "Sales of valid lines ÷ their units (Amazon: ordered product sales ÷ units ordered).",
  note: {
    zh: "GMV ÷ 销量，未减折扣与退款；客单价按净销售额计，二者不可相除。",
    en: "GMV ÷ units, before discounts and refunds; the average order value is of net sales, so the two do not divide.",
  },
});
