import { ctrMinImpressions } from "../../policy/declared/kpi-samples.ts";
import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "ctr",
  name: { zh: "点击率", en: "Click-through rate" },
  aliases: ["ctr", "click rate", "click through", "ad ctr", "点击率", "广告点击率"],
  numerator: [{ measure: "ad-clicks", sign: 1 }],
  denominator: [{ measure: "ad-impressions", sign: 1 }],
  unit: "percent",
  good: "up",
  dateBasis: { zh: "广告曝光日（店铺时区）", en: "day of the impression (store's zone)" },
  maturityDays: 0,
  minimumSample: ctrMinImpressions.id,
  sensitivity: "internal",
  source: "Advertising consoles: clicks ÷ impressions.",
  note: { zh: "广告点击 ÷ 广告曝光。", en: "Ad clicks ÷ ad impressions." },
});
