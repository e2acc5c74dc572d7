import { salesMaturityDays } from "../../policy/declared/kpi.ts";
import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "orders",
  name: { zh: "订单数", en: "Orders" },
  aliases: ["orders", "order count", "number of orders", "订单数", "订单量", "单量", "订单", "出单量"],
  numerator: [{ measure: "orders", sign: 1 }],
  denominator: null,
  unit: "count",
  good: "up",
  dateBasis: { zh: "下单日（店铺时区）", en: "order day (store's zone)" },
  maturityDays: salesMaturityDays.default,
  maturityPolicy: salesMaturityDays.id,
  minimumSample: null,
  sensitivity: "internal",
  source: "Distinct order ids with at least one valid line.",
  note: {
    zh: "至少有一行有效商品的订单，按订单号去重；不同于亚马逊业务报告的“订单商品数”。",
    en: "Distinct order ids with a valid line; not the same as “order items” of Amazon's business report.",
  },
});
