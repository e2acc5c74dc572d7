import type { Day } from "../../src/domain/calendar/day.ts";
import type { ChartLanguage } from "../define.ts";
import { COLOUR, type Frame, table, type Layer, pixel, type Rows, SIZE, time, value, WIDTH, words } from "../theme.ts";
import { type Figure, tickLabels } from "./numbers.ts";
import { at, dayTicks, type Ticks } from "./ticks.ts";
import { fitted, textWidth } from "./words.ts";

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
  readonly shape: "line" | "dash" | "dots" | "box";
}

const SWATCH = 18;
const EDGE = 8;
const LINE = 19;

interface Placed {
  readonly key: Key | null;
  readonly x: number;
  readonly line: number;
  readonly label: string;
}

/** Places in the picture, from its left edge: what does not fit into the line begins the next one. */
function placed(name: string, keys: readonly Key[]): Placed[] {
  const room = WIDTH - 2 * EDGE;
  const label = fitted(name, room);
  const all: Placed[] = [{ key: null, x: EDGE, line: 0, label }];
  let [x, line] = [EDGE + textWidth(label) + 18, 0];
  for (const key of keys) {
    const said = fitted(key.label, room - SWATCH - 6);
    const width = SWATCH + 6 + textWidth(said);
    if (x + width > WIDTH - EDGE && x > EDGE) [x, line] = [EDGE, line + 1];
    all.push({ key, x, line, label: said });
    x += width + 16;
  }
  return all;
}

/** Room that the keys take over the plot. */
export const keyHeight = (name: string, keys: readonly Key[]): number => KEY_HEIGHT + LINE * (placed(name, keys).at(-1)?.line ?? 0);

/** Rows of the lines over the plot: the name of the axis first, then what the lines are. `above`: from the plot to their lower edge. */
export function keyRows(
  name: string,
  keys: readonly Key[],
  frame: Pick<Frame, "left">,
  above = 0,
): { names: Rows; swatches: Rows; boxes: Rows } {
  const all = placed(name, keys);
  const last = all.at(-1)?.line ?? 0;
  const names: Record<string, string | number>[] = [];
  const swatches: Record<string, string | number>[] = [];
  const boxes: Record<string, string | number>[] = [];
  for (const { key, line, label, ...at } of all) {
    const [x, y] = [at.x - frame.left, KEY_Y - above - LINE * (last - line)];
    names.push({ x: key === null ? x : x + SWATCH + 6, y, label, colour: key === null ? COLOUR.ink : COLOUR.muted });
    if (key?.shape === "box") boxes.push({ x, x2: x + SWATCH, y: y - 6, y2: y + 6, colour: key.colour });
    else if (key !== null) swatches.push({ x, x2: x + SWATCH, y, shape: key.shape, colour: key.colour });
  }
  return { names, swatches, boxes };
}

const KEY_HEIGHT = 44;
const KEY_Y = -26;
export const colour = { field: "colour", type: "nominal", scale: null, legend: null } as const;

/** Tables `names`, `swatches` and `boxes`. */
export const keyLine = (): Layer[] => [
  {
    data: table("boxes"),
    mark: { type: "rect", cornerRadius: 2 },
    encoding: { x: pixel("x"), x2: { field: "x2" }, y: pixel("y"), y2: { field: "y2" }, color: colour },
  },
  {
    data: table("swatches"),
    mark: { type: "rule", strokeWidth: SIZE.line },
    encoding: {
      x: pixel("x"),
      x2: { field: "x2" },
      y: pixel("y"),
      color: colour,
      strokeDash: {
        condition: [
          { test: "datum.shape === 'dash'", value: [5, 4] },
          { test: "datum.shape === 'dots'", value: [1.5, 3] },
        ],
        value: [1, 0],
      },
    },
  },
  {
    data: table("names"),
    mark: { type: "text", align: "left", baseline: "middle" },
    encoding: { x: pixel("x"), y: pixel("y"), text: words("label"), color: colour },
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
