import type { Day } from "../../src/domain/calendar/day.ts";
import type { ChartLanguage } from "../define.ts";
import { COLOUR, type Frame, table, type Layer, pixel, type Rows, SIZE, time, value, words } from "../theme.ts";
import { type Figure, tickLabels } from "./numbers.ts";
import { at, dayTicks, type Ticks } from "./ticks.ts";
import { textWidth } from "./words.ts";

// The axes are rows and layers of ours and not Vega's: ticks and words then are data, in both languages, and one compiled
// spec serves every picture of a chart.

export function valueTicks(ticks: Ticks, figure: Figure): Rows {
  const labels = tickLabels(ticks.at, ticks.step, figure);
  return ticks.at.map((v, i) => ({ v, label: labels[i] ?? "" }));
}

export function timeTicks(first: Day, last: Day, grain: "day" | "month", frame: Frame, lang: ChartLanguage): Rows {
  const most = Math.max(2, Math.floor(frame.width / (lang === "zh" ? 46 : 58)));
  return dayTicks(first, last, grain, most, lang).map((t) => ({ t: at(t.day), label: t.label }));
}

/** Grid lines and labels of the value axis; goes below everything. Table `values`. */
export const valueAxis = (frame: Frame): Layer[] => [
  {
    data: table("values"),
    mark: { type: "rule", color: COLOUR.grid },
    encoding: { y: value("v"), x: { value: 0 }, x2: { value: frame.width } },
  },
  {
    data: table("values"),
    mark: { type: "text", align: "right", baseline: "middle" },
    encoding: { y: value("v"), x: { value: -8 }, text: words("label") },
  },
];

/** Tick marks and labels of the time axis. Table `times`. */
export const timeAxis = (frame: Frame): Layer[] => [
  {
    data: table("times"),
    mark: { type: "rule", color: COLOUR.axis },
    encoding: { x: time("t"), y: { value: frame.height }, y2: { value: frame.height + 4 } },
  },
  {
    data: table("times"),
    mark: { type: "text", align: "center", baseline: "top" },
    encoding: { x: time("t"), y: { value: frame.height + 9 }, text: words("label") },
  },
];

export interface Key {
  readonly label: string;
  readonly colour: string;
  readonly shape: "line" | "dash" | "box";
}

const SWATCH = 18;

/** Rows of the line over the plot: the name of the axis first, then what the lines are. */
export function keyRows(name: string, keys: readonly Key[], frame: Pick<Frame, "left">): { names: Rows; swatches: Rows; boxes: Rows } {
  let x = -frame.left + 8;
  const names: Record<string, string | number>[] = [{ x, label: name, colour: COLOUR.ink }];
  const swatches: Record<string, string | number>[] = [];
  const boxes: Record<string, string | number>[] = [];
  x += textWidth(name) + 18;
  for (const key of keys) {
    if (key.shape === "box") boxes.push({ x, x2: x + SWATCH, colour: key.colour });
    else swatches.push({ x, x2: x + SWATCH, shape: key.shape, colour: key.colour });
    names.push({ x: x + SWATCH + 6, label: key.label, colour: COLOUR.muted });
    x += SWATCH + 6 + textWidth(key.label) + 16;
  }
  return { names, swatches, boxes };
}

/** Room that the line takes over the plot. */
export const KEY_HEIGHT = 44;
const KEY_Y = -26;
export const colour = { field: "colour", type: "nominal", scale: null, legend: null } as const;

/** Tables `names`, `swatches` and `boxes`; `above` is the distance from the plot to the line's lower edge. */
export const keyLine = (above = 0): Layer[] => [
  {
    data: table("boxes"),
    mark: { type: "rect", cornerRadius: 2 },
    encoding: { x: pixel("x"), x2: { field: "x2" }, y: { value: KEY_Y - 6 - above }, y2: { value: KEY_Y + 6 - above }, color: colour },
  },
  {
    data: table("swatches"),
    mark: { type: "rule", strokeWidth: SIZE.line },
    encoding: {
      x: pixel("x"),
      x2: { field: "x2" },
      y: { value: KEY_Y - above },
      color: colour,
      strokeDash: { condition: { test: "datum.shape === 'dash'", value: [5, 4] }, value: [1, 0] },
    },
  },
  {
    data: table("names"),
    mark: { type: "text", align: "left", baseline: "middle" },
    encoding: { x: pixel("x"), y: { value: KEY_Y - above }, text: words("label"), color: colour },
  },
];

/** A sentence in the middle of a plot that has nothing to show. Table `notes`: empty, or one row. */
export const note = (frame: Frame): Layer => ({
  data: table("notes"),
  mark: { type: "text", align: "center", baseline: "middle", fontSize: SIZE.label },
  encoding: { x: { value: frame.width / 2 }, y: { value: frame.height / 2 }, text: words("label") },
});

/** The same words on paper, to lie under words that something may run behind. */
export function haloed(layer: Extract<Layer, { mark: unknown }>): Layer[] {
  const { color: _ink, ...mark } = typeof layer.mark === "object" ? layer.mark : { type: layer.mark };
  const { color: _field, ...encoding } = layer.encoding ?? {};
  const paper = { stroke: COLOUR.paper, fill: COLOUR.paper, strokeWidth: 4, strokeJoin: "round" };
  return [{ ...layer, encoding, mark: { ...mark, ...paper } } as Layer, layer];
}
