import type { KpiTrendData } from "../src/domain/kpi/chart-data.ts";
import { day } from "../src/domain/calendar/day.ts";
import { type ChartLanguage, defineChart } from "./define.ts";
import { colour, haloed, keyHeight, keyLine, keyRows, type Key, note, timeAxis, timeTicks, valueAxis, valueTicks } from "./parts/axes.ts";
import { flags, LANE } from "./parts/flags.ts";
import { axisName, type Figure, label } from "./parts/numbers.ts";
import { at, niceTicks, shortPeriod, type Ticks } from "./parts/ticks.ts";
import { fitted, textWidth, widest } from "./parts/words.ts";
import { COLOUR, type Frame, table, type Layer, margin, picture, pixel, type Rows, SIZE, time, value, WIDTH, words } from "./theme.ts";

const PLOT = 188;
const BOTTOM = 32;
/** From so many points on a line of full width is a scribble. */
const MANY = 120;
const DAY_MS = 86_400_000;
const SMALLEST_STEP: Readonly<Record<KpiTrendData["unit"], number>> = {
  percent: 0.0001,
  money: 0.01,
  count: 1,
  days: 0.1,
  times: 0.01,
  number: 0.0001,
};

const known = (values: readonly (number | null)[]): number[] => values.filter((v): v is number => v !== null);

/** Sums stand on zero. A ratio may leave it, so that 12.1 % and 12.9 % can be told apart, and is then no area. */
function standsOnZero(data: KpiTrendData, values: readonly number[]): boolean {
  if (data.unit === "money" || data.unit === "count") return true;
  const low = Math.min(...values);
  return low < 0 || low <= Math.max(...values) / 2;
}

function scaleOf(data: KpiTrendData, values: readonly number[], zero: boolean): Ticks {
  if (values.length === 0) return niceTicks(0, 0, 4, SMALLEST_STEP[data.unit]);
  const low = zero ? Math.min(0, ...values) : Math.min(...values);
  const high = zero ? Math.max(0, ...values) : Math.max(...values);
  return niceTicks(low, high, 4, SMALLEST_STEP[data.unit]);
}

/** A value whose neighbours are missing makes no line, so it gets a dot. */
function lonely(series: KpiTrendData["series"], i: number): boolean {
  return series[i]?.value != null && (series[i - 1]?.value ?? null) === null && (series[i + 1]?.value ?? null) === null;
}

interface Strokes {
  readonly main: Stroke;
  readonly before: Stroke;
  readonly key: Pick<Key, "shape" | "colour">;
}
interface Stroke {
  strokeWidth?: number;
  strokeDash?: number[];
  strokeJoin?: "bevel";
  strokeCap?: "butt";
  color?: string;
}

/** How the lines are drawn. Of hundreds of steep strokes nobody sees round joins or dashes, and both take long to draw. */
function strokes(many: boolean): Strokes {
  const plain: Stroke = { strokeJoin: "bevel", strokeCap: "butt" };
  if (!many) {
    return {
      main: {},
      before: { strokeWidth: 1.6, color: COLOUR.quiet, strokeDash: [5, 4], ...plain },
      key: { shape: "dash", colour: COLOUR.quiet },
    };
  }
  return {
    main: { strokeWidth: 0.6 * SIZE.line, ...plain },
    // As much ink as the dashes had, in one pixel of a picture of twice its size.
    before: { strokeWidth: 0.5, color: COLOUR.muted, ...plain },
    key: { shape: "line", colour: COLOUR.muted },
  };
}

function layers(frame: Frame, area: boolean, many: boolean): Layer[] {
  const x = time("t");
  const { main, before } = strokes(many);
  const unit = { invalid: "break-paths-show-domains", clip: false } as const;
  return [
    {
      data: table("young"),
      mark: { type: "rect", color: COLOUR.band },
      encoding: { x: time("from"), x2: { field: "to" }, y: { value: 0 }, y2: { value: frame.height } },
    },
    ...(area
      ? [
          {
            data: table("points"),
            mark: { type: "area", color: COLOUR.mainFill, line: false, ...unit },
            encoding: { x, y: value("v"), y2: { datum: 0 } },
          } as const satisfies Layer,
        ]
      : []),
    {
      data: table("special"),
      mark: { type: "rect", color: COLOUR.special, opacity: 0.7 },
      encoding: { x: pixel("x"), x2: { field: "x2" }, y: pixel("y"), y2: { value: frame.height } },
    },
    ...valueAxis(frame),
    ...timeAxis(frame),
    {
      data: table("targets"),
      mark: { type: "rule", color: COLOUR.target, strokeWidth: 1.4, strokeDash: [1.5, 3] },
      encoding: { y: value("v"), x: { value: 0 }, x2: { value: frame.width } },
    },
    { data: table("points"), mark: { type: "line", ...before, ...unit }, encoding: { x, y: value("before") } },
    { data: table("points"), mark: { type: "line", ...main, ...unit }, encoding: { x, y: value("v") } },
    {
      data: table("dots"),
      mark: { type: "point", filled: true, opacity: 1, size: 34 },
      encoding: { x, y: value("v"), color: colour },
    },
    {
      data: table("ends"),
      mark: { type: "text", align: "left", baseline: "middle", fontSize: SIZE.label },
      encoding: { x: { value: frame.width + 7 }, y: pixel("y"), text: words("label"), color: colour },
    },
    ...haloed({
      data: table("specialNames"),
      mark: { type: "text", align: "left", baseline: "middle", color: COLOUR.specialInk },
      encoding: { x: pixel("x"), y: pixel("y"), text: words("label") },
    }),
    ...keyLine(),
    note(frame),
  ];
}

/** Special periods as bands, each under its name; names that find no room over the plot are left out, their bands stay. */
function specials(
  data: KpiTrendData,
  plot: { readonly first: number; readonly end: number; readonly width: number; readonly right: number },
  lang: ChartLanguage,
): { readonly lanes: number; readonly boxes: Rows; readonly names: Rows } {
  const x = (t: number): number => ((t - plot.first) / Math.max(DAY_MS, plot.end - plot.first)) * plot.width;
  const half = data.grain === "month" ? 0 : DAY_MS / 2;
  const bands = (data.periods ?? [])
    .map((p) => ({ ...p, x: Math.max(0, x(at(p.from) - half)), x2: Math.min(plot.width, x(at(p.to) + half)) }))
    .filter((p) => p.x < plot.width && p.x2 > 0)
    .map((p) => ({ ...p, x2: Math.max(p.x2, p.x + 2) }));
  const laid = flags(
    bands.map((b) => ({ x: b.x + 2, label: fitted(b.label[lang], 150), colour: COLOUR.specialInk, solid: false })),
    plot.width + plot.right - 8,
  );
  return { lanes: laid.lanes, boxes: bands.map((b) => ({ x: b.x, x2: b.x2, y: 0 })), names: laid.labels };
}

/** One KPI over time: the period as a line (on an area where it is a sum), the comparison as a quiet line (dashed unless there are many points), day by day. */
export const chart = defineChart<KpiTrendData>({
  spec(data, lang) {
    const figure: Figure = { unit: data.unit, currency: data.currency, lang };
    const before = data.comparison?.series ?? [];
    const many = data.series.length > MANY;
    const { target } = data;
    const values = known([...data.series, ...before].map((p) => p.value));
    const shown = target === undefined || values.length === 0 ? values : [...values, target.value];
    const zero = standsOnZero(data, shown);
    const scale = scaleOf(data, shown, zero);
    const ticks = values.length > 0 ? valueTicks(scale, figure) : [];
    const lastAt = data.series.findLastIndex((p) => p.value !== null);
    const last = data.series[lastAt];
    const lastLabel = last?.value == null ? "" : label(last.value, figure);
    const targetLabel = target === undefined ? "" : `${target.label[lang]} ${label(target.value, figure)}`;

    const left = margin(widest(ticks.map((t) => String(t["label"]))) + 16);
    const right = margin(Math.max(20, textWidth(lastLabel, SIZE.label) + 14));
    const width = WIDTH - left - right;

    const first = day(data.series[0]?.day ?? data.period.from);
    const end = day(data.series.at(-1)?.day ?? data.period.to);
    const keys: Key[] = [
      { label: shortPeriod(day(data.period.from), day(data.period.to), data.grain, lang), colour: COLOUR.main, shape: "line" },
    ];
    if (data.comparison) {
      const { label: name, period } = data.comparison;
      const when = shortPeriod(day(period.from), day(period.to), data.grain, lang);
      keys.push({ label: `${name[lang]} ${when}`, ...strokes(many).key });
    }
    if (target !== undefined) keys.push({ label: targetLabel, colour: COLOUR.target, shape: "dots" });
    if (data.immatureFrom !== null) keys.push({ label: lang === "zh" ? "数据未稳定" : "not final", colour: COLOUR.band, shape: "box" });

    const name = axisName(data.name[lang], figure);
    const bands = specials(data, { first: at(first), end: at(end), width, right }, lang);
    const frame: Frame = { width, height: PLOT, top: keyHeight(name, keys) + bands.lanes * LANE, right, bottom: BOTTOM, left };
    const y = (v: number): number => PLOT * (1 - (v - (scale.at[0] ?? 0)) / ((scale.at.at(-1) ?? 1) - (scale.at[0] ?? 0)));

    return picture(
      frame,
      { times: [at(first), at(end)], values: [scale.at[0] ?? 0, scale.at.at(-1) ?? 1] },
      {
        points: data.series.map((p, i) => ({ t: at(p.day), v: p.value, before: before[i]?.value ?? null })),
        dots: data.series.flatMap((p, i) => [
          ...(lonely(before, i) ? [{ t: at(p.day), v: before[i]?.value ?? null, colour: COLOUR.quiet }] : []),
          ...(lonely(data.series, i) || i === lastAt ? [{ t: at(p.day), v: p.value, colour: COLOUR.main }] : []),
        ]),
        ends: last?.value == null ? [] : [{ y: y(last.value), label: lastLabel, colour: COLOUR.main }],
        targets: target === undefined || values.length === 0 ? [] : [{ v: target.value }],
        special: bands.boxes,
        specialNames: bands.names,
        young: data.immatureFrom === null ? [] : [{ from: Math.max(at(first), at(data.immatureFrom) - DAY_MS / 2), to: at(end) }],
        values: ticks,
        times: timeTicks(first, end, data.grain, frame, lang),
        notes: values.length > 0 ? [] : [{ label: lang === "zh" ? "这段时间没有数据" : "no data in this period" }],
        ...keyRows(name, keys, frame, bands.lanes * LANE),
      },
      layers(frame, zero, many),
    );
  },
});
