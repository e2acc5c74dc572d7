import { averageMinOrders } from "../../policy/declared/kpi.ts";
import { feesMaturityDays, marginMinKnown } from "../../policy/declared/kpi-samples.ts";
import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "cm2",
  name: { zh: "CM2（边际贡献二）", en: "CM2" },
  aliases: ["cm2", "cm 2", "contribution margin 2", "contribution 2", "边际贡献二", "边际贡献2", "二级边际", "贡献毛利2"],
  numerator: [
    { measure: "costed-sales", sign: 1 },
    { measure: "costed-refunds", sign: -1 },
    { measure: "landed-cost", sign: -1 },
    { measure: "platform-fees", sign: -1 },
    { measure: "return-fees", sign: -1 },
    { measure: "goods-back", sign: 1 },
  ],
  denominator: null,
  sample: "orders",
  shareOf: {
    terms: [
      { measure: "costed-sales", sign: 1 },
      { measure: "costed-refunds", sign: -1 },
    ],
    name: { zh: "占净销售额", en: "Of net sales" },
  },
  knownPart: { part: "costed-sales", whole: "costable-sales", policy: marginMinKnown.id },
  settles: true,
  unit: "money",
  good: "up",
  dateBasis: { zh: "下单日；退款与费用按发生日", en: "order day; refunds and fees by the day they were booked" },
  maturityDays: feesMaturityDays.default,
  maturityPolicy: feesMaturityDays.id,
  minimumSample: averageMinOrders.id,
  sensitivity: "margin",
  source: "CM2 = CM1 − costs of returns: fees for returns less reimbursements, and goods that cannot be sold again.",
  note: {
    zh: "CM1 − 退货费用 + 平台赔偿 + 退回可再售的货值；退款已在净销售额中扣除。",
    en: "CM1 − fees for returns + reimbursements + the cost of goods that came back fit for sale; refunds are off net sales already.",
  },
});
