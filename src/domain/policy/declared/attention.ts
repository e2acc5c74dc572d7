import { definePolicy } from "../policy.ts";

export const snoozeWorseDays = definePolicy<number>({
  id: "snooze-worse-days",
  name: { zh: "断货日提前几天就提前结束暂缓", en: "a snooze ends early when the stock-out comes nearer by this" },
  unit: "days",
  default: 3,
  min: 1,
  max: 60,
  source: "Purser's judgement: a day or two is the noise of daily sales; three move the choice between sea and air",
});

export const snoozeWorseShare = definePolicy<number>({
  id: "snooze-worse-share",
  name: { zh: "断货损失增加多少就提前结束暂缓", en: "a snooze ends early when the money at risk grows by this" },
  unit: "percent",
  default: 0.25,
  min: 0.05,
  max: 5,
  source: "Purser's judgement: a quarter more is not what somebody agreed to wait with",
});

export const etaSlipDays = definePolicy<number>({
  id: "eta-slip-days",
  name: { zh: "预计到货晚几天算延误", en: "an ETA that moves by this is a slip" },
  unit: "days",
  default: 3,
  min: 1,
  max: 60,
  scopes: ["company"],
  source: "Purser's judgement: carriers move an ETA by a day or two all the time; three days are felt at the shelf",
});

export const receiveWithinDays = definePolicy<number>({
  id: "shipment-receive-days",
  name: { zh: "到仓几天还没收货就提醒", en: "ask about a shipment that arrived this long ago and was not received" },
  unit: "days",
  default: 7,
  min: 0,
  max: 90,
  scopes: ["company"],
  source: "Purser's judgement: receiving takes days; after a week somebody should ask what is missing",
});

export const quickestShare = definePolicy<number>({
  id: "shipment-quickest-share",
  name: {
    zh: "登记货件时，预计到货短于线路平时天数的几成就提醒核对",
    en: "ask about the ETA of a booking that leaves less than this share of the lane's usual days",
  },
  unit: "percent",
  default: 0.7,
  min: 0,
  max: 1,
  scopes: ["company"],
  source: "Purser's judgement: goods come a few days early, but a third less than usual is another way of travel or a slip of the pen",
});

export const attentionPolicies = [snoozeWorseDays, snoozeWorseShare, etaSlipDays, receiveWithinDays, quickestShare] as const;
