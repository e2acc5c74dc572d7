import { averageMinOrders } from "../../policy/declared/kpi.ts";
import { feesMaturityDays, marginMinKnown } from "../../policy/declared/kpi-samples.ts";
import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "cm3",
  name: { zh: "CM3（边际贡献三）", en: "CM3" },
  aliases: [
    "cm3",
    "cm 3",
    "contribution margin 3",
    "contribution 3",
    "contribution margin",
    "边际贡献三",
    "边际贡献3",
    "三级边际",
    "边际贡献",
    "贡献毛利",
  ],
  numerator: [
    { measure: "costed-sales", sign: 1 },
    { measure: "costed-refunds", sign: -1 },
    { measure: "landed-cost", sign: -1 },
    { measure: "platform-fees", sign: -1 },
    { measure: "return-fees", sign: -1 },
    { measure: "goods-back", sign: 1 },
    { measure: "ad-spend", sign: -1 },
    { measure: "promotion-fees", sign: -1 },
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
  aligned: ["ad-spend", "costed-sales"],
  settles: true,
  unit: "money",
  good: "up",
  dateBasis: {
    zh: "下单日；退款与费用按发生日，广告按点击日",
    en: "order day; refunds and fees by the day they were booked, ads by day of the click",
  },
  maturityDays: feesMaturityDays.default,
  maturityPolicy: feesMaturityDays.id,
  minimumSample: averageMinOrders.id,
  sensitivity: "margin",
  source: "CM3 = CM2 − ads − commission of affiliates and creators, coupon and deal fees.",
  note: {
    zh: "CM2 − 广告花费 − 达人佣金、优惠券与活动费。广告取自广告报告，结算单中的广告扣款不重复计算。",
    en: "CM2 − ad spend − commission of affiliates and creators, coupon and deal fees. Ads come from the ads report; their lines in a settlement are not counted again.",
  },
});
