import { salesMaturityDays } from "../../policy/declared/kpi.ts";
import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "sell-through",
  name: { zh: "售罄率", en: "Sell-through" },
  aliases: ["sell through", "sellthrough", "sell through rate", "str", "售罄率", "售出率"],
  numerator: [{ measure: "units", sign: 1 }],
  denominator: [{ measure: "stock-average", sign: 1 }],
  scale: "ninety-days",
  trailingDays: 90,
  unit: "times",
  good: "up",
  dateBasis: { zh: "截至期末的 90 天", en: "the 90 days up to the period's end" },
  maturityDays: salesMaturityDays.default,
  maturityPolicy: salesMaturityDays.id,
  minimumSample: null,
  sensitivity: "internal",
  source: "Amazon: units shipped in the past 90 days ÷ average units on hand in those 90 days.",
  note: {
    zh: "固定取截至期末的 90 天：销量 ÷ 该 90 天的平均可售库存，与所问期间长短无关。",
    en: "Always of the 90 days that end with the period, however long it is: units ÷ mean sellable stock of those 90 days.",
  },
});
