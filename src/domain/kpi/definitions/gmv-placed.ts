import { salesMaturityDays } from "../../policy/declared/kpi.ts";
import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "gmv-placed",
  name: { zh: "下单额", en: "GMV placed" },
  aliases: ["gmv placed", "placed gmv", "placed sales", "order value placed", "下单额", "下单金额", "下单gmv"],
  numerator: [{ measure: "sales-placed", sign: 1 }],
  denominator: null,
  unit: "money",
  good: "up",
  dateBasis: { zh: "下单日（店铺时区）", en: "order day (store's zone)" },
  maturityDays: salesMaturityDays.default,
  maturityPolicy: salesMaturityDays.id,
  minimumSample: null,
  sensitivity: "internal",
  source: "Value of everything placed, later cancelled or unpaid lines included: the figure that live dashboards show.",
  note: {
    zh: "包含后来取消或未付款的订单；与 GMV 的差额即取消与未付款部分。",
    en: "Includes lines that were later cancelled or never paid; the gap to GMV is what fell through.",
  },
});
