import type { SixTwelveData } from "../src/domain/kpi/chart-data.ts";
import { day } from "../src/domain/calendar/day.ts";
import { type ChartLanguage, defineChart } from "./define.ts";
import { colour, haloed, keyHeight, keyLine, keyRows, type Key, note, valueTicks } from "./parts/axes.ts";
import { axisName, type Figure, label } from "./parts/numbers.ts";
import { strokesLayer } from "./parts/strokes.ts";
import { niceTicks, shortDay, shortMonth, type Ticks } from "./parts/ticks.ts";
import { widest } from "./parts/words.ts";
import { COLOUR, type Frame, type Layer, margin, picture, pixel, type Rows, SIZE, table, WIDTH, words } from "./theme.ts";

const PLOT = 176;
const FOOT = 34;
const GAP = 26;
/** For a label over a point at the top. */
const HEADROOM = 12;
/** Between a point and its number. */
const LIFTED = 8;
const SMALLEST_STEP = { percent: 0.0001, money: 0.01, count: 1, days: 0.1, times: 0.01, number: 0.0001 } as const;

type Point = SixTwelveData["weeks"][number];

/** One of the two panels: its points stand in places of equal width. */
interface Panel {
  readonly points: readonly Point[];
  readonly target: number | null;
  readonly from: number;
  readonly width: number;
  readonly scale: Ticks;
  readonly y: (v: number) => number;
  readonly x: (i: number) => number;
  readonly name: (p: Point, i: number) => string;
}

function scaleOf(data: SixTwelveData, points: readonly Point[], target: number | null): Ticks {
  const all = [...points.flatMap((p) => [p.value, p.before]), target].filter((v) => v !== null);
  const step = SMALLEST_STEP[data.unit];
  if (all.length === 0) return niceTicks(0, 0, 4, step);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const zero = data.unit === "money" || data.unit === "count" || low < 0 || low <= high / 2;
  return niceTicks(zero ? Math.min(0, low) : low, zero ? Math.max(0, high) : high, 4, step);
}

const layers = (): Layer[] => [
  { data: table("grid"), mark: { type: "rule", color: COLOUR.grid }, encoding: { x: pixel("x"), x2: { field: "x2" }, y: pixel("y") } },
  {
    data: table("ticks"),
    mark: { type: "text", align: "right", baseline: "middle" },
    encoding: { x: pixel("x"), y: pixel("y"), text: words("label") },
  },
  {
    data: table("targets"),
    mark: { type: "rule", color: COLOUR.target, strokeWidth: 1.4, strokeDash: [1.5, 3] },
    encoding: { x: pixel("x"), x2: { field: "x2" }, y: pixel("y") },
  },
  strokesLayer,
  {
    data: table("dots"),
    mark: { type: "point", filled: true, opacity: 1 },
    encoding: { x: pixel("x"), y: pixel("y"), color: colour, size: { field: "size", type: "quantitative", scale: null } },
  },
  {
    data: table("places"),
    mark: { type: "text", align: "center", baseline: "top" },
    encoding: { x: pixel("x"), y: pixel("y"), text: words("label"), color: colour },
  },
  ...haloed({
    data: table("ends"),
    mark: { type: "text", align: "center", baseline: "bottom", dy: -LIFTED, fontSize: SIZE.label },
    encoding: { x: pixel("x"), y: pixel("y"), text: words("label"), color: colour },
  }),
  ...keyLine(),
];

/** Straight strokes between neighbours that are both known; what is missing is a gap. */
function strokes(panel: Panel, pick: (p: Point) => number | null, how: { colour: string; width: number; dash: boolean }): Rows {
  return panel.points.flatMap((p, i) => {
    const [a, b] = [i === 0 ? null : pick(panel.points[i - 1] as Point), pick(p)];
    return a === null || b === null ? [] : [{ x: panel.x(i - 1), x2: panel.x(i), y: panel.y(a), y2: panel.y(b), ...how }];
  });
}

function panelOf(data: SixTwelveData, which: "weeks" | "months", from: number, width: number, lang: ChartLanguage): Panel {
  const points: readonly Point[] = data[which];
  const target = data.target?.[which === "weeks" ? "week" : "month"] ?? null;
  const scale = scaleOf(data, points, target);
  const [low, high] = [scale.at[0] ?? 0, scale.at.at(-1) ?? 1];
  // English days are longer: only the first and the last of six find room.
  const every = lang === "zh" ? 2 : 5;
  return {
    points,
    target,
    from,
    width,
    scale,
    x: (i) => from + (width * (i + 0.5)) / Math.max(1, points.length),
    y: (v) => PLOT * (1 - (v - low) / (high - low || 1)),
    name: (p, i) => {
      const last = points.length - 1;
      if (which === "weeks") return (last - i) % every === 0 ? shortDay(day(p.day), lang) : "";
      const month = shortMonth(day(p.day), lang);
      return lang === "zh" ? month.replace("月", "") : month.slice(0, 1);
    },
  };
}

function rowsOf(
  panel: Panel,
  left: number,
  figure: Figure,
  open: boolean,
): Record<"grid" | "ticks" | "targets" | "strokes" | "dots" | "places" | "ends", Rows> {
  const { points } = panel;
  const lastAt = points.findLastIndex((p) => p.value !== null);
  const last = points[lastAt];
  const ticks = points.some((p) => p.value !== null || p.before !== null) ? valueTicks(panel.scale, figure) : [];
  const clamp = (x: number, label: string): number => Math.min(x, panel.from + panel.width - (widest([label], SIZE.label) / 2 - GAP / 2));
  const lastLabel = last?.value == null ? "" : label(last.value, figure);
  // Above the point; below it where the line comes down to it, which the number would cover.
  const beside = (value: number): number => {
    const before = points.slice(0, lastAt).findLast((p) => p.value !== null)?.value ?? value;
    const [at, below] = [panel.y(value), panel.y(value) + SIZE.label + 2 * LIFTED];
    return before > value && below - LIFTED <= PLOT ? below : at;
  };
  return {
    grid: panel.scale.at.map((v) => ({ x: panel.from, x2: panel.from + panel.width, y: panel.y(v) })),
    ticks: ticks.map((t) => ({ x: left, y: panel.y(Number(t["v"])), label: String(t["label"]) })),
    targets: panel.target === null || ticks.length === 0 ? [] : [{ x: panel.from, x2: panel.from + panel.width, y: panel.y(panel.target) }],
    strokes: [
      ...strokes(panel, (p) => p.before, { colour: COLOUR.quiet, width: 1.6, dash: true }),
      ...strokes(panel, (p) => p.value, { colour: COLOUR.main, width: SIZE.line, dash: false }),
    ],
    dots: points.flatMap((p, i) => [
      ...(p.before === null ? [] : [{ x: panel.x(i), y: panel.y(p.before), colour: COLOUR.quiet, size: 10 }]),
      // A month that still runs is a ring: it will grow.
      ...(p.value === null ? [] : [{ x: panel.x(i), y: panel.y(p.value), colour: COLOUR.main, size: i === lastAt ? 44 : 22 }]),
      ...(p.value !== null && open && i === points.length - 1
        ? [{ x: panel.x(i), y: panel.y(p.value), colour: COLOUR.paper, size: 16 }]
        : []),
    ]),
    places: points.map((p, i) => ({ x: panel.x(i), y: PLOT + 9, label: panel.name(p, i), colour: COLOUR.muted })),
    ends:
      last?.value == null ? [] : [{ x: clamp(panel.x(lastAt), lastLabel), y: beside(last.value), label: lastLabel, colour: COLOUR.main }],
  };
}

/**
 * The last six weeks and the last twelve months in one picture, each with the year before under it and the target, as weekly business reviews
 * have it. The two have scales of their own, since a month is four weeks.
 */
export const chart = defineChart<SixTwelveData>({
  spec(data, lang) {
    const figure: Figure = { unit: data.unit, currency: data.currency, lang };
    const zh = lang === "zh";
    const running = data.months.at(-1)?.whole === false;
    const labels = (points: readonly Point[], target: number | null): number =>
      widest(valueTicks(scaleOf(data, points, target), figure).map((t) => String(t["label"]))) + 14;
    const left = margin(labels(data.weeks, data.target?.week ?? null));
    const middle = margin(labels(data.months, data.target?.month ?? null)) + GAP;
    const width = WIDTH - left - margin(16);
    const third = Math.round((width - middle) * 0.36);
    const weeks = panelOf(data, "weeks", 0, third, lang);
    const months = panelOf(data, "months", third + middle, width - third - middle, lang);
    const parts = [rowsOf(weeks, -8, figure, false), rowsOf(months, months.from - 8, figure, running)];
    const known = [...data.weeks, ...data.months].some((p) => p.value !== null);

    const keys: Key[] = [{ label: zh ? "今年" : "this year", colour: COLOUR.main, shape: "line" }];
    if ([...data.weeks, ...data.months].some((p) => p.before !== null))
      keys.push({ label: zh ? "去年同期" : "year before", colour: COLOUR.quiet, shape: "dash" });
    if (data.target?.month != null) keys.push({ label: zh ? "目标" : "target", colour: COLOUR.target, shape: "dots" });
    const name = axisName(data.name[lang], figure);
    const frame: Frame = { width, height: PLOT, top: keyHeight(name, keys) + HEADROOM, right: margin(16), bottom: FOOT + 18, left };
    const all = (table: keyof (typeof parts)[number]): Rows => parts.flatMap((p) => p[table]);
    const under = (panel: Panel, label: string) => ({ x: panel.from + panel.width / 2, y: PLOT + FOOT - 4, label, colour: COLOUR.ink });
    return picture(
      frame,
      { values: [0, 1] },
      {
        grid: all("grid"),
        ticks: all("ticks"),
        targets: all("targets"),
        strokes: all("strokes"),
        dots: all("dots"),
        places: [
          ...all("places"),
          under(weeks, zh ? "近 6 周" : "6 weeks"),
          under(months, `${zh ? "近 12 个月" : "12 months"}${running ? (zh ? "（空心：本月至今）" : " (ring: to date)") : ""}`),
        ],
        ends: all("ends"),
        notes: known ? [] : [{ label: zh ? "这段时间没有数据" : "no data in this period" }],
        ...keyRows(name, keys, frame, HEADROOM),
      },
      [...layers(), note(frame)],
    );
  },
});
