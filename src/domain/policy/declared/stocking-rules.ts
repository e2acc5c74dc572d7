import { definePolicy } from "../policy.ts";

const FIRST = "「首次备货量=(测试期日均销量×3)+安全库存…满足3个月销售+20天补货缓冲」 (full-chain document, stocking)";
const TURNOVER =
  "「若某商品“库存周转率>2次/月”(卖得快):下次备货量上浮30%…(如从3个月补货一次改为2个月)」「若“库存周转率<1次/月”(卖得慢):下次备货量减少50%」";
const PEAK = "「备货量可上浮50%-100%,但需提前2-3个月启动头程运输」 (full-chain document, stocking)";

export const firstStockLiteralDays = definePolicy<number>({
  id: "restock-first-stock-literal-days",
  name: { zh: "首次备货公式按字面：日均销量 × 几", en: "first stock, as written: daily sales times" },
  unit: "days",
  default: 3,
  min: 1,
  max: 365,
  source: FIRST,
});

export const firstStockClaimedDays = definePolicy<number>({
  id: "restock-first-stock-claimed-days",
  name: { zh: "首次备货公式按其说明：几个月销售折合天数", en: "first stock, as claimed: three months in days" },
  unit: "days",
  default: 90,
  min: 1,
  max: 365,
  source: FIRST,
});

export const firstStockReading = definePolicy<string>({
  id: "restock-first-stock-reading",
  name: { zh: "首次备货公式采用哪种读法", en: "which reading of the first-stock formula holds" },
  unit: "choice",
  default: "undecided",
  choices: [
    { value: "undecided", label: { zh: "未决定：两种都列出", en: "undecided: show both" } },
    { value: "seed-literal", label: { zh: "按字面 ×3 天", en: "as written, 3 days" } },
    { value: "seed-90d", label: { zh: "按说明 3 个月", en: "as claimed, 3 months" } },
  ],
  source: FIRST,
  note: {
    zh: "公式按字面只备 3 天销量，说明却称满足 3 个月销售；两者相差数倍。",
    en: "As written the formula buys 3 days of sales, its explanation claims 3 months; they differ several times over.",
  },
});

export const fastTurns = definePolicy<number>({
  id: "restock-turnover-fast",
  name: { zh: "周转快：每月超过", en: "turns fast: above, a month" },
  unit: "times",
  default: 2,
  min: 0,
  max: 30,
  source: TURNOVER,
});

export const slowTurns = definePolicy<number>({
  id: "restock-turnover-slow",
  name: { zh: "周转慢：每月低于", en: "turns slowly: below, a month" },
  unit: "times",
  default: 1,
  min: 0,
  max: 30,
  source: TURNOVER,
});

export const fastUplift = definePolicy<number>({
  id: "restock-turnover-fast-uplift",
  name: { zh: "周转快时下次备货上浮", en: "next order up by, when it turns fast" },
  unit: "percent",
  default: 0.3,
  min: 0,
  max: 5,
  source: TURNOVER,
});

export const slowCut = definePolicy<number>({
  id: "restock-turnover-slow-cut",
  name: { zh: "周转慢时下次备货减少", en: "next order down by, when it turns slowly" },
  unit: "percent",
  default: 0.5,
  min: 0,
  max: 1,
  source: TURNOVER,
});

export const cycleMonths = definePolicy<number>({
  id: "restock-cycle-months",
  name: { zh: "文档默认的补货周期（月）", en: "replenishment cycle of the documents, in months" },
  unit: "count",
  default: 3,
  min: 1,
  max: 12,
  source: TURNOVER,
});

export const fastCycleMonths = definePolicy<number>({
  id: "restock-fast-cycle-months",
  name: { zh: "周转快时的补货周期（月）", en: "replenishment cycle when it turns fast, in months" },
  unit: "count",
  default: 2,
  min: 1,
  max: 12,
  source: TURNOVER,
});

export const lowInventoryFeeDays = definePolicy<number>({
  id: "restock-fba-low-inventory-days",
  name: { zh: "FBA 低库存费线（历史可售天数）", en: "FBA's low-inventory-level fee begins below this supply" },
  unit: "days",
  default: 28,
  min: 0,
  max: 365,
  source: "Amazon: the fee applies when both the 30-day and the 90-day historical days of supply are below 28",
});

export const peakUpliftLow = definePolicy<number>({
  id: "restock-peak-uplift-low",
  name: { zh: "大促备货上浮下限", en: "peak uplift, low" },
  unit: "percent",
  default: 0.5,
  min: 0,
  max: 10,
  source: PEAK,
});

export const peakUpliftHigh = definePolicy<number>({
  id: "restock-peak-uplift-high",
  name: { zh: "大促备货上浮上限", en: "peak uplift, high" },
  unit: "percent",
  default: 1,
  min: 0,
  max: 10,
  source: PEAK,
});

export const peakShipMonthsEarly = definePolicy<number>({
  id: "restock-peak-ship-months-early",
  name: { zh: "大促头程最早提前几个月", en: "ship for a peak at the earliest, months ahead" },
  unit: "count",
  default: 3,
  min: 0,
  max: 12,
  source: PEAK,
});

export const peakShipMonthsLate = definePolicy<number>({
  id: "restock-peak-ship-months-late",
  name: { zh: "大促头程最晚提前几个月", en: "ship for a peak at the latest, months ahead" },
  unit: "count",
  default: 2,
  min: 0,
  max: 12,
  source: PEAK,
});

export const peakShipDays = definePolicy<number>({
  id: "restock-peak-ship-days",
  name: { zh: "入仓截止前几天规划头程（另一份文档）", en: "ship before the inbound cut-off by, in the other document" },
  unit: "days",
  default: 30,
  min: 0,
  max: 180,
  source: "「提前30天规划头程」 (promotion document)",
});

export const peakCutOffDays = definePolicy<number>({
  id: "restock-peak-cut-off-days",
  name: { zh: "入仓截止日在黑五前几天", en: "inbound cut-off, days before Black Friday" },
  unit: "days",
  default: 39,
  min: 0,
  max: 120,
  source: "Amazon US 2025: FBA minimal splits by 20 October for Black Friday on 28 November",
});

export const peakHorizonDays = definePolicy<number>({
  id: "restock-peak-horizon-days",
  name: { zh: "入仓截止前多少天开始考虑大促备货", en: "think of an order for a peak this many days before its inbound cut-off" },
  unit: "days",
  default: 180,
  min: 0,
  max: 330,
  source: "Purser's judgement: the documents' three months of freight, and as long for choosing, sampling and production",
});

export const stockingRulePolicies = [
  firstStockLiteralDays,
  firstStockClaimedDays,
  firstStockReading,
  fastTurns,
  slowTurns,
  fastUplift,
  slowCut,
  cycleMonths,
  fastCycleMonths,
  lowInventoryFeeDays,
  peakUpliftLow,
  peakUpliftHigh,
  peakShipMonthsEarly,
  peakShipMonthsLate,
  peakShipDays,
  peakCutOffDays,
  peakHorizonDays,
] as const;
