import { definePolicy } from "../policy.ts";

export const demandMethod = definePolicy<string>({
  id: "demand-method",
  name: { zh: "销量预测方法", en: "how demand is forecast" },
  unit: "choice",
  default: "pooled",
  choices: [
    {
      value: "pooled",
      label: { zh: "全店共同学习（季节、活动、断货、分位数）", en: "learnt from all products: season, events, stock-outs, quantiles" },
    },
    { value: "weighted", label: { zh: "近 7/30/90 天加权日均", en: "weighted daily sales of the last 7, 30 and 90 days" } },
  ],
  source:
    "The backtest: for the same 95 % of demand served the pooled method holds 19 % less stock than daily sales without stock-out days",
});

export const bulkLeast = definePolicy<number>({
  id: "demand-bulk-least",
  name: { zh: "单笔订单少于多少件不算大单", en: "an order line of fewer units is no bulk order" },
  unit: "count",
  default: 10,
  min: 10,
  max: 10_000,
  source: "Purser's judgement: retail orders of ten of one product are rare (JTL-Wawi leaves order peaks out of its forecast, too)",
});

export const bulkTimes = definePolicy<number>({
  id: "demand-bulk-times",
  name: { zh: "大单最多按平常有销日销量的几倍计入", en: "a bulk order counts as at most so many usual days with sales" },
  unit: "times",
  default: 5,
  min: 1,
  max: 100,
  source: "Purser's judgement: five times a usual day is beyond what retail demand does by chance",
});

export const bulkHabitTimes = definePolicy<number>({
  id: "demand-bulk-habit-times",
  name: {
    zh: "常有大单的商品：一笔最多按较大单（前 10%）的几倍计入",
    en: "of a product that often sells in bulk, an order counts as at most so many of its larger ones (top 10 %)",
  },
  unit: "times",
  default: 3,
  min: 1,
  max: 100,
  source:
    "Tried by Purser on a wholesaler's year (Online Retail): of 1, 2, 3, 5 times and no limit, three forecast the next eight weeks best",
});

export const mostTimes = definePolicy<number>({
  id: "demand-most-times",
  name: {
    zh: "销量上限：近一年同样天数最高销量的几倍",
    en: "nobody plans for more than so many times the best span of the last year",
  },
  unit: "times",
  default: 1.5,
  min: 1,
  max: 10,
  source:
    "Purser's judgement, on the backtest's data: six weeks outsold 1.5 times the best six weeks of the 200 days before in 4 % of cases, and a year with its season knows more than 200 days",
  note: {
    zh: "按季节和活动折算后比较；预计销量本身更高时，以预计销量的倍数为限。",
    en: "Season and events of both spans are allowed for; where more is expected than ever was sold, so many times that.",
  },
});

export const mostTimesYoung = definePolicy<number>({
  id: "demand-most-times-young",
  name: {
    zh: "销售历史满 90 天、不满一年时，销量上限为历史最高的几倍",
    en: "how many times its best nobody plans for, of a product known for 90 days and less than a year",
  },
  unit: "times",
  default: 2,
  min: 1,
  max: 10,
  source:
    "The backtest, on products and months that its figures are not measured on: 8 % less stock for the same 95 % of units, and the promise still kept",
});

export const undoneDays = definePolicy<number>({
  id: "demand-undone-days",
  name: {
    zh: "大单在几天内整单退回，视为取消，不计销量",
    en: "a large order that comes back whole within so many days was cancelled, and no demand",
  },
  unit: "days",
  default: 7,
  min: 0,
  max: 60,
  source: "Purser's judgement: a typing error or a second thought comes back within a week; what comes back later had been wanted",
});

export const burstSigmas = definePolicy<number>({
  id: "demand-burst-sigmas",
  name: { zh: "销量高出预测多少个标准差算爆量", en: "sales so many standard deviations above the forecast are a burst" },
  unit: "times",
  default: 4,
  min: 2,
  max: 20,
  source: "Purser's judgement: four are exceeded by chance once in some 30,000 looks, one false burst a month for a thousand SKUs",
});

export const burstDays = definePolicy<number>({
  id: "demand-burst-days",
  name: { zh: "爆量持续多少天后算新的常态", en: "a burst that lasts so long is the new level" },
  unit: "days",
  default: 14,
  min: 2,
  max: 60,
  source: "Purser's judgement: two whole weeks, so that each weekday was seen twice",
});

export const burstHalfLife = definePolicy<number>({
  id: "demand-burst-half-life",
  name: { zh: "爆量每过多少天减半", en: "half of a burst is gone after" },
  unit: "days",
  default: 7,
  min: 1,
  max: 60,
  source:
    "「需设置弹性库存响应机制」 (promo document, content channels) gives no number; Purser's judgement: a video's reach halves within a week",
});

const PILOT = "「建议小批量测款后再追加」 (promo document): nothing is counted until somebody says what a test sold";

export const pilotUnits = definePolicy<number>({
  id: "demand-pilot-units",
  name: { zh: "试销卖了几件", en: "units that a test of the product sold" },
  unit: "count",
  default: 0,
  unset: true,
  min: 0,
  max: 100_000,
  scopes: ["sku"],
  source: PILOT,
  note: {
    zh: "和试销天数一起填才算；任何渠道的试销都可以，包括没有导入数据的。",
    en: "Counts together with the days of the test, in whatever channel it ran, those included that no report is imported from.",
  },
});

export const pilotDays = definePolicy<number>({
  id: "demand-pilot-days",
  name: { zh: "试销了几天", en: "days that the test lasted" },
  unit: "days",
  default: 0,
  unset: true,
  min: 0,
  max: 365,
  scopes: ["sku"],
  source: PILOT,
});

export const pilotShare = definePolicy<number>({
  id: "demand-pilot-share",
  name: {
    zh: "试销销量有几成能在正式销售中保持（去掉测试时的广告、折扣）",
    en: "how much of a test's sales holds without its ads and its discount",
  },
  unit: "percent",
  default: 1,
  min: 0.05,
  max: 5,
  source: "Purser's judgement: a test counts as it was, until somebody says what its ads, its discount or its channel added",
});

export const demandModelPolicies = [
  demandMethod,
  bulkLeast,
  bulkTimes,
  bulkHabitTimes,
  mostTimes,
  mostTimesYoung,
  undoneDays,
  burstSigmas,
  burstDays,
  burstHalfLife,
  pilotUnits,
  pilotDays,
  pilotShare,
] as const;
