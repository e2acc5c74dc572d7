import type { WaterfallData } from "../src/domain/kpi/chart-data.ts";
import { defineChart } from "./define.ts";
import { colour, haloed, keyHeight, keyLine, keyRows, note } from "./parts/axes.ts";
import { type Figure, label } from "./parts/numbers.ts";
import { fitted, widest } from "./parts/words.ts";
import { COLOUR, type Frame, type Layer, margin, picture, pixel, table, value, WIDTH, words } from "./theme.ts";

const ROW = 27;
const BAR = 15;
const NAME_WIDTH = 170;

const layers = (frame: Frame): Layer[] => [
  {
    data: table("joints"),
    mark: { type: "rule", color: COLOUR.axis },
    encoding: { x: value("v"), y: pixel("top"), y2: { field: "bottom" } },
  },
  {
    data: table("zeros"),
    mark: { type: "rule", color: COLOUR.muted },
    encoding: { x: value("v"), y: { value: 0 }, y2: { value: frame.height } },
  },
  {
    data: table("bars"),
    mark: { type: "rect", cornerRadius: 2 },
    encoding: { x: value("from"), x2: { field: "to" }, y: pixel("top"), y2: { field: "bottom" }, color: colour },
  },
  {
    data: table("rows"),
    mark: { type: "text", align: "left", baseline: "middle" },
    encoding: { x: { value: 8 - frame.left }, y: pixel("y"), text: words("label"), color: colour },
  },
  ...haloed({
    data: table("figures"),
    mark: { type: "text", align: "right", baseline: "middle" },
    encoding: { x: { value: frame.width + frame.right - 8 }, y: pixel("y"), text: words("label"), color: colour },
  }),
  ...keyLine(),
  note(frame),
];

interface Bar {
  readonly from: number;
  readonly to: number;
  readonly colour: string;
}

/** Each step hangs where the one before ended. A step that is not known breaks the chain: what comes after begins at the next sum. */
function bars(steps: WaterfallData["steps"]): readonly (Bar | null)[] {
  let level: number | null = 0;
  return steps.map(({ kind, value: v }): Bar | null => {
    if (v === null) {
      level = null;
      return null;
    }
    if (kind !== "step") {
      level = v;
      return { from: 0, to: v, colour: kind === "sum" && v < 0 ? COLOUR.danger : COLOUR.main };
    }
    if (level === null) return null;
    const from: number = level;
    level = from + v;
    return { from, to: level, colour: v < 0 ? COLOUR.arrival : COLOUR.order };
  });
}

/** From one sum to another, step by step: what is added is green and what is taken off is ochre, and each says its sign. */
export const chart = defineChart<WaterfallData>({
  spec(data, lang) {
    const figure: Figure = { unit: data.unit, currency: data.currency, lang };
    const { steps } = data;
    const largest = Math.max(0, ...steps.map((s) => Math.abs(s.value ?? 0)));
    const nothing = lang === "zh" ? "无数据" : "no data";
    const figures = steps.map((s) =>
      s.value === null ? nothing : `${s.kind === "step" && s.value > 0 ? "+" : ""}${label(s.value, figure, largest)}`,
    );
    const drawn = bars(steps);
    const ends = [0, ...drawn.flatMap((b) => (b === null ? [] : [b.from, b.to]))];
    const [low, high] = [Math.min(...ends), Math.max(...ends)];
    const names = steps.map((s) => fitted(s.label[lang], NAME_WIDTH));
    const left = margin(widest(names) + 20);
    const right = margin(widest(figures) + 20);
    const title = data.title[lang];
    const height = Math.max(1, steps.length) * ROW;
    const frame: Frame = { width: WIDTH - left - right, height, top: keyHeight(title, []) - 8, right, bottom: 12, left };
    const y = (i: number): number => i * ROW + ROW / 2;
    return picture(
      frame,
      { values: [low, high > low ? high : low + 1] },
      {
        zeros: steps.length > 0 ? [{ v: 0 }] : [],
        bars: drawn.flatMap((b, i) => (b === null ? [] : [{ ...b, top: y(i) - BAR / 2, bottom: y(i) + BAR / 2 }])),
        joints: drawn.flatMap((b, i) =>
          b === null || i === drawn.length - 1 ? [] : [{ v: b.to, top: y(i) + BAR / 2, bottom: y(i + 1) - BAR / 2 }],
        ),
        rows: names.map((name, i) => ({ y: y(i), label: name, colour: steps[i]?.kind === "step" ? COLOUR.muted : COLOUR.ink })),
        figures: figures.map((f, i) => ({
          y: y(i),
          label: f,
          colour: steps[i]?.value === null ? COLOUR.quiet : steps[i]?.kind === "step" ? COLOUR.muted : COLOUR.ink,
        })),
        notes: steps.length > 0 ? [] : [{ label: lang === "zh" ? "这段时间没有数据" : "no data in this period" }],
        ...keyRows(title, [], frame, -8),
      },
      layers(frame),
    );
  },
});
