import { periodText } from "../domain/calendar/period-text.ts";
import type { KpiTrendData, KpiTrendPoint, RankingData } from "../domain/kpi/chart-data.ts";
import type { KpiAnswer, KpiComparison, SplitRow } from "../domain/kpi/engine/ask.ts";
import { smallestFirst } from "../domain/kpi/engine/rank.ts";
import type { Point } from "../domain/kpi/engine/series.ts";
import type { Text } from "../domain/value.ts";
import type { Block } from "../message/message.ts";
import { formatValue } from "../message/format.ts";
import { kpiValue, plotted } from "./kpi-value.ts";
import { againstText, scopeText, type ScopeWords, titleText } from "./kpi-words.ts";

type ChartBlock = Extract<Block, { readonly kind: "chart" }>;

const BARS = 12;

const point = (p: Point): KpiTrendPoint => ({ day: p.day, value: plotted(p.value) });

function currencyOf(answer: KpiAnswer): string | null {
  return answer.ask.kpi.unit === "money" ? answer.ask.currency : null;
}

/** The chart writes the days of both series itself, so that a word is enough. */
function seriesLabel({ kind, period }: KpiComparison): Text {
  switch (kind) {
    case "previous":
      return { zh: "上期", en: "period before" };
    case "last-year":
      return { zh: "去年同期", en: "year before" };
    case "period":
      return periodText(period);
  }
}

/** A target that the points can be held against: of rates any, of sums a month's beside months. */
function aim({ target, ask }: KpiAnswer, grain: "day" | "month"): Pick<KpiTrendData, "target"> {
  if (target === null || (ask.kpi.denominator === null && grain === "day")) return {};
  return { target: { label: { zh: "目标", en: "target" }, value: target.policy.value } };
}

/** The course of a KPI; null where fewer than two points are known and there is no course to see. */
export function trendChart(answer: KpiAnswer, words: ScopeWords): ChartBlock | null {
  const { kpi, currency } = answer.ask;
  const { series, comparison } = answer;
  if (series === null) return null;
  const known = series.points.filter((p) => p.value.kind === "value");
  const last = known.at(-1);
  if (known.length < 2 || last === undefined) return null;
  const before = series.comparison;
  const title = titleText(kpi.name, scopeText(words), answer.ask.period);
  const data: KpiTrendData = {
    title,
    name: kpi.name,
    unit: kpi.unit,
    currency: currencyOf(answer),
    grain: series.grain,
    period: answer.ask.period,
    series: series.points.map(point),
    comparison:
      before === null || comparison === null || !before.some((p) => p.value.kind === "value")
        ? null
        : { label: seriesLabel(comparison), period: comparison.period, series: before.map(point) },
    ...aim(answer, series.grain),
    ...(words.special !== undefined && words.special.length > 0 && { periods: words.special }),
    immatureFrom: answer.immatureFrom,
    sensitivity: kpi.sensitivity,
  };
  const values = known.map((p) => (p.value.kind === "value" ? p.value.value.toNumber() : 0));
  const at = (target: number): Point => known[values.indexOf(target)] ?? last;
  const say = (p: Point, lang: "zh" | "en"): string => formatValue(kpiValue(kpi, p.value, currency), lang);
  const when = (p: Point): string => (series.grain === "month" ? p.day.slice(0, 7) : p.day);
  const [low, high] = [at(Math.min(...values)), at(Math.max(...values))];
  const level = Math.min(...values) === Math.max(...values);
  const alt: Text = level
    ? { zh: `${kpi.name.zh}走势：一直是 ${say(last, "zh")}`, en: `${kpi.name.en} over time: ${say(last, "en")} throughout` }
    : {
        zh: `${kpi.name.zh}走势：最低 ${say(low, "zh")}（${when(low)}），最高 ${say(high, "zh")}（${when(high)}），最新 ${say(last, "zh")}（${when(last)}）`,
        en: `${kpi.name.en} over time: lowest ${say(low, "en")} (${when(low)}), highest ${say(high, "en")} (${when(high)}), latest ${say(last, "en")} (${when(last)})`,
      };
  return { kind: "chart", chart: "kpi-trend", data, alt, sensitivity: kpi.sensitivity };
}

/** Members of a split that a bar may stand for: where any has a sample worth the name, only those. */
function drawable(rows: readonly SplitRow[]): readonly SplitRow[] {
  const valued = rows.filter((r) => r.figure.value.kind === "value");
  const solid = valued.filter((r) => r.thin === null);
  return solid.length > 0 ? solid : valued;
}

export const SPLIT_WORDS: Readonly<Record<"store" | "sku" | "day" | "month", Text>> = {
  store: { zh: "店铺", en: "store" },
  sku: { zh: "SKU", en: "SKU" },
  day: { zh: "日期", en: "day" },
  month: { zh: "月份", en: "month" },
};

/** Stores or SKUs by size; null where fewer than two can be compared. */
export function rankingChart(answer: KpiAnswer, words: ScopeWords): ChartBlock | null {
  const { kpi, currency, split } = answer.ask;
  if (answer.rows === null || (split !== "store" && split !== "sku")) return null;
  const rows = drawable(answer.rows);
  const [first] = rows;
  if (rows.length < 2 || first === undefined) return null;
  const title = titleText(kpi.name, scopeText(words), answer.ask.period);
  const data: RankingData = {
    title,
    name: kpi.name,
    unit: kpi.unit,
    currency: currencyOf(answer),
    by: SPLIT_WORDS[split],
    rows: rows.slice(0, BARS).map((r) => ({
      key: r.key,
      label: r.key,
      value: plotted(r.figure.value),
      ...(r.before !== null && { comparison: plotted(r.before) }),
    })),
    total: plotted(answer.figure.value),
    comparisonLabel: answer.comparison === null ? null : againstText(answer.comparison.kind, answer.comparison.period),
    more: answer.rows.length - Math.min(rows.length, BARS),
    sensitivity: kpi.sensitivity,
  };
  const say = (lang: "zh" | "en"): string =>
    rows
      .slice(0, 3)
      .map((r) => `${r.key} ${formatValue(kpiValue(kpi, r.figure.value, currency), lang)}`)
      .join(lang === "zh" ? "，" : ", ");
  const order: Text = smallestFirst(kpi) ? { zh: "从低到高", en: "lowest first" } : { zh: "从高到低", en: "highest first" };
  const some: Text = rows.length > 3 ? { zh: "，前 3 个", en: ", the first 3" } : { zh: "", en: "" };
  const alt: Text = {
    zh: `${kpi.name.zh}排名，${order.zh}${some.zh}：${say("zh")}`,
    en: `${kpi.name.en} by ${SPLIT_WORDS[split].en}, ${order.en}${some.en}: ${say("en")}`,
  };
  return { kind: "chart", chart: "ranking", data, alt, sensitivity: kpi.sensitivity };
}
