import { salesMaturityDays } from "../../policy/declared/kpi.ts";
import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "sessions",
  name: { zh: "会话数", en: "Sessions" },
  aliases: ["sessions", "session", "visits", "visitors", "traffic", "会话数", "会话", "访客数", "访客", "访问量", "流量"],
  numerator: [{ measure: "sessions", sign: 1 }],
  denominator: null,
  unit: "count",
  good: "up",
  dateBasis: { zh: "流量报告日", en: "day of the traffic report" },
  maturityDays: salesMaturityDays.default,
  maturityPolicy: salesMaturityDays.id,
  minimumSample: null,
  sensitivity: "internal",
  source: "Amazon Sales and Traffic report: visits within 24 hours by one visitor are one session.",
  note: {
    zh: "店铺总会话取报告的店铺合计，不等于各 SKU 之和；各天相加也不是去重访客数。",
    en: "A store's total is the report's own, not the sum over SKUs; days add up to visits, not to distinct visitors.",
  },
});
