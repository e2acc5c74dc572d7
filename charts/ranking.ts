import type { RankingData } from "../src/domain/kpi/chart-data.ts";
import { type ChartLanguage, defineChart } from "./define.ts";
import { colour, haloed, keyHeight, keyLine, keyRows, type Key, note } from "./parts/axes.ts";
import { axisName, type Figure, label } from "./parts/numbers.ts";
import { fitted, textWidth, widest } from "./parts/words.ts";
import { COLOUR, type Frame, table, type Layer, margin, picture, pixel, type Rows, value, WIDTH, words } from "./theme.ts";

const ROW = 27;
const BAR = 15;
/** More than this is a table, not a picture. */
const MOST = 20;
const NAME_WIDTH = 170;
const FOOT = 26;
const LIFT = -6;

const layers = (frame: Frame): Layer[] => [
  {
    data: table("bars"),
    mark: { type: "rect", cornerRadius: 2 },
    encoding: { x: value("zero"), x2: { field: "v" }, y: pixel("top"), y2: { field: "bottom" }, color: colour },
  },
  { data: table("zeros"), mark: { type: "rule" }, encoding: { x: value("zero"), y: { value: 0 }, y2: { value: frame.height } } },
  {
    data: table("befores"),
    mark: { type: "rule", color: COLOUR.ink, strokeWidth: 2 },
    encoding: { x: value("v"), y: pixel("top"), y2: { field: "bottom" } },
  },
  {
    data: table("totals"),
    mark: { type: "rule", color: COLOUR.muted, strokeDash: [4, 3] },
    encoding: { x: value("v"), y: { value: -4 }, y2: { value: frame.height } },
  },
  {
    data: table("rows"),
    mark: { type: "text", align: "left", baseline: "middle", color: COLOUR.ink },
    encoding: { x: { value: 8 - frame.left }, y: pixel("y"), text: words("label") },
  },
  ...haloed({
    data: table("gains"),
    mark: { type: "text", align: "left", baseline: "middle", dx: 6 },
    encoding: { x: value("v"), y: pixel("y"), text: words("label"), color: colour },
  }),
  ...haloed({
    data: table("losses"),
    mark: { type: "text", align: "right", baseline: "middle", dx: -6 },
    encoding: { x: value("v"), y: pixel("y"), text: words("label"), color: colour },
  }),
  {
    data: table("more"),
    mark: { type: "text", align: "left", baseline: "middle" },
    encoding: { x: { value: 8 - frame.left }, y: { value: frame.height + FOOT / 2 - 2 }, text: words("label") },
  },
  ...keyLine(),
  note(frame),
];

function keys(data: RankingData, figure: Figure): Key[] {
  const { lang } = figure;
  const made: Key[] = [];
  if (data.comparisonLabel !== null) made.push({ label: data.comparisonLabel[lang], colour: COLOUR.ink, shape: "line" });
  if (wholeOf(data) !== null) {
    made.push({ label: `${lang === "zh" ? "整体" : "all"} ${label(data.total ?? 0, figure)}`, colour: COLOUR.muted, shape: "dash" });
  }
  return made;
}

/** The whole scope's figure where a bar can be held against it: a sum is always beyond its parts. */
const wholeOf = (data: RankingData): number | null => (data.unit === "money" || data.unit === "count" ? null : data.total);

function moreText(count: number, by: string, lang: ChartLanguage): string {
  const spaced = /^[a-z]/i.test(by) ? ` ${by} ` : by;
  return lang === "zh" ? `另有 ${count} 个${spaced}未列出` : `${count} more (${by}) not shown`;
}

/** Horizontal bars, largest first, each with its value; the comparison is a dark tick on the bar. */
export const chart = defineChart<RankingData>({
  spec(data, lang) {
    const figure: Figure = { unit: data.unit, currency: data.currency, lang };
    const shown = data.rows.slice(0, MOST);
    const names = shown.map((r) => fitted(r.label, NAME_WIDTH));
    const largest = Math.max(0, ...shown.map((r) => Math.abs(r.value ?? 0)));
    const texts = shown.map((r) => (r.value === null ? (lang === "zh" ? "无数据" : "no data") : label(r.value, figure, largest)));
    const whole = wholeOf(data);
    const all = [...shown.flatMap((r) => [r.value, r.comparison ?? null]), whole].filter((v) => v !== null);
    const low = Math.min(0, ...all);
    const high = Math.max(0, ...all);

    const isLoss = (i: number): boolean => (shown[i]?.value ?? 0) < 0;
    const room = (loss: boolean): number => widest(texts.filter((_, i) => isLoss(i) === loss)) + 12;
    const left = margin(widest(names) + 20 + (low < 0 ? room(true) : 0));
    const right = margin(room(false));
    const height = Math.max(1, shown.length) * ROW;
    const more = data.more + data.rows.length - shown.length;
    const name = axisName(data.name[lang], figure);
    const top = keyHeight(name, keys(data, figure)) + LIFT - 2;
    const frame: Frame = { width: WIDTH - left - right, height, top, right, bottom: more > 0 ? FOOT : 12, left };

    const y = (i: number): number => i * ROW + ROW / 2;
    const band = (i: number, half: number) => ({ top: y(i) - half, bottom: y(i) + half });
    const perPixel = (high - low || 1) / Math.max(1, frame.width);
    // At the end of its bar, where it belongs; behind the tick of the comparison or the line of the whole only where it would cover them.
    const clear = (r: RankingData["rows"][number], words: string, loss: boolean): number => {
      const ahead = (v: number, of: number): number => (loss ? of - v : v - of) / perPixel;
      const needs = textWidth(words) + 10;
      return [r.comparison ?? null, whole]
        .filter((v) => v !== null)
        .toSorted((p, q) => ahead(p, q))
        .reduce((v, mark) => (ahead(mark, v) >= -2 && ahead(mark, v) <= needs ? mark : v), r.value ?? 0);
    };
    const labels = (loss: boolean): Rows =>
      shown.flatMap((r, i) =>
        isLoss(i) === loss
          ? [
              {
                v: clear(r, texts[i] ?? "", loss),
                y: y(i),
                label: texts[i] ?? "",
                colour: r.value === null ? COLOUR.quiet : COLOUR.ink,
              },
            ]
          : [],
      );
    return picture(
      frame,
      { values: [low, high > low ? high : low + 1] },
      {
        rows: names.map((name, i) => ({ y: y(i), label: name })),
        bars: shown.flatMap((r, i) =>
          r.value === null ? [] : [{ zero: 0, v: r.value, ...band(i, BAR / 2), colour: r.value < 0 ? COLOUR.danger : COLOUR.main }],
        ),
        befores: shown.flatMap((r, i) => (r.comparison == null ? [] : [{ v: r.comparison, ...band(i, BAR / 2 + 2) }])),
        gains: labels(false),
        losses: labels(true),
        zeros: shown.length > 0 ? [{ zero: 0 }] : [],
        totals: whole === null ? [] : [{ v: whole }],
        more: more > 0 ? [{ label: moreText(more, data.by[lang], lang) }] : [],
        notes: shown.length > 0 ? [] : [{ label: lang === "zh" ? "这段时间没有数据" : "no data in this period" }],
        ...keyRows(name, keys(data, figure), frame, LIFT),
      },
      layers(frame),
    );
  },
});
