import { badReviewMinReviews } from "../../policy/declared/kpi-samples.ts";
import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "bad-review-rate",
  name: { zh: "差评率", en: "Bad-review rate" },
  aliases: ["bad review rate", "bad reviews", "negative review rate", "negative reviews", "差评率", "差评", "差评占比", "负面评价率"],
  numerator: [{ measure: "bad-reviews", sign: 1 }],
  denominator: [{ measure: "reviews", sign: 1 }],
  proportion: true,
  unit: "percent",
  good: "down",
  dateBasis: { zh: "评价日", en: "day of the review" },
  maturityDays: 0,
  minimumSample: badReviewMinReviews.id,
  sensitivity: "internal",
  source: "New reviews with 1 or 2 stars ÷ new reviews of the period; not ÷ orders and not ÷ units, which are other numbers.",
  note: {
    zh: "本期新增差评（默认 1–2 星）÷ 本期新增评价；不是除以订单或销量。",
    en: "New bad reviews (1 or 2 stars unless set otherwise) ÷ new reviews; not ÷ orders or units.",
  },
});
