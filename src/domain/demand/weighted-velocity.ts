import { leastHistory, shortHistory, staleSales, weightOf30Days, weightOf7Days, weightOf90Days } from "../policy/declared/demand.ts";
import type { Policy } from "../policy/policy.ts";
import { defaults } from "../policy/reader.ts";
import type { Demand, DemandBasis, DemandModel, HistoryDay } from "../restock/types.ts";
import { type Maybe, missing, present, type Text } from "../value.ts";
import { couldSell, knownDays, salesAge } from "./known-days.ts";
import { untoldText } from "./notes.ts";
import { normalQuantile } from "./normal.ts";
import { outcomesBy } from "./outcomes.ts";

const WINDOWS = [
  { days: 7, weight: weightOf7Days },
  { days: 30, weight: weightOf30Days },
  { days: 90, weight: weightOf90Days },
] as const;
const LONGEST = 90;

interface Window {
  readonly days: number;
  readonly weight: number;
  readonly inStock: readonly HistoryDay[];
  readonly daysOut: number;
}

const total = (days: readonly HistoryDay[]): number => days.reduce((sum, d) => sum + Math.max(0, d.units), 0);
const rateOf = (w: Window): number | null => (w.inStock.length === 0 ? null : total(w.inStock) / w.inStock.length);

function windowsOf(known: readonly HistoryDay[], weigh: (weight: Policy<number>) => number): Window[] {
  return WINDOWS.map(({ days, weight }, i) => {
    // A window that is longer than the history adds nothing to the one before it, which has seen all of it already.
    const before = i === 0 ? 0 : (WINDOWS[i - 1]?.days ?? 0);
    const covered = known.length > before ? known.slice(-days) : [];
    const inStock = covered.filter(couldSell);
    return { days, weight: weigh(weight), inStock, daysOut: covered.length - inStock.length };
  });
}

/** Plain rates of the windows, for people to compare a forecast with. */
export const plainRates = (known: readonly HistoryDay[]): DemandBasis["windows"] =>
  windowsOf(known, () => 0).map((w) => ({
    days: w.days,
    weight: 0,
    rate: rateOf(w),
    daysInStock: w.inStock.length,
    daysOut: w.daysOut,
  }));

/** Sample variance of daily units. A short history cannot show its own spread, so that it has at least a Poisson's. */
function dailyVariance(days: readonly HistoryDay[], atLeast: number): number {
  const mean = total(days) / days.length;
  const squares = days.reduce((sum, d) => sum + (Math.max(0, d.units) - mean) ** 2, 0);
  return Math.max(days.length > 1 ? squares / (days.length - 1) : 0, atLeast);
}

function notes(known: readonly HistoryDay[], recent: readonly HistoryDay[], short: boolean, age: number, further: boolean): Text[] {
  const list: Text[] = [];
  if (short)
    list.push({
      zh: `销售历史只有 ${known.length} 天，估算很粗`,
      en: `only ${known.length} ${known.length === 1 ? "day" : "days"} of history: a rough estimate`,
    });
  if (further)
    list.push({
      zh: `近 ${LONGEST} 天一直断货，改用更早有货的日子`,
      en: `out of stock throughout the last ${LONGEST} days: earlier days with stock are used`,
    });
  list.push(...untoldText(recent));
  if (age > 0) list.push({ zh: `销售数据截至 ${age} 天前`, en: `sales are known up to ${age} ${age === 1 ? "day" : "days"} before` });
  return list;
}

function flat(rate: number, variance: number, basis: DemandBasis): Demand {
  const quantile = (days: number, tau: number): number =>
    days <= 0 ? 0 : Math.max(0, rate * days + normalQuantile(tau) * Math.sqrt(variance * days));
  return {
    expected: () => rate,
    dailyMean: rate,
    quantile,
    over: (days) => outcomesBy((tau) => quantile(days, tau)),
    between: (from, to) => outcomesBy((tau) => quantile(to - from, tau)),
    basis,
  };
}

/**
 * Daily demand as the weighted mean of three rates: units ÷ days in stock over the last 7, 30 and 90 days. Days without stock are
 * taken out (90 sold in 30 days with 12 out are 5 a day, not 3); the weights of windows that say nothing go to the others.
 * Flat: no trend, no season. Quantiles are a normal's with the daily variance of the longest window, days taken as independent,
 * never negative. No value for what never sold, for a history of a few days, and for sales that end too long ago.
 */
export const weightedVelocity: DemandModel = (input, read = defaults): Maybe<Demand> => {
  const age = salesAge(input);
  if (age > read(staleSales))
    return missing({ zh: `销售数据已断 ${age} 天，无法估算销量`, en: `the newest sales are ${age} days old: no estimate of demand` });
  const known = knownDays(input);
  if (total(known) === 0) return missing({ zh: "还没有销售记录", en: "nothing was sold yet" });
  const n = known.length;
  if (n < read(leastHistory))
    return missing({
      zh: `销售历史只有 ${n} 天，满 ${read(leastHistory)} 天才估算销量`,
      en: `only ${n} ${n === 1 ? "day" : "days"} of sales: an estimate takes ${read(leastHistory)}`,
    });

  let windows = windowsOf(known, read);
  const further = windows.every((w) => w.inStock.length === 0);
  if (further) {
    const inStock = known.filter(couldSell).slice(-LONGEST);
    windows = windows.map((w) => (w.days === LONGEST ? { ...w, inStock, weight: 1 } : w));
  }
  const usable = windows.filter((w) => w.inStock.length > 0);
  const longest = usable.at(-1);
  if (!longest) return missing({ zh: "历史上没有一天有货", en: "no day of the history had stock" });

  const whole = usable.reduce((sum, w) => sum + w.weight, 0);
  // Somebody may have set the weights of all windows that are left to 0: the longest then speaks alone.
  const share = (w: Window): number => (w.inStock.length === 0 ? 0 : whole > 0 ? w.weight / whole : w === longest ? 1 : 0);
  const rate = usable.reduce((sum, w) => sum + share(w) * (rateOf(w) ?? 0), 0);
  const short = known.length < read(shortHistory);
  return present(
    flat(rate, dailyVariance(longest.inStock, short ? rate : 0), {
      model: "weighted-velocity",
      windows: windows.map((w) => ({
        days: w.days,
        weight: share(w),
        rate: rateOf(w),
        daysInStock: w.inStock.length,
        daysOut: w.daysOut,
      })),
      historyDays: known.length,
      notes: notes(known, further ? longest.inStock : known.slice(-LONGEST), short, age, further),
    }),
  );
};
