import { normalQuantile } from "../demand/normal.ts";
import type { Series } from "../demand/levels.ts";
import { errorsOver, learn, outcomesUntil, type Trust } from "../demand/pool.ts";
import { mostTimes, mostTimesYoung } from "../policy/declared/demand-model.ts";
import { servedLevels } from "../restock/served-level.ts";
import { type BacktestSettings, LEAST_LEAD } from "./settings.ts";
import { dailyMoments, textbookLevel } from "./textbook.ts";
import type { Planner } from "./simulate.ts";

/** What a policy may know beside the sales: only the clairvoyant looks. */
export interface Truth {
  readonly demand: readonly ArrayLike<number>[];
}

/** A way to plan with one setting (buffer days, service level …) that is tried at several values. */
export interface BacktestPolicy {
  readonly id: string;
  readonly knobs: readonly number[];
  readonly planner: (knob: number, settings: BacktestSettings, truth: Truth) => Planner;
}

const SPREADSHEET_DAYS = 30;
const EXTRA_DAYS = [0, 5, 10, 14, 20, 25, 30, 35, 40, 45, 55, 65, 80, 100, 130, 160] as const;

function meanRate({ units, out }: Series, days: number, inStockOnly: boolean): number {
  let [sum, n] = [0, 0];
  for (let t = Math.max(0, units.length - days); t < units.length; t += 1) {
    const sold = units[t] ?? 0;
    if (inStockOnly && (out[t] ?? 0) > 0 && sold <= 0) continue;
    sum += sold;
    n += 1;
  }
  return n === 0 ? 0 : sum / n;
}

const days30 =
  (daysOf: (knob: number, s: BacktestSettings) => number, inStockOnly = false) =>
  (knob: number, s: BacktestSettings): Planner =>
  (seen) =>
    seen.map((series) => daysOf(knob, s) * meanRate(series, SPREADSHEET_DAYS, inStockOnly));

/** As many as the planner knows a lead time by. */
const LEAD_POINTS = 15;
/** A lead time as so many equally likely whole numbers of days. */
export const leadSpans = ({ leadMean, leadSigma }: BacktestSettings): number[] =>
  Array.from({ length: LEAD_POINTS }, (_, k) =>
    Math.max(LEAST_LEAD, Math.round(leadMean + leadSigma * normalQuantile((k + 0.5) / LEAD_POINTS))),
  );

/** No product is planned below this cycle service, whatever the same units would save elsewhere. */
const LEAST_CYCLE_SERVICE = 0.7;
/** What the planner takes where nobody set it. */
export const TRUST: Trust = { year: mostTimes.default, young: mostTimesYoung.default };

/** Pooled quantiles of demand, and stock where it saves most until the promised fill rate is kept. */
const purser: BacktestPolicy = {
  id: "purser",
  knobs: [0.8, 0.85, 0.9, 0.93, 0.95, 0.96, 0.97, 0.98, 0.99],
  planner: (fill, settings) => {
    const spans = leadSpans(settings);
    const later = spans.map((days) => days + settings.review);
    const protection = Math.round(settings.leadMean + settings.review);
    return (seen) => {
      const { pool, outlooks } = learn(seen, [protection]);
      const all = outlooks.map((o) => {
        const errors = errorsOver(pool, o, protection);
        const until = (of: readonly number[]) => outcomesUntil(o, of, () => errors, TRUST);
        return { lead: until(spans), cycle: until(later) };
      });
      return servedLevels(all, fill, LEAST_CYCLE_SERVICE).levels;
    };
  },
};

/** Knows all demand, but not how long an order will take: what no forecast can do better. */
const clairvoyant: BacktestPolicy = {
  id: "clairvoyant",
  knobs: [0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.4],
  planner: (share, { leadMean, review }, { demand }) => {
    return (_seen, day) =>
      demand.map((d) => {
        let wanted = 0;
        for (let t = day; t < day + leadMean + review; t += 1) wanted += d[t] ?? 0;
        return share * wanted;
      });
  },
};

/** Every way that is compared, in the order of a report. */
export const BACKTEST_POLICIES: readonly BacktestPolicy[] = [
  { id: "seed-literal", knobs: [3], planner: days30((days, s) => days + s.leadMean) },
  { id: "seed-90d", knobs: [90], planner: days30((days, s) => days + s.leadMean) },
  { id: "spreadsheet", knobs: EXTRA_DAYS, planner: days30((days, s) => s.leadMean + s.review + days) },
  { id: "spreadsheet-in-stock", knobs: EXTRA_DAYS, planner: days30((days, s) => s.leadMean + s.review + days, true) },
  {
    id: "textbook",
    knobs: [0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9999, 0.99999],
    planner: (service, s) => {
      const z = normalQuantile(service);
      return (seen) =>
        seen.map((series) => {
          const moments = dailyMoments(series);
          return moments === null ? 0 : textbookLevel(moments, z, s);
        });
    },
  },
  purser,
  clairvoyant,
];
