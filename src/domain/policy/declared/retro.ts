import { definePolicy, type Policy } from "../policy.ts";

export const retroDay = definePolicy<number>({
  id: "retro-day",
  name: { zh: "每月几号开复盘会、冻结数字", en: "day of the month on which the retro is held and its figures are frozen" },
  unit: "count",
  default: 4,
  min: 2,
  max: 28,
  scopes: ["company"],
  source:
    "Purser's judgement: 「每月召开“全链路复盘会”」 names no day; the fourth leaves three days to fill it in after the month has ended",
});

export const retroLeadDays = definePolicy<number>({
  id: "retro-lead-days",
  name: { zh: "复盘提前几天发出，供填写", en: "days before the retro on which its thread is posted, to be filled in" },
  unit: "days",
  default: 3,
  min: 0,
  max: 14,
  scopes: ["company"],
  source: "Purser's judgement: posted three days ahead; retro tools give at least 48 hours for input",
});

export const retroEscalateAfter = definePolicy<number>({
  id: "retro-escalate-after",
  name: { zh: "行动顺延几次后升级", en: "an action that was carried over this many times is escalated" },
  unit: "count",
  default: 2,
  min: 1,
  max: 12,
  scopes: ["company"],
  source: "Purser's judgement: an action that two retros have carried over is not going to be done by itself",
});

export const retroEffectDays = definePolicy<number>({
  id: "retro-effect-days",
  name: { zh: "行动效果看复查日之前多少天", en: "days up to its check day over which the effect of an action is measured" },
  unit: "days",
  default: 30,
  min: 7,
  max: 90,
  scopes: ["company"],
  source: "Purser's judgement: thirty days are as long as the month that it is held against",
});

export const retroWorseShare = definePolicy<number>({
  id: "retro-worse-share",
  name: { zh: "指标比上月差多少才算环节变差", en: "a link got worse when one of its figures is this much worse than the month before" },
  unit: "percent",
  default: 0.1,
  min: 0,
  max: 1,
  scopes: ["company"],
  source: "Purser's judgement: a tenth of the figure of the month before; less than that is in most months the usual up and down",
});

/** When a retro is posted and frozen, and what becomes of what was taken on. */
export const retroPolicies: readonly Policy<number>[] = [retroDay, retroLeadDays, retroEscalateAfter, retroEffectDays, retroWorseShare];
