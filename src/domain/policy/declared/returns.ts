import { definePolicy } from "../policy.ts";

export const returnsRecentDays = definePolicy<number>({
  id: "returns-recent-days",
  name: { zh: "退货周报看单品近几天的退货率", en: "days over which the weekly returns look at a SKU's rate" },
  unit: "days",
  default: 28,
  min: 7,
  max: 91,
  scopes: ["company"],
  source: "Purser's judgement: four whole weeks; in one week most SKUs sell too few units for a rate",
});

export const returnsPastDays = definePolicy<number>({
  id: "returns-past-days",
  name: { zh: "退货周报拿之前几天作对照", en: "days before those that a SKU's own past is taken from" },
  unit: "days",
  default: 84,
  min: 28,
  max: 364,
  scopes: ["company"],
  source: "Purser's judgement: twelve whole weeks, long enough for a rate and short enough to be the same product",
});

export const returnsMinOrders = definePolicy<number>({
  id: "returns-min-orders",
  name: { zh: "至少几单退货才判断升高", en: "orders that came back before a rise is told as one" },
  unit: "count",
  default: 3,
  min: 1,
  max: 100,
  scopes: ["company"],
  source: "Purser's judgement: two may be an accident; judged by orders, since the pieces of one order come back together",
});

export const returnsChance = definePolicy<number>({
  id: "returns-chance",
  name: { zh: "退货升高只是碰巧的概率上限", en: "greatest chance that a told rise is an accident" },
  unit: "percent",
  default: 0.005,
  min: 0.000_01,
  max: 0.1,
  scopes: ["company"],
  source:
    "Counted on a seller of 400 SKUs: some forty pairs of SKU and reason have enough returns to be compared in a week, so that at one in two hundred a false alarm comes every fifth week (exact test of two Poisson rates)",
});

export const returnsBuyShare = definePolicy<number>({
  id: "returns-buy-share",
  name: { zh: "退货占销量超过多少时，补货卡提醒先看商品", en: "share of what was sold that came back, above which a restock card says so" },
  unit: "percent",
  default: 0.2,
  min: 0.01,
  max: 1,
  source: "Purser's judgement: where one unit in five comes back, listing or goods want a look before more of them are bought",
});

/** What the weekly returns are judged by, beside the smallest samples of the return rate itself. */
export const returnsPolicies = [returnsRecentDays, returnsPastDays, returnsMinOrders, returnsChance, returnsBuyShare] as const;
