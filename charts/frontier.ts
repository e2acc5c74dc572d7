import type { FrontierData } from "../src/domain/backtest/chart-data.ts";
import { type ChartLanguage, defineChart } from "./define.ts";
import { colour, haloed, keyHeight, keyLine, keyRows, type Key, note } from "./parts/axes.ts";
import { label, tickLabels } from "./parts/numbers.ts";
import { strokesLayer } from "./parts/strokes.ts";
import { niceTicks } from "./parts/ticks.ts";
import { textWidth, widest } from "./parts/words.ts";
import { COLOUR, type Frame, type Layer, margin, picture, pixel, type Rows, SIZE, table, WIDTH, words } from "./theme.ts";

const PLOT = 230;
const FOOT = 48;
/** Below this nobody runs a shop, and above the stock grows without end. */
const LOWEST = 0.8;
const OTHERS = [COLOUR.arrival, COLOUR.order, COLOUR.danger, COLOUR.muted] as const;

const layers = (): Layer[] => [
  {
    data: table("grid"),
    mark: { type: "rule", color: COLOUR.grid },
    encoding: { x: pixel("x"), x2: { field: "x2" }, y: pixel("y"), y2: { field: "y2" } },
  },
  {
    data: table("values"),
    mark: { type: "text", align: "right", baseline: "middle" },
    encoding: { x: pixel("x"), y: pixel("y"), text: words("label") },
  },
  {
    data: table("places"),
    mark: { type: "text", align: "center", baseline: "top" },
    encoding: { x: pixel("x"), y: pixel("y"), text: words("label") },
  },
  strokesLayer,
  {
    data: table("dots"),
    mark: { type: "point", filled: true, opacity: 1, size: 26 },
    encoding: { x: pixel("x"), y: pixel("y"), color: colour },
  },
  ...haloed({
    data: table("savings"),
    mark: { type: "text", align: "left", baseline: "top", dx: 8, dy: 5, fontSize: SIZE.label, color: COLOUR.ink },
    encoding: { x: pixel("x"), y: pixel("y"), text: words("label") },
  }),
  ...keyLine(),
];

const COUNT = { unit: "count", currency: null } as const;
const SHARE = { unit: "percent", currency: null } as const;

/** Stock on hand across, units served upward: the further left a line runs, the less money lies on the shelf for the same service. */
export const chart = defineChart<FrontierData>({
  spec(data, lang: ChartLanguage) {
    const known = data.lines.map((l) => ({ ...l, points: l.points.filter((p) => p.fill >= LOWEST) })).filter((l) => l.points.length > 0);
    const near = known.filter((l) => l.kind !== "bound" && l.points.length > 1).flatMap((l) => l.points.filter((p) => p.fill <= 0.975));
    const most = Math.max(1, ...near.map((p) => p.onHand), data.compared === null ? 0 : Math.max(data.compared.from, data.compared.to));
    const across = niceTicks(0, most, 5, 1);
    const end = across.at.at(-1) ?? 1;
    const upward = niceTicks(LOWEST, 1, 4, 0.01);
    const labels = tickLabels(upward.at, upward.step, { ...SHARE, lang });
    const left = margin(widest(labels) + 20);
    const right = 24;
    const others = known.filter((l) => l.kind === "other");
    const colourOf = (l: (typeof known)[number]): string =>
      l.kind === "ours" ? COLOUR.main : l.kind === "bound" ? COLOUR.quiet : (OTHERS[others.indexOf(l) % OTHERS.length] ?? COLOUR.muted);
    const keys: Key[] = known.map((l) => ({ label: l.label[lang], colour: colourOf(l), shape: l.kind === "bound" ? "dash" : "line" }));
    const name = lang === "zh" ? "满足率（按件数）" : "Units served";
    const frame: Frame = { width: WIDTH - left - right, height: PLOT, top: keyHeight(name, keys), right, bottom: FOOT, left };
    const x = (units: number): number => (frame.width * units) / end;
    const y = (fill: number): number => (PLOT * (1 - fill)) / (1 - LOWEST);
    const inside = (p: { readonly onHand: number }): boolean => p.onHand <= end;
    const strokes: Rows = known.flatMap((l) =>
      l.points.slice(1).flatMap((p, k) => {
        const before = l.points[k];
        if (before === undefined || !inside(before) || !inside(p)) return [];
        return [
          {
            x: x(before.onHand),
            x2: x(p.onHand),
            y: y(before.fill),
            y2: y(p.fill),
            colour: colourOf(l),
            width: l.kind === "ours" ? SIZE.line + 0.8 : 1.6,
            dash: l.kind === "bound",
          },
        ];
      }),
    );
    const { compared } = data;
    const axis = lang === "zh" ? "平均在库（件）" : "units on hand, mean of a day";
    return picture(
      frame,
      { values: [0, 1] },
      {
        grid: [
          ...upward.at.map((v) => ({ x: 0, x2: frame.width, y: y(v), y2: y(v) })),
          ...across.at.map((v) => ({ x: x(v), x2: x(v), y: PLOT, y2: PLOT + 4 })),
        ],
        values: upward.at.map((v, k) => ({ x: -8, y: y(v), label: labels[k] ?? "" })),
        places: [
          ...across.at.map((v) => ({ x: x(v), y: PLOT + 9, label: label(v, { ...COUNT, lang }, end) })),
          { x: frame.width / 2, y: PLOT + 28, label: axis },
        ],
        strokes: [
          ...strokes,
          ...(compared === null
            ? []
            : [
                {
                  x: x(compared.from),
                  x2: x(compared.to),
                  y: y(compared.fill),
                  y2: y(compared.fill),
                  colour: COLOUR.ink,
                  width: 1.4,
                  dash: false,
                },
              ]),
        ],
        dots: known.flatMap((l) =>
          l.kind === "bound" ? [] : l.points.filter(inside).map((p) => ({ x: x(p.onHand), y: y(p.fill), colour: colourOf(l) })),
        ),
        savings:
          compared === null
            ? []
            : [
                {
                  // Beside the dearer of the two, where no line runs below it; never beyond the edge.
                  x: Math.min(x(Math.max(compared.from, compared.to)), frame.width - textWidth(compared.label[lang], SIZE.label) - 10),
                  y: y(compared.fill),
                  label: compared.label[lang],
                },
              ],
        notes: known.length > 0 ? [] : [{ label: lang === "zh" ? "没有可比的数据" : "nothing to compare" }],
        ...keyRows(name, keys, frame),
      },
      [...layers(), note(frame)],
    );
  },
});
