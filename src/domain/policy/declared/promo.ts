import { definePolicy } from "../policy.ts";

const PROMO = "(promotion document)";

export const promoTopShare = definePolicy<number>({
  id: "promo-top-share",
  name: { zh: "大促主推：上次贡献最高的 SKU 占比", en: "promotion: share of SKUs that brought the most last time" },
  unit: "percent",
  default: 0.2,
  min: 0.01,
  max: 1,
  scopes: ["company"],
  source: `「识别TOP 20%贡献SKU」 ${PROMO}`,
});

export const promoSafetyLow = definePolicy<number>({
  id: "promo-safety-low",
  name: { zh: "文档公式的大促安全库存下限", en: "promotion safety stock of the documents' formula, low" },
  unit: "percent",
  default: 0.1,
  min: 0,
  max: 2,
  source: `「预留10%-20%安全库存」 ${PROMO}`,
});

export const promoSafetyHigh = definePolicy<number>({
  id: "promo-safety-high",
  name: { zh: "文档公式的大促安全库存上限", en: "promotion safety stock of the documents' formula, high" },
  unit: "percent",
  default: 0.2,
  min: 0,
  max: 2,
  source: `「预留10%-20%安全库存」 ${PROMO}`,
});

export const promoEmergencyLow = definePolicy<number>({
  id: "promo-emergency-low",
  name: { zh: "大促应急预算下限（占总成本）", en: "promotion emergency budget, low, of the total cost" },
  unit: "percent",
  default: 0.1,
  min: 0,
  max: 1,
  scopes: ["company", "store"],
  source: `「预留总成本10%-15%作为缓冲」 ${PROMO}`,
});

export const promoEmergencyHigh = definePolicy<number>({
  id: "promo-emergency-high",
  name: { zh: "大促应急预算上限（占总成本）", en: "promotion emergency budget, high, of the total cost" },
  unit: "percent",
  default: 0.15,
  min: 0,
  max: 1,
  scopes: ["company", "store"],
  source: `「预留总成本10%-15%作为缓冲」 ${PROMO}`,
});

export const promoInboundDays = definePolicy<number>({
  id: "promo-inbound-days",
  name: {
    zh: "平台未公布入仓截止时，按大促开始前几天算（黑五除外）",
    en: "inbound deadline that nobody announced, other than of Black Friday: days before the promotion begins",
  },
  unit: "days",
  default: 30,
  min: 0,
  max: 120,
  scopes: ["company", "store"],
  source: "Amazon US 2025: goods for 28 November had to arrive 29 to 50 days before, by programme; the shortest, rounded up",
});

export const promoReminders = definePolicy<string>({
  id: "promo-reminders",
  name: { zh: "大促节点提前几天提醒", en: "remind of a promotion's next deadline, days before" },
  unit: "choice",
  default: "60-30-14-7-3-1",
  choices: [
    { value: "60-30-14-7-3-1", label: { zh: "60、30、14、7、3、1 天", en: "60, 30, 14, 7, 3 and 1 day" } },
    { value: "30-14-7-3-1", label: { zh: "30、14、7、3、1 天", en: "30, 14, 7, 3 and 1 day" } },
    { value: "14-7-3-1", label: { zh: "14、7、3、1 天", en: "14, 7, 3 and 1 day" } },
    { value: "7-3-1", label: { zh: "7、3、1 天", en: "7, 3 and 1 day" } },
  ],
  scopes: ["company"],
  source: `「明确报名截止、入仓截止、促销生效时间」 ${PROMO}; the days are Purser's judgement`,
});

export const promoBaseDays = definePolicy<number>({
  id: "promo-base-days",
  name: { zh: "大促倍数的对比基期（大促前几天）", en: "days before a promotion that its uplift is measured against" },
  unit: "days",
  default: 28,
  min: 7,
  max: 90,
  scopes: ["company"],
  source: "Purser's judgement: four whole weeks, so that weekdays weigh alike; days of other sales events are left out",
});

export const promoPoolUnits = definePolicy<number>({
  id: "promo-pool-units",
  name: {
    zh: "大促倍数：自身数据与同类平均各占一半时的件数",
    en: "units at which a SKU's own uplift weighs as much as that of its category",
  },
  unit: "count",
  default: 20,
  min: 1,
  max: 1000,
  scopes: ["company"],
  source: "Purser's judgement: a rate that rests on 20 units is off by about a fifth",
});

export const promoInStock = definePolicy<number>({
  id: "promo-in-stock",
  name: {
    zh: "上次大促至少有货天数占比，否则不算自身倍数",
    en: "share of the last event's days in stock below which a SKU's own uplift is not measured",
  },
  unit: "percent",
  default: 0.5,
  min: 0,
  max: 1,
  scopes: ["company"],
  source: "Purser's judgement: who sold out on the first evening tells nothing of the other days",
});

export const promoCoverage = definePolicy<number>({
  id: "promo-coverage",
  name: { zh: "利润或成本未知时，备到多大概率不断货", en: "chance not to sell out that is stocked for where margin or cost is not known" },
  unit: "percent",
  default: 0.7,
  min: 0.3,
  max: 0.99,
  source: "Purser's judgement: about what a product of usual margin comes to when half of its cost is lost on what is left over",
});

export const promoSalvage = definePolicy<number>({
  id: "promo-salvage",
  name: { zh: "大促剩货还能收回落地成本的几成", en: "share of its landed cost that a unit left over still brings" },
  unit: "percent",
  default: 0.5,
  min: 0,
  max: 1,
  source: "Purser's judgement: cleared at a loss or held for months; set it by your own clearances",
});

export const promoSpread = definePolicy<number>({
  id: "promo-spread",
  name: { zh: "历史不足时大促销量的误差幅度", en: "how far a promotion's sales miss the forecast where too few SKUs tell" },
  unit: "percent",
  default: 0.4,
  min: 0.05,
  max: 2,
  scopes: ["company"],
  source: "Purser's judgement: in two of three cases within 40 % of the forecast",
});

export const promoPolicies = [
  promoTopShare,
  promoSafetyLow,
  promoSafetyHigh,
  promoEmergencyLow,
  promoEmergencyHigh,
  promoInboundDays,
  promoReminders,
  promoBaseDays,
  promoPoolUnits,
  promoInStock,
  promoCoverage,
  promoSalvage,
  promoSpread,
] as const;
