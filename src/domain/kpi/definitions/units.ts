import { salesMaturityDays } from "../../policy/declared/kpi.ts";
import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "units",
  name: { zh: "销量", en: "Units sold" },
  aliases: ["units", "units sold", "quantity", "qty", "sales volume", "销量", "销售件数", "件数", "销售数量", "出单件数"],
  numerator: [{ measure: "units", sign: 1 }],
  denominator: null,
  unit: "count",
  good: "up",
  dateBasis: { zh: "下单日（店铺时区）", en: "order day (store's zone)" },
  maturityDays: salesMaturityDays.default,
  maturityPolicy: salesMaturityDays.id,
  minimumSample: null,
  sensitivity: "internal",
  source: "Sum of the quantities of valid order lines.",
  note: { zh: "有效订单的件数；套装按一件计。", en: "Pieces on valid order lines; a bundle counts as one." },
});
