import { definePolicy } from "../policy.ts";

export const stockOutEnterDays = definePolicy<number>({
  id: "alert-stock-out-enter-days",
  name: { zh: "预计几天内断货就预警", en: "warn of a stock-out this many days ahead" },
  unit: "days",
  default: 14,
  min: 0,
  max: 180,
  source: "Purser's judgement: two weeks, time for an express shipment or a transfer; 「自动提醒“库存不足”」 names no number",
});

export const stockOutExitDays = definePolicy<number>({
  id: "alert-stock-out-exit-days",
  name: { zh: "断货日推到几天之外才解除预警", en: "a warning ends when the stock-out is further away than this" },
  unit: "days",
  default: 21,
  min: 0,
  max: 365,
  source: "Purser's judgement: half as far again as the warning, so that a good day does not end it and a bad day begin it anew",
});

export const stockOutExitShare = definePolicy<number>({
  id: "alert-stock-out-exit-share",
  name: { zh: "库存加在途高出补货点多少才解除预警", en: "a warning ends when stock and pipeline exceed the reorder point by this" },
  unit: "percent",
  default: 0.1,
  min: 0,
  max: 2,
  source: "Purser's judgement: a tenth, so that daily sales around the reorder point do not make it flap",
});

export const spikeWatch = definePolicy<string>({
  id: "spike-watch",
  name: { zh: "盯哪些店铺的内容爆单", en: "stores whose sales are watched for a video that goes round" },
  unit: "choice",
  default: "content",
  choices: [
    { value: "content", label: { zh: "只盯 TikTok Shop", en: "TikTok Shop only" } },
    { value: "yes", label: { zh: "盯", en: "watched" } },
    { value: "no", label: { zh: "不盯", en: "not watched" } },
  ],
  scopes: ["company", "store"],
  source: "「需设置弹性库存响应机制」 (promotion document, content channels)",
});

export const spikeTimes = definePolicy<number>({
  id: "spike-times",
  name: { zh: "爆单预警：比前 7 天同时段高几倍", en: "spike warning: times the same hours of the last 7 days" },
  unit: "times",
  default: 3,
  min: 1.2,
  max: 100,
  scopes: ["company", "store"],
  source: "Purser's judgement: a campaign day doubles a shop, a video multiplies one product",
});

export const spikeUnits = definePolicy<number>({
  id: "spike-units",
  name: { zh: "爆单预警：至少多卖几件", en: "spike warning: units beyond the usual, at least" },
  unit: "count",
  default: 10,
  min: 1,
  max: 10_000,
  scopes: ["company", "store"],
  source: "Purser's judgement: fewer are one buyer's order",
});

export const alertsPolicies = [stockOutEnterDays, stockOutExitDays, stockOutExitShare, spikeWatch, spikeTimes, spikeUnits] as const;
