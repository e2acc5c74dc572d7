import { sba, tsb } from "./intermittent.ts";
import { forecastOver, type Known, type Levels, trendOf } from "./levels.ts";
import { root, type SpreadSettings } from "./spread.ts";

/** Ways to read a level off a series. Which is taken is tried at past origins. */
export const WAYS = ["steady", "trend", "tsb", "sba"] as const;
export type Way = (typeof WAYS)[number];

// Smoothing of the sparse and the trending ways: usual values of the field (0.05 to 0.2; Syntetos & Boylan 2005, Gardner 2006).
const ALPHA = 0.1;
const CHANCE = 0.05;
const SLOPE = 0.1;

/** Levels by one way; `steady` is made already. */
export function byWay(way: Way, steady: Levels): Levels {
  const { level: _level, slope: _slope, ...known } = steady;
  if (way === "trend") return trendOf(known, ALPHA, SLOPE);
  if (way === "tsb") return { ...known, level: tsb(known.sizes, ALPHA, CHANCE) };
  if (way === "sba") return { ...known, level: sba(known.sizes, ALPHA) };
  return steady;
}

/** Kinds of demand by weekly buckets (Syntetos, Boylan & Croston 2005). */
export const DEMAND_CLASSES = ["smooth", "erratic", "intermittent", "lumpy"] as const;
export type DemandClass = (typeof DEMAND_CLASSES)[number];

const WEEK = 7;
const WEEKS = 52;
const MOST_REGULAR_INTERVAL = 1.32;
const MOST_REGULAR_CV2 = 0.49;

/** Interval between weeks with sales (ADI) and squared variation of their sizes, of the last year. By the day nearly all would be intermittent. */
export function classOf({ days, demand }: Pick<Known, "days" | "demand">): DemandClass {
  const weeks = Math.min(WEEKS, Math.floor(days / WEEK));
  let [n, sum, squares] = [0, 0, 0];
  for (let k = 0; k < weeks; k += 1) {
    const sold = (demand[days - k * WEEK] ?? 0) - (demand[days - (k + 1) * WEEK] ?? 0);
    if (sold <= 1e-9) continue;
    n += 1;
    sum += sold;
    squares += sold * sold;
  }
  if (n === 0) return "intermittent";
  const mean = sum / n;
  const varied = Math.max(0, squares / n - mean * mean) / (mean * mean) >= MOST_REGULAR_CV2;
  return weeks / n >= MOST_REGULAR_INTERVAL ? (varied ? "lumpy" : "intermittent") : varied ? "erratic" : "smooth";
}

/** Errors of each way at a series' past origins: how many, and their sum on the root scale, in the order of `WAYS`. */
export interface Tried {
  readonly kind: DemandClass;
  readonly n: number;
  readonly sums: readonly number[];
}

/** Tries all ways on one series; `steady` is made already. */
export function tryWays(steady: Levels, span: number, s: SpreadSettings, usable: Usable): Tried {
  const levels = WAYS.map((w) => byWay(w, steady));
  const sums = levels.map(() => 0);
  let n = 0;
  for (let back = 0; back < s.origins; back += 1) {
    const end = steady.days - back * s.step;
    const from = end - span;
    if (!usable(steady, from, span)) continue;
    n += 1;
    const came = root((steady.demand[end] ?? 0) - (steady.demand[from] ?? 0));
    for (const [w, l] of levels.entries()) sums[w] = (sums[w] ?? 0) + Math.abs(came - root(forecastOver(l, from, span)));
  }
  return { kind: classOf(steady), n, sums };
}

/** Mean error of each way, in the order of `WAYS`, by kind of demand. */
export type WayScores = Readonly<Record<DemandClass, readonly number[]>>;

export type Usable = (l: Known, from: number, days: number) => boolean;

/** What all series showed together. A class of which nothing was seen is filled with what all showed; `null`: nothing was seen at all. */
export function scoresOf(all: readonly Tried[]): WayScores | null {
  const by = new Map<DemandClass, { n: number; sums: number[] }>();
  const total = { n: 0, sums: WAYS.map(() => 0) };
  for (const { kind, n, sums } of all) {
    const sum = by.get(kind) ?? { n: 0, sums: WAYS.map(() => 0) };
    if (n > 0) by.set(kind, sum);
    for (const into of [sum, total]) {
      into.n += n;
      for (const [w, e] of sums.entries()) into.sums[w] = (into.sums[w] ?? 0) + e;
    }
  }
  if (total.n === 0) return null;
  const mean = (x: { n: number; sums: number[] }): number[] => x.sums.map((e) => e / x.n);
  return Object.fromEntries(DEMAND_CLASSES.map((c) => [c, mean(by.get(c) ?? total)])) as Record<DemandClass, number[]>;
}

/** Errors of a dozen overlapping windows are known to a fifth or so: a way must do better by more than that. */
const MARGIN = 0.8;

/**
 * The way that erred least for a series at past origins, where its own errors count against those of its kind as `ownWeight` windows do.
 * The steady way where nothing can be tried; another must do clearly better, so that a plan does not change its mind every morning.
 */
export function chooseWay(own: Tried, scores: WayScores | null, ownWeight: number): Way {
  if (scores === null) return "steady";
  const pooled = scores[own.kind];
  const score = WAYS.map((_, w) => ((own.sums[w] ?? 0) + ownWeight * (pooled[w] ?? 0)) / (own.n + ownWeight));
  let best = 0;
  for (const [w, e] of score.entries()) if (e < MARGIN * (score[0] ?? 0) && e < (score[best] ?? 0)) best = w;
  return WAYS[best] ?? "steady";
}
