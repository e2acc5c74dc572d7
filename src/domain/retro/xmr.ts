import type { Day } from "../calendar/day.ts";
import { median } from "../median.ts";

export interface DayValue {
  readonly day: Day;
  readonly value: number;
}

export interface Limits {
  readonly mean: number;
  readonly upper: number;
  /** Never below 0 where values cannot be. */
  readonly lower: number;
  /** What runs are measured against. */
  readonly median: number;
}

export type Signal =
  | { readonly kind: "above" | "below"; readonly point: DayValue }
  | { readonly kind: "run"; readonly side: "above" | "below"; readonly from: Day; readonly to: Day; readonly days: number };

export interface Xmr {
  readonly limits: Limits;
  readonly points: number;
  readonly signals: readonly Signal[];
}

// 3 ÷ d2 with d2 = 1.128 for moving ranges of two values: natural process limits of an XmR chart (Shewhart; Wheeler 1993).
const FACTOR = 2.66;

/**
 * What is exceptional in a series of daily values, and what is only noise: values beyond mean ± 2.66 × mean moving range, and
 * `run` or more values in a row on one side of the median (one wild day would put all the others below the mean). A value on the
 * median ends a run. Days without a value are left out, so neighbours are the days that have one. undefined: fewer than `minPoints`
 * values. Values must not be negative.
 */
export function xmr(series: readonly DayValue[], options: { readonly minPoints: number; readonly run: number }): Xmr | undefined {
  if (series.length < Math.max(2, options.minPoints)) return undefined;
  const mean = series.reduce((a, p) => a + p.value, 0) / series.length;
  const ranges = series.slice(1).map((p, i) => Math.abs(p.value - (series[i]?.value ?? p.value)));
  const spread = (FACTOR * ranges.reduce((a, r) => a + r, 0)) / ranges.length;
  const limits = { mean, upper: mean + spread, lower: Math.max(0, mean - spread), median: median(series.map((p) => p.value)) ?? 0 };

  const signals: Signal[] = [];
  for (const point of series) {
    if (point.value > limits.upper) signals.push({ kind: "above", point });
    if (point.value < limits.lower) signals.push({ kind: "below", point });
  }
  return { limits, points: series.length, signals: [...signals, ...runs(series, limits.median, options.run)] };
}

function runs(series: readonly DayValue[], centre: number, least: number): Signal[] {
  const found: Signal[] = [];
  let side = 0;
  let begin = 0;
  const close = (end: number): void => {
    const first = series[begin];
    const last = series[end - 1];
    if (side !== 0 && end - begin >= least && first && last) {
      found.push({ kind: "run", side: side > 0 ? "above" : "below", from: first.day, to: last.day, days: end - begin });
    }
  };
  for (const [i, p] of series.entries()) {
    const now = Math.sign(p.value - centre);
    if (now === side) continue;
    close(i);
    side = now;
    begin = i;
  }
  close(series.length);
  return found;
}
