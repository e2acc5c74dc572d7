import { refundMinOrders } from "../../policy/declared/kpi-samples.ts";
import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "refund-rate",
  name: { zh: "退款率", en: "Refund rate" },
  aliases: ["refund rate", "refunds", "refund ratio", "退款率", "退款比例", "退款占比", "退款"],
  numerator: [{ measure: "refunds", sign: 1 }],
  denominator: [
    { measure: "sales-valid", sign: 1 },
    { measure: "discounts", sign: -1 },
  ],
  sample: "orders",
  aligned: ["refunds", "sales-valid"],
  unit: "percent",
  good: "down",
  dateBasis: { zh: "退款日与下单日（按发生）", en: "day of the refund over order day (event)" },
  maturityDays: 0,
  minimumSample: refundMinOrders.id,
  sensitivity: "internal",
  source: "By value and event, as sellers' ERPs have it: refunds paid in the period ÷ sales after discounts of the period.",
  note: {
    zh: "本期退款金额 ÷ 本期折后销售额；退的可能是更早的订单。退款不等于退货：仅退款也算在内。",
    en: "Refunds paid in the period ÷ its sales after discounts; they may be of earlier orders. A refund is no return: money given back without goods counts too.",
  },
});
