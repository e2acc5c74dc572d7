import { conversionMinSessions, salesMaturityDays } from "../../policy/declared/kpi.ts";
import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "conversion",
  name: { zh: "转化率", en: "Conversion" },
  aliases: ["conversion", "conversion rate", "cvr", "cr", "unit session percentage", "转化率", "成交转化率", "转化"],
  numerator: [{ measure: "traffic-units", sign: 1 }],
  denominator: [{ measure: "sessions", sign: 1 }],
  unit: "percent",
  good: "up",
  dateBasis: { zh: "流量报告日", en: "day of the traffic report" },
  maturityDays: salesMaturityDays.default,
  maturityPolicy: salesMaturityDays.id,
  minimumSample: conversionMinSessions.id,
  sensitivity: "internal",
  source: "Amazon unitSessionPercentage: the report's units ordered ÷ its sessions.",
  note: {
    zh: "流量报告自身的件数 ÷ 会话数，可能超过 100%；不同平台之间不可比。",
    en: "The traffic report's own units ÷ its sessions; it can exceed 100 %, and platforms do not compare.",
  },
});
