import { lateDispatchMinOrders } from "../../policy/declared/kpi-samples.ts";
import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "late-dispatch-rate",
  name: { zh: "迟发率", en: "Late-dispatch rate" },
  aliases: [
    "late dispatch rate",
    "late dispatch",
    "late shipment rate",
    "late shipments",
    "lsr",
    "ldr",
    "迟发率",
    "迟发货率",
    "延迟发货率",
    "晚发率",
    "超时发货率",
  ],
  numerator: [{ measure: "orders-late", sign: 1 }],
  denominator: [{ measure: "orders-due", sign: 1 }],
  proportion: true,
  unit: "percent",
  good: "down",
  dateBasis: { zh: "应发货日（店铺时区）", en: "day on which it was due to leave (store's zone)" },
  maturityDays: 0,
  minimumSample: lateDispatchMinOrders.id,
  sensitivity: "internal",
  source:
    "Amazon's late shipment rate: seller-fulfilled orders that left after their expected ship date ÷ orders due; target below 4 %. TikTok Shop US: 2 business days, 4 % at most.",
  note: {
    zh: "自发货订单中超过应发时间才发出（或到期未发）的 ÷ 应发货订单；平台仓发货（FBA 等）不计。各平台口径不同，以平台账户健康页为准。",
    en: "Seller-fulfilled orders that left after they were due, or were due and have not left ÷ orders due; what the platform ships (FBA and the like) is left out. Platforms define it differently, and their account health page decides.",
  },
});
