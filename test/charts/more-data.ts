import { addDays, addMonths, day } from "../../src/domain/calendar/day.ts";
import type { PromoTrackData } from "../../src/domain/promo/chart-data.ts";
import type { FrontierData } from "../../src/domain/backtest/chart-data.ts";
import type { ReturnReasonsData, SixTwelveData, SmallMultiplesData, WaterfallData } from "../../src/domain/kpi/chart-data.ts";

const same = (text: string) => ({ zh: text, en: text });
const MONDAY = day("2026-11-16");

export function waterfall(values: readonly (number | null)[], over: Partial<WaterfallData> = {}): WaterfallData {
  const words = [
    { zh: "净销售额", en: "Net sales" },
    { zh: "到岸成本", en: "Landed cost" },
    { zh: "平台费用", en: "Platform fees" },
    { zh: "退货费用（减赔偿）", en: "Return fees less reimbursements" },
    { zh: "退回可再售货值", en: "Goods back in stock" },
    { zh: "广告花费", en: "Ad spend" },
  ];
  return {
    title: { zh: "从净销售额到 CM3", en: "From net sales to CM3" },
    currency: "USD",
    unit: "money",
    steps: values.map((value, i) => ({
      label: words[i] ?? { zh: "CM3", en: "CM3" },
      kind: i === 0 ? "from" : i === values.length - 1 ? "sum" : "step",
      value,
    })),
    sensitivity: "margin",
    ...over,
  };
}

export function reasons(units: readonly number[], over: Partial<ReturnReasonsData> = {}): ReturnReasonsData {
  const names = ["质量问题 / quality", "与描述不符 / not as described", "个人原因 / change of mind", "物流问题 / logistics"];
  return {
    title: { zh: "退货原因", en: "Why goods came back" },
    rows: units.map((n, i) => ({ label: same(names[i] ?? `REASON_${i}`), units: n })),
    total: units.reduce((a, b) => a + b, 0),
    sensitivity: "internal",
    ...over,
  };
}

export function sixTwelve(value: (i: number) => number | null, over: Partial<SixTwelveData> = {}): SixTwelveData {
  const before = (v: number | null) => (v === null ? null : v * 0.8);
  return {
    title: { zh: "净销售额", en: "Net sales" },
    name: { zh: "净销售额", en: "Net sales" },
    unit: "money",
    currency: "USD",
    weeks: Array.from({ length: 6 }, (_, i) => ({ day: addDays(MONDAY, 7 * (i - 5)), value: value(i), before: before(value(i)) })),
    months: Array.from({ length: 12 }, (_, i) => {
      const v = value(i);
      return {
        day: addMonths(day("2026-11-01"), i - 11),
        value: v === null ? null : v * 4.3,
        before: before(v === null ? null : v * 4.1),
        whole: i < 11,
      };
    }),
    target: null,
    sensitivity: "internal",
    ...over,
  };
}

/** Ways to plan, each dearer than the one before; `reach`: how much of the way up they come. */
export function frontier(ways: readonly (readonly [string, FrontierData["lines"][number]["kind"]])[], reach = 1): FrontierData {
  const lines = ways.map(([id, kind], way) => ({
    id,
    kind,
    label: same(id),
    points: [0.8, 0.88, 0.94, 0.97].map((fill, k) => ({ fill: fill * reach, onHand: 4_000 * (k + 1 + way) })),
  }));
  return {
    title: same("Backtest"),
    lines,
    compared: ways.length > 1 ? { fill: 0.94, from: 12_000, to: 16_000, label: { zh: "少 25%", en: "25 % less" } } : null,
  };
}

export function multiples(
  labels: readonly string[],
  value: (panel: number, i: number) => number | null,
  over: Partial<SmallMultiplesData> = {},
): SmallMultiplesData {
  const [from, length] = [day("2026-10-23"), 30];
  return {
    title: { zh: "净销售额", en: "Net sales" },
    name: { zh: "净销售额", en: "Net sales" },
    unit: "money",
    currency: "USD",
    period: { from, to: addDays(from, length - 1) },
    panels: labels.map((label, p) => ({
      label,
      series: Array.from({ length }, (_, i) => ({ day: addDays(from, i), value: value(p, i) })),
    })),
    more: 0,
    sensitivity: "internal",
    ...over,
  };
}

const long = "大容量可折叠收纳箱 家用衣柜整理神器 Extra large foldable storage box with lid, set of three";
const ripple = (p: number, i: number): number => (5000 + Math.sin(i + p) * 900 + ((i * 7919) % 97) * 20) / (p + 1);

/** What the younger charts may be given. */
/** Four days of a promotion of which `known` are over. */
export function track(known: number, over: Partial<PromoTrackData> = {}): PromoTrackData {
  const from = day("2026-11-27");
  const sums = (a: number, n: number) => Array.from({ length: n }, (_, i) => ({ day: addDays(from, i), units: a * (i + 1) }));
  return {
    from,
    to: addDays(from, 3),
    expected: sums(250, 4).map((d) => ({ ...d, low: d.units * 0.7, high: d.units * 1.3 })),
    before: sums(190, 4),
    actual: sums(300, known).map((d, i) => ({ ...d, hour: i === known - 1 ? 15 : 24 })),
    ...over,
  };
}

const NAMED: readonly (readonly [string, string, unknown])[] = [
  ["a margin", "waterfall", waterfall([100_000, -42_000, -23_500, -1_800, 2_100, -9_400, 25_400])],
  ["a loss", "waterfall", waterfall([10_000, -8_000, -3_500, -180, 0, -940, -2_620])],
  ["tiny and huge", "waterfall", waterfall([1_234_567_890, -3, -0.5, 0, 12, -900_000_000, 334_567_898.5], { currency: "CNY" })],
  ["a step unknown", "waterfall", waterfall([10_000, -4_000, null, -100, 0, -500, 5_400])],
  ["nothing", "waterfall", waterfall([])],
  ["all zero", "waterfall", waterfall([0, 0, 0])],
  [
    "long words",
    "waterfall",
    waterfall([5, -2, 3], {
      title: same(long),
      steps: [5, -2, 3].map((value, i) => ({ label: same(long), kind: i === 0 ? "from" : i === 1 ? "step" : "sum", value })),
    }),
  ],
  ["six reasons", "return-reasons", reasons([412, 180, 95, 60, 22, 9])],
  ["sixty reasons", "return-reasons", reasons(Array.from({ length: 60 }, (_, i) => 600 - i * 9))],
  ["one reason", "return-reasons", reasons([1])],
  ["no returns", "return-reasons", reasons([])],
  ["long reasons", "return-reasons", reasons([30, 2], { rows: [30, 2].map((units) => ({ label: same(long), units })) })],
  ["a year", "six-twelve", sixTwelve((i) => 20_000 + i * 900 + ((i * 37) % 11) * 500, { target: { week: 24_000, month: 105_000 } })],
  ["a share", "six-twelve", sixTwelve((i) => 0.12 + i / 200, { unit: "percent", currency: null, target: { week: 0.1, month: 0.1 } })],
  ["gaps", "six-twelve", sixTwelve((i) => (i % 3 === 0 ? null : 400 - i * 40))],
  ["one point", "six-twelve", sixTwelve((i) => (i === 5 ? 12 : null), { unit: "count", currency: null })],
  ["nothing known", "six-twelve", sixTwelve(() => null)],
  ["losses", "six-twelve", sixTwelve((i) => (i - 3) * 1_500, { currency: "JPY" })],
  ["five stores", "small-multiples", multiples(["amazon-us", "amazon-de", "amazon-jp", "walmart-us", "shopify"], ripple)],
  [
    "sixty places",
    "small-multiples",
    multiples(
      Array.from({ length: 60 }, (_, i) => `SKU-${i} ${long}`),
      ripple,
      { more: 4 },
    ),
  ],
  ["one place", "small-multiples", multiples(["amazon-us"], ripple)],
  ["one known of three", "small-multiples", multiples(["a", "b", "c"], (p, i) => (p === 1 ? ripple(p, i) : null))],
  ["holes and losses", "small-multiples", multiples(["a", "b"], (p, i) => (i % 4 === p ? null : Math.sin(i) * 300))],
  [
    "three ways to plan",
    "frontier",
    frontier([
      ["purser", "ours"],
      ["spreadsheet", "other"],
      ["clairvoyant", "bound"],
    ]),
  ],
  ["one way that never served enough", "frontier", frontier([["spreadsheet", "other"]], 0.5)],
  ["no way at all", "frontier", frontier([])],
  ["before it begins", "promo-track", track(0)],
  ["on its third day", "promo-track", track(3)],
  ["never held before, and nothing expected", "promo-track", track(1, { before: [], expected: [] })],
  ["nothing anywhere", "small-multiples", multiples(["a", "b"], () => null)],
];

/** A name tells one picture. */
export const MORE_CASES: typeof NAMED = NAMED.map(([name, chart, data]) => [`${chart}: ${name}`, chart, data]);
