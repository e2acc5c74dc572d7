import type { StockProjectionData, StockProjectionDay } from "../src/domain/restock/chart-data.ts";
import { addDays, type Day } from "../src/domain/calendar/day.ts";
import { type ChartLanguage, defineChart } from "./define.ts";
import { colour, haloed, keyHeight, keyLine, keyRows, type Key, timeAxis, timeTicks, valueAxis, valueTicks } from "./parts/axes.ts";
import { flags, type Flag, LANE } from "./parts/flags.ts";
import { type Figure, label } from "./parts/numbers.ts";
import { at, niceTicks, shortDay } from "./parts/ticks.ts";
import { fitted, textWidth, widest } from "./parts/words.ts";
import { COLOUR, type Frame, table, type Layer, margin, picture, type Rows, time, value, WIDTH, words, pixel } from "./theme.ts";

const PLOT = 200;
const BOTTOM = 32;
const LABEL_WIDTH = 150;
/** A gap of fewer pixels has no room for a label beside others. */
const LEAST_GAP = 26;

const text = (lang: ChartLanguage) =>
  lang === "zh"
    ? {
        stock: "库存（件）",
        asIs: "不补货",
        fast: "卖得快时（P90）",
        out: (d: string) => `${d} 断货`,
        lost: (n: string) => `少卖 ${n} 件`,
        lostInAll: (n: string) => `共少卖 ${n} 件`,
        point: (n: string) => `补货点 ${n}`,
        quantity: (n: string) => `+${n}`,
      }
    : {
        stock: "Stock (units)",
        asIs: "nothing ordered",
        fast: "if it sells fast (p90)",
        out: (d: string) => `out on ${d}`,
        lost: (n: string) => `${n} lost`,
        lostInAll: (n: string) => `${n} lost in all`,
        point: (n: string) => `reorder at ${n}`,
        quantity: (n: string) => `+${n}`,
      };

const layers = (frame: Frame): Layer[] => {
  const step = { interpolate: "step-after" } as const;
  return [
    {
      data: table("gaps"),
      mark: { type: "rect", color: COLOUR.dangerFill },
      encoding: { x: time("from"), x2: { field: "to" }, y: { value: 0 }, y2: { value: frame.height } },
    },
    {
      data: table("stock"),
      mark: { type: "area", color: COLOUR.mainFill, ...step },
      encoding: { x: time("t"), y: value("v"), y2: { datum: 0 } },
    },
    ...valueAxis(frame),
    ...timeAxis(frame),
    {
      data: table("points"),
      mark: { type: "rule", color: COLOUR.muted, strokeDash: [2, 3] },
      encoding: { y: value("v"), x: { value: 0 }, x2: { value: frame.width } },
    },
    {
      data: table("points"),
      mark: { type: "text", align: "left", baseline: "middle" },
      encoding: { y: value("v"), x: { value: frame.width + 7 }, text: words("label") },
    },
    {
      data: table("poles"),
      mark: { type: "rule" },
      encoding: {
        x: pixel("x"),
        y: pixel("y"),
        y2: { value: frame.height },
        color: colour,
        strokeDash: { condition: { test: "datum.solid", value: [1, 0] }, value: [2, 3] },
      },
    },
    {
      data: table("feet"),
      mark: { type: "point", shape: "triangle-up", filled: true, opacity: 1, size: 60, yOffset: -3 },
      encoding: { x: pixel("x"), y: { value: frame.height }, color: colour },
    },
    {
      data: table("fast"),
      mark: { type: "line", color: COLOUR.main, strokeWidth: 1.2, strokeDash: [2, 2], ...step },
      encoding: { x: time("t"), y: value("v") },
    },
    {
      data: table("ordered"),
      mark: { type: "line", color: COLOUR.order, strokeDash: [6, 4], ...step },
      encoding: { x: time("t"), y: value("v") },
    },
    { data: table("stock"), mark: { type: "line", ...step }, encoding: { x: time("t"), y: value("v") } },
    {
      data: table("starts"),
      mark: { type: "point", filled: true, opacity: 1, size: 34, color: COLOUR.main },
      encoding: { x: time("t"), y: value("v") },
    },
    {
      data: table("flags"),
      mark: { type: "text", align: "left", baseline: "middle" },
      encoding: { x: pixel("x"), y: pixel("y"), text: words("label"), color: colour },
    },
    ...haloed({
      data: table("losses"),
      mark: { type: "text", align: "center", baseline: "middle", color: COLOUR.danger },
      encoding: { x: pixel("x"), y: { value: frame.height / 2 }, text: words("label") },
    }),
    ...keyLine(),
  ];
};

interface Gap {
  readonly from: Day;
  readonly to: Day;
  readonly lost: number;
}

/** Runs of days on which demand finds an empty shelf; days between on which nobody asks for anything, as when a market is closed, are of them. */
function gaps(days: readonly StockProjectionDay[]): readonly Gap[] {
  const found: Gap[] = [];
  let still = false;
  for (const d of days) {
    if (d.lost > 0) {
      const to = addDays(d.day, 1);
      const open = still ? found.pop() : undefined;
      found.push(open === undefined ? { from: d.day, to, lost: d.lost } : { from: open.from, to, lost: open.lost + d.lost });
      still = true;
    } else still &&= d.stock <= 0;
  }
  return found;
}

/** A label in each gap; one of them all in the widest where one is too narrow for its own, so that what is read adds up to what is lost. */
function losses(
  all: readonly Gap[],
  wide: (g: Gap) => number,
): readonly { readonly of: Gap; readonly lost: number; readonly inAll: boolean }[] {
  const widest = all.toSorted((a, b) => wide(b) - wide(a))[0];
  if (widest === undefined) return [];
  if (all.length === 1 || all.every((g) => wide(g) > LEAST_GAP)) return all.map((g) => ({ of: g, lost: g.lost, inAll: false }));
  return [{ of: widest, lost: all.reduce((sum, g) => sum + g.lost, 0), inAll: true }];
}

/** Stock over the days ahead: what happens if nothing is ordered, and beside it what the proposed order makes of it. */
export const chart = defineChart<StockProjectionData>({
  spec(data, lang) {
    const say = text(lang);
    const figure: Figure = { unit: "count", currency: null, lang };
    const units = (n: number): string => label(Math.round(n), figure);
    const last = data.days.at(-1)?.day ?? addDays(data.today, 1);
    const ordered = data.withOrder?.days ?? [];
    const most = Math.max(data.onHand, data.reorderPoint ?? 0, ...[...data.days, ...ordered].map((d) => d.stock));
    const scale = niceTicks(0, most, 4, 1);
    const ticks = valueTicks(scale, figure);

    const pointLabel = data.reorderPoint === null ? "" : say.point(units(data.reorderPoint));
    const left = margin(Math.max(widest(ticks.map((t) => String(t["label"]))) + 16, 36));
    const right = margin(Math.max(20, pointLabel === "" ? 0 : textWidth(pointLabel) + 12));
    const width = WIDTH - left - right;
    const x = (d: string): number => ((at(d) - at(data.today)) / Math.max(1, at(last) - at(data.today))) * width;

    const marks: Flag[] = [];
    if (data.stockOutDate !== null) {
      marks.push({ x: x(data.stockOutDate), label: say.out(shortDay(data.stockOutDate, lang)), colour: COLOUR.danger, solid: true });
    }
    for (const a of data.arrivals) {
      const words = fitted(`${say.quantity(units(a.units))} ${a.label[lang]}`, LABEL_WIDTH);
      marks.push({ x: x(a.day), label: words, colour: a.proposed ? COLOUR.order : COLOUR.arrival, solid: false });
    }
    const placed = flags(
      marks.filter((m) => m.x >= 0 && m.x <= width),
      width + right - 8,
    );
    const keys: Key[] = [{ label: say.asIs, colour: COLOUR.main, shape: "line" }];
    if (data.fast) keys.push({ label: say.fast, colour: COLOUR.main, shape: "dash" });
    if (data.withOrder) keys.push({ label: data.withOrder.label[lang], colour: COLOUR.order, shape: "dash" });
    const top = keyHeight(say.stock, keys) + placed.lanes * LANE;
    const frame: Frame = { width, height: PLOT, top, right, bottom: BOTTOM, left };
    const line = (days: readonly StockProjectionDay[]): Rows => [
      { t: at(data.today), v: data.onHand },
      ...days.map((d) => ({ t: at(d.day), v: d.stock })),
    ];
    const { lossUntil } = data;
    const empty = gaps(lossUntil === undefined ? data.days : data.days.filter((d) => d.day < lossUntil));
    const clamp = (centre: number, words: string): number => {
      const half = textWidth(words) / 2 + 2;
      return Math.min(Math.max(centre, half), width - half);
    };
    return picture(
      frame,
      { times: [at(data.today), at(last)], values: [scale.at[0] ?? 0, scale.at.at(-1) ?? 1] },
      {
        stock: line(data.days),
        fast: data.fast ? line(data.days.map((d, i) => ({ ...d, stock: data.fast?.[i] ?? 0 }))) : [],
        ordered: data.withOrder ? line(ordered) : [],
        starts: [{ t: at(data.today), v: data.onHand }],
        gaps: empty.map((g) => ({ from: at(g.from), to: Math.min(at(g.to), at(last)) })),
        losses: losses(empty, (g) => x(g.to) - x(g.from)).map(({ of, lost, inAll }) => {
          const said = inAll ? say.lostInAll(units(lost)) : say.lost(units(lost));
          return { x: clamp((x(of.from) + x(of.to)) / 2, said), label: said };
        }),
        points: data.reorderPoint === null ? [] : [{ v: data.reorderPoint, label: pointLabel }],
        poles: placed.poles,
        feet: placed.poles.filter((p) => p["solid"] !== true),
        flags: placed.labels,
        values: ticks,
        times: timeTicks(data.today, last, "day", frame, lang),
        ...keyRows(say.stock, keys, frame, placed.lanes * LANE),
      },
      layers(frame),
    );
  },
});
