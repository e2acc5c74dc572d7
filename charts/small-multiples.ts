import type { SmallMultiplesData } from "../src/domain/kpi/chart-data.ts";
import { day } from "../src/domain/calendar/day.ts";
import { defineChart } from "./define.ts";
import { colour, keyHeight, keyLine, keyRows, note, valueTicks } from "./parts/axes.ts";
import { axisName, type Figure, label } from "./parts/numbers.ts";
import { niceTicks, shortDay } from "./parts/ticks.ts";
import { fitted, textWidth, widest } from "./parts/words.ts";
import { COLOUR, type Frame, type Layer, margin, picture, pixel, type Rows, SIZE, table, WIDTH, words } from "./theme.ts";

const COLUMNS = 2;
const MOST = 12;
const PANEL = 62;
const HEAD = 36;
const GAP = 18;
const SMALLEST_STEP = { percent: 0.0001, money: 0.01, count: 1, days: 0.1, times: 0.01, number: 0.0001 } as const;

const layers = (): Layer[] => [
  { data: table("grid"), mark: { type: "rule", color: COLOUR.grid }, encoding: { x: pixel("x"), x2: { field: "x2" }, y: pixel("y") } },
  {
    data: table("ticks"),
    mark: { type: "text", align: "right", baseline: "middle" },
    encoding: { x: pixel("x"), y: pixel("y"), text: words("label") },
  },
  {
    data: table("strokes"),
    mark: { type: "rule", strokeCap: "round", strokeWidth: 1.8, color: COLOUR.main },
    encoding: { x: pixel("x"), x2: { field: "x2" }, y: pixel("y"), y2: { field: "y2" } },
  },
  {
    data: table("dots"),
    mark: { type: "point", filled: true, opacity: 1, size: 26, color: COLOUR.main },
    encoding: { x: pixel("x"), y: pixel("y") },
  },
  {
    data: table("heads"),
    mark: { type: "text", align: "left", baseline: "middle" },
    encoding: { x: pixel("x"), y: pixel("y"), text: words("label"), color: colour },
  },
  {
    data: table("days"),
    mark: { type: "text", align: "left", baseline: "top" },
    encoding: { x: pixel("x"), y: pixel("y"), text: words("label") },
  },
  {
    data: table("lastDays"),
    mark: { type: "text", align: "right", baseline: "top" },
    encoding: { x: pixel("x"), y: pixel("y"), text: words("label") },
  },
  ...keyLine(),
];

/** The same days in several places, one small line each, all on one scale: a small store then looks small. */
export const chart = defineChart<SmallMultiplesData>({
  spec(data, lang) {
    const figure: Figure = { unit: data.unit, currency: data.currency, lang };
    const zh = lang === "zh";
    const shown = data.panels.slice(0, MOST);
    const all = shown.flatMap((p) => p.series.flatMap((s) => s.value ?? []));
    const [least, most] = [Math.min(...all), Math.max(...all)];
    const zero = data.unit === "money" || data.unit === "count" || least < 0 || least <= most / 2;
    const step = SMALLEST_STEP[data.unit];
    const scale =
      all.length === 0 ? niceTicks(0, 0, 2, step) : niceTicks(zero ? Math.min(0, least) : least, zero ? Math.max(0, most) : most, 2, step);
    const [low, high] = [scale.at[0] ?? 0, scale.at.at(-1) ?? 1];
    const ticks = all.length === 0 ? [] : valueTicks(scale, figure);

    const left = margin(widest(ticks.map((t) => String(t["label"]))) + 16);
    const right = margin(14);
    const width = WIDTH - left - right;
    const columns = Math.max(1, Math.min(COLUMNS, shown.length));
    const lines = Math.max(1, Math.ceil(shown.length / columns));
    const each = (width - GAP * (columns - 1)) / columns;
    const origin = (i: number) => ({ x: (i % columns) * (each + GAP), y: Math.floor(i / columns) * (PANEL + HEAD) + HEAD - 8 });
    const y = (i: number, v: number): number => origin(i).y + PANEL * (1 - (v - low) / (high - low || 1));
    const days = Math.max(1, ...shown.map((p) => p.series.length));
    const x = (i: number, k: number): number => origin(i).x + (days === 1 ? each / 2 : (each * k) / (days - 1));

    const strokes = shown.flatMap((p, i) =>
      p.series.flatMap((s, k) => {
        const before = p.series[k - 1]?.value ?? null;
        return k === 0 || before === null || s.value === null ? [] : [{ x: x(i, k - 1), x2: x(i, k), y: y(i, before), y2: y(i, s.value) }];
      }),
    );
    const lonely = (p: (typeof shown)[number], k: number): boolean =>
      p.series[k]?.value != null && (p.series[k - 1]?.value ?? null) === null && (p.series[k + 1]?.value ?? null) === null;
    const dots = shown.flatMap((p, i) => {
      const lastAt = p.series.findLastIndex((s) => s.value !== null);
      return p.series.flatMap((s, k) => (s.value !== null && (k === lastAt || lonely(p, k)) ? [{ x: x(i, k), y: y(i, s.value) }] : []));
    });
    const heads: Rows = shown.flatMap((p, i) => {
      const last = p.series.findLast((s) => s.value !== null)?.value ?? null;
      const said = last === null ? (zh ? "无数据" : "no data") : label(last, figure, most);
      const room = each - textWidth(said) - 10;
      const { x: at, y: top } = origin(i);
      return [
        { x: at, y: top - 14, label: fitted(p.label, Math.max(SIZE.text * 2, room)), colour: COLOUR.ink },
        { x: at + each - textWidth(said), y: top - 14, label: said, colour: last === null ? COLOUR.quiet : COLOUR.main },
      ];
    });
    const bottom = origin((lines - 1) * columns).y + PANEL;
    const more = data.more + data.panels.length - shown.length;
    const name = axisName(data.name[lang], figure);
    const hidden = zh ? `另有 ${more} 个未列出` : `${more} more not shown`;
    const frame: Frame = { width, height: bottom, top: keyHeight(name, []) - 18, right, bottom: more > 0 ? 48 : 28, left };
    const known = all.length > 0;
    return picture(
      frame,
      { values: [0, 1] },
      {
        grid: shown.flatMap((_, i) => scale.at.map((v) => ({ x: origin(i).x, x2: origin(i).x + each, y: y(i, v) }))),
        ticks: Array.from({ length: lines }, (_, line) =>
          ticks.map((t) => ({ x: -8, y: y(line * columns, Number(t["v"])), label: String(t["label"]) })),
        ).flat(),
        strokes,
        dots,
        heads: [...heads, ...(more > 0 ? [{ x: 0, y: bottom + 36, label: hidden, colour: COLOUR.muted }] : [])],
        days: known ? [{ x: 0, y: bottom + 7, label: shortDay(day(data.period.from), lang) }] : [],
        lastDays: known ? [{ x: each, y: bottom + 7, label: shortDay(day(data.period.to), lang) }] : [],
        notes: known ? [] : [{ label: zh ? "这段时间没有数据" : "no data in this period" }],
        ...keyRows(name, [], frame, -18),
      },
      [...layers(), note(frame)],
    );
  },
});
