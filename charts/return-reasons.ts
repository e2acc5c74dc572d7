import type { ReturnReasonsData } from "../src/domain/kpi/chart-data.ts";
import { defineChart } from "./define.ts";
import { colour, keyHeight, keyLine, keyRows, type Key, note } from "./parts/axes.ts";
import { type Figure, label } from "./parts/numbers.ts";
import { fitted, widest } from "./parts/words.ts";
import { COLOUR, type Frame, type Layer, margin, picture, pixel, table, value, WIDTH, words } from "./theme.ts";

const ROW = 27;
const BAR = 15;
/** More reasons than this are one row, "other": the point of the picture is how few make most of it. */
const MOST = 9;
const NAME_WIDTH = 150;
/** Pareto's few: the reasons up to here are drawn dark. */
const FEW = 0.8;

const layers = (frame: Frame): Layer[] => [
  {
    data: table("bars"),
    mark: { type: "rect", cornerRadius: 2 },
    encoding: { x: value("zero"), x2: { field: "v" }, y: pixel("top"), y2: { field: "bottom" }, color: colour },
  },
  {
    data: table("fews"),
    mark: { type: "rule", color: COLOUR.target, strokeDash: [1.5, 3] },
    encoding: { x: value("v"), y: { value: 0 }, y2: { value: frame.height } },
  },
  {
    data: table("sums"),
    mark: { type: "line", color: COLOUR.arrival, strokeWidth: 1.8 },
    encoding: { x: value("v"), y: pixel("y"), order: { field: "y", type: "quantitative" } },
  },
  {
    data: table("sums"),
    mark: { type: "point", filled: true, opacity: 1, size: 30, color: COLOUR.arrival },
    encoding: { x: value("v"), y: pixel("y") },
  },
  {
    data: table("rows"),
    mark: { type: "text", align: "left", baseline: "middle", color: COLOUR.ink },
    encoding: { x: { value: 8 - frame.left }, y: pixel("y"), text: words("label") },
  },
  {
    data: table("figures"),
    mark: { type: "text", align: "right", baseline: "middle", color: COLOUR.ink },
    encoding: { x: { value: frame.width + frame.right - 8 }, y: pixel("y"), text: words("label") },
  },
  ...keyLine(),
  note(frame),
];

/** Why goods came back, as a Pareto chart: the reasons by size on the share of all returns, and the line of their running sum. */
export const chart = defineChart<ReturnReasonsData>({
  spec(data, lang) {
    const count: Figure = { unit: "count", currency: null, lang };
    const share: Figure = { unit: "percent", currency: null, lang };
    const sorted = data.rows.toSorted((a, b) => b.units - a.units);
    const shown = sorted.slice(0, sorted.length > MOST + 1 ? MOST : sorted.length);
    const rest = data.total - shown.reduce((sum, r) => sum + r.units, 0);
    const rows = shown.map((r) => ({ name: fitted(r.label[lang], NAME_WIDTH), units: r.units, other: false }));
    if (rest > 0) rows.push({ name: lang === "zh" ? "其他原因" : "other reasons", units: rest, other: true });
    const parts = rows.map((r) => (data.total > 0 ? r.units / data.total : 0));
    const sums = parts.map((_, i) => parts.slice(0, i + 1).reduce((a, b) => a + b, 0));
    const figures = rows.map((r, i) => `${label(r.units, count)} · ${label(parts[i] ?? 0, share)}`);

    const left = margin(widest(rows.map((r) => r.name)) + 20);
    const right = margin(widest(figures) + 20);
    const unit = lang === "zh" ? `${data.title.zh}（件，占比）` : `${data.title.en} (units, share)`;
    const keys: Key[] =
      rows.length < 2
        ? []
        : [{ label: lang === "zh" ? "累计，虚线为 80%" : "running sum; dotted line at 80%", colour: COLOUR.arrival, shape: "line" }];
    const height = Math.max(1, rows.length) * ROW;
    const frame: Frame = { width: WIDTH - left - right, height, top: keyHeight(unit, keys) - 8, right, bottom: 12, left };
    const y = (i: number): number => i * ROW + ROW / 2;
    const few = (i: number): boolean => (sums[i - 1] ?? 0) < FEW && rows[i]?.other !== true;
    return picture(
      frame,
      { values: [0, 1] },
      {
        bars: parts.map((p, i) => ({
          zero: 0,
          v: p,
          top: y(i) - BAR / 2,
          bottom: y(i) + BAR / 2,
          colour: few(i) ? COLOUR.main : COLOUR.axis,
        })),
        sums: rows.length < 2 ? [] : sums.map((v, i) => ({ v: Math.min(1, v), y: y(i) })),
        fews: rows.length < 2 ? [] : [{ v: FEW }],
        rows: rows.map((r, i) => ({ y: y(i), label: r.name })),
        figures: figures.map((f, i) => ({ y: y(i), label: f })),
        notes: rows.length > 0 ? [] : [{ label: lang === "zh" ? "这段时间没有退货" : "no returns in this period" }],
        ...keyRows(unit, keys, frame, -8),
      },
      layers(frame),
    );
  },
});
