import { forecastOver, type Levels } from "./levels.ts";
import { root, type SpreadSettings } from "./spread.ts";
import type { Usable } from "./ways.ts";

/**
 * How all products together grow a day (0.01 = 1 %), as it stood so many days before the end; index 0 is the end itself. One product's trend is
 * mostly noise; that of all of them is the autumn. Empty: it helped nobody.
 */
export type Growth = readonly number[];

/** Four weeks against the four before. */
const MONTH = 28;
/** A market that grows by half in a month is a change of the range. */
const MOST = Math.log(1.5) / MONTH;
/** Fewer products in stock for two months are no market. */
const LEAST_PRODUCTS = 20;
/** The trend must lower the error so much, or it is none. */
const GAIN = 0.99;

function growthOf(all: readonly Levels[], back: number): Growth {
  const [now, before, products] = [new Float64Array(back), new Float64Array(back), new Uint32Array(back)];
  for (const { days, demand, weight } of all) {
    const mean = (demand[days] ?? 0) / Math.max(1, days);
    if (mean <= 0) continue;
    const scale = 1 / Math.sqrt(mean);
    const rate = (to: number): number => ((demand[to] ?? 0) - (demand[to - MONTH] ?? 0)) / ((weight[to] ?? 0) - (weight[to - MONTH] ?? 0));
    for (let b = 0; b < back && days - b >= 3 * MONTH; b += 1) {
      now[b] = (now[b] ?? 0) + scale * rate(days - b);
      before[b] = (before[b] ?? 0) + scale * rate(days - b - MONTH);
      products[b] = (products[b] ?? 0) + 1;
    }
  }
  return Array.from(now, (n, b) => {
    const was = before[b] ?? 0;
    if ((products[b] ?? 0) < LEAST_PRODUCTS || was <= 0 || n <= 0) return 0;
    return Math.max(-MOST, Math.min(MOST, Math.log(n / was) / MONTH));
  });
}

/** A series that takes part in what all do, at its end and at past origins. */
export function withGrowth(l: Levels, growth: Growth): Levels {
  if (growth.length === 0) return l;
  const slope = new Float64Array(l.days + 1);
  for (let b = 0; b < growth.length && b <= l.days; b += 1) slope[l.days - b] = (l.level[l.days - b] ?? 0) * (growth[b] ?? 0);
  return { ...l, slope };
}

/** The market's growth, if it lowered the errors of past forecasts; else none. */
export function provenGrowth(all: readonly Levels[], span: number, s: SpreadSettings, usable: Usable): Growth {
  const growth = growthOf(all, (s.origins - 1) * s.step + 4 * span + 1);
  if (growth.every((g) => g === 0)) return [];
  let [plain, grown] = [0, 0];
  for (const l of all) {
    const other = withGrowth(l, growth);
    for (let back = 0; back < s.origins; back += 1) {
      const end = l.days - back * s.step;
      const from = end - span;
      if (!usable(l, from, span)) continue;
      const came = root((l.demand[end] ?? 0) - (l.demand[from] ?? 0));
      plain += Math.abs(came - root(forecastOver(l, from, span)));
      grown += Math.abs(came - root(forecastOver(other, from, span)));
    }
  }
  return grown < GAIN * plain ? growth.map((g) => Math.round(g * 1e6) / 1e6) : [];
}
