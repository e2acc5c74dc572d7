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

export const alertsPolicies = [stockOutEnterDays, stockOutExitDays, stockOutExitShare] as const;
