import { day } from "../../src/domain/calendar/day.ts";
import { addDays } from "../../src/domain/calendar/day.ts";
import type { KpiTrendData, RankingData } from "../../src/domain/kpi/chart-data.ts";
import type { StockProjectionData, StockProjectionDay } from "../../src/domain/restock/chart-data.ts";
import { MORE_CASES } from "./more-data.ts";

const END = day("2026-11-21");

/** `days` days of net sales until 21 November, the days before them to compare with. */
export function trend(days: number, value: (i: number) => number | null, over: Partial<KpiTrendData> = {}): KpiTrendData {
  const at = (i: number) => addDays(END, i - days + 1);
  const before = value(0) === null ? null : (i: number) => ((value(i) ?? 0) as number) * 0.8;
  return {
    title: { zh: "净销售额", en: "Net sales" },
    name: { zh: "净销售额", en: "Net sales" },
    unit: "money",
    currency: "USD",
    grain: "day",
    period: { from: at(0), to: END },
    series: Array.from({ length: days }, (_, i) => ({ day: at(i), value: value(i) })),
    comparison: {
      label: { zh: "上期", en: "Previous" },
      period: { from: addDays(at(0), -days), to: addDays(at(0), -1) },
      series: Array.from({ length: days }, (_, i) => ({ day: addDays(at(i), -days), value: before === null ? null : before(i) })),
    },
    immatureFrom: null,
    sensitivity: "internal",
    ...over,
  };
}

export const wave = (i: number): number => 5000 + Math.sin(i) * 900 + ((i * 7919) % 97) * 20;

export function ranking(rows: RankingData["rows"], over: Partial<RankingData> = {}): RankingData {
  return {
    title: { zh: "净销售额", en: "Net sales" },
    name: { zh: "净销售额", en: "Net sales" },
    unit: "money",
    currency: "USD",
    by: { zh: "SKU", en: "SKU" },
    rows,
    total: null,
    comparisonLabel: null,
    more: 0,
    sensitivity: "internal",
    ...over,
  };
}

export const bar = (label: string, value: number | null) => ({ key: label, label, value });

/** The worked case: 100 on hand, 5 a day, 60 on day 10 and 120 on day 40. Out on day 33, seven days, 35 units. */
export function projection(over: Partial<StockProjectionData> = {}): StockProjectionData {
  const today = day("2026-11-21");
  const arrivals = [
    { day: addDays(today, 10), units: 60, label: { zh: "海运 FBA18X", en: "sea FBA18X" }, proposed: false },
    { day: addDays(today, 40), units: 120, label: { zh: "海运 FBA19Y", en: "sea FBA19Y" }, proposed: false },
  ];
  let stock = 100;
  const days: StockProjectionDay[] = Array.from({ length: 60 }, (_, i) => {
    const d = addDays(today, i + 1);
    const arriving = arrivals.filter((a) => a.day === d).reduce((sum, a) => sum + a.units, 0);
    const there = stock + arriving;
    stock = Math.max(0, there - 5);
    return { day: d, stock, arriving, demand: 5, lost: Math.max(0, 5 - there) };
  });
  return {
    title: { zh: "SKU-1", en: "SKU-1" },
    subtitle: { zh: "", en: "" },
    today,
    onHand: 100,
    days,
    withOrder: null,
    reorderPoint: 115,
    stockOutDate: days.find((d) => d.lost > 0)?.day ?? null,
    arrivals,
    ...over,
  };
}

const long = "大容量可折叠收纳箱 家用衣柜整理神器 Extra large foldable storage box with lid, set of three";

const AIM = { label: { zh: "目标", en: "target" }, value: 6500 };
const SPECIAL = [
  { label: { zh: "Prime 秋季促销", en: "Prime Big Deal Days" }, from: "2026-10-06", to: "2026-10-07" },
  { label: { zh: "断货", en: "out of stock" }, from: "2026-10-20", to: "2026-10-26" },
  { label: { zh: "双 11", en: "Singles' Day" }, from: "2026-11-11", to: "2026-11-11" },
  { label: { zh: "断货", en: "out of stock" }, from: "2026-11-13", to: "2026-11-30" },
];

/** Every chart with what it may be given: few, many, one, none, huge, tiny, negative, long words. */
export const CASES: readonly (readonly [string, string, unknown])[] = [
  ["a month", "kpi-trend", trend(30, wave)],
  ["a week", "kpi-trend", trend(7, wave)],
  ["a year", "kpi-trend", trend(365, wave)],
  ["one day", "kpi-trend", trend(1, wave)],
  ["gaps", "kpi-trend", trend(30, (i) => (i % 7 < 3 && i > 3 ? null : wave(i)), { immatureFrom: "2026-11-14" })],
  ["nothing known", "kpi-trend", trend(30, () => null)],
  ["nothing to compare with", "kpi-trend", trend(30, wave, { comparison: null })],
  ["zeros", "kpi-trend", trend(30, () => 0, { unit: "count", currency: null })],
  ["a share", "kpi-trend", trend(30, (i) => 0.12 + i / 10_000, { unit: "percent", currency: null })],
  ["a tiny share", "kpi-trend", trend(30, (i) => 0.0004 + i / 1e6, { unit: "percent", currency: null })],
  ["billions", "kpi-trend", trend(30, (i) => wave(i) * 1e6, { currency: "CNY" })],
  ["losses", "kpi-trend", trend(30, (i) => Math.sin(i) * 1234, { currency: "GBP" })],
  ["days of cover", "kpi-trend", trend(30, (i) => 40 + i, { unit: "days", currency: null })],
  ["a target and special days", "kpi-trend", trend(60, wave, { grain: "day", target: AIM, periods: SPECIAL })],
  [
    "a target far off",
    "kpi-trend",
    trend(30, (i) => 0.12 + i / 10_000, { unit: "percent", currency: null, target: { ...AIM, value: 0.3 } }),
  ],
  [
    "long words everywhere",
    "kpi-trend",
    trend(30, wave, {
      name: { zh: long, en: long },
      target: { label: { zh: long, en: long }, value: 4000 },
      periods: [{ label: { zh: long, en: long }, from: "2026-11-18", to: "2026-11-18" }],
    }),
  ],
  ["stores", "ranking", ranking([bar("amazon-us", 123_456.7), bar("amazon-uk", 45_678)])],
  [
    "long names",
    "ranking",
    ranking(
      Array.from({ length: 30 }, (_, i) => bar(`${i} ${long}`, 1000 / (i + 1))),
      { more: 12 },
    ),
  ],
  ["negative and missing", "ranking", ranking([bar("a", 500), bar("b", 0), bar("c", -300), bar("d", null)])],
  ["only negative", "ranking", ranking([bar("a", -5), bar("b", -300)])],
  [
    "shares with a comparison",
    "ranking",
    ranking(
      [
        { ...bar("雨靴", 0.31), comparison: 0.1 },
        { ...bar("Lamp", 0.004), comparison: null },
      ],
      {
        unit: "percent",
        currency: null,
        total: 0.09,
        comparisonLabel: { zh: "上期", en: "Previous" },
      },
    ),
  ],
  ["no rows", "ranking", ranking([])],
  ["the worked case", "stock-projection", projection()],
  ["out already", "stock-projection", projection({ onHand: 0, stockOutDate: day("2026-11-22") })],
  [
    "never out",
    "stock-projection",
    projection({ days: projection().days.map((d) => ({ ...d, lost: 0 })), stockOutDate: null, reorderPoint: null, arrivals: [] }),
  ],
  [
    "with an order",
    "stock-projection",
    projection({ withOrder: { label: { zh: "按建议补货", en: "if ordered today" }, days: projection().days } }),
  ],
  ...MORE_CASES,
  // Last, so that the pictures before it are drawn once before and once after it.
  [
    "later arrivals",
    "stock-projection",
    projection({ arrivals: projection().arrivals.map((a) => ({ ...a, day: addDays(day(a.day), 3) })) }),
  ],
];
