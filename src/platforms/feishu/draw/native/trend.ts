import type { Language } from "../../../../message/message.ts";
import type { Trend } from "./schema.ts";
import { COLOUR, dayLabel, type Native, PADDING, scaleOf, titled } from "./scale.ts";

/** Two months of days: more on the width of a phone is a scribble, and is drawn with care as a picture. */
const MOST_POINTS = 62;
const HEIGHT = 240;

/** One KPI over time, the comparison under it. Undefined where a line alone would say too little, or too much. */
export function trend(data: Trend, lang: Language): Native | undefined {
  if (data.series.length < 2 || data.series.length > MOST_POINTS) return undefined;
  const before = data.comparison?.series ?? [];
  const values = [...data.series, ...before].map((p) => p.value);
  if (values.every((v) => v === null)) return undefined;
  const scale = scaleOf(values, { name: data.name[lang], unit: data.unit, currency: data.currency }, lang);
  const years = new Set(data.series.map((p) => p.day.slice(0, 4))).size > 1;
  const at = data.series.map((p) => dayLabel(p.day, data.grain, years, lang));
  const period = ({ from, to }: Trend["period"]): string => {
    const both = new Set([from.slice(0, 4), to.slice(0, 4)]).size > 1;
    return `${dayLabel(from, data.grain, both, lang)} – ${dayLabel(to, data.grain, both, lang)}`;
  };
  const now = period(data.period);
  const then = data.comparison ? `${data.comparison.label[lang]} ${period(data.comparison.period)}` : "";
  const sum = data.unit === "money" || data.unit === "count";
  const young = data.immatureFrom === null ? -1 : data.series.findIndex((p) => p.day >= (data.immatureFrom ?? ""));
  const line = (name: string, index: number, dash: readonly number[]): Readonly<Record<string, unknown>> => ({
    type: "line",
    name,
    dataIndex: index,
    xField: "x",
    yField: "y",
    seriesField: "s",
    invalidType: "break",
    point: { visible: false },
    line: { style: { lineWidth: 2, lineDash: dash } },
  });
  return {
    height: HEIGHT,
    spec: {
      type: "common",
      padding: PADDING,
      color: [COLOUR.main, COLOUR.quiet],
      data: [
        { id: "now", values: data.series.map((p, i) => ({ x: at[i], y: scale.of(p.value), s: now })) },
        ...(data.comparison ? [{ id: "then", values: at.map((x, i) => ({ x, y: scale.of(before[i]?.value ?? null), s: then })) }] : []),
      ],
      series: [line(now, 0, []), ...(data.comparison ? [line(then, 1, [4, 4])] : [])],
      axes: [
        { orient: "left", type: "linear", zero: sum, nice: true },
        { orient: "bottom", type: "band", label: { autoHide: true } },
      ],
      title: titled(young < 0 ? scale.title : lang === "zh" ? `${scale.title} · 灰底：数据未稳定` : `${scale.title} · grey: not final`),
      legends: { visible: data.comparison !== null, orient: "top", position: "start", padding: { top: 4, bottom: 8 } },
      ...(young >= 0 && {
        markArea: [
          {
            x: at[young],
            x1: at.at(-1),
            area: { style: { fill: COLOUR.band, fillOpacity: 0.15 } },
            label: { visible: false },
          },
        ],
      }),
    },
  };
}
