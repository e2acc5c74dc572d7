import { cohortMaturityDays, returnRateMinUnits } from "../../policy/declared/kpi.ts";
import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "return-rate-cohort",
  name: { zh: "批次退货率", en: "Return rate of the cohort" },
  aliases: [
    "return rate cohort",
    "cohort return rate",
    "cohort returns",
    "returns by cohort",
    "批次退货率",
    "同期退货率",
    "同批退货率",
    "订单退货率",
  ],
  numerator: [{ measure: "cohort-units-returned", sign: 1 }],
  denominator: [{ measure: "units", sign: 1 }],
  unit: "percent",
  good: "down",
  dateBasis: { zh: "下单日（店铺时区）", en: "order day (store's zone)" },
  maturityDays: cohortMaturityDays.default,
  maturityPolicy: cohortMaturityDays.id,
  minimumSample: returnRateMinUnits.id,
  sensitivity: "internal",
  source: "Returned units of the orders placed in the period ÷ units of those orders, at D+30.",
  note: {
    zh: "本期下单的商品中最终退回的比例；只计下单后观察天数内的退货，未满观察期的日子会标注。",
    en: "Of the units ordered in the period, the share that came back within the days of observation; younger orders are marked.",
  },
});
