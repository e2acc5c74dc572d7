import type { PromoTrackData } from "../src/domain/promo/chart-data.ts";
import { addDays } from "../src/domain/calendar/day.ts";
import { defineChart } from "./define.ts";
import { colour, keyHeight, keyLine, keyRows, type Key, timeAxis, timeTicks, valueAxis, valueTicks } from "./parts/axes.ts";
import { type Figure, label } from "./parts/numbers.ts";
import { at, niceTicks } from "./parts/ticks.ts";
import { textWidth, widest } from "./parts/words.ts";
import { COLOUR, type Frame, table, type Layer, margin, picture, pixel, type Rows, time, value, WIDTH, words } from "./theme.ts";

const PLOT = 190;
const BOTTOM = 32;
const HOUR_MS = 3_600_000;
const APART = 15;

const layers = (frame: Frame): Layer[] => [
  {
    data: table("expected"),
    mark: { type: "area", color: COLOUR.band, line: false },
    encoding: { x: time("t"), y: value("low"), y2: { field: "high" } },
  },
  ...valueAxis(frame),
  ...timeAxis(frame),
  {
    data: table("before"),
    mark: { type: "line", color: COLOUR.quiet, strokeWidth: 1.6 },
    encoding: { x: time("t"), y: value("v") },
  },
  {
    data: table("expected"),
    mark: { type: "line", color: COLOUR.order, strokeDash: [6, 4] },
    encoding: { x: time("t"), y: value("v") },
  },
  { data: table("actual"), mark: { type: "line" }, encoding: { x: time("t"), y: value("v") } },
  {
    data: table("now"),
    mark: { type: "point", filled: true, opacity: 1, size: 44, color: COLOUR.main },
    encoding: { x: time("t"), y: value("v") },
  },
  {
    data: table("ends"),
    mark: { type: "text", align: "left", baseline: "middle" },
    encoding: { x: { value: frame.width + 7 }, y: pixel("y"), text: words("label"), color: colour },
  },
  ...keyLine(),
];

/** Units sold since a promotion began, against what was expected and what came last time. */
export const chart = defineChart<PromoTrackData>({
  spec(data, lang) {
    const figure: Figure = { unit: "count", currency: null, lang };
    // Before it begins nothing was sold.
    const begun = data.actual.length > 0;
    const say =
      lang === "zh"
        ? [begun ? "累计销量（件）" : "预计累计销量（件）", "实际", "预计", "上次同期", "10 次里 8 次在此"]
        : [begun ? "Units sold so far" : "Units expected", "actual", "forecast", "last time", "8 times in 10"];
    const [name = "", now = "", forecast = "", before = "", range = ""] = say;
    const end = addDays(data.to, 1);
    const last = data.expected.at(-1);
    const sums = [...data.expected.map((e) => e.high), ...data.before.map((b) => b.units), ...data.actual.map((a) => a.units)];
    const scale = niceTicks(0, Math.max(1, ...sums), 4, 1);
    const ticks = valueTicks(scale, figure);
    const top = scale.at.at(-1) ?? 1;
    const y = (v: number): number => PLOT * (1 - v / top);

    const keys: Key[] = [
      ...(data.actual.length > 0 ? [{ label: now, colour: COLOUR.main, shape: "line" as const }] : []),
      ...(last
        ? [
            { label: forecast, colour: COLOUR.order, shape: "dash" as const },
            { label: range, colour: COLOUR.band, shape: "box" as const },
          ]
        : []),
      ...(data.before.length > 0 ? [{ label: before, colour: COLOUR.quiet, shape: "line" as const }] : []),
    ];
    const latest = data.actual.at(-1);
    const marks = [
      ...(last ? [{ y: y(last.units), label: label(Math.round(last.units), figure), colour: COLOUR.order }] : []),
      ...(latest ? [{ y: y(latest.units), label: label(latest.units, figure), colour: COLOUR.main }] : []),
    ].toSorted((a, b) => a.y - b.y);
    const [first, second] = marks;
    if (first && second && second.y - first.y < APART) second.y = first.y + APART;

    const left = margin(Math.max(36, widest(ticks.map((t) => String(t["label"]))) + 16));
    const right = margin(Math.max(20, ...marks.map((m) => textWidth(m.label) + 14)));
    const frame: Frame = { width: WIDTH - left - right, height: PLOT, top: keyHeight(name, keys), right, bottom: BOTTOM, left };
    const start = { t: at(data.from), v: 0, low: 0, high: 0 };
    const line = (of: readonly { readonly t: number; readonly v: number }[]): Rows =>
      of.length === 0 ? [] : [{ t: start.t, v: 0 }, ...of];
    const actual = line(data.actual.map((a) => ({ t: at(a.day) + a.hour * HOUR_MS, v: a.units })));
    return picture(
      frame,
      { times: [at(data.from), at(end)], values: [0, top] },
      {
        expected: [start, ...data.expected.map((e) => ({ t: at(addDays(e.day, 1)), v: e.units, low: e.low, high: e.high }))],
        before: line(data.before.map((b) => ({ t: at(addDays(b.day, 1)), v: b.units }))),
        actual,
        now: actual.slice(-1),
        ends: marks,
        values: ticks,
        times: timeTicks(data.from, end, "day", frame, lang),
        ...keyRows(name, keys, frame),
      },
      layers(frame),
    );
  },
});
