import { averageMinOrders } from "../../policy/declared/kpi.ts";
import { feesMaturityDays, marginMinKnown } from "../../policy/declared/kpi-samples.ts";
import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "cm1",
  name: { zh: "CM1（边际贡献一）", en: "CM1" },
  aliases: ["cm1", "cm 1", "contribution margin 1", "contribution 1", "边际贡献一", "边际贡献1", "一级边际", "贡献毛利1"],
  numerator: [
    { measure: "costed-sales", sign: 1 },
    { measure: "costed-refunds", sign: -1 },
    { measure: "landed-cost", sign: -1 },
    { measure: "platform-fees", sign: -1 },
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
  source: "CM1 = net sales − landed cost − commission − fulfilment − payment − storage fees of the platform.",
  note: {
    zh: "净销售额 − 到岸成本 − 平台佣金、配送、支付、仓储等费用，只算有成本的商品。",
    en: "Net sales − landed cost − the platform's commission, fulfilment, payment and storage, of goods whose cost is known.",
  },
});
