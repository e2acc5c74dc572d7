import { Decimal } from "decimal.js";
import { addDays, type Day, endOfMonth, monthOf, startOfMonth } from "../../calendar/day.ts";
import { days, type Period } from "../../calendar/period.ts";
import { type Maybe, present } from "../../value.ts";
import type { Kpi } from "../kpi.ts";
import type { MeasureAnswer, MeasureId } from "../measure.ts";
import { coveredDaysOf } from "./covered-days.ts";
import { evaluate, type MeasureValues, measuresOf } from "./evaluate.ts";
import { addsOverDays, addsOverStores } from "./measure-words.ts";

/** A figure of one day, or of one month under its first day. */
export interface Point {
  readonly day: Day;
  readonly value: Maybe<Decimal>;
}

type ByKey = ReadonlyMap<string | null, MeasureValues>;

const byKey = (answer: MeasureAnswer): ByKey => new Map(answer.rows.map((r) => [r.key, r.values]));

/** Days that have to be asked for so that the first point of a trend has all it rests on. */
export function trendPeriod(kpi: Kpi, period: Period): Period {
  return kpi.trailingDays === undefined ? period : { from: addDays(period.from, 1 - kpi.trailingDays), to: period.to };
}

function sumOf(measure: MeasureId, window: readonly Day[], rows: ByKey): Maybe<Decimal> | undefined {
  let sum = new Decimal(0);
  for (const d of window) {
    const value = rows.get(d)?.[measure];
    if (value === undefined || value.kind === "missing") return value;
    sum = sum.plus(value.value);
  }
  return present(sum);
}

/** A level (stock) over a window: the mean of the days that have a snapshot, or the last of them. */
function levelOf(measure: MeasureId, window: readonly Day[], rows: ByKey): Maybe<Decimal> | undefined {
  const known = window.map((d) => rows.get(d)?.[measure]).filter((v) => v?.kind === "value");
  const last = known.at(-1);
  if (last === undefined || measure === "stock-last") return last;
  return present(known.reduce((a, v) => a.plus(v.value), new Decimal(0)).div(known.length));
}

function over(window: readonly Day[], rows: ByKey, measures: readonly MeasureId[]): MeasureValues {
  const values: Partial<Record<MeasureId, Maybe<Decimal>>> = {};
  for (const measure of measures) {
    const value = addsOverDays(measure) ? sumOf(measure, window, rows) : levelOf(measure, window, rows);
    if (value !== undefined) values[measure] = value;
  }
  return values;
}

/** The figure of some days out of an answer by day; missing where one of them is. */
export const windowed = (kpi: Kpi, window: Period, answer: MeasureAnswer): Maybe<Decimal> =>
  evaluate(kpi, over(days(window), byKey(answer), measuresOf(kpi)), { period: window, days: days(window).length }).value;

/** One point for each day of the period. A day without facts is a gap. */
export function dailySeries(kpi: Kpi, period: Period, answer: MeasureAnswer): Point[] {
  const rows = byKey(answer);
  const width = kpi.trailingDays;
  return days(period).map((d) => {
    if (width === undefined) return { day: d, value: evaluate(kpi, rows.get(d), { period: { from: d, to: d }, days: 1 }).value };
    const window = { from: addDays(d, 1 - width), to: d };
    return { day: d, value: evaluate(kpi, over(days(window), rows, measuresOf(kpi)), { period: window, days: width }).value };
  });
}

/** The part of each month that lies in the period, in order. */
export function monthsOf(period: Period): Period[] {
  const parts: Period[] = [];
  for (let from = period.from; from <= period.to; from = addDays(endOfMonth(from), 1))
    parts.push({ from, to: endOfMonth(from) < period.to ? endOfMonth(from) : period.to });
  return parts;
}

/** One point for each month that the period touches; `answer` is split by month. */
export function monthlySeries(kpi: Kpi, period: Period, answer: MeasureAnswer): Point[] {
  const rows = byKey(answer);
  return monthsOf(period).map((part) => ({
    day: startOfMonth(part.from),
    value: evaluate(kpi, rows.get(monthOf(part.from)), { period: part, days: coveredDaysOf(part, answer, monthOf(part.from)) }).value,
  }));
}

/** The last point of each month of a trend whose window is fixed by the definition. */
export function monthEnds(series: readonly Point[]): Point[] {
  return series
    .filter((p, i) => i === series.length - 1 || monthOf(p.day) !== monthOf((series[i + 1] as Point).day))
    .map((p) => ({ day: startOfMonth(p.day), value: p.value }));
}

/** The sums of all stores out of their rows, or undefined where they do not tell them exactly. */
export function totalOfStores(kpi: Kpi, stores: readonly string[], answer: MeasureAnswer): MeasureValues | undefined {
  if (!measuresOf(kpi).every(addsOverStores)) return undefined;
  const rows = byKey(answer);
  const values: Partial<Record<MeasureId, Maybe<Decimal>>> = {};
  for (const measure of measuresOf(kpi)) {
    let sum = new Decimal(0);
    for (const store of stores) {
      const value = rows.get(store)?.[measure];
      // What one store lacks may still leave a figure of the others, and only the facts know how that is told.
      if (value === undefined || value.kind === "missing") return undefined;
      sum = sum.plus(value.value);
    }
    values[measure] = present(sum);
  }
  return values;
}

/** The sums of the whole period out of its days, or undefined where they do not tell them exactly. */
export function totalOfDays(kpi: Kpi, period: Period, answer: MeasureAnswer): MeasureValues | undefined {
  if (kpi.trailingDays !== undefined || !measuresOf(kpi).every(addsOverDays)) return undefined;
  const rows = byKey(answer);
  const values: Partial<Record<MeasureId, Maybe<Decimal>>> = {};
  for (const measure of measuresOf(kpi)) {
    const value = sumOf(measure, days(period), rows);
    // A day may be unknown because a report is by week or month: then only the store can tell the whole.
    if (value === undefined || value.kind === "missing") return undefined;
    values[measure] = value;
  }
  return values;
}
