import { normalQuantile } from "../demand/normal.ts";
import { quantileOf } from "../demand/outcomes.ts";
import { errorsOver, learn, outcomesUntil } from "../demand/pool.ts";
import { TRUST } from "./policies.ts";
import { dailyMoments, textbookLevel } from "./textbook.ts";
import type { BacktestSettings, Span } from "./settings.ts";

export const PINBALL_TAUS = [0.5, 0.9, 0.95] as const;
/** Days between two forecasts. */
const EVERY = 28;

export interface Pinball {
  readonly tau: number;
  /** Loss `τ(a−q)` above the quantile and `(1−τ)(q−a)` below it, summed and divided by the demand that came; less is better. */
  readonly loss: number;
  /** Share of forecasts that demand stayed within; `tau` is right. */
  readonly coverage: number;
}

const lossOf = (tau: number, actual: number, q: number): number => (actual >= q ? tau * (actual - q) : (1 - tau) * (q - actual));

/** Quantiles of the demand of lead time and review, forecast every four weeks with everything in stock, against what came. */
export function pinball(
  demand: readonly ArrayLike<number>[],
  span: Span,
  settings: BacktestSettings,
): Readonly<Record<"purser" | "textbook", readonly Pinball[]>> {
  const days = Math.round(settings.leadMean + settings.review);
  const fixed = { ...settings, leadMean: days - settings.review, leadSigma: 0 };
  const sums = PINBALL_TAUS.map(() => ({ purser: { loss: 0, within: 0 }, textbook: { loss: 0, within: 0 } }));
  let [came, n] = [0, 0];
  for (let day = span.measured; day + days <= span.days; day += EVERY) {
    const seen = demand.map((d) => {
      const units = Float64Array.from({ length: day }, (_, t) => d[t] ?? 0);
      return { units, out: new Uint8Array(day) };
    });
    const { pool, outlooks } = learn(seen, [days]);
    for (const [i, d] of demand.entries()) {
      let actual = 0;
      for (let t = day; t < day + days; t += 1) actual += d[t] ?? 0;
      came += actual;
      n += 1;
      const outlook = outlooks[i];
      const series = seen[i];
      if (outlook === undefined || series === undefined) continue;
      const outcomes = outcomesUntil(outlook, [days], () => errorsOver(pool, outlook, days), TRUST);
      const moments = dailyMoments(series);
      for (const [k, tau] of PINBALL_TAUS.entries()) {
        const sum = sums[k];
        if (sum === undefined) continue;
        const said = {
          purser: quantileOf(outcomes, tau),
          textbook: moments === null ? 0 : textbookLevel(moments, normalQuantile(tau), fixed),
        };
        for (const id of ["purser", "textbook"] as const) {
          sum[id].loss += lossOf(tau, actual, said[id]);
          if (actual <= said[id]) sum[id].within += 1;
        }
      }
    }
  }
  const told = (id: "purser" | "textbook"): Pinball[] =>
    n === 0
      ? []
      : PINBALL_TAUS.map((tau, k) => ({ tau, loss: (sums[k]?.[id].loss ?? 0) / came, coverage: (sums[k]?.[id].within ?? 0) / n }));
  return { purser: told("purser"), textbook: told("textbook") };
}
