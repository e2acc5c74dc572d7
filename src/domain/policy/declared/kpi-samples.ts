import { definePolicy } from "../policy.ts";

export const ctrMinImpressions = definePolicy({
  id: "kpi-ctr-min-impressions",
  name: { zh: "点击率最少曝光数", en: "Impressions needed before a click-through rate is judged" },
  unit: "count",
  default: 1_000,
  min: 1,
  source: "Statistics: at a usual rate of 0.4 %, 1,000 impressions give 4 clicks ± 2; with fewer, a change is mostly chance.",
});

export const adsMinClicks = definePolicy({
  id: "kpi-ads-min-clicks",
  name: { zh: "广告成本类指标最少点击数", en: "Clicks needed before CPC, ACoS or ROAS are judged" },
  unit: "count",
  default: 100,
  min: 1,
  source: "Statistics: at a usual conversion of 10 %, 100 clicks give 10 orders ± 3; one order more or less moves the ACoS by a tenth.",
});

export const refundMinOrders = definePolicy({
  id: "kpi-refund-rate-min-orders",
  name: { zh: "退款率最少订单数", en: "Orders needed before a refund rate is judged" },
  unit: "count",
  default: 30,
  min: 1,
  source: "Rule of three, as for the return rate: no refund among 30 orders still allows a true rate of up to 10 % (95 % confidence).",
});

export const badReviewMinReviews = definePolicy({
  id: "kpi-bad-review-min-reviews",
  name: { zh: "差评率最少评价数", en: "Reviews needed before a bad-review rate is judged" },
  unit: "count",
  default: 10,
  min: 1,
  source:
    "Statistics: no bad one among 5 reviews still allows a true rate of 43 %; below ten the counts and an interval say more than a rate.",
  note: {
    zh: "5 条评价中 0 条差评，真实差评率仍可能高达 43%。",
    en: "With none bad of 5 reviews, the true rate may still be 43 %.",
  },
});

export const badReviewStars = definePolicy({
  id: "kpi-bad-review-stars",
  name: { zh: "差评的最高星级", en: "Stars up to which a review is a bad one" },
  unit: "count",
  default: 2,
  min: 1,
  max: 3,
  source: "Usual reading: 1 and 2 stars are negative, 3 are neutral; some teams count 3 as well.",
  note: {
    zh: "差评率 = 新增差评 ÷ 新增评价。有的资料除以订单或销量，三者不可比。",
    en: "Bad reviews ÷ new reviews. Others divide by orders or by units shipped: three different numbers.",
  },
});

export const lateDispatchMinOrders = definePolicy({
  id: "kpi-late-dispatch-min-orders",
  name: { zh: "迟发率最少应发订单数", en: "Orders due before a late-dispatch rate is judged" },
  unit: "count",
  default: 25,
  min: 1,
  source: "At the platforms' limit of 4 %, 25 orders hold one late order: with fewer, one late order alone breaks it.",
});

export const dispatchWorkingDays = definePolicy({
  id: "kpi-dispatch-working-days",
  name: { zh: "发货时限（工作日）", en: "Working days within which an order must leave" },
  unit: "days",
  default: 2,
  min: 0,
  max: 30,
  source: "TikTok Shop US: 2 business days from the order; other shops as they promise it. Holds where the file names no day to ship by.",
  note: {
    zh: "订单文件写明应发货时间的，以文件为准。工作日按周一至周五，不扣法定假日。",
    en: "A day to ship by that the file names counts before this. Monday to Friday; public holidays are not taken off.",
  },
});

export const adsAttributionDays = definePolicy({
  id: "kpi-ads-attribution-days",
  name: { zh: "广告归因天数", en: "Days after a click in which a sale is ascribed to it" },
  unit: "days",
  default: 7,
  min: 0,
  max: 30,
  source: "Amazon Ads: 7 days for Sponsored Products of sellers, 14 days for Sponsored Brands and Display.",
  note: {
    zh: "归因期内广告销售额还会增加，ACoS 会先高后低。",
    en: "Within these days ascribed sales still grow, so that a young ACoS looks too high.",
  },
});

export const feesMaturityDays = definePolicy({
  id: "kpi-fees-maturity-days",
  name: { zh: "费用结算天数", en: "Days until the fees of a day are usually settled" },
  unit: "days",
  default: 14,
  min: 0,
  max: 60,
  source: "Amazon settles every 14 days; younger days rest on estimated fees.",
});

export const marginMinKnown = definePolicy({
  id: "kpi-margin-min-known",
  name: { zh: "毛利判断所需的成本覆盖率", en: "Share of sales with a known cost before a margin is judged" },
  unit: "percent",
  default: 0.9,
  min: 0,
  max: 1,
  source: "Purser's own judgement: at a cost of 40 %, a tenth of the sales without one could hide 4 points of margin.",
});

/** Smallest samples and ages of the KPIs of advertising, margin and service. */
export const kpiSamplePolicies = [
  ctrMinImpressions,
  adsMinClicks,
  refundMinOrders,
  badReviewMinReviews,
  badReviewStars,
  lateDispatchMinOrders,
  dispatchWorkingDays,
  adsAttributionDays,
  feesMaturityDays,
  marginMinKnown,
] as const;
