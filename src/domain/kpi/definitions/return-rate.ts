import { returnRateMinUnits } from "../../policy/declared/kpi.ts";
import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "return-rate",
  name: { zh: "退货率", en: "Return rate" },
  aliases: ["return rate", "returns", "returns rate", "退货率", "退货比例", "退货"],
  numerator: [{ measure: "units-returned", sign: 1 }],
  denominator: [{ measure: "units", sign: 1 }],
  unit: "percent",
  good: "down",
  dateBasis: { zh: "退货日与下单日（按发生）", en: "day of the return over order day (event)" },
  maturityDays: 0,
  minimumSample: returnRateMinUnits.id,
  sensitivity: "internal",
  source: "Units that came back in the period ÷ units sold in the period (event basis).",
  note: {
    zh: "本期退回件数 ÷ 本期销量；退回的可能是更早的订单。看某批订单的真实退货率，请用“批次退货率”。",
    en: "Units that came back in the period ÷ units sold in it; they may be of earlier orders. For the fate of one batch of orders ask for return-rate-cohort.",
  },
});
