import { z } from "zod";
import type { Chart, Language } from "../../../message/message.ts";
import { CHART_AXIS_CHARS, CHART_LABEL_CHARS, CHART_POINTS, CHART_SERIES, CHART_TITLE_CHARS } from "../limits.ts";
import type { ChartBlock } from "./detail.ts";
import { fit } from "./text.ts";

const Words = z.object({ zh: z.string(), en: z.string() });
const Unit = z.enum(["percent", "money", "count", "days", "times", "number"]);
const Points = z.array(z.object({ day: z.string(), value: z.number().nullable() }));

const Trend = z.object({
  title: Words,
  name: Words,
  unit: Unit,
  currency: z.string().nullable(),
  grain: z.enum(["day", "month"]),
  series: Points,
  comparison: z.object({ label: Words, series: Points }).nullable(),
  immatureFrom: z.string().nullable(),
  // Only our own picture draws a target and shades special days: with either the chart is one.
  target: z.undefined().optional(),
  periods: z.array(z.unknown()).max(0).optional(),
});

const Ranking = z.object({
  title: Words,
  name: Words,
  unit: Unit,
  currency: z.string().nullable(),
  rows: z.array(z.object({ label: z.string(), value: z.number().nullable(), comparison: z.number().nullable().optional() })),
  comparisonLabel: Words.nullable(),
  more: z.number(),
});

type Unit = z.infer<typeof Unit>;

const label = (text: string, limit: number): string => fit(text.trim() === "" ? "—" : text, limit);
/** Slack writes numbers as they are: a share becomes per cent, and no figure gets more than two digits. */
const figure = (value: number, unit: Unit): number => Math.round((unit === "percent" ? value * 100 : value) * 100) / 100;

function axis(name: string, unit: Unit, currency: string | null): string {
  const sign = unit === "percent" ? "%" : currency;
  return label(sign === null ? name : `${name} (${sign})`, CHART_AXIS_CHARS);
}

interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

/** The block, where every series has a value at every label and all labels differ; Slack refuses anything else. */
function block(
  type: "line" | "bar",
  title: string,
  yLabel: string,
  labels: readonly string[],
  series: readonly Series[],
  unit: Unit,
): ChartBlock | undefined {
  const short = labels.map((text) => label(text, CHART_LABEL_CHARS));
  const names = series.map(({ name }) => label(name, CHART_LABEL_CHARS));
  if (short.length === 0 || short.length > CHART_POINTS || series.length > CHART_SERIES) return undefined;
  if (new Set(short).size < short.length || new Set(names).size < names.length) return undefined;
  const drawn = series.map(({ values }, s) => ({
    name: names[s] ?? "",
    data: short.flatMap((at, i) => {
      const value = values[i];
      return value === null || value === undefined ? [] : [{ label: at, value: figure(value, unit) }];
    }),
  }));
  if (drawn.some(({ data }) => data.length < short.length || !data.every(({ value }) => Number.isFinite(value)))) return undefined;
  return {
    type: "data_visualization",
    title: label(title, CHART_TITLE_CHARS),
    chart: { type, series: drawn, axis_config: { categories: short, y_label: yLabel } },
  };
}

/**
 * A chart in Slack's own block, where nothing of it is lost by that: short, without holes, nothing shaded. Otherwise undefined, and
 * the picture stands in.
 */
export function nativeChart(chart: Chart, lang: Language): ChartBlock | undefined {
  if (chart.chart === "kpi-trend") {
    const trend = Trend.safeParse(chart.data).data;
    if (trend === undefined || trend.immatureFrom !== null) return undefined;
    const { title, name, unit, currency, grain, series, comparison } = trend;
    return block(
      "line",
      title[lang],
      axis(name[lang], unit, currency),
      series.map(({ day }) => (grain === "month" ? day.slice(0, 7) : day.slice(5))),
      [
        { name: name[lang], values: series.map(({ value }) => value) },
        ...(comparison === null ? [] : [{ name: comparison.label[lang], values: comparison.series.map(({ value }) => value) }]),
      ],
      unit,
    );
  }
  if (chart.chart === "ranking") {
    const ranking = Ranking.safeParse(chart.data).data;
    if (ranking === undefined || ranking.more > 0) return undefined;
    const { title, name, unit, currency, rows, comparisonLabel } = ranking;
    return block(
      "bar",
      title[lang],
      axis(name[lang], unit, currency),
      rows.map((row) => row.label),
      [
        { name: name[lang], values: rows.map(({ value }) => value) },
        ...(comparisonLabel === null ? [] : [{ name: comparisonLabel[lang], values: rows.map(({ comparison }) => comparison ?? null) }]),
      ],
      unit,
    );
  }
  return undefined;
}
