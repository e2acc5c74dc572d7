import { averageMinOrders, salesMaturityDays } from "../../policy/declared/kpi.ts";
import { marginMinKnown } from "../../policy/declared/kpi-samples.ts";
import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "gross-margin",
  name: { zh: "毛利率", en: "Gross margin" },
  aliases: ["gross margin", "margin", "gm", "gross profit margin", "毛利率", "毛利", "产品毛利率"],
  numerator: [
    { measure: "costed-sales", sign: 1 },
    { measure: "costed-refunds", sign: -1 },
    { measure: "landed-cost", sign: -1 },
  ],
  denominator: [
    { measure: "costed-sales", sign: 1 },
    { measure: "costed-refunds", sign: -1 },
  ],
  sample: "orders",
  knownPart: { part: "costed-sales", whole: "costable-sales", policy: marginMinKnown.id },
  unit: "percent",
  good: "up",
  dateBasis: {
    zh: "下单日；成本取下单日有效的成本，退款按退款日",
    en: "order day, with the costs in force then; refunds by the day they were paid",
  },
  maturityDays: salesMaturityDays.default,
  maturityPolicy: salesMaturityDays.id,
  minimumSample: averageMinOrders.id,
  sensitivity: "margin",
  source:
    "(Net sales − landed cost) ÷ net sales; landed = purchase + freight + duty + packaging and inspection, by layers in force on the order day.",
  note: {
    zh: "（净销售额 − 到岸成本）÷ 净销售额，只算有成本的商品；未扣平台费用与广告。退回可再售的货值不在此冲回，见 CM2。",
    en: "(Net sales − landed cost) ÷ net sales, of goods whose cost is known; before platform fees and ads. What comes back fit for sale is credited in CM2, not here.",
  },
});
